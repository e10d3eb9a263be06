"""Print keeps no grid: the reader that is made for it reads it alone, where it is as sure of it."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.double.collating import collated_readings
from ocr_pipeline.recognize.double.printed import is_printed, is_printed_line
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import TypeKind
from tests.support.readings import PRINTED_TEXTS as TEXTS
from tests.support.readings import printed, typed


def lines_of(make, confidence, count=8):
    return tuple(make(TEXTS[row % 4], row, confidence=confidence) for row in range(count))


def test_print_that_the_second_reader_is_surer_of_is_print():
    assert is_printed(lines_of(printed, 0.9), lines_of(printed, 0.95))
    assert is_printed(lines_of(printed, 0.9), lines_of(printed, 0.89))


def test_print_that_the_first_reader_is_surer_of_is_not_the_second_one_s():
    assert not is_printed(lines_of(printed, 0.9), lines_of(printed, 0.8))


def test_type_is_no_print_however_sure_the_second_reader_is():
    assert not is_printed(lines_of(typed, 0.8), lines_of(typed, 0.99))


@pytest.mark.parametrize("count", [0, 1])
def test_a_page_of_few_letters_is_no_print(count):
    assert not is_printed(lines_of(printed, 0.9, count), lines_of(printed, 0.95, 8))


def test_what_the_second_reader_did_not_read_is_not_its():
    assert not is_printed(lines_of(printed, 0.9), ())


def test_a_printed_line_on_a_typed_page_is_print_and_a_typed_one_is_not():
    assert is_printed_line([printed(TEXTS[0], 0)], [printed(TEXTS[0], 0)], 20.0)
    assert not is_printed_line([typed(TEXTS[0], 0)], [typed(TEXTS[0], 0)], 20.0)


@pytest.mark.parametrize(
    ("first", "second", "pitch"),
    [
        ([printed(TEXTS[0], 0)], [], 20.0),
        ([printed(TEXTS[0], 0)], [printed(TEXTS[0], 0)], None),
        ([printed(TEXTS[0], 0)], [printed("ошетто", 0)], 20.0),
        ([printed(TEXTS[0], 0, 0.97)], [printed(TEXTS[0], 0, 0.9)], 20.0),
    ],
    ids=["not read", "no pitch", "few letters", "less sure"],
)
def test_other_lines_are_none(first, second, pitch):
    assert not is_printed_line(first, second, pitch)


def test_a_printed_page_is_the_second_reader_s_and_what_the_first_has_beside_it_is_set_apart():
    beside = printed("тошаиса", 12)
    reading = collated_readings(
        EngineReading((*lines_of(printed, 0.9), beside)), EngineReading(lines_of(printed, 0.95))
    )
    assert reading.type is TypeKind.PRINTED
    assert reading.lines == lines_of(printed, 0.95)
    assert reading.set_apart == (beside,)


def test_a_printed_line_of_a_typed_page_is_the_second_reader_s():
    first = (*lines_of(typed, 0.95), printed(TEXTS[0], 8, 0.95))
    second = (*lines_of(typed, 0.95), printed(TEXTS[0].replace("ж", "ш"), 8, 0.94))
    reading = collated_readings(EngineReading(first), EngineReading(second))
    assert reading.type is None
    assert reading.lines[8] == second[8]
