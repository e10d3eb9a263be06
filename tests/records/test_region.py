"""Regions and cells that cannot be are not made: cells within their table, of words that the page has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ocr_pipeline.records import (
    Box,
    Cell,
    CellWords,
    Page,
    PageState,
    Region,
    RegionKind,
    Table,
    TableCell,
    TextLine,
    TypeKind,
    Word,
)
from tests.support.typed_pages import SCAN

BOX = Box(left=0, top=0, right=10, bottom=10)
LINE = TextLine(words=tuple(Word(text=text, box=BOX, confidence=1) for text in ("да", "нет")), box=BOX)


def region(kind=RegionKind.TABLE, **fields):
    return Region(kind=kind, box=BOX, outline=((0, 0), (10, 0), (10, 10), (0, 10)), **fields)


def cell(line, first, last):
    return Cell(row=0, column=0, words=(CellWords(line=line, first_word=first, last_word=last),))


def page(*regions, lines=(LINE,)):
    return Page(id="1", scan=SCAN, state=PageState.DONE, lines=lines, regions=regions)


def test_words_of_a_cell_that_end_before_they_begin_cannot_be_made():
    with pytest.raises(ValidationError, match="must not end before they begin"):
        CellWords(line=0, first_word=2, last_word=1)


def test_a_cell_covers_a_row_and_a_column_at_least():
    for nothing in ({"row_span": 0}, {"column_span": 0}, {"row": -1}, {"column": -1}):
        with pytest.raises(ValidationError):
            Cell(**({"row": 0, "column": 0} | nothing))


@pytest.mark.parametrize("kind", [kind for kind in RegionKind if kind is not RegionKind.TABLE])
def test_only_a_table_has_cells(kind):
    with pytest.raises(ValidationError, match="only a table"):
        region(kind, rows=1, columns=1, cells=(Cell(row=0, column=0),))


COUNTS = st.integers(1, 5)


@given(COUNTS, COUNTS, st.integers(0, 5), st.integers(0, 5), COUNTS, COUNTS)
def test_a_cell_lies_within_the_rows_and_columns_of_its_table(rows, columns, row, column, down, across):
    def table():
        one = Cell(row=row, column=column, row_span=down, column_span=across)
        return region(rows=rows, columns=columns, cells=(one,))

    if row + down <= rows and column + across <= columns:
        assert len(table().cells) == 1
    else:
        with pytest.raises(ValidationError, match="within the table"):
            table()


@given(st.integers(0, 3), st.integers(-4, 8))
def test_a_region_of_a_turned_part_is_turned_by_both(first, second):
    assert region(quarter_turns=first).turned(second).quarter_turns == (first + second) % 4


def test_a_region_turned_by_nothing_is_itself():
    one = region(quarter_turns=1)
    assert one.turned(0) is one
    assert one.turned(4) is one


def test_turns_are_quarters_of_one():
    with pytest.raises(ValidationError):
        region(quarter_turns=4)


def test_a_line_is_in_a_region_that_the_page_has():
    page(region(), lines=(LINE.model_copy(update={"region": 0}),))
    with pytest.raises(ValidationError, match="a region that the page has"):
        page(region(), lines=(LINE.model_copy(update={"region": 1}),))


def test_a_page_of_an_earlier_version_has_lines_and_no_regions():
    assert page().regions == ()


@pytest.mark.parametrize(("line", "first", "last"), [(1, 0, 0), (0, 0, 2), (0, 2, 2)])
def test_a_cell_is_of_words_that_the_page_has(line, first, last):
    page(region(rows=1, columns=1, cells=(cell(0, 0, 1),)))
    with pytest.raises(ValidationError, match="words that the page has"):
        page(region(rows=1, columns=1, cells=(cell(line, first, last),)))


def test_a_page_with_a_table_comes_back_from_its_json():
    whole = page(region(rows=1, columns=1, cells=(cell(0, 0, 1),), type=TypeKind.PRINTED), region(RegionKind.PICTURE))
    assert Page.model_validate_json(whole.model_dump_json()) == whole


def test_a_table_of_a_document_comes_back_from_its_json():
    table = Table(page="1", rows=1, columns=2, cells=(TableCell(row=0, column=1, text="да", start=0, end=2),))
    assert Table.model_validate_json(table.model_dump_json()) == table
