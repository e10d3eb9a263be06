"""The engine `both`: double keying, as archives do by hand. Two readers that know nothing of each other, collated."""

from __future__ import annotations

import time
from dataclasses import replace

from ocr_pipeline.errors import EngineTimeout, OutOfMemory, PageError, TemporaryFull
from ocr_pipeline.recognize.double.collating import collated_readings
from ocr_pipeline.recognize.engine import Engine, EngineReading
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.records import PageImage, Reason, ReasonCode

FIRST_SECONDS = 5.0
"""Seconds in which the first reader has read any page of type: full pages take it one (`benchmarks/reader.py`)."""


class DoubleKeying:
    """Reads a page twice, and collates."""

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        """Take the readers, the better one first: by default our own and Tesseract."""
        self._first: Engine = first or TypescriptEngine()
        self._second: Engine = second or TesseractEngine()

    @property
    def second(self) -> Engine:
        """The second reader."""
        return self._second

    @property
    def identity(self) -> str:
        """Return both readers' identities; raises `MissingError` where one is not installed."""
        return f"both: {self._first.identity}; {self._second.identity}"

    def check(self, language: str) -> None:
        """Raise `MissingError` where one of the readers, or its model, is not installed."""
        self._first.check(language)
        self._second.check(language)

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return the collated reading (see `Engine.read`).

        The first reader has half of the time, or the seconds that it needs at most; the second has what is left. Where
        one of them fails the reading is the other one's, with a warning; where both do, the first one's error is
        raised. A full disk of temporary files is no reader's failure: `TemporaryFull` is raised.
        """
        end = time.monotonic() + seconds
        first = _read(self._first, image, language, max(seconds / 2, min(seconds, FIRST_SECONDS)))
        second = _read(self._second, image, language, end - time.monotonic())
        if isinstance(first, PageError):
            if isinstance(second, PageError):
                raise first from second
            return _alone(second, self._first, first)
        if isinstance(second, PageError):
            return _alone(first, self._second, second)
        return collated_readings(first, second)


def _read(reader: Engine, image: PageImage, language: str, seconds: float) -> EngineReading | PageError:
    """Return the reading, or how this page made the reader fail."""
    if seconds <= 0:
        return EngineTimeout(detail="the other reader left no time")
    try:
        return reader.read(image, language, seconds)
    except TemporaryFull:
        # With room the page is read by both: a reading with less would be kept.
        raise
    except PageError as error:
        return error
    except MemoryError:
        return OutOfMemory()


def _alone(reading: EngineReading, failing: Engine, failure: PageError) -> EngineReading:
    """Return the reading of one reader with the warning that the other one failed, and how."""
    how = f"{failing.identity}: {failure.happened}" + (f", {failure.detail}" if failure.detail else "")
    message = (
        f"one of the two readers failed, and the text is the other one's alone ({how}). Read it with more care, or "
        "have it read again: `run` does so with --redo failed."
    )
    warning = Reason(code=ReasonCode.READ_BY_ONE, message=message)
    return replace(reading, warnings=(warning, *reading.warnings))
