"""A page of a scan as it was come by, on its way to its record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ocr_pipeline.recognize import PageReading
from ocr_pipeline.records import PageImage


@dataclass(frozen=True, eq=False)
class ReadPage:
    """One page of a scan: its image as it was read, the reading, and the seconds of each stage."""

    image: PageImage
    reading: PageReading
    seconds: dict[str, float]


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    """Add the wall time of what is done within to the `seconds` of a stage."""
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - start
