"""One scan through the stages: open, prepare, read. Its failures are pages marked as failed, never exceptions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import cv2

from ocr_pipeline.errors import (
    NO_SPACE,
    OF_THE_JOB,
    EngineTimeout,
    ExitCode,
    OutOfMemory,
    PipelineError,
    TemporaryFull,
)
from ocr_pipeline.image import fold_at, prepare, turned_over
from ocr_pipeline.image.spread import CENTRE, LEAST_ASPECT
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.from_file import pages_from_file
from ocr_pipeline.job.scan.limits import scan_seconds
from ocr_pipeline.job.scan.read_page import ReadPage, timed
from ocr_pipeline.job.scan.reader import Reader
from ocr_pipeline.languages import has_lexicon, load_lexicon
from ocr_pipeline.layout import divide
from ocr_pipeline.recognize import Engine, PageReading, is_upside_down, may_be_text, may_be_upside_down, read_page
from ocr_pipeline.recognize.file.engine import FileOfScan
from ocr_pipeline.recognize.known_words import knows_nothing
from ocr_pipeline.records import (
    FrozenMapping,
    Image,
    Page,
    PageImage,
    PageState,
    Preparation,
    Reason,
    ReasonCode,
    Scan,
    ScanRef,
    Side,
)
from ocr_pipeline.records.rounding import rounded_beside_lines
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.names import page_id

UPSIDE_DOWN = 2
"""Quarter turns."""

LEAST_SECONDS = 1.0
"""With less left, seconds, no page is read a second time: preparing it again takes as long (0.2 to 0.5 s)."""


@dataclass(frozen=True, eq=False)
class PageResult:
    """A page and its prepared image (0 ink, 255 paper); None where the scan could not be prepared."""

    page: Page
    binary: Image | None

    def prepared(self) -> Image | None:
        """Return the prepared image, as a format asks for it."""
        return self.binary


def transcribe_scan(
    scan: PlannedScan, settings: Settings, reader: Reader, *, sha256: str, key: str
) -> tuple[PageResult, ...]:
    """Return the pages of one scan in reading order; `sha256` is its file's, `key` what their records are kept under.

    Whatever goes wrong with this scan gives one page in state `failed` with its reason. Only what concerns the whole
    job is raised (`OF_THE_JOB`). It takes `scan_seconds` of wall time at most, and what the step
    takes to its end that is running then.
    """
    end = time.monotonic() + scan_seconds(settings)
    seconds: dict[str, float] = {}

    def failure(reason: Reason) -> tuple[PageResult, ...]:
        return (failed(scan, reason, settings.language, sha256=sha256, key=key, seconds=seconds),)

    try:
        with timed(seconds, "open"):
            opened = open_scan(scan.source, settings.max_megapixels, settings.dpi, settings.page_seconds)
        if isinstance(reader, FileOfScan):
            pages: Sequence[ReadPage] = pages_from_file(opened, settings, reader, seconds)
        else:
            pages = _pages_of(opened, settings, reader, seconds, end)
        return tuple(_result(opened, scan, page, settings, reader, sha256=sha256, key=key) for page in pages)
    except OF_THE_JOB:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary that keeps one page's bug from ending the folder
        return failure(reason_of(error, scan.path))


def preparation_of(image: PageImage) -> Preparation:
    """Return what a page's record says of how its image was prepared."""
    height, width = image.grey.shape
    return Preparation(
        quarter_turns=image.quarter_turns,
        skew_degrees=image.skew_degrees,
        dpi=image.dpi,
        width=width,
        height=height,
        to_scan=image.to_scan,
        split_at=image.split_at,
    )


def failed(
    scan: PlannedScan,
    reason: Reason,
    language: str,
    *,
    sha256: str = "",
    key: str = "",
    seconds: Mapping[str, float] | None = None,
) -> PageResult:
    """Return the one page of a scan that could not be processed."""
    page = Page(
        id=scan.name,
        scan=ScanRef(
            path=scan.path,
            frame=scan.source.frame,
            side=Side.WHOLE,
            sha256=sha256,
            width=0,
            height=0,
            resolution=None,
        ),
        state=PageState.FAILED,
        reasons=(reason,),
        key=key,
        language=language,
        seconds=FrozenMapping(seconds),
    )
    return PageResult(page, None)


def reason_of(error: Exception, subject: str = "") -> Reason:
    """Return the reason that a page's record gives for whatever went wrong with it."""
    if isinstance(error, PipelineError):
        return Reason.of(error)
    if isinstance(error, MemoryError) or (isinstance(error, cv2.error) and error.code == cv2.Error.StsNoMem):
        return Reason.of(OutOfMemory(subject))
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        # What is written for good has errors of its own.
        return Reason.of(TemporaryFull(subject))
    return _bug(error)


