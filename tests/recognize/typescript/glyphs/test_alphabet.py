"""Shapes and the script they are spelled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES, SHAPES, foreign, spelled


def test_letters_of_one_shape_are_one_class():
    assert CLASSES["A"] == CLASSES["А"]
    assert CLASSES["—"] == CLASSES["–"]


def test_letters_that_differ_on_paper_are_classes_of_their_own():
    assert CLASSES["к"] != CLASSES["k"]
    assert CLASSES["т"] != CLASSES["t"]
    assert CLASSES["З"] != CLASSES["3"]


def test_a_class_is_given_once():
    assert len(set(SHAPES)) == len(SHAPES)


@pytest.mark.parametrize(
    ("shapes", "language", "text"),
    [
        ("ТАСС", "rus", "ТАСС"),
        ("ТАСС", "eng", "TACC"),
        ("Wаshingtоn", "rus", "Washington"),
        ("Роlаnd", "eng", "Poland"),
        ("ХIХ век", "rus", "XIX век"),
        ("в 1953 г. в Москве", "rus", "в 1953 г. в Москве"),
        ("W.Е.Ресk", "rus", "W.E.Peck"),
        ("the сору оf а report", "rus", "the copy of a report"),
        ("посол Smith с женой", "rus", "посол Smith с женой"),
        ("Smith, D.С. 5.Х.53", "rus", "Smith, D.C. 5.Х.53"),
        ("том Х из ХII", "rus", "том Х из XII"),
    ],
)
def test_a_word_is_spelled_in_the_script_of_its_own_letters_else_in_the_language_of_the_page(shapes, language, text):
    assert spelled(shapes, language) == text


def test_i_for_a_figure_does_not_make_a_russian_word_latin():
    assert spelled("РI", "rus") == "РI"
    assert spelled("I953", "rus") == "I953"


@given(st.text(st.sampled_from(SHAPES)), st.sampled_from(["rus", "eng", "rus+eng"]))
def test_spelling_changes_no_shape(shapes, language):
    text = spelled(shapes, language)
    assert [CLASSES[letter] for letter in text] == [CLASSES[shape] for shape in shapes]


def test_an_english_page_has_no_letters_of_cyrillic_alone_and_a_russian_one_all():
    assert CLASSES["Ж"] in foreign("eng")
    assert CLASSES["A"] not in foreign("eng")
    assert foreign("rus") == foreign("rus+eng") == ()
