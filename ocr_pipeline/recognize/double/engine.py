"""The engine `both`: double keying, as archives do by hand. Two readers that know nothing of each other, collated."""

from __future__ import annotations

import time

from ocr_pipeline.errors import PageError
from ocr_pipeline.recognize.double.asking import alone, asked, seconds_of_first
from ocr_pipeline.recognize.double.collating import collated_readings
from ocr_pipeline.recognize.double.two_readers import TwoReaders
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import PageImage


class DoubleKeying(TwoReaders):
    """Reads a page twice, and collates."""

    name = "both"

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return the collated reading (see `Engine.read`).

        The first reader has half of the time, or the seconds that it needs at most; the second has what is left. Where
        one of them fails the reading is the other one's, with a warning; where both do, the first one's error is
        raised. A full disk of temporary files is no reader's failure: `TemporaryFull` is raised.
        """
        end = time.monotonic() + seconds
        first = asked(self._first, image, language, seconds_of_first(seconds))
        second = asked(self._second, image, language, end - time.monotonic())
        if isinstance(first, PageError):
            if isinstance(second, PageError):
                raise first from second
            return alone(second, self._first, first)
        if isinstance(second, PageError):
            return alone(first, self._second, second)
        return collated_readings(first, second)