def _bug(error: Exception) -> Reason:
    """Return the reason for an error that no user can have caused: where in the program it was raised."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return Reason(
        code=ReasonCode.BUG,
        exit_code=int(ExitCode.BUG),
        message=f"a bug in ocr-pipeline ({type(error).__name__} at {place}: {error}). Please report it with the scan.",
    )


def _pages_of(
    scan: Scan, settings: Settings, engine: Engine, seconds: dict[str, float], end: float
) -> tuple[ReadPage, ...]:
    """Return the pages of a scan, read by `end`; `seconds` holds what opening took, and gets what preparing takes."""
    with timed(seconds, "prepare"):
        images = prepare(
            scan,
            binarization=settings.binarization,
            half_resolution=settings.half_resolution,
            split_spreads=settings.split_spreads,
            extra_turns=0,
        )
    read = []
    for image in images:
        spent = {stage: value / len(images) for stage, value in seconds.items()}
        with timed(spent, "read"):
            reading = _read(image, settings, engine, end, columns=not _may_be_two(image, settings))
        if may_be_upside_down(reading):
            with timed(spent, "turn"):
                over = partial(_turned_over, scan, image, settings)
                image, reading = _upright(image, reading, over, settings, engine, end)
        read.append(ReadPage(image, reading, spent))
    if len(read) > 1:
        return _in_order(read, images)
    (only,) = read
    if settings.split_spreads and only.reading.gutter is not None:
        with timed(only.seconds, "split"):
            halves = _halves(scan, only, images[0].quarter_turns, settings, engine, end)
        if halves:
            return halves
    if _may_be_two(only.image, settings) and len(divide(only.image).blocks) > 1:
        # No two pages: what stands side by side are columns.
        with timed(only.seconds, "read"):
            only = replace(only, reading=_read(only.image, settings, engine, end))
    if only.reading.state is PageState.UNREADABLE and only.image.quarter_turns % 2:
        with timed(only.seconds, "turn"):
            return (_as_it_lay(scan, only, settings, engine, end),)
    return (only,)


def _halves(
    scan: Scan, page: ReadPage, first_turns: int, settings: Settings, engine: Engine, end: float
) -> tuple[ReadPage, ...]:
    """Return the two pages of a scan that was read across as one, none where it is no spread or they cannot be read.

    `first_turns` are the quarter turns that the scan seemed to need. What a page is like is no evidence of a fold, but
    two blocks of prose on a sheet as wide as two are.
    """
    gutter = page.reading.gutter
    height, width = page.image.grey.shape
    if gutter is None or width < LEAST_ASPECT * height or not CENTRE[0] * width <= gutter <= CENTRE[1] * width:
        return ()
    images = prepare(
        scan,
        binarization=settings.binarization,
        half_resolution=settings.half_resolution,
        split_spreads=True,
        extra_turns=page.image.quarter_turns - first_turns,
        split_at=fold_at(scan, page.image, gutter),
    )
    read = []
    for image in images:
        if end - time.monotonic() < LEAST_SECONDS:
            return ()
        spent = {stage: value / len(images) for stage, value in page.seconds.items()}
        with timed(spent, "read"):
            read.append(ReadPage(image, _read(image, settings, engine, end), spent))
    return tuple(read) if all(half.reading.state is PageState.DONE for half in read) else ()


def _in_order(read: Sequence[ReadPage], images: Sequence[PageImage]) -> tuple[ReadPage, ...]:
    """Return the pages of a spread in reading order: if it was upside down, the right one as prepared is the left.

    It was where a page was turned over and none stood upright: a blank one, a picture, one that stays open lies as the
    other does, and is turned with it.
    """
    over = [page.image.quarter_turns != image.quarter_turns for page, image in zip(read, images, strict=True)]
    if not any(over) or any(_stands(page) for page, is_over in zip(read, over, strict=True) if not is_over):
        return tuple(read)
    turned = [
        page if is_over else replace(page, image=turned_over(page.image))
        for page, is_over in zip(read, over, strict=True)
    ]
    sides = zip(reversed(turned), (Side.LEFT, Side.RIGHT), strict=True)
    return tuple(replace(page, image=replace(page.image, side=side)) for page, side in sides)


def _stands(page: ReadPage) -> bool:
    """Return whether a page was read as it lies, and it is no open question which way up that is."""
    is_open = any(warning.code == ReasonCode.TURN_OPEN for warning in page.reading.warnings)
    return page.reading.state is PageState.DONE and not is_open


def _may_be_two(image: PageImage, settings: Settings) -> bool:
    """Return whether a page that was not split is as wide as two: it is read as one before it is cut into columns."""
    height, width = image.grey.shape
    return settings.split_spreads and image.side is Side.WHOLE and width >= LEAST_ASPECT * height


def _read(image: PageImage, settings: Settings, engine: Engine, end: float, *, columns: bool = True) -> PageReading:
    """Return the reading of a page; failed, with its reason, where it could not be read by `end`.

    Without `columns` it is read as one column.
    """
    seconds = min(settings.page_seconds, end - time.monotonic())
    if seconds <= 0:
        return PageReading.failed(Reason.of(EngineTimeout(detail="the time of its scan was over before it was read")))
    try:
        knows = load_lexicon(settings.language).knows if has_lexicon(settings.language) else knows_nothing
        return read_page(engine, image, divide(image, columns=columns), settings.language, seconds, knows)
    except OF_THE_JOB:
        raise
    except Exception as error:  # noqa: BLE001 - one page of a spread must not cost the other
        return PageReading.failed(reason_of(error))


def _turned_over(scan: Scan, image: PageImage, settings: Settings) -> PageImage:
    """Return a page of a scan upside down: a whole one as if the scan lay so, to the pixel."""
    if image.side is not Side.WHOLE:
        return turned_over(image)
    return prepare(
        scan,
        binarization=settings.binarization,
        half_resolution=settings.half_resolution,
        split_spreads=False,
        extra_turns=UPSIDE_DOWN,
    )[0]


def _upright(
    image: PageImage,
    reading: PageReading,
    over: Callable[[], PageImage],
    settings: Settings,
    engine: Engine,
    end: float,
) -> tuple[PageImage, PageReading]:
    """Return the page and its reading as it lies, or turned `over` where there is clear evidence that it should be."""
    if end - time.monotonic() < LEAST_SECONDS:
        return image, reading
    other = over()
    second = _read(other, settings, engine, end)
    upside_down = is_upside_down(reading, second)
    if upside_down:
        return other, second
    if upside_down is None and reading.state is PageState.DONE:
        return image, _open(reading, "it was left as the scan lies")
    if upside_down is None and may_be_text(second):
        return other, _open(second, "it is unreadable as the scan lies, and was read upside down")
    return image, reading


def _open(reading: PageReading, what_was_done: str) -> PageReading:
    """Return the reading of a page of which it is open which way up it is."""
    message = f"which way up this page is stays open: {what_was_done}"
    return replace(reading, warnings=(*reading.warnings, Reason(code=ReasonCode.TURN_OPEN, message=message)))


def _as_it_lay(scan: Scan, page: ReadPage, settings: Settings, engine: Engine, end: float) -> ReadPage:
    """Return a page that was turned to the side and is unreadable so as the scan lay, if it can be read then."""
    if end - time.monotonic() < LEAST_SECONDS:
        return page
    (image,) = prepare(
        scan,
        binarization=settings.binarization,
        half_resolution=settings.half_resolution,
        split_spreads=False,
        extra_turns=-page.image.quarter_turns,
    )
    reading = _read(image, settings, engine, end)
    return replace(page, image=image, reading=reading) if reading.state is PageState.DONE else page


def _result(
    scan: Scan, planned: PlannedScan, read: ReadPage, settings: Settings, reader: Reader, *, sha256: str, key: str
) -> PageResult:
    height, width = scan.pixels.shape
    image, reading = read.image, _not_blank_if_damaged(read.reading, scan.warnings)
    page = Page(
        id=page_id(planned.name, image.side),
        scan=ScanRef(
            path=planned.path,
            frame=planned.source.frame,
            side=image.side,
            sha256=sha256,
            width=width,
            height=height,
            resolution=image.scan_resolution,
        ),
        state=reading.state,
        reasons=reading.reasons,
        warnings=(*scan.warnings, *image.warnings, *reading.warnings),
        preparation=preparation_of(image),
        lines=reading.lines,
        set_apart=reading.set_apart,
        marks=reading.marks,
        regions=reading.regions,
        expected_cer=reading.expected_cer,
        ink=reading.ink,
        key=key,
        language=settings.language,
        engine=reader.identity,
        seconds=FrozenMapping({stage: round(value, 3) for stage, value in read.seconds.items()}),
    )
    # Here, and not where it is written: a page is the same to whoever asks for it, kept or just read.
    return PageResult(rounded_beside_lines(page), image.binary)


def _not_blank_if_damaged(reading: PageReading, warnings: Sequence[Reason]) -> PageReading:
    """Return the reading; failed where nothing stands on what is left of a damaged file: that is no blank page."""
    damage = next((one for one in warnings if one.code == ReasonCode.FILE_DAMAGED), None)
    if damage is None or reading.state is not PageState.BLANK:
        return reading
    return PageReading.failed(Reason(code=damage.code, message=damage.message, exit_code=int(ExitCode.INPUT)))
