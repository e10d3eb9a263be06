"""Words ranked among what the image supports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_pipeline.recognize.known_words import ranked
from ocr_pipeline.recognize.reading import Choice, ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area, RankedBy

KNOWN = {"состав", "народ", "машины", "из-за"}


def line(text: str, choices: dict[int, list[tuple[str, float]]], sure: float = 0.6) -> ReadLine:
    """Return a line of one word; `choices` gives the alternatives of the glyphs at some places."""
    box = Area(left=0, top=0, right=10, bottom=10)
    glyphs = tuple(
        ReadGlyph(
            text=letter,
            box=box,
            confidence=sure if place in choices else 0.99,
            alternatives=tuple(Choice(text=to, probability=share) for to, share in choices.get(place, [])),
        )
        for place, letter in enumerate(text)
    )
    return ReadLine(words=(ReadWord(text=text, box=box, confidence=0.9, glyphs=glyphs),), box=box)


def read(text: str, choices: dict[int, list[tuple[str, float]]], sure: float = 0.6) -> str:
    return ranked([line(text, choices, sure)], lambda word: word.casefold() in KNOWN)[0].text


def test_a_supported_alternative_that_makes_a_word_stands():
    assert read("нapoд".replace("a", "а").replace("p", "р").replace("o", "о"), {}) == "народ"
    assert read("иарод", {0: [("н", 0.3)]}) == "народ"


def test_what_the_image_does_not_support_is_never_put_in():
    assert read("иарод", {}) == "иарод"
    assert read("иарод", {0: [("н", 0.02)]}) == "иарод"
    assert read("иарод", {0: [("н", 0.05)]}, sure=0.95) == "иарод"


def test_a_misspelling_a_name_and_nonsense_stay_as_typed():
    assert read("расчитано", {2: [("з", 0.3)]}) == "расчитано"
    assert read("Тишулина", {0: [("Г", 0.3)]}) == "Тишулина"
    assert read("щжфг", {1: [("х", 0.4)], 3: [("т", 0.4)]}) == "щжфг"


def test_a_known_word_is_not_exchanged_for_another():
    assert read("народ", {4: [("т", 0.45)]}) == "народ"


def test_a_capital_within_a_word_is_settled_where_its_small_twin_is_supported():
    assert read("соСтав", {2: [("с", 0.3)]}) == "состав"
    assert read("СОСтАВ", {3: [("Т", 0.3)]}) == "СОСТАВ"
    assert read("соСтав", {}) == "соСтав"


def test_within_a_number_a_supported_figure_comes_before_the_letter_that_looks_like_it():
    assert read("7О", {1: [("0", 0.3)]}) == "70"
    assert read("7О", {}) == "7О"
    assert read("ф.7О", {3: [("0", 0.02)]}) == "ф.7О"


def test_initials_and_short_words_are_left_alone():
    assert read("Б.", {0: [("В", 0.45)]}) == "Б."


def test_marks_around_a_word_do_not_hide_it():
    assert read('"машииы".', {5: [("н", 0.4)]}) == '"машины".'


def test_the_glyph_read_first_is_kept_as_an_alternative():
    (changed,) = ranked([line("иарод", {0: [("н", 0.3)]})], lambda word: word in KNOWN)
    glyph = changed.words[0].glyphs[0]
    assert glyph.text == "н"
    assert glyph.alternatives[0].text == "и"
    assert 0.5 < glyph.confidence < 1


def test_what_is_exchanged_says_by_what_it_was_ranked():
    (changed,) = ranked([line("иарод", {0: [("н", 0.3)]})], lambda word: word in KNOWN)
    assert [glyph.ranked_by for glyph in changed.words[0].glyphs] == [RankedBy.LEXICON, *[None] * 4]


@pytest.mark.parametrize("ranked_by", list(RankedBy))
def test_a_word_that_something_has_ranked_is_not_ranked_again(ranked_by):
    """The odds of both together would be more than are held."""
    given = line("иарод", {0: [("н", 0.3)]})
    (word,) = given.words
    last = replace(word.glyphs[-1], ranked_by=ranked_by)
    was = replace(given, words=(replace(word, glyphs=(*word.glyphs[:-1], last)),))
    assert ranked([was], lambda word: word in KNOWN) == (was,)


def test_an_engine_without_alternatives_is_left_as_it_is():
    given = line("иарод", {})
    assert ranked([given], lambda word: word in KNOWN) == (given,)


def test_nothing_is_no_letter():
    assert read("хнарод", {0: [(" ", 0.5)]}) == "хнарод"
