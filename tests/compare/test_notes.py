"""Notes on a comparison as a whole."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.notes import (
    MISSING_WORDS,
    OTHER_DOCUMENT,
    missing_notes,
    of_one_document,
    remark_notes,
    separators_note,
)
from ocr_pipeline.compare.records import Coverage, Span
from ocr_pipeline.records import Remark


@pytest.mark.parametrize(
    ("ours", "theirs", "one"), [(OTHER_DOCUMENT, 0.0, True), (0.0, OTHER_DOCUMENT, True), (0.1, 0.1, False)]
)
def test_texts_of_one_document_are_those_of_which_either_is_covered(ours, theirs, one):
    assert of_one_document(Coverage(ours=ours, theirs=theirs)) is one


def test_few_words_missing_at_an_end_are_a_signature_and_not_worth_a_note():
    (note,) = missing_notes({"before": MISSING_WORDS - 1, "behind": MISSING_WORDS})
    assert note.startswith(f"{MISSING_WORDS} words behind the end")


def test_what_separates_cells_is_named_once_with_how_often_it_stands():
    spans = [Span(start=1, end=2), Span(start=3, end=6), Span(start=7, end=8)]
    note = separators_note("а|б---\n|", spans)
    assert note == "what stands between the cells of tables is not compared: 3 separators (--- |)"


def test_remarks_of_the_cleaning_name_the_text_that_they_are_about():
    remark = Remark(code="page-doubled", message="two pages have the number 5", pages=("1", "2"))
    assert list(remark_notes((remark,), (remark,))) == [
        "in the scans: two pages have the number 5",
        "in the transcription: two pages have the number 5",
    ]
