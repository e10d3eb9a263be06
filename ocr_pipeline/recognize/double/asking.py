"""One of two readers asked: the time it has, how a page makes it fail, and what the other one's reading then says."""

from __future__ import annotations

from dataclasses import replace

from ocr_pipeline.errors import EngineTimeout, OutOfMemory, PageError, TemporaryFull
from ocr_pipeline.recognize.engine import Engine, EngineReading
from ocr_pipeline.records import PageImage, Reason, ReasonCode

FIRST_SECONDS = 5.0
"""Seconds in which the first reader has read any page of type: full pages take it one (`benchmarks/reader.py`)."""


def seconds_of_first(seconds: float) -> float:
    """Return how many of a page's seconds the first reader has: half, or as many as it needs at most."""
    return max(seconds / 2, min(seconds, FIRST_SECONDS))


def asked(reader: Engine, image: PageImage, language: str, seconds: float) -> EngineReading | PageError:
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


def alone(reading: EngineReading, failing: Engine, failure: PageError) -> EngineReading:
    """Return the reading of one reader with the warning that the other one failed, and how."""
    how = f"{failing.identity}: {failure.happened}" + (f", {failure.detail}" if failure.detail else "")
    message = (
        f"one of the two readers failed, and the text is the other one's alone ({how}). Read it with more care, or "
        "have it read again: `run` does so with --redo failed."
    )
    warning = Reason(code=ReasonCode.READ_BY_ONE, message=message)
    return replace(reading, warnings=(warning, *reading.warnings))
