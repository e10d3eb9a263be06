"""Places of tables: those that cells take up, and those where nothing is written."""

from __future__ import annotations

from ocr_pipeline.formats.running.spans import spanned, taken_up
from ocr_pipeline.records import Cell

WIDE = Cell(row=0, column=0, row_span=2, column_span=2)


def test_a_cell_takes_up_its_rows_and_columns():
    assert list(taken_up([WIDE])) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_where_a_cell_begins_nothing_is_left_out_even_below_another_one():
    assert spanned([WIDE]) == {(0, 1), (1, 0), (1, 1)}
    assert spanned([WIDE, Cell(row=1, column=1)]) == {(0, 1), (1, 0)}
