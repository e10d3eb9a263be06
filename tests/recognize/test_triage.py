"""Typing is told from noise, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.triage import sort_lines
from tests.support.readings import typed

BODY = [typed("обычная строка текста на странице", row) for row in range(8)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (typed("бледная строка на решетке", 9, confidence=0.72), True),
        (typed("о т ч е т", 9, confidence=0.9), True),
        (typed("о  т ч   е т", 9, confidence=0.9), False),
        (typed("отчет", 9, cell=40.0, confidence=0.85), True),
        (typed("печать", 9, cell=27.0, confidence=0.8), False),
        (typed("росчерк", 9, height=70.0, confidence=0.8), False),
        (typed("шум", 9, confidence=0.3), False),
        (typed("- 4 =", 9, cell=55.0, confidence=0.7), True),
    ],
)
def test_a_line_is_noise_only_if_it_is_doubtful_and_off_the_grid(line, text):
    result = sort_lines([*BODY, line])
    assert (line in result.text) is text
    assert (line in result.noise) is not text
    assert set(BODY) <= set(result.text)


def glyphs_of(lines: Sequence[ReadLine]) -> list[ReadGlyph]:
    return [glyph for line in lines for word in line.words for glyph in word.letters()]


def test_a_doubtful_word_far_from_the_end_of_its_line_is_set_apart_and_not_lost():
    line = ReadLine.of([*typed("министр", 9).words, *typed(" " * 16 + "Громыко", 9, confidence=0.66).words])
    result = sort_lines([*BODY, line])
    assert result.text[-1].text == "министр"
    assert [edge.text for edge in result.parts] == ["Громыко"]


def test_a_doubtful_word_within_its_line_stays():
    line = ReadLine.of([*typed("министр", 9).words, *typed(" " * 8 + "Громыко", 9, confidence=0.66).words])
    result = sort_lines([*BODY, line])
    assert result.text[-1].text == "министр Громыко"
    assert result.parts == ()


WORDS = st.text("абвгд1-.х", min_size=1, max_size=8)
LINES = st.builds(
    lambda words, gaps, row, cell, height, sure: typed(
        "".join(word + " " * gap for word, gap in zip(words, gaps, strict=False)).strip(),
        row,
        cell=cell,
        height=height,
        confidence=sure,
    ),
    st.lists(WORDS, min_size=1, max_size=5),
    st.lists(st.integers(1, 6), min_size=5, max_size=5),
    st.integers(0, 20),
    st.sampled_from([20.0, 20.0, 20.0, 27.0, 40.0]),
    st.sampled_from([25.0, 25.0, 60.0]),
    st.floats(0.0, 1.0),
)


@given(st.lists(LINES, max_size=8))
def test_every_glyph_of_the_page_is_found_again_once(lines):
    result = sort_lines(lines)
    found = glyphs_of((*result.text, *result.noise, *result.parts))
    given_glyphs = glyphs_of(lines)
    assert sorted(found, key=repr) == sorted(given_glyphs, key=repr)


def stamped(row):
    """Print of another pitch for each word, each word's own close to the page's."""
    words: list[ReadWord] = []
    left = 0.0
    for text, cell in (("департамент", 21.0), ("записи", 22.5), ("хранения", 18.6), ("бумаг", 23.0)):
        words += typed(text, row, cell=cell, left=left, confidence=0.84).words
        left += cell * len(text) + 13.0
    return ReadLine.of(words)


def test_print_among_typed_lines_is_noise_unless_it_is_read_surely():
    result = sort_lines([*BODY, stamped(9)])
    assert [line.text for line in result.noise] == ["департамент записи хранения бумаг"]


def test_on_a_page_of_print_it_is_not():
    page = [stamped(row) for row in range(9)]
    assert sort_lines(page).noise == ()


LONG = [typed("это обычная строка текста на странице", row) for row in range(8)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (typed("4-", 9, confidence=0.78, left=-300.0), False),
        (typed("4-", 9, confidence=0.78, left=1100.0), False),
        (typed("4-", 9, confidence=0.95, left=-300.0), True),
        (typed("12", 9, confidence=0.7, left=1100.0), True),
        (typed("- 12 -", 9, confidence=0.7, left=1100.0), True),
        (typed("12", 4, confidence=0.7, left=1100.0), False),
        (typed("- 4 -", 9, confidence=0.78, left=-60.0), True),
        (typed("4", 9, confidence=0.56), False),
        (typed("- 4", 9, confidence=0.66), True),
    ],
    ids=[
        "left of the text",
        "right of it",
        "surely read",
        "in the corner",
        "with its dashes",
        "beside the text",
        "in the margin",
        "dirt",
        "written by hand",
    ],
)
def test_a_figure_is_a_page_number_if_it_is_read_with_some_confidence_and_not_far_beside_the_text(line, text):
    assert (line in sort_lines([*LONG, line]).text) is text
