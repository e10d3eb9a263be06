"""The records as JSON: what was written is what is read."""

from __future__ import annotations

from ocr_pipeline.formats.format import no_image
from ocr_pipeline.formats.json import document_record, page_record
from ocr_pipeline.records import Document, Page
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

PAGE = a_page("0001")


def test_a_page_is_one_line_and_comes_back_whole():
    content = page_record(PAGE, no_image)
    assert content.count(b"\n") == 1
    assert content.endswith(b"\n")
    assert Page.model_validate_json(content) == PAGE


def test_a_document_comes_back_whole():
    document = clean_document("d", [PAGE])
    assert Document.model_validate_json(document_record(document)) == document
