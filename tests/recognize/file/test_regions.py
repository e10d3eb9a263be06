"""Regions of a file as records: kinds, outlines, tables with their cells."""

from __future__ import annotations

import pytest

from ocr_pipeline.interchange.pages import FileCell, FilePage, FileRegion
from ocr_pipeline.recognize.file.place import Scale
from ocr_pipeline.recognize.file.regions import regions_of
from ocr_pipeline.recognize.file.tables import CellPart, PlacedLine
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.records import Area, Box, RegionKind, TypeKind


def line(region, top, cell=None, words=1):
    read = [ReadWord("да", Area(10.0 + 30 * at, top, 30.0 + 30 * at, top + 10), 1.0) for at in range(words)]
    cells = (CellPart(cell, 0, words - 1),) if cell else ()
    return PlacedLine(ReadLine.of(read), region, (frozenset(),) * words, cells)


def regions(lines, *given, scale=Scale(2, 2)):  # noqa: B008 - a value that nothing changes
    return regions_of(FilePage(None, None, regions=given), lines, scale, 200, 300, TypeKind.TYPED)


def test_a_region_is_where_the_file_has_it_on_the_scan_and_not_beyond_its_edges():
    (region,), of_lines = regions([line(0, 20)], FileRegion(RegionKind.MARGIN, Area(5, 5, 150, 20)))
    assert (region.kind, region.box, region.type) == (
        RegionKind.MARGIN,
        Box(left=10, top=10, right=200, bottom=40),
        TypeKind.TYPED,
    )
    assert of_lines == (0,)


def test_an_outline_is_kept_and_a_region_without_a_place_is_around_its_lines():
    outlined = FileRegion(RegionKind.TEXT, Area(0, 0, 9, 9), ((0, 0), (9, 0), (5, 9)))
    (one, other), _ = regions([line(0, 0), line(1, 100)], outlined, FileRegion(RegionKind.TEXT))
    assert one.outline == ((0, 0), (18, 0), (10, 18))
    assert other.box == Box(left=10, top=100, right=30, bottom=110)


def test_regions_come_in_the_order_of_their_lines_pictures_last_and_texts_without_lines_are_none():
    given = (
        FileRegion(RegionKind.PICTURE, Area(0, 0, 5, 5)),
        FileRegion(RegionKind.TEXT, Area(0, 0, 5, 5)),
        FileRegion(RegionKind.TEXT),
        FileRegion(RegionKind.FOOTNOTE),
    )
    found, of_lines = regions([line(3, 0), line(2, 20), line(3, 40)], *given)
    assert [region.kind for region in found] == [RegionKind.FOOTNOTE, RegionKind.TEXT, RegionKind.PICTURE]
    assert of_lines == (0, 1, 0)
    assert found[2].type is None


def test_a_table_has_its_cells():
    cells = [FileCell(0, 0), FileCell(0, 1, column_span=2), FileCell(1, 0), FileCell(1, 0)]
    lines = [line(0, 20 * row, cell, words=2) for row, cell in enumerate(cells)]
    empty = FileCell(2, 0)
    (table,), _ = regions(lines, FileRegion(RegionKind.TABLE, cells=(empty, *cells)))
    assert (table.kind, table.rows, table.columns) == (RegionKind.TABLE, 3, 3)
    assert [(cell.row, cell.column, [part.line for part in cell.words]) for cell in table.cells] == [
        (0, 0, [0]),
        (0, 1, [1]),
        (1, 0, [2, 3]),
        (2, 0, []),
    ]
    assert {(part.first_word, part.last_word) for cell in table.cells for part in cell.words} == {(0, 1)}


@pytest.mark.parametrize("cells", [[None, None], [FileCell(0, 0), None], [FileCell(0, 10**9), FileCell(0, 0, 10**9)]])
def test_a_table_of_which_not_all_cells_are_known_is_text_line_by_line(cells):
    (region,), _ = regions([line(0, 20 * row, cell) for row, cell in enumerate(cells)], FileRegion(RegionKind.TABLE))
    assert (region.kind, region.cells) == (RegionKind.TEXT, ())


def test_lines_of_a_region_that_the_file_does_not_have_are_in_one_of_text():
    (region,), of_lines = regions([line(7, 0)])
    assert (region.kind, of_lines) == (RegionKind.TEXT, (0,))
