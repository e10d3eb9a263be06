"""One scan through the stages: open, prepare, read. Its failures are pages marked as failed, never exceptions."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2

from ocr_pipeline.errors import ExitCode, MissingError, OutOfMemory, PipelineError
from ocr_pipeline.image import prepare
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.recognize import Engine, PageReading, read_image
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
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.files import page_id

UPSIDE_DOWN, SIDEWAYS = 2, (3, 1)
"""Quarter turns."""


@dataclass(frozen=True, eq=False)
class PageResult:
    """A page and its prepared image (0 ink, 255 paper); None where the scan could not be prepared."""

    page: Page
    binary: Image | None

    def prepared(self) -> Image | None:
        """Return the prepared image, as a format asks for it."""
        return self.binary


def transcribe_scan(
    scan: PlannedScan, settings: Settings, engine: Engine, *, sha256: str, key: str
) -> tuple[PageResult, ...]:
    """Return the pages of one scan in reading order; `sha256` is its file's, `key` what their records are kept under.

    Whatever goes wrong with this scan gives one page in state `failed` with its reason. Only what concerns the whole
    job is raised: `MissingError`.
    """
    seconds: dict[str, float] = {}

    def failure(reason: Reason) -> tuple[PageResult, ...]:
        return (failed(scan, reason, settings.language, sha256=sha256, key=key, seconds=seconds),)

    try:
        with _timed(seconds, "open"):
            opened = open_scan(scan.source, settings.max_megapixels, settings.dpi)
        return tuple(
            _result(opened, scan, read, settings, engine, sha256=sha256, key=key)
            for read in _pages_of(opened, settings, engine, seconds)
        )
    except MissingError:
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


@dataclass(frozen=True, eq=False)
class _ReadPage:
    """One page of a scan: its image as it was read, the reading, and the seconds of each stage."""

    image: PageImage
    reading: PageReading
    seconds: Mapping[str, float]


def _pages_of(scan: Scan, settings: Settings, engine: Engine, seconds: dict[str, float]) -> Iterator[_ReadPage]:
    """Yield the pages of a scan; `seconds` holds what opening took, and gets what preparing takes."""
    with _timed(seconds, "prepare"):
        images = prepare(scan, binarization=settings.binarization, split_spreads=settings.split_spreads, extra_turns=0)
    for image in images:
        spent = {stage: value / len(images) for stage, value in seconds.items()}
        with _timed(spent, "read"):
            reading = _read(image, settings, engine)
        if reading.doubtful_turn and len(images) == 1:
            with _timed(spent, "turn"):
                image, reading = _turned(scan, image, reading, settings, engine)
        yield _ReadPage(image, reading, spent)


def _read(image: PageImage, settings: Settings, engine: Engine) -> PageReading:
    try:
        knows = load_lexicon(settings.language).knows
        return read_image(engine, image, settings.language, settings.page_seconds, knows)
    except MissingError:
        raise
    except Exception as error:  # noqa: BLE001 - one page of a spread must not cost the other
        return PageReading.failed(reason_of(error))


def _turned(
    scan: Scan, image: PageImage, reading: PageReading, settings: Settings, engine: Engine
) -> tuple[PageImage, PageReading]:
    """Return the best of the reading there is and those of the page turned upside down and, where it was laid on its
    side, turned back: columns of figures are as sharp as lines."""
    best = (image, reading)
    for extra in (UPSIDE_DOWN, *(SIDEWAYS if image.quarter_turns % 2 else ())):
        (other,) = prepare(scan, binarization=settings.binarization, split_spreads=False, extra_turns=extra)
        second = _read(other, settings, engine)
        if second.weight > best[1].weight:
            best = (other, second)
    return best


def _result(
    scan: Scan, planned: PlannedScan, read: _ReadPage, settings: Settings, engine: Engine, *, sha256: str, key: str
) -> PageResult:
    height, width = scan.pixels.shape
    image, reading = read.image, read.reading
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
        warnings=(*image.warnings, *reading.warnings),
        preparation=preparation_of(image),
        lines=reading.lines,
        set_apart=reading.set_apart,
        marks=reading.marks,
        expected_cer=reading.expected_cer,
        key=key,
        language=settings.language,
        engine=engine.identity,
        seconds=FrozenMapping({stage: round(value, 3) for stage, value in read.seconds.items()}),
    )
    return PageResult(page, image.binary)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - start
