"""Exponents and indices, found by their marks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.lines.extent import Marks
from ocr_pipeline.recognize.typescript.lines.indices import find_indices
from ocr_pipeline.recognize.typescript.lines.line import TypedLine

LETTER, CELL, BASE = 20.0, 20.0, 200.0
LINE = TypedLine(((90.0, BASE), (700.0, BASE)), 100.0, 500.0)
FIGURE = 1.35 * LETTER


def mark(column: int, rise: float = 0.0, height: float = FIGURE, width: float = 14.0) -> tuple[float, ...]:
    """A mark in a column of the line, its lower edge `rise` letter heights above the baseline."""
    left, bottom = 100 + column * CELL, BASE - rise * LETTER
    return (left, bottom - height, width, height, 80.0)


def found(*marks: tuple[float, ...], lines: tuple[TypedLine, ...] = (LINE,)):
    stats = np.array(marks, dtype=np.int32).reshape(-1, 5)
    return find_indices(Marks.of(stats, (1000, 1000), 150), LETTER, lines)


WORD = tuple(mark(column) for column in range(3))


@given(st.floats(0.5, 1.3))
def test_a_figure_half_a_line_up_is_an_exponent_and_one_down_an_index(off):
    (raised,) = found(*WORD, mark(3, off))
    assert float(raised.line.at(raised.line.left)) == pytest.approx(BASE - off * LETTER, abs=1)
    (lowered,) = found(*WORD, mark(3, -off))
    assert float(lowered.line.at(lowered.line.left)) == pytest.approx(BASE + off * LETTER, abs=1)


def test_figures_side_by_side_are_one_index():
    (index,) = found(*WORD, mark(3, -0.8), mark(4, -0.8))
    assert (index.line.left, index.line.right) == (160, 194)


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("a letter that jumped", mark(3, 0.3)),
        ("a comma", mark(3, -0.3, 0.5 * LETTER, 8)),
        ("a quotation mark", mark(3, 0.8, 0.6 * LETTER)),
        ("a bold quotation mark", mark(3, 0.7, 0.8 * LETTER)),
        ("a prime", mark(3, 0.8, LETTER, 7)),
        ("a descender", mark(3, -0.4, 1.4 * LETTER)),
        ("a bracket", mark(3, -0.5, 2.2 * LETTER)),
        ("dirt far off", mark(9, 0.8)),
        ("dirt before the line", mark(-3, 0.8)),
    ],
)
def test_what_else_stands_off_the_line_is_none(kind, other):
    assert found(*WORD, other) == (), kind


def test_a_piece_of_a_broken_letter_is_none():
    assert found(*WORD, mark(3, 0.7, LETTER), mark(3, 0.0, 0.5 * LETTER)) == ()


def test_a_letter_of_the_next_line_is_none():
    below = TypedLine(((90.0, BASE + 24), (700.0, BASE + 24)), 160.0, 500.0)
    assert found(*WORD, mark(3, -1.2), lines=(LINE, below)) == ()


def test_the_index_names_its_line():
    above = TypedLine(((90.0, 60.0), (700.0, 60.0)), 100.0, 500.0)
    (index,) = found(*WORD, mark(3, 0.8), lines=(above, LINE))
    assert index.host == 1


@given(st.floats(0.7, 1.1), st.floats(2.0, 2.1))
def test_an_exponent_under_a_full_line_is_that_of_its_own_line(rise, distance):
    above = TypedLine(((90.0, BASE - distance * LETTER), (700.0, BASE - distance * LETTER)), 100.0, 500.0)
    full = [mark(column, distance, LETTER) for column in range(20)]
    (index,) = found(*full, *WORD, mark(3, rise), lines=(above, LINE))
    assert index.host == 1


def test_a_page_without_marks_has_none():
    assert found() == ()
