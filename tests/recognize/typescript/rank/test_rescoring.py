"""Words ranked by language at held odds: what it may change, and what stays as it was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.rank.prior import Prior, prior_of
from ocr_pipeline.recognize.typescript.rank.rescoring import ODDS, rescored, typed_words
from ocr_pipeline.records import RankedBy
from tests.recognize.typescript.rank.test_readings import words
from tests.support.seen_words import doubtful, seen_word, shapes

WELL, BARELY, TOO_LITTLE = 0.5, 1.2 / ODDS, 0.8 / ODDS
"""Support of another reading beside the image's own, as a share of it."""

PRIORS = {name: prior_of(name) for name in ("rus", "eng")}


def prior(language: str) -> Prior:
    found = PRIORS[language]
    assert found is not None
    return found


def read(text: str, other: str, support: float = WELL, language: str = "rus") -> str:
    ((word,),) = rescored([[doubtful(text, other, support)]], prior(language))
    return shapes(word)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("rus", "иарод", "народ"),
        ("rus", "заседзния", "заседания"),
        ("rus", '"машииы".', '"машины".'),
        ("rus", "соСтав", "состав"),
        ("rus", "СОСтАВ", "СОСТАВ"),
        ("eng", "tne", "the"),
        ("eng", "Britisn", "British"),
    ],
)
def test_a_known_word_that_the_image_supports_stands(language, text, word):
    assert read(text, word, WELL, language) == word
    assert read(text, word, BARELY, language) == word
    assert read(text, word, TOO_LITTLE, language) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("7О", "70"), ("195З", "1953"), ("I9З0", "I930"), ("1I2", "112"), ("ф.7О", "ф.70"), ("З,5", "3,5")],
)
def test_within_a_number_a_supported_figure_comes_before_the_letter_that_looks_like_it(text, number):
    assert read(text, number, WELL) == number
    assert read(text, number, TOO_LITTLE) == text


@given(words(), st.sampled_from(["rus", "eng"]), st.floats(1.0, 100.0))
def test_no_reading_wins_that_the_image_supports_less_than_the_odds(word, language, odds):
    ((made,),) = rescored([[word]], prior(language), odds)
    support = 1.0
    for before, after in zip(word, made, strict=True):
        chances = dict(before.choices)
        support *= chances[after.shape] / before.choices[0][1]
    assert support >= 1 / odds * (1 - 1e-6)


@given(words())
def test_ranking_neither_lengthens_nor_shortens_nor_makes_anything_surer(word):
    ((made,),) = rescored([[word]], prior("rus"))
    assert [glyph.x for glyph in made] == [glyph.x for glyph in word]
    for before, after in zip(word, made, strict=True):
        assert after.probability <= before.probability
        assert {shape for shape, _ in after.choices} == {shape for shape, _ in before.choices}
        assert sum(chance for _, chance in after.choices) == pytest.approx(sum(chance for _, chance in before.choices))


@given(words())
def test_what_is_changed_says_so_and_keeps_what_was_seen_as_its_first_alternative(word):
    ((made,),) = rescored([[word]], prior("rus"))
    for before, after in zip(word, made, strict=True):
        if after.shape == before.shape:
            assert after is before
        else:
            assert after.ranked_by is RankedBy.LANGUAGE_MODEL
            assert after.choices[1][0] == before.shape


@given(st.text("абвгджОЗI10-.,!", min_size=1, max_size=10))
def test_what_has_no_alternative_stays(text):
    word = seen_word(text)
    assert rescored([[word]], prior("rus")) == [(word,)]


def test_what_something_else_has_ranked_is_left_alone():
    first, *others = doubtful("иарод", "народ", WELL)
    word = (replace(first, ranked_by=RankedBy.OTHER_DASH), *others)
    assert rescored([[word]], prior("rus")) == [(word,)]


NAMES = [
    ("Тишулина", "Гишулина"),
    ("Ли", "ли"),
    ("Роза", "роза"),
    ("Кузякин", "Кузэкин"),
    ("Шляпин", "Шдяпин"),
    ("Джилас", "Лжилас"),
    ("Тито", "Гито"),
    ("Осташков", "Осташнов"),
]
INITIALS = [("Б.", "В."), ("М.И.", "М.Н."), ("И.О.", "Н.О."), ("Я", "я"), ("К.Е.", "Н.Е."), ("С.", "с.")]
ABBREVIATIONS = [
    ("г.", "т."), ("гр.", "го."), ("им.", "нм."), ("т.е.", "г.е."),
    ("ЦК", "ПК"), ("СНК", "СИК"), ("ВЦИК", "ВПИК"), ("МТС", "ИТС"),
]  # fmt: skip
NONSENSE = [
    ("щжфг", "щхфг"),
    ("глокая", "гдокая"),
    ("куздра", "нуздра"),
    ("бармаглот", "вармаглот"),
    ("СЕТУНЪ", "СЕТУИЪ"),
]
FOREIGN = [("NATO", "WATO"), ("Gesellschaft", "Geseilschaft"), ("quo", "guo"), ("vide", "yide")]


@pytest.mark.parametrize(("text", "other"), [*NAMES, *INITIALS, *ABBREVIATIONS, *NONSENSE, *FOREIGN])
def test_names_initials_abbreviations_nonsense_and_foreign_words_stay_as_typed(text, other):
    assert read(text, other) == text


def test_a_misspelling_without_a_word_beside_it_stays():
    assert read("расчитано", "разчитано") == "расчитано"
    assert read("recieve", "recleve", language="eng") == "recieve"


def test_a_hyphen_at_the_end_of_a_line_stays_one():
    below = [seen_word("ретарь")]
    for typed, other in (("сек-", "сект"), ("Цент-", "Центг")):
        assert shapes(rescored([[doubtful(typed, other, WELL)], below], prior("rus"))[0][0]) == typed


def test_a_letter_read_for_a_hyphen_makes_way_where_the_line_below_ends_the_word():
    lines = rescored([[doubtful("сект", "сек-", WELL)], [seen_word("ретарь")]], prior("rus"))
    assert shapes(lines[0][0]) == "сек-"
    assert read("сект", "сек-") == "сект"


def test_the_second_half_of_a_word_is_ranked_with_the_first():
    lines = rescored([[seen_word("сек-")], [doubtful("ретзрь", "ретарь", WELL)]], prior("rus"))
    assert shapes(lines[1][0]) == "ретарь"
    assert read("ретзрь", "ретарь") == "ретзрь"


def test_an_exclamation_mark_set_off_at_the_end_of_a_line_is_no_one():
    words = [seen_word("мир"), seen_word("!", {0: (("!", 0.45), ("1", 0.4))})]
    assert shapes(rescored([words], prior("rus"))[0][1]) == "!"


def test_the_words_of_a_page_are_joined_over_the_ends_of_lines():
    lines = [
        [seen_word("наш"), seen_word("сек-")],
        [seen_word("ре-")],
        [seen_word("тарь,"), seen_word("а")],
        [],
        [seen_word("б-")],
    ]
    assert list(typed_words(lines)) == ["наш", "секретарь,", "а", "б-"]
