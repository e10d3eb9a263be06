"""What a difference is about, and how much it weighs for a historian."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.judge.category import category_of, weight_of
from ocr_pipeline.compare.records import Category, Verdict
from ocr_pipeline.languages import load_lexicon

LEXICON = load_lexicon("rus")


def category(ours, theirs, *, in_date=False, starts_sentence=False):
    place = {"in_date": in_date, "starts_sentence": starts_sentence}
    return category_of(ours, theirs, **place, language="rus+eng", lexicon=LEXICON)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (",", "", Category.PUNCTUATION),
        (".", ";", Category.PUNCTUATION),
        ("посол", "Посол", Category.SPELLING),
        ("300", "800", Category.NUMBER),
        ("300", "триста", Category.NUMBER),
        ("", "116", Category.NUMBER),
        ("ТТб", "116", Category.NUMBER),
        ("не", "", Category.NEGATION),
        ("", "без", Category.NEGATION),
        ("согласен", "несогласен", Category.NEGATION),
        ("not", "now", Category.NEGATION),
        ("Кузнецов", "Кузнецева", Category.NAME),
        ("Пекин", "", Category.NAME),
        ("дом", "сад", Category.WORD),
        ("решение", "", Category.WORD),
        ("правнтельства", "правительства", Category.SPELLING),
        ("попрежнему", "по-прежнему", Category.SPELLING),
        ("он полностью согласен с предложением", "", Category.STRETCH),
        ("", "он полностью согласен с предложением", Category.STRETCH),
    ],
)
def test_a_difference_is_about_what_a_reader_would_say(ours, theirs, expected):
    assert category(ours, theirs) is expected


def test_a_passage_left_out_is_a_passage_whatever_stands_in_it():
    for passage in ("потери составили около 300 человек", "он не был с этим согласен", "сообщил Ким Ир Сен послу"):
        assert category(passage, "") is category("", passage) is Category.STRETCH


def test_within_a_date_figures_and_words_are_the_date():
    assert category("29", "28", in_date=True) is Category.DATE
    assert category("марта", "мая", in_date=True) is Category.DATE
    assert category("", "29 марта 1953 г", in_date=True) is Category.DATE
    assert category("29", "28") is Category.NUMBER


def test_a_stop_within_a_date_is_still_punctuation():
    assert category(".", "", in_date=True) is Category.PUNCTUATION


def test_a_capital_makes_no_name_of_a_known_word_that_begins_a_sentence():
    assert category("Дом", "Сад", starts_sentence=True) is Category.WORD
    assert category("Дом", "Сад") is Category.NAME
    assert category("Кузнецофф", "Сад", starts_sentence=True) is Category.NAME


READINGS = st.text("абвне 19.АБ", max_size=12).map(str.strip)


@given(READINGS, READINGS, st.booleans(), st.booleans())
def test_what_a_difference_is_about_does_not_depend_on_the_side(ours, theirs, in_date, starts_sentence):
    there = category(ours, theirs, in_date=in_date, starts_sentence=starts_sentence)
    assert there is category(theirs, ours, in_date=in_date, starts_sentence=starts_sentence)


@given(st.sampled_from(Category), st.sampled_from(Verdict), st.floats(0, 1))
def test_weights_lie_between_0_and_10_and_rise_with_the_probability(kind, verdict, probability):
    weight = weight_of(kind, verdict, probability)
    assert 0 < weight <= 10
    assert weight <= weight_of(kind, verdict, 1.0)


def test_what_changes_the_sense_most_weighs_most():
    weights = [weight_of(kind, Verdict.TRANSCRIPTION_ERROR, 0.9) for kind in Category if kind is not Category.DATE]
    assert all(above >= below for above, below in pairwise(weights))
    assert weight_of(Category.NUMBER, Verdict.TRANSCRIPTION_ERROR, 0.9) > weight_of(
        Category.NUMBER, Verdict.READING_ERROR, 0.9
    )
