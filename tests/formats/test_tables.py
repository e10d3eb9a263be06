"""Tables for a spreadsheet: what goes in comes out, and no text is carried out as a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.tables import csv_table, harmless, tab_table

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_every_cell_comes_back(rows):
    table = csv_table(("a", "b"), rows)
    assert list(csv.reader(io.StringIO(table, newline=""))) == [["a", "b"], *([harmless(c) for c in r] for r in rows)]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_every_cell_comes_back_from_a_table_parted_by_tabs(rows):
    table = tab_table(("a", "b"), rows)
    read = csv.reader(io.StringIO(table, newline=""), csv.excel_tab)
    assert list(read) == [["a", "b"], *([harmless(c) for c in r] for r in rows)]


def test_a_quotation_mark_is_quoted_between_tabs_too():
    assert tab_table(("a", "b"), [("слово", '"x"')]) == 'a\tb\r\nслово\t"""x"""\r\n'


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd", "@x", "\tx", "\rx", "- 7 -"])
def test_what_a_spreadsheet_would_carry_out_has_an_apostrophe_before_it(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+0,5", "3", "a=b", ""])
def test_numbers_and_texts_stay_as_they_are(cell):
    assert harmless(cell) == cell
