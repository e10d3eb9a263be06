"""The records of a page and of a document as JSON: what every other format is made of."""

from __future__ import annotations

from collections.abc import Iterable

from ocr_pipeline.formats.format import Format, Prepared, as_utf8
from ocr_pipeline.records import Document, Page


def page_record(page: Page, _prepared: Prepared) -> bytes:
    """Return the record of a page, on one line."""
    return as_utf8(page.model_dump_json() + "\n")


def document_record(document: Document, _pages: Iterable[Page] = ()) -> bytes:
    """Return the record of a document, indented by one space a level. Its pages have records of their own."""
    return as_utf8(document.model_dump_json(indent=1) + "\n")


FORMAT = Format("json", ".json", page=page_record, document=document_record)
