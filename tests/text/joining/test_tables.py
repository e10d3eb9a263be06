"""A table keeps its rows; its cells are parted by tabs, and the lines of a cell are joined."""

from __future__ import annotations

from hypothesis import given

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import EditKind
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.edits import applied, undone
from ocr_pipeline.text.joining.tables import table_edits
from ocr_pipeline.text.text_layout import lay_out
from tests.support.table_pages import page_in_regions, pages_with_tables

LEXICON = DocumentLexicon(load_lexicon("rus"), ())


def edits_of(layout):
    return [edit for table in layout.tables for edit in table_edits(table, layout.text, LEXICON, "rus")]


def rows_of(*rows):
    """The table as it is written, row by row."""
    layout = lay_out([page_in_regions("1", rows)])
    return applied(layout.text, edits_of(layout)).split("\n")


def test_rows_stay_rows_and_cells_are_parted_by_tabs():
    assert rows_of(("железо", "12", "13"), ("каменный уголь", "450", "461")) == [
        "железо\t12\t13",
        "каменный уголь\t450\t461",
    ]


def test_a_row_has_as_many_tabs_wherever_its_cells_are_empty():
    assert rows_of(("", "12", "13"), ("уголь", "", ""), ("", "7", "")) == ["\t12\t13", "уголь\t\t", "\t7\t"]


def test_rows_in_which_nothing_stands_are_left_out():
    assert rows_of(("а", "б"), ("", ""), ("в", "г")) == ["а\tб", "в\tг"]


def test_lines_of_a_cell_are_joined():
    assert rows_of(("Название/товара", "план"), ("железо", "12")) == ["Название товара\tплан", "железо\t12"]


def test_a_word_broken_in_a_cell_is_whole():
    assert rows_of(("Наимено-/вание", "план"), ("железо", "12")) == ["Наименование\tплан", "железо\t12"]


def test_a_hyphen_at_the_end_of_a_cell_is_none_of_the_next():
    assert rows_of(("по-", "левый"), ("железо", "12")) == ["по-\tлевый", "железо\t12"]


def test_each_edit_says_what_it_does():
    layout = lay_out([page_in_regions("1", (("Наимено-/вание", "план"), ("железо", "12")))])
    assert [(edit.kind, edit.before, edit.after) for edit in edits_of(layout)] == [
        (EditKind.HYPHEN, "-", ""),
        (EditKind.LINE_JOIN, "\n", ""),
        (EditKind.CELL, "\n", "\t"),
        (EditKind.CELL, " ", "\t"),
    ]


@given(pages_with_tables())
def test_every_row_has_a_tab_less_than_columns_and_undoing_gives_the_text_back(pages):
    layout = lay_out(pages)
    for table in layout.tables:
        edits = list(table_edits(table, layout.text, LEXICON, "rus"))
        written = applied(layout.text, edits)
        assert undone(written, edits) == layout.text
        end = len(written) - (len(layout.text) - table.end)
        rows = written[table.start : end].split("\n")
        assert {row.count("\t") for row in rows} == {table.columns - 1}
        assert len(rows) == len({cell.row for cell in table.cells})
