"""The one door to Tesseract, through `pytesseract`: how it is found, which version, which arguments and why."""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from ocr_pipeline.errors import (
    NO_SPACE,
    EngineBabbled,
    EngineCrashed,
    EngineTimeout,
    LanguageMissing,
    TemporaryFull,
    TesseractMissing,
)
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.tesseract.hocr import parse_hocr
from ocr_pipeline.records import PageImage

PAGE_SEGMENTATION = 4
"""One column of lines of various sizes: what a typed page is. On levelled pages of `setun70`, `novosibirsk` and `ehri`
it had as few errors as automatic segmentation (3) or fewer, and fewer than one block (6)."""

CALIBRATION = (
    (0.0, 0.3),
    (0.876, 0.52),
    (0.93, 0.65),
    (0.957, 0.69),
    (0.976, 0.82),
    (0.983, 0.883),
    (0.9886, 0.939),
    (0.9934, 0.991),
    (0.9955, 0.999),
    (1.0, 0.999),
)
"""Pairs of (Tesseract's glyph confidence, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py` on every other page of `setun70`, `novosibirsk` and `ehri`; on the pages between, the
expected calibration error is 0.005. Under 0.87 there were too few glyphs to measure."""


def calibrated(confidence: float) -> float:
    """Return the share of glyphs that are right among those to which Tesseract gives `confidence` (0 to 1)."""
    stated, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(confidence, stated, right))


class TesseractEngine:
    """Tesseract 5 with the installed models (LSTM); one thread unless OMP_THREAD_LIMIT says otherwise."""

    def __init__(self) -> None:
        # Pages are read side by side; threads within a page only take turns waiting for each other.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    @cached_property
    def version(self) -> str:
        """Return the program's version, such as `5.3.0`; raises `TesseractMissing`."""
        try:
            return str(pytesseract.get_tesseract_version())
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise TesseractMissing from error

    @property
    def identity(self) -> str:
        """Return name and version; raises `TesseractMissing`."""
        return f"tesseract {self.version}"

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the names of the installed models; raises `TesseractMissing`."""
        try:
            return tuple(sorted(pytesseract.get_languages()))
        except pytesseract.TesseractNotFoundError as error:
            raise TesseractMissing from error

    def check(self, language: str) -> None:
        """Raise `TesseractMissing`, or `LanguageMissing` naming the first model of `language` that is not there."""
        for name in language.split("+"):
            if name not in self.languages:
                raise LanguageMissing(name, f"installed: {', '.join(self.languages) or 'none'}")

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return what is read on the page (see `Engine.read`)."""
        try:
            with tempfile.TemporaryDirectory(prefix="ocr-pipeline-") as folder:
                path = Path(folder) / "page.pgm"
                # A PGM costs no compression: the PNG that pytesseract would write takes longer than some pages'
                # reading. OpenCV itself would not say that the disk is full, and may leave half a page.
                path.write_bytes(cv2.imencode(".pgm", image.grey)[1].tobytes())
                markup = self._run(path, image.dpi, language, seconds)
        except OSError as error:
            if error.errno in NO_SPACE:
                raise TemporaryFull from error
            raise
        lines = parse_hocr(markup, calibrated)
        height, width = image.grey.shape
        for line in lines:
            if line.box.left < 0 or line.box.top < 0 or line.box.right > width or line.box.bottom > height:
                raise EngineBabbled(detail="a line lies outside the page")
        return EngineReading(lines)

    def _run(self, path: Path, dpi: float, language: str, seconds: float) -> bytes:
        arguments = (
            f"--psm {PAGE_SEGMENTATION}",
            # The resolution is ours; without it Tesseract guesses one from the line heights and warns.
            f"--dpi {round(dpi)}",
            # ReadGlyph boxes and their confidences come out of the same call as the text.
            "-c hocr_char_boxes=1",
        )
        try:
            markup = pytesseract.image_to_pdf_or_hocr(
                str(path), lang=language, config=" ".join(arguments), timeout=seconds, extension="hocr"
            )
        except pytesseract.TesseractNotFoundError as error:
            raise TesseractMissing from error
        except pytesseract.TesseractError as error:
            raise EngineCrashed(detail=_first_line(str(error.message))) from error
        except RuntimeError as error:
            # pytesseract has no class of its own for a call that it stopped.
            if "timeout" in str(error).lower():
                raise EngineTimeout(detail=f"stopped after {seconds:.3g} s") from error
            raise
        except FileNotFoundError as error:
            raise EngineCrashed(detail="tesseract wrote no output") from error
        return bytes(markup) if isinstance(markup, bytes) else str(markup).encode()


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "no message")
