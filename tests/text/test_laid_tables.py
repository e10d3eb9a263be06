"""The cells of a page's tables are found in the diplomatic text."""

from __future__ import annotations

from hypothesis import given

from ocr_pipeline.records import replace
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.edits import applied
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


def without_cell(page, number):
    (region,) = page.regions
    cells = tuple(cell for at, cell in enumerate(region.cells) if at != number)
    return replace(page, regions=(replace(region, cells=cells),))


def test_a_word_on_a_row_that_is_in_no_cell_stands_with_the_one_before_it():
    page = without_cell(page_in_regions("1", (("Товар", "план"), ("железо", "12"))), 3)
    document = clean_document("d", [page])
    assert applied(document.diplomatic, document.edits) == "Товар\tплан\nжелезо 12\t"


def test_the_first_word_of_a_row_stands_with_the_one_behind_it_where_it_is_in_no_cell():
    page = without_cell(page_in_regions("1", (("Товар", "план"), ("железо", "12"))), 2)
    document = clean_document("d", [page])
    assert applied(document.diplomatic, document.edits) == "Товар\tплан\n\tжелезо 12"


def test_a_table_between_whose_cells_a_line_is_in_none_is_lines():
    page = without_cell(page_in_regions("1", (("Товар",), ("железо",), ("медь",))), 1)
    document = clean_document("d", [page])
    assert document.tables == ()
    assert applied(document.diplomatic, document.edits).split() == ["Товар", "железо", "медь"]


@given(pages_with_tables())
def test_cells_follow_one_another_in_the_text_and_leave_white_space_alone_between_them(pages):
    layout = lay_out(pages)
    for table in layout.tables:
        stretches = [stretch for cell in table.cells for stretch in cell.stretches]
        ends = [table.start, *(end for _, end in stretches)]
        assert all(not layout.text[end:start].strip() for end, (start, _) in zip(ends, stretches, strict=False))
        assert all(layout.text[start:end].strip() for start, end in stretches)
        assert ends[-1] == table.end
