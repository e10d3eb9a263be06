"""The edits of a document as a table."""

from __future__ import annotations

from ocr_pipeline.report.edits_table import HEADINGS, edits_table
from ocr_pipeline.text import clean_text


def test_each_edit_has_a_row_with_its_place_and_white_space_made_visible():
    document = clean_text("d", "- 5 -\nПосле встречи договорились о переговор-\nах в Пекине.\n")
    rows = edits_table(document).splitlines()
    assert rows[0].split() == list(HEADINGS)
    assert len(rows) == 1 + len(document.edits) + len(document.reading_edits)
    assert any("⏎" in row for row in rows[1:])
