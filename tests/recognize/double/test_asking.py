"""A reader is asked for a page, in the time that it has; what goes wrong comes back."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.errors import EngineCrashed, EngineTimeout, OutOfMemory, TemporaryFull
from ocr_pipeline.recognize.double.asking import FIRST_SECONDS, alone, asked, seconds_of_first
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import Reason, ReasonCode
from tests.support.readings import page_image, typed

PAGE = page_image(np.full((10, 10), 255, np.uint8))


class Raises:
    identity = "raises 1"

    def __init__(self, error):
        self._error = error

    def check(self, language):
        pass

    def read(self, _image, _language, _seconds):
        raise self._error


@pytest.mark.parametrize(("seconds", "first"), [(2, 2), (6, FIRST_SECONDS), (60, 30)])
def test_the_first_reader_has_half_of_the_time_or_what_it_needs(seconds, first):
    assert seconds_of_first(seconds) == first


def test_a_page_s_failure_comes_back():
    error = EngineCrashed(detail="signal 11")
    assert asked(Raises(error), PAGE, "rus", 5) is error
    assert isinstance(asked(Raises(MemoryError()), PAGE, "rus", 5), OutOfMemory)


def test_without_time_nobody_is_asked():
    assert isinstance(asked(Raises(AssertionError()), PAGE, "rus", 0), EngineTimeout)


@pytest.mark.parametrize("error", [TemporaryFull(), ZeroDivisionError()])
def test_what_is_not_the_page_s_is_raised(error):
    with pytest.raises(type(error)):
        asked(Raises(error), PAGE, "rus", 5)


def test_the_reading_of_one_alone_says_who_failed_and_how():
    before = Reason(code="Before", message="before")
    reading = EngineReading((typed("народ", 0),), warnings=(before,))
    result = alone(reading, Raises(None), EngineCrashed(detail="signal 11"))
    assert result.lines == reading.lines
    assert [one.code for one in result.warnings] == [ReasonCode.READ_BY_ONE, "Before"]
    assert "raises 1" in result.warnings[0].message
    assert "signal 11" in result.warnings[0].message
