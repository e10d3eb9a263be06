"""The rows of a table: each place is filled once, and no cell is lost, even where two claim one place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.word.grid import Slot, rows_of, widths_of
from ocr_pipeline.formats.word.paragraphs import Grid, LaidCell, Run
from ocr_pipeline.records import TableCell


def laid(row, column, high, wide, text):
    cell = TableCell(row=row, column=column, row_span=high, column_span=wide, text=text, start=0, end=0)
    return LaidCell(cell, (Run(text, 0),))


SIZES = st.integers(1, 4)
CELLS = st.lists(
    st.builds(laid, st.integers(0, 3), st.integers(0, 3), SIZES, SIZES, st.text("абв", min_size=1)), max_size=8
)


@given(CELLS)
def test_each_row_is_filled_and_each_cell_is_there(cells):
    rows = list(rows_of(Grid(4, 4, tuple(cells))))
    assert [sum(slot.columns for slot in row) for row in rows] == [4] * 4
    written = "".join(run.text for row in rows for slot in row for run in slot.runs if run.text != "\n")
    assert sorted(written) == sorted("".join(cell.cell.text for cell in cells))


@given(CELLS)
def test_what_goes_on_has_begun_above_with_the_same_width(cells):
    above: dict[int, Slot] = {}
    for row in rows_of(Grid(4, 4, tuple(cells))):
        here, column = {}, 0
        for slot in row:
            if slot.merged == "continue":
                assert above[column].merged
                assert above[column].columns == slot.columns
            here[column] = slot
            column += slot.columns
        above = here


def test_merged_cells_are_merged():
    first, second = rows_of(Grid(2, 3, (laid(0, 0, 1, 2, "а"), laid(0, 2, 2, 1, "б"), laid(1, 0, 1, 1, "в"))))
    assert [(slot.columns, slot.merged) for slot in first] == [(2, None), (1, "restart")]
    assert [(slot.columns, slot.merged) for slot in second] == [(1, None), (1, None), (1, "continue")]


@given(CELLS)
def test_columns_fill_the_width_and_none_is_lost(cells):
    widths = widths_of(Grid(4, 4, tuple(cells)), 9000)
    assert len(widths) == 4
    assert min(widths) > 0
    assert 9000 - 4 < sum(widths) <= 9000


def test_a_column_is_as_wide_as_its_text_asks():
    number, words, heading = laid(1, 0, 1, 1, "7"), laid(1, 1, 1, 1, "слова" * 4), laid(0, 0, 1, 2, "заголовок" * 9)
    assert widths_of(Grid(2, 2, (heading, number, words)), 2400) == [400, 2000]
