"""Our reader reads; the one that stands by is asked where ours fails by its own account, and for nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.errors import EngineCrashed, EngineTimeout
from ocr_pipeline.recognize.double.standby import Standby
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import ReasonCode, TypeKind
from tests.support.readings import PRINTED_TEXTS, page_image, printed, typed

SOUND = "советский народ и правительство"
PAGE = page_image(np.zeros((900, 900), dtype=np.uint8))
TYPED = tuple(typed(SOUND, row) for row in range(8))


class Reader:
    """Gives lines, or fails, and keeps what it was shown."""

    def __init__(self, name, *lines, error=None):
        self.identity = name
        self.shown = []
        self._lines, self._error = lines, error

    def check(self, language):
        pass

    def read(self, image, _language, _seconds):
        self.shown.append(image)
        if self._error:
            raise self._error
        return EngineReading(self._lines, ranked=self.identity == "first")


def read(first, second):
    return Standby(first, second).read(PAGE, "rus", 60)


def texts(reading):
    return [line.text for line in reading.lines]


def codes(reading):
    return [warning.code for warning in reading.warnings]


def test_a_page_that_the_first_reader_can_read_is_its_own():
    first, second = Reader("first", *TYPED), Reader("second")
    reading = read(first, second)
    assert reading == EngineReading(TYPED, ranked=True)
    assert not second.shown


def test_a_printed_line_among_typed_ones_is_the_second_readers_who_sees_no_sound_line():
    first = Reader("first", *TYPED, printed(PRINTED_TEXTS[0], 9, 0.9))
    second = Reader("second", printed(PRINTED_TEXTS[1], 9, 0.99))
    reading = read(first, second)
    assert texts(reading) == [SOUND] * 8 + [PRINTED_TEXTS[1]]
    assert codes(reading) == [ReasonCode.STOOD_IN]
    assert reading.warnings[0].message == "1 line was read by second, which stands by"
    (shown,) = second.shown
    assert (shown.grey[:440, :600] == 255).mean() > 0.4
    assert (shown.grey[540:565] == 0).all()


def test_beside_print_a_line_that_the_first_reader_missed_is_found():
    first = Reader("first", *TYPED, printed(PRINTED_TEXTS[0], 9, 0.9))
    second = Reader("second", printed(PRINTED_TEXTS[1], 9, 0.99), printed(PRINTED_TEXTS[2], 10, 0.99))
    assert texts(read(first, second)) == [SOUND] * 8 + [PRINTED_TEXTS[1], PRINTED_TEXTS[2]]


def test_a_printed_page_is_the_second_readers():
    lines = [printed(text, row, 0.9) for row, text in enumerate(PRINTED_TEXTS * 2)]
    reading = read(Reader("first", *lines), Reader("second", *(printed(PRINTED_TEXTS[0], row) for row in range(8))))
    assert texts(reading) == [PRINTED_TEXTS[0]] * 8
    assert reading.type is TypeKind.PRINTED
    assert codes(reading) == [ReasonCode.STOOD_IN]


def test_what_neither_reader_can_read_stays_the_first_ones():
    noise = [typed("жшщх цчшщ ъыьэ юяжш", row, confidence=0.5) for row in range(8)]
    other = [typed("щщщщ шшшш жжжж хххх", row, confidence=0.9) for row in range(8)]
    reading = read(Reader("first", *noise), Reader("second", *other))
    assert texts(reading) == [line.text for line in noise]
    assert not reading.warnings


def test_doubtful_typing_is_the_second_readers_where_it_knows_its_words():
    noise = [typed("соавтсхий чарод и драбительстло", row, confidence=0.5) for row in range(8)]
    reading = read(Reader("first", *noise), Reader("second", *TYPED))
    assert texts(reading) == [SOUND] * 8


def test_where_the_first_reader_finds_no_line_the_second_reads():
    second = Reader("second", *TYPED)
    assert texts(read(Reader("first"), second)) == [SOUND] * 8
    assert second.shown[0] is PAGE


def test_where_the_first_reader_fails_the_second_one_reads_with_a_warning():
    reading = read(Reader("first", error=EngineTimeout()), Reader("second", *TYPED))
    assert texts(reading) == [SOUND] * 8
    assert codes(reading) == [ReasonCode.READ_BY_ONE]


def test_where_the_second_one_fails_too_the_first_ones_error_is_raised():
    with pytest.raises(EngineTimeout):
        read(Reader("first", error=EngineTimeout()), Reader("second", error=EngineCrashed()))


def test_where_the_second_one_fails_the_first_ones_lines_stay_with_a_warning():
    lines = (*TYPED, printed(PRINTED_TEXTS[0], 9, 0.9))
    reading = read(Reader("first", *lines), Reader("second", error=EngineCrashed()))
    assert texts(reading) == [line.text for line in lines]
    assert codes(reading) == [ReasonCode.READ_BY_ONE]


def test_it_is_known_by_both_readers():
    engine = Standby(Reader("first"), Reader("second"))
    assert engine.identity == "standby: first; second"
    assert engine.second.identity == "second"
