"""Words stand in the rows and cells of their table: by its rules, and where there are none by the lines of type."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given

from ocr_pipeline.layout.blocks import Lean, Span
from ocr_pipeline.recognize.regions.cells import table_text
from tests.support.placed_words import ROWS, grid_of, grids, placed_words


def texts(cell):
    return [" ".join(word.text for word in line) for line in cell.lines]


def rows_of(words, grid):
    """The cells of each row, the lines of a cell parted by a stroke."""
    table = table_text(words, grid)
    return [
        ["/".join(texts(cell)) for cell in table.cells if cell.row == row and cell.row_span == 1]
        for row in range(table.rows)
    ]


COLUMNS = grid_of([10, 20])
OPEN = placed_words("железо    12        13", "уголь     450       461", "зерно     78        90")


def test_a_table_without_rules_keeps_its_rows():
    assert rows_of(OPEN, COLUMNS) == [["железо", "12", "13"], ["уголь", "450", "461"], ["зерно", "78", "90"]]


def test_cells_in_which_nothing_stands_are_there():
    words = placed_words("железо    12        13", "уголь               461", "          78        90")
    assert rows_of(words, COLUMNS) == [["железо", "12", "13"], ["уголь", "", "461"], ["", "78", "90"]]


def test_a_table_in_which_nothing_stands_has_a_row_a_band():
    table = table_text([], grid_of([10], [1, 2]))
    assert (table.rows, table.columns, len(table.cells)) == (3, 2, 6)


def test_lines_of_a_cell_between_rules_belong_together():
    words = placed_words("Название  план", "товара", "железо    12", "и сталь", "уголь     450", "каменный")
    assert rows_of(words, grid_of([10], [2, 4])) == [
        ["Название/товара", "план"],
        ["железо/и сталь", "12"],
        ["уголь/каменный", "450"],
    ]


def test_lines_between_rules_are_rows_where_one_band_is_the_body():
    words = placed_words("Товар     план", "железо    12", "уголь     450", "зерно     78", "мясо      7")
    assert rows_of(words, grid_of([10], [1])) == [
        ["Товар", "план"],
        ["железо", "12"],
        ["уголь", "450"],
        ["зерно", "78"],
        ["мясо", "7"],
    ]


def test_two_rows_between_rules_are_two_where_every_column_has_both():
    words = placed_words("Товар     план", "железо    12", "уголь     450", "зерно     78", "мясо      7")
    assert rows_of(words, grid_of([10], [1, 3])) == [
        ["Товар", "план"],
        ["железо", "12"],
        ["уголь", "450"],
        ["зерно", "78"],
        ["мясо", "7"],
    ]


def test_a_word_broken_at_the_end_of_a_line_makes_one_row_of_two_lines():
    words = placed_words("Товар     план", "желе-     всего", "зо        12", "зерно     78", "мясо      7")
    assert rows_of(words, grid_of([10], [1, 3]))[1] == ["желе-/зо", "всего/12"]


def test_a_line_in_which_one_full_column_alone_goes_on_belongs_to_the_row_above():
    words = placed_words("12        железо и", "          сталь", "450       уголь", "78        зерно")
    assert rows_of(words, grid_of([10])) == [["12", "железо и/сталь"], ["450", "уголь"], ["78", "зерно"]]


def test_so_does_one_in_which_the_first_column_goes_on():
    words = placed_words("железо и  12", "сталь", "уголь     450", "зерно     78", "мясо      7")
    assert rows_of(words, grid_of([10])) == [["железо и/сталь", "12"], ["уголь", "450"], ["зерно", "78"], ["мясо", "7"]]


def test_a_number_alone_in_its_column_is_a_row_of_its_own():
    words = placed_words("железо    12345", "          678", "уголь     45000", "зерно     78000")
    assert rows_of(words, grid_of([10]))[:2] == [["железо", "12345"], ["", "678"]]


def test_a_heading_over_two_columns_is_one_cell():
    spans = (Span(0, 0), Span(0, 1, 1, 2), Span(1, 0), Span(1, 1), Span(1, 2))
    words = placed_words("Товар         тонн", "железо    12        13", "уголь     450       461")
    table = table_text(words, grid_of([10, 20], [1], spans))
    assert [(cell.column, cell.column_span, texts(cell)) for cell in table.cells if cell.row == 0] == [
        (0, 1, ["Товар"]),
        (1, 2, ["тонн"]),
    ]


def test_a_cell_over_two_bands_covers_the_rows_of_both():
    spans = (Span(0, 0, 2, 1), Span(0, 1), Span(1, 1))
    words = placed_words("Товар     план", "          12", "          450", "          78")
    table = table_text(words, grid_of([10], [1], spans))
    assert table.rows == 4
    assert [(cell.row, cell.row_span, texts(cell)) for cell in table.cells if cell.column == 0] == [(0, 4, ["Товар"])]


def test_a_table_that_leans_keeps_its_rows():
    lean = Lean(0, 0, 0.0, math.tan(math.radians(3)))
    leaning = [replace(word, line=number, y=word.y + lean.down * word.x) for number, word in enumerate(OPEN)]
    level = [[cell.text for cell in OPEN if cell.line == row] for row in range(3)]
    assert rows_of(leaning, grid_of([10, 20], lean=lean)) == level


def test_words_stand_from_left_to_right_whatever_the_engine_s_order():
    words = [replace(word, word=2 - word.word) for word in placed_words("один два три")]
    assert rows_of(words[::-1], grid_of([])) == [["один два три"]]


def test_columns_a_little_higher_or_lower_are_in_the_same_rows():
    words = [replace(word, y=word.y + 11 * (word.word % 2), line=10 * word.line + word.word) for word in OPEN]
    assert rows_of(words, COLUMNS) == rows_of(OPEN, COLUMNS)


@given(ROWS, grids())
def test_every_word_is_in_one_cell_and_the_cells_cover_the_table_once(rows, grid):
    words = placed_words(*rows)
    table = table_text(words, grid)
    found = [word for cell in table.cells for line in cell.lines for word in line]
    assert sorted((word.line, word.word) for word in found) == sorted((word.line, word.word) for word in words)
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(table.rows) for column in range(table.columns)]


@given(ROWS, grids())
def test_cells_come_row_by_row_and_their_words_stand_in_their_column(rows, grid):
    table = table_text(placed_words(*rows), grid)
    places = [(cell.row, cell.column) for cell in table.cells]
    assert places == sorted(places)
    for cell in table.cells:
        for word in (word for line in cell.lines for word in line):
            assert cell.column <= grid.column_at(word.x, word.y) < cell.column + cell.column_span
