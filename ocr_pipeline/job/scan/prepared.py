"""The prepared image of a finished page, made again from its scan: for a format that is asked for later."""

from __future__ import annotations

from functools import cached_property

from ocr_pipeline.errors import PreparationDiffers
from ocr_pipeline.image import prepare, turned_over
from ocr_pipeline.image.uncropped import uncropped
from ocr_pipeline.job.scan.page import UPSIDE_DOWN, preparation_of
from ocr_pipeline.recognize.file.engine import FROM_FILE
from ocr_pipeline.records import Image, Page, PageImage, Preparation, Resolution, Scan, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Settings


class PreparedAgain:
    """Makes the prepared images of the pages of one scan again, bit for bit, by the settings they were read with.

    It costs opening and preparing the scan: 0.2 to 0.5 s, a seventh to a quarter of what reading it took (pages of
    `setun70`, `lvov`, `manuals`). Both pages of a spread cost it once, a page that was turned again before it was read
    twice; where no image is asked for it costs nothing.
    """

    def __init__(self, source: ScanSource, settings: Settings) -> None:
        """Take the scan, and settings under which the keys of its pages are those of their records."""
        self._source = source
        self._settings = settings

    def image_of(self, page: Page) -> Image | None:
        """Return the image, dtype uint8, 0 and 255 only; None for a page whose scan could not be prepared.

        Raises `InputError` where the scan cannot be read any more, `PreparationDiffers` where what comes out is not
        what the page's record says.
        """
        preparation = page.preparation
        if preparation is None:
            return None
        if page.engine.startswith(FROM_FILE) and page.scan.resolution is not None:
            lying = self._uncropped(page, preparation, page.scan.resolution)
            if preparation_of(lying) == preparation:
                return lying.binary
        halves = self._images if len(self._images) > 1 else ()
        whole = self._turned(preparation.quarter_turns)
        for image in (*self._images, *map(turned_over, halves), *whole, *self._split_at(preparation.split_at)):
            if preparation_of(image) == preparation:
                return image.binary
        raise PreparationDiffers(page.id)

    @cached_property
    def _scan(self) -> Scan:
        settings = self._settings
        return open_scan(self._source, settings.max_megapixels, settings.dpi, settings.page_seconds)

    @cached_property
    def _images(self) -> tuple[PageImage, ...]:
        return prepare(
            self._scan,
            binarization=self._settings.binarization,
            half_resolution=self._settings.half_resolution,
            split_spreads=self._settings.split_spreads,
            extra_turns=0,
        )

    def _uncropped(self, page: Page, preparation: Preparation, resolution: Resolution) -> PageImage:
        """Return the image of a page from a file: of its whole scan, or of the side of it that the page is."""
        fold = None if preparation.split_at is None else round(preparation.split_at[0])
        binarization = self._settings.binarization
        return uncropped(self._scan, resolution, binarization, page.scan.side, fold, preparation.quarter_turns)

    def _split_at(self, split_at: tuple[float, float] | None) -> tuple[PageImage, ...]:
        """Return the halves of a scan that was told to be a spread by its reading, as the scan lay and upside down."""
        if split_at is None:
            return ()
        binarization = self._settings.binarization
        return tuple(
            image
            for extra in (0, UPSIDE_DOWN)
            for image in prepare(
                self._scan,
                binarization=binarization,
                half_resolution=self._settings.half_resolution,
                split_spreads=True,
                extra_turns=extra,
                split_at=split_at,
            )
        )

    def _turned(self, quarter_turns: int) -> tuple[PageImage, ...]:
        """Return the whole page turned so, which is not the turn that it seemed to need."""
        extra = (quarter_turns - self._images[0].quarter_turns) % 4
        if len(self._images) > 1 or not extra:
            return ()
        return prepare(
            self._scan,
            binarization=self._settings.binarization,
            half_resolution=self._settings.half_resolution,
            split_spreads=False,
            extra_turns=extra,
        )
