"""Our reader reads; the one that stands by is asked where ours fails by its own account, and for nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.errors import EngineCrashed, EngineTimeout
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.recognize.double.standby import Standby, failed_lines
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import ReasonCode, TypeKind
from tests.support.readings import page_image, printed, typed

WORDS = ("ресторан жанр страна", "шина шантажист стаж", "жест тренажер жанр", "жест старшина жена")
"""Known words whose printed letters keep no grid."""

NONSENSE = "тошешж инаршот ежошта"
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


def read(first, second, page=PAGE):
    return Standby(first, second).read(page, "rus", 60)


def texts(reading):
    return [line.text for line in reading.lines]


def apart(reading):
    return [line.text for line in reading.set_apart]


def readers(reading):
    return [line.read_by for line in reading.lines]


def codes(reading):
    return [warning.code for warning in reading.warnings]


def page_with(*areas):
    """A page with black areas, each (left, top, right, bottom)."""
    grey = np.full((900, 900), 255, dtype=np.uint8)
    for left, top, right, bottom in areas:
        grey[top:bottom, left:right] = 0
    return page_image(grey)


def test_a_page_that_the_first_reader_can_read_is_its_own():
    first, second = Reader("first", *TYPED), Reader("second")
    reading = read(first, second)
    assert reading == EngineReading(TYPED, ranked=True)
    assert not second.shown


def test_a_printed_line_among_typed_ones_is_the_second_readers_who_sees_no_sound_line():
    first = Reader("first", *TYPED, printed(WORDS[0], 9, 0.9))
    second = Reader("second", printed(WORDS[1], 9, 0.99))
    reading = read(first, second)
    assert texts(reading) == [SOUND] * 8 + [WORDS[1]]
    assert readers(reading) == [None] * 8 + ["second"]
    assert apart(reading) == [WORDS[0]]
    (shown,) = second.shown
    for line in TYPED:
        for word in line.words:
            inside = shown.grey[int(word.box.top) : int(word.box.bottom), int(word.box.left) : int(word.box.right)]
            assert (inside == 255).all()
    assert (shown.grey[540:565, :300] == 0).all()


def test_beside_print_a_line_that_the_first_reader_missed_is_found():
    first = Reader("first", *TYPED, printed(WORDS[0], 9, 0.9))
    second = Reader("second", printed(WORDS[1], 9, 0.99), printed(WORDS[2], 10, 0.99))
    assert texts(read(first, second)) == [SOUND] * 8 + [WORDS[1], WORDS[2]]


def test_a_printed_page_is_the_second_readers():
    lines = [printed(text, row, 0.9) for row, text in enumerate(WORDS * 2)]
    reading = read(Reader("first", *lines), Reader("second", *(printed(WORDS[0], row) for row in range(8))))
    assert texts(reading) == [WORDS[0]] * 8
    assert reading.type is TypeKind.PRINTED
    assert readers(reading) == ["second"] * 8


def test_what_neither_reader_can_read_stays_the_first_ones():
    noise = [typed("жшщх цчшщ ъыьэ юяжш", row, confidence=0.7) for row in range(8)]
    other = [typed("щщщщ шшшш жжжж хххх", row, confidence=0.9) for row in range(8)]
    reading = read(Reader("first", *noise), Reader("second", *other))
    assert texts(reading) == [line.text for line in noise]
    assert not reading.warnings


def test_doubtful_typing_is_the_second_readers_where_it_knows_its_words():
    noise = [typed("соавтсхий чарод и драбительстло", row, confidence=0.7) for row in range(8)]
    reading = read(Reader("first", *noise), Reader("second", *TYPED))
    assert texts(reading) == [SOUND] * 8


def test_noise_is_asked_of_nobody():
    noise = [typed("соавтсхий чарод и драбительстло", row, confidence=0.5) for row in range(8)]
    second = Reader("second", *TYPED)
    assert texts(read(Reader("first", *noise), second)) == [line.text for line in noise]
    assert not second.shown


def test_where_the_first_reader_finds_no_line_the_second_reads():
    second = Reader("second", *TYPED)
    assert texts(read(Reader("first"), second)) == [SOUND] * 8
    assert second.shown[0] is PAGE


def test_a_headline_that_the_first_reader_missed_is_asked_for_and_known_words_of_it_stand():
    letters = [(100 + 60 * number, 600, 140 + 60 * number, 660) for number in range(6)]
    second = Reader("second", typed("приказ", 10), typed("жщпрхъ", 12))
    reading = read(Reader("first", *TYPED), second, page_with(*letters))
    assert texts(reading) == [*[SOUND] * 8, "приказ"]
    assert apart(reading) == ["жщпрхъ"]


def test_strokes_beside_the_text_are_nothing_to_ask_for():
    strokes = [(100, 600, 300, 606), (400, 620, 404, 700), (500, 640, 540, 690)]
    second = Reader("second")
    read(Reader("first", *TYPED), second, page_with(*strokes))
    assert not second.shown


def test_a_fragment_is_no_better_reading_of_a_line():
    noise = [typed("соавтсхий чарод и драбительстло", row, confidence=0.7) for row in range(8)]
    reading = read(Reader("first", *noise), Reader("second", *(typed("советский", row) for row in range(8))))
    assert texts(reading) == [line.text for line in noise]
    assert apart(reading) == ["советский"] * 8


def test_a_sound_line_beside_a_failed_one_stays():
    beside = printed(WORDS[0], 9, 0.9, left=450.0)
    second = Reader("second", printed(WORDS[1], 9, 0.99, left=450.0))
    reading = read(Reader("first", *TYPED, typed("министр", 9), beside), second)
    assert texts(reading) == [*[SOUND] * 8, "министр", WORDS[1]]


def test_print_of_which_no_word_is_known_is_handwriting():
    lines = [printed(NONSENSE, row, 0.6) for row in range(8)]
    reading = read(Reader("first", *lines), Reader("second", *(printed(NONSENSE[::-1], row) for row in range(8))))
    assert readers(reading) == [None] * 8


def test_where_no_time_is_left_for_a_page_that_failed_it_is_to_be_read_again():
    lines = [printed(text, row, 0.9) for row, text in enumerate(WORDS * 2)]
    with pytest.raises(EngineTimeout):
        read(Reader("first", *lines), Reader("second", error=EngineTimeout()))


def test_what_is_no_word_on_a_page_without_lines_is_set_apart():
    reading = read(Reader("first"), Reader("second", typed("жщпрхъ цфгнщ", 0), typed("222 == 22", 1)))
    assert not reading.lines
    assert len(reading.set_apart) == 2


def test_where_the_first_reader_fails_the_second_one_reads_with_a_warning():
    reading = read(Reader("first", error=EngineTimeout()), Reader("second", *TYPED))
    assert texts(reading) == [SOUND] * 8
    assert codes(reading) == [ReasonCode.READ_BY_ONE]


def test_where_the_second_one_fails_too_the_first_ones_error_is_raised():
    with pytest.raises(EngineTimeout):
        read(Reader("first", error=EngineTimeout()), Reader("second", error=EngineCrashed()))


def test_where_the_second_one_fails_the_first_ones_lines_stay_with_a_warning():
    lines = (*TYPED, printed(WORDS[0], 9, 0.9))
    reading = read(Reader("first", *lines), Reader("second", error=EngineCrashed()))
    assert texts(reading) == [line.text for line in lines]
    assert codes(reading) == [ReasonCode.READ_BY_ONE]


def test_on_a_page_that_is_half_print_typed_lines_stay_and_short_ones_beside_print_are_asked_for():
    typing = [typed("советский народ и его правительство", row) for row in range(8)]
    print_lines = [printed(f"{text} {text} {text}", row, 0.9) for row, text in enumerate(WORDS * 3, start=8)]
    found = failed_lines([*typing, *print_lines, printed("жанр", 20, 0.99)], load_lexicon("rus").knows)
    assert found == frozenset(range(8, 21))


def test_a_page_whose_lines_are_print_but_for_one_by_chance_is_all_print():
    print_lines = [printed(text, row, 0.9) for row, text in enumerate(WORDS * 3)]
    by_chance = typed("советский народ", 12)
    found = failed_lines([*print_lines, by_chance], load_lexicon("rus").knows)
    assert found == frozenset(range(13))
