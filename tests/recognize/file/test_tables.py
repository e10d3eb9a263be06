"""Rows of tables are lines as they stand on paper, where each of their cells has one."""

from __future__ import annotations

from ocr_pipeline.interchange.pages import FileCell
from ocr_pipeline.recognize.file.tables import CellPart, PlacedLine, cells_of, rows_as_lines
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.records import Area, MarkKind


def line(text, row=None, column=0, region=0, marks=frozenset()):
    words = [
        ReadWord(word, Area(100.0 * column + 30 * at, 0, 100.0 * column + 30 * at + 20, 10), 1.0)
        for at, word in enumerate(text.split())
    ]
    cells = () if row is None else (CellPart(FileCell(row, column), 0, len(words) - 1),)
    return PlacedLine(ReadLine.of(words), region, (marks,) * len(words), cells)


def texts(*lines):
    return [placed.line.text for placed in rows_as_lines(lines)]


def test_the_cells_of_a_row_are_one_line_from_the_first_column_on():
    (row,) = rows_as_lines([line("в г", 0, 1, marks=frozenset({MarkKind.WAVY})), line("а б", 0, 0)])
    assert row.line.text == "а б в г"
    assert row.line.box == Area(0, 0, 150, 10)
    assert [(part.cell.column, part.first, part.last) for part in row.cells] == [(0, 0, 1), (1, 2, 3)]
    assert [set(marks) for marks in row.marks] == [set(), set(), {MarkKind.WAVY}, {MarkKind.WAVY}]


def test_rows_regions_and_texts_are_not_joined():
    assert texts(line("а", 0), line("б", 1), line("в", 1, region=1), line("г"), line("д")) == ["а", "б", "в", "г", "д"]


def test_a_row_with_a_cell_of_several_lines_is_kept_cell_by_cell():
    assert texts(line("а", 0), line("б", 0), line("в", 0, 1), line("г", 1), line("д", 1, 1)) == ["а", "б", "в", "г д"]


def test_the_cells_of_a_row_in_one_line_are_stretches_of_its_words():
    lines = rows_as_lines([line("а б", 0, 0), line("в", 0, 2)])
    cells = cells_of([0], lines, [FileCell(0, 0), FileCell(0, 1), FileCell(0, 2)])
    assert [(cell.column, [(part.first_word, part.last_word) for part in cell.words]) for cell in cells] == [
        (0, [(0, 1)]),
        (1, []),
        (2, [(2, 2)]),
    ]


def test_a_line_in_no_cell_makes_no_table():
    assert cells_of([0, 1], [line("а", 0), line("б")], []) == ()
