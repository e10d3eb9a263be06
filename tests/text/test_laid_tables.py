"""The cells of a page's tables are found in the diplomatic text."""

from __future__ import annotations

from hypothesis import given

from ocr_pipeline.text.text_layout import lay_out
from tests.support.table_pages import page_in_regions, pages_with_tables

ROWS = (("Товар/всякий", "план"), ("железо", "12 тонн"), ("", "13"))


def cells_of(layout):
    return [
        [(cell.row, cell.column, [layout.text[start:end] for start, end in cell.stretches]) for cell in table.cells]
        for table in layout.tables
    ]


def test_cells_with_text_are_where_it_stands():
    layout = lay_out([page_in_regions("1", "Над таблицей", ROWS, "под ней")])
    assert cells_of(layout) == [
        [
            (0, 0, ["Товар", "всякий"]),
            (0, 1, ["план"]),
            (1, 0, ["железо"]),
            (1, 1, ["12 тонн"]),
            (2, 1, ["13"]),
        ]
    ]
    (table,) = layout.tables
    assert layout.text[table.start : table.end] == "Товар\nвсякий\nплан\nжелезо 12 тонн\n13"


def test_tables_of_later_pages_are_where_their_pages_are():
    layout = lay_out([page_in_regions(str(number), ROWS, "текст") for number in range(3)])
    assert [table.page for table in layout.tables] == [0, 1, 2]
    assert cells_of(layout)[0] == cells_of(layout)[2]


def test_a_table_in_which_nothing_stands_is_none():
    assert lay_out([page_in_regions("1", "текст", (("", ""), ("", "")))]).tables == ()


def test_lines_of_a_table_know_it():
    layout = lay_out([page_in_regions("1", "Над таблицей", ROWS, "под ней", ROWS)])
    of_lines = [layout.table_of.get(line.start) for line in layout.lines]
    assert of_lines == [None, 0, 0, 0, 0, 0, None, 1, 1, 1, 1, 1]


@given(pages_with_tables())
def test_cells_follow_one_another_in_the_text_and_leave_white_space_alone_between_them(pages):
    layout = lay_out(pages)
    for table in layout.tables:
        stretches = [stretch for cell in table.cells for stretch in cell.stretches]
        ends = [table.start, *(end for _, end in stretches)]
        assert all(not layout.text[end:start].strip() for end, (start, _) in zip(ends, stretches, strict=False))
        assert all(layout.text[start:end].strip() for start, end in stretches)
        assert ends[-1] == table.end
