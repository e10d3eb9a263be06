"""Tables for a spreadsheet: what goes in comes out, and no text is carried out as a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.tables import csv_table, harmless

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_every_cell_comes_back(rows):
    table = csv_table(("a", "b"), rows)
    assert list(csv.reader(io.StringIO(table, newline=""))) == [["a", "b"], *([harmless(c) for c in r] for r in rows)]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd", "@x", "\tx", "\rx", "- 7 -"])
def test_what_a_spreadsheet_would_carry_out_has_an_apostrophe_before_it(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+0,5", "3", "a=b", ""])
def test_numbers_and_texts_stay_as_they_are(cell):
    assert harmless(cell) == cell
