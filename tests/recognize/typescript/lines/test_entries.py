"""Letters alone in a column of a table, found by those above and below them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.lines.entries import with_entries
from ocr_pipeline.recognize.typescript.lines.extent import Marks
from ocr_pipeline.recognize.typescript.lines.line import TypedLine

LETTER, CELL, STEP = 20.0, 25.0, 60.0
COLUMN = 600.0
ROWS = range(1, 8)


def base(row, x=0.0, slope=0.0):
    return STEP * row + slope * x


def mark(x, bottom, height=1.35 * LETTER, width=14.0):
    return (x, bottom - height, width, height, 0.4 * width * height)


def words(row, slope=0.0):
    return [mark(100 + CELL * place, base(row, 100 + CELL * place, slope)) for place in range(3)]


def line(row, right, slope=0.0):
    return TypedLine(((100.0, base(row, 100, slope)), (right, base(row, right, slope))), 100.0, right)


def table(letters, found, slope=0.0, extra=(), column=COLUMN):
    """Lines and marks of a table: words in each row, a letter in a column in `letters`, in the line in `found`."""
    marks = [one for row in ROWS for one in words(row, slope)]
    marks += [mark(column, base(row, column, slope)) for row in letters]
    marks += extra
    lines = [line(row, column + 14 if row in found else 170.0, slope) for row in ROWS]
    # Integers as components have.
    stats = np.array(np.rint(marks), dtype=np.int32).reshape(-1, 5)
    return with_entries(lines, Marks.of(stats, (1000, 1200), 150), LETTER), lines


def rights(lines):
    return [round(one.right) for one in lines]


@given(st.integers(1, 7), st.floats(-0.02, 0.02))
def test_a_letter_below_those_of_other_lines_goes_to_the_line_that_it_stands_on(missed, slope):
    found, lines = table(ROWS, [row for row in ROWS if row != missed], slope)
    assert len(found) == len(lines)
    assert rights(found) == [614] * len(ROWS)


def test_two_columns_of_letters_are_told_apart():
    others = [mark(900, base(row)) for row in ROWS]
    found, _ = table(ROWS, ROWS, extra=others)
    assert rights(found) == [614] * len(ROWS), "nothing is known of the other column"


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("a crumb", mark(COLUMN, base(4), 8, 8)),
        ("a stamp's letter", mark(COLUMN, base(4), 3 * LETTER, 40)),
        ("a mark beside the column", mark(COLUMN + 4 * CELL, base(4))),
        ("a letter with ink under it", mark(COLUMN, base(4))),
        ("a word of a pen beside it", mark(COLUMN, base(4))),
    ],
)
def test_what_else_stands_there_is_none(kind, other):
    beside = {
        "a letter with ink under it": [mark(COLUMN - 4, base(4) + 30, 25, 30)],
        "a word of a pen beside it": [mark(COLUMN + 20, base(4) + 8, 50, 60)],
    }
    kept = [row for row in ROWS if row != 4]
    found, lines = table(kept, kept, extra=[other, *beside.get(kind, [])])
    assert rights(found) == rights(lines), kind


def test_two_entries_are_no_column():
    found, lines = table([1, 2, 3], [1, 2])
    assert rights(found) == rights(lines)


def test_a_letter_on_no_line_is_a_line_of_its_own():
    marks = [mark(COLUMN, base(row) + STEP / 2) for row in (1, 2, 4)]
    alone = mark(COLUMN, base(3) + STEP / 2)
    stats = np.array(np.rint([*marks, alone]), dtype=np.int32).reshape(-1, 5)
    lines = [TypedLine(((600.0, base(row) + 30), (614.0, base(row) + 30)), 600.0, 614.0) for row in (1, 2, 4)]
    found = with_entries(lines, Marks.of(stats, (1000, 1200), 150), LETTER)
    assert found[:3] == lines
    assert (found[3].left, found[3].right, float(found[3].at(607))) == (600, 614, base(3) + STEP / 2)


def test_a_page_without_entries_stays_as_it_is():
    found, lines = table([], [])
    assert found == lines
