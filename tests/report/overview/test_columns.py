"""Columns in which nothing stands are left out."""

from __future__ import annotations

from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.report.overview.columns import document_columns, page_columns
from ocr_pipeline.report.overview.page_order import Finding

NOTHING = {"missing": (), "doubled": (), "misplaced": ()}


def page(**values):
    return PageRow(**{"document": "a", "page": "1", "path": "1.tif", "state": "done", **values})


def document(**values):
    return DocumentRow(**{"document": "a", "pages": 1, "failed": 0, **values})


def test_of_pages_there_is_what_any_of_them_has():
    assert page_columns([page()], []) == ("document", "page", "state", "scan")
    assert page_columns([page(skew_degrees=0.0, unread_mm2=0.0), page(warnings=("dark",))], []) == (
        "document",
        "page",
        "state",
        "skew",
        "scan",
        "warnings",
    )


def test_images_stand_first_where_any_page_has_one():
    documents = [document(has_images=True)]
    assert page_columns([page()], documents)[0] == "image"
    assert page_columns([page(state="failed")], documents)[0] == "document"


def test_of_documents_there_is_what_any_of_them_has():
    assert document_columns([document()], [NOTHING]) == ("document", "pages")
    order = {**NOTHING, "doubled": (Finding("7", is_some=False, sentence="twice"),)}
    rows = [document(failed=1), document(transcription="t.txt", variants=0)]
    assert document_columns(rows, [NOTHING, order]) == (
        "document",
        "pages",
        "failed",
        "doubled",
        "transcription",
        "variants",
        "report",
    )
