"""Double keying: two readers asked, one of which may fail."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pytest

from ocr_pipeline.errors import EngineCrashed, EngineTimeout, TemporaryFull
from ocr_pipeline.image import prepare
from ocr_pipeline.recognize import EngineReading, read_image
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.records import PageImage, ReasonCode, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization
from tests.support.readings import page_image, typed

SAMPLE = Path(__file__).resolve().parents[3] / "scans" / "telegram-1953-03-29" / "1020.jpg"


class Reader:
    """Reads a line in two seconds, or fails."""

    def __init__(self, name: str, read: ReadLine | Exception) -> None:
        self.identity = name
        self._read = read

    def check(self, language: str) -> None:
        pass

    def read(self, _image: PageImage, _language: str, seconds: float) -> EngineReading:
        if seconds < 2:
            raise EngineTimeout(detail="too little time")
        if isinstance(self._read, Exception):
            raise self._read
        return EngineReading((self._read,))


@pytest.mark.parametrize("first_fails", [False, True])
@pytest.mark.parametrize(
    ("failure", "told"),
    [(EngineTimeout(detail="stopped after 1 s"), "stopped, stopped after 1 s"), (MemoryError(), "not enough memory")],
)
def test_where_one_reader_fails_the_other_ones_lines_are_at_hand_with_the_cause(first_fails, failure, told):
    readers = [Reader("sound 1", typed("народ", 0)), Reader("broken 2", failure)]
    engine = DoubleKeying(*(readers[::-1] if first_fails else readers))
    reading = engine.read(blank_page(), "rus", 4)
    assert [one.text for one in reading.lines] == ["народ"]
    (warning,) = reading.warnings
    assert warning.code == ReasonCode.READ_BY_ONE
    assert re.search(f"broken 2: .*{told}", warning.message)


def test_a_full_disk_of_temporary_files_is_no_failure_of_a_reader():
    with pytest.raises(TemporaryFull):
        DoubleKeying(Reader("one", typed("народ", 0)), Reader("other", TemporaryFull())).read(blank_page(), "rus", 4)


def test_where_both_readers_fail_the_first_ones_cause_is_raised():
    engine = DoubleKeying(Reader("one", EngineTimeout()), Reader("other", EngineCrashed()))
    with pytest.raises(EngineTimeout):
        engine.read(blank_page(), "rus", 4)


def test_a_reader_for_which_no_time_is_left_is_not_asked():
    class Slow(Reader):
        def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
            time.sleep(2.1)
            return super().read(image, language, seconds)

    class Unasked(Reader):
        def read(self, _image: PageImage, _language: str, _seconds: float) -> EngineReading:
            raise AssertionError("asked with no time left")

    reading = DoubleKeying(Slow("slow", typed("народ", 0)), Unasked("other", EngineTimeout())).read(
        blank_page(), "rus", 2
    )
    assert [one.text for one in reading.lines] == ["народ"]
    assert [one.code for one in reading.warnings] == [ReasonCode.READ_BY_ONE]


def blank_page() -> PageImage:
    return page_image(np.full((100, 100), 255, dtype=np.uint8))


def test_a_russian_page_read_as_an_english_one_is_reported_as_doubtful():
    scan = open_scan(ScanSource(SAMPLE), 200, None)
    (page,) = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)
    reading = read_image(DoubleKeying(), page, "eng", 120)
    assert ReasonCode.MUCH_DOUBT in [warning.code for warning in reading.warnings]
