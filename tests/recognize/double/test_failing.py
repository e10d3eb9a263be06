"""What the first reader fails on by its own account: print, and what it is unsure of where hardly a word is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import pytest

from ocr_pipeline.recognize.double.failing import fails, is_read_better, known_share, typed_pitch
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from tests.support.readings import PRINTED_TEXTS, printed, typed

PITCH = 20.0
WORDS = "областной музей народа"
NONSENSE = "облвстяой мухей народа"


def jumping(line):
    """The line with half of its letters a fifth of a cell aside."""
    words = []
    for word in line.words:
        moved = [
            replace(glyph, box=replace(glyph.box, left=glyph.box.left + shift, right=glyph.box.right + shift))
            for glyph, shift in zip(word.glyphs, cycle([0.0, 5.0]))
        ]
        words.append(ReadWord.of(moved))
    return ReadLine.of(words)


def knows(word):
    return word in WORDS.split()


@pytest.mark.parametrize("sure", [0.5, 0.99])
def test_a_line_whose_letters_keep_no_grid_fails_however_sure_it_is(sure):
    assert fails(printed(PRINTED_TEXTS[0], 0, sure), PITCH, knows)


def test_typing_that_is_sure_does_not_fail_whatever_its_words():
    assert not fails(typed(NONSENSE, 0, confidence=0.95), PITCH, knows)


def test_doubtful_typing_fails_where_few_of_its_words_are_known():
    assert fails(typed(NONSENSE, 0, confidence=0.7), PITCH, knows)
    assert not fails(typed(WORDS, 0, confidence=0.7), PITCH, knows)


def test_few_letters_of_a_line_fail_where_they_are_doubtful_and_no_word_is_known():
    assert fails(typed("мухей", 0, confidence=0.7), PITCH, knows)
    assert not fails(typed("мухей", 0, confidence=0.9), PITCH, knows)
    assert not fails(typed("музей", 0, confidence=0.7), PITCH, knows)
    assert not fails(typed("1 - 5", 0, confidence=0.3), PITCH, knows)
    assert not fails(printed("наш", 0, 0.3), PITCH, knows)


def test_where_the_page_has_no_pitch_the_words_tell_alone():
    assert fails(typed("мухей", 0, confidence=0.99), None, knows)
    assert not fails(typed("музей", 0, confidence=0.3), None, knows)
    assert not fails(typed("5-6", 0, confidence=0.3), None, knows)


def test_the_share_of_letters_in_known_words():
    assert known_share([typed("музей мухей", 0)], knows) == 0.5
    assert known_share([typed("1953", 0)], knows) == 0.0


def test_doubtful_typing_is_read_better_by_whom_more_of_its_words_are_known():
    words, nonsense = typed(WORDS, 0, confidence=0.7), typed(NONSENSE, 0, confidence=0.7)
    assert is_read_better([nonsense], [words], PITCH, knows)
    assert not is_read_better([words], [nonsense], PITCH, knows)
    assert not is_read_better([nonsense], [typed(NONSENSE, 0, confidence=0.99)], PITCH, knows)


def test_sure_typing_is_never_read_better_unless_the_page_has_no_pitch():
    assert not is_read_better([typed(NONSENSE, 0)], [typed(WORDS, 0)], PITCH, knows)
    assert is_read_better([typed(NONSENSE, 0)], [typed(WORDS, 0)], None, knows)


def test_letters_that_stray_from_their_grid_are_typing_that_jumped_where_they_are_sure():
    line = jumping(typed("овластной мувей народов", 0))
    assert not fails(line, PITCH, knows)
    assert fails(jumping(typed("овластной мувей народов", 0, confidence=0.9)), PITCH, knows)


def test_print_is_read_better_by_the_second_reader_unless_it_is_less_sure_or_knows_no_word():
    line = printed(PRINTED_TEXTS[0], 0)
    assert is_read_better([line], [line], PITCH, lambda _word: True)
    assert not is_read_better([line], [printed(PRINTED_TEXTS[0], 0, 0.8)], PITCH, lambda _word: True)
    assert not is_read_better([line], [line], PITCH, knows)


def test_a_fragment_of_a_line_is_no_better_reading():
    words = typed(WORDS, 0, confidence=0.7)
    nonsense = typed("облвстяой мухей чарода", 0, confidence=0.7)
    assert is_read_better([nonsense], [words], PITCH, knows)
    assert not is_read_better([nonsense], [ReadLine.of(words.words[:1])], PITCH, knows)


def test_the_pitch_of_a_page_that_is_half_print_is_that_of_its_typing():
    print_lines = [printed(f"{text} {text} {text}", row) for row, text in enumerate(PRINTED_TEXTS * 4)]
    type_lines = [typed("советский народ и его правительство", row, cell=23.0) for row in range(16, 22)]
    assert typed_pitch([*print_lines, *type_lines]) == pytest.approx(23.0, rel=0.01)
    assert typed_pitch(print_lines[:1]) is not None
    assert typed_pitch([]) is None
