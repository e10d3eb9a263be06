"""The pages of a scan from the files of another program: one for the scan, or one for each side of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.errors import InputError
from ocr_pipeline.image.prepare import READING_DPI
from ocr_pipeline.image.uncropped import uncropped
from ocr_pipeline.job.scan.read_page import ReadPage, timed
from ocr_pipeline.languages import has_lexicon, load_lexicon
from ocr_pipeline.recognize import PageReading
from ocr_pipeline.recognize.file.engine import FileOfScan, SidePage
from ocr_pipeline.recognize.file.place import placed_lines, quarter_turns, scale_of
from ocr_pipeline.recognize.file.reading import OnScan, page_reading
from ocr_pipeline.recognize.known_words import knows_nothing
from ocr_pipeline.records import Reason, Resolution, ResolutionOrigin, Scan, Side
from ocr_pipeline.scans.resolution import believable
from ocr_pipeline.settings import Settings


@dataclass(frozen=True)
class _Side:
    """A side of a scan: what its file says, placed on the scan, or why that is not known."""

    side: Side
    found: OnScan | None
    error: InputError | None


def pages_from_file(scan: Scan, settings: Settings, reader: FileOfScan, seconds: dict[str, float]) -> list[ReadPage]:
    """Return the pages of a scan; `seconds` holds what opening took, and gets what looking at the files takes.

    A side whose file is missing or broken is a failed page beside the other one. Raises `InputError` where that is so
    of a scan that is one page.
    """
    with timed(seconds, "read"):
        sides = [_placed(scan, one) for one in reader.sides()]
    if len(sides) == 1 and sides[0].error is not None:
        raise sides[0].error
    fold = _fold(scan, sides)
    knows = load_lexicon(settings.language).knows if has_lexicon(settings.language) else knows_nothing
    pages = []
    for one in sides:
        spent = {stage: value / len(sides) for stage, value in seconds.items()}
        resolution = _resolution(scan, one.found, settings)
        with timed(spent, "prepare"):
            turns = quarter_turns(one.found.page.rotation) if one.found is not None else 0
            image = uncropped(scan, resolution, settings.binarization, one.side, fold, turns)
        with timed(spent, "read"):
            if one.error is not None or one.found is None:
                reading = PageReading.failed(Reason.of(one.error or InputError()))
            else:
                reading = page_reading(one.found, image, settings.language, knows)
        pages.append(ReadPage(image, reading, spent))
    return pages


def _placed(scan: Scan, one: SidePage) -> _Side:
    height, width = scan.pixels.shape
    if one.page is None:
        return _Side(one.side, None, one.error)
    try:
        scale = scale_of(one.page, width, height, scan.resolution, one.subject)
        lines = placed_lines(one.page, scale, width, height, one.subject)
    except InputError as error:
        return _Side(one.side, None, error)
    return _Side(one.side, OnScan(one.page, lines, scale, (width, height)), None)


def _fold(scan: Scan, sides: Sequence[_Side]) -> int | None:
    """Return the column of pixels at which a scan of two sides is cut; None for a scan that is one page.

    It is that in the middle, or, where lines of either side reach over it, the nearest that lies between both.
    """
    if len(sides) == 1:
        return None
    width = int(scan.pixels.shape[1])
    left, right = ([line.line.box for line in side.found.lines] if side.found else [] for side in sides)
    ends = max((box.right for box in left), default=0.0)
    begins = min((box.left for box in right), default=float(width))
    middle = min(max(width / 2, ends), begins) if ends <= begins else width / 2
    return min(width - 1, max(1, round(middle)))


def _resolution(scan: Scan, found: OnScan | None, settings: Settings) -> Resolution:
    """Return the resolution of a scan: the user's, else what the file states and may be true, else the scan's own."""
    height, width = scan.pixels.shape
    stated = believable(found.scale.dpi, width, height) if found is not None and settings.dpi is None else None
    return stated or scan.resolution or Resolution(dpi=READING_DPI, origin=ResolutionOrigin.ASSUMED)
