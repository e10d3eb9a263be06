"""The files that others are led to: those that stand beside, by the names that the formats give them."""

from __future__ import annotations

from dataclasses import replace as with_

from ocr_pipeline.formats.registry import installed_formats
from ocr_pipeline.formats.serving.beside import (
    DOCUMENT_SEEN_ALSO,
    DOCUMENT_SHOWN,
    OF_PAGES,
    of_document,
    of_page,
)
from tests.support.placed_pages import material_of, typed_page


def test_each_is_a_file_that_a_format_writes():
    assert {kind.suffix for kind in OF_PAGES} <= {one.suffix for one in installed_formats() if one.page or one.leaf}
    of_documents = {one.suffix for one in installed_formats() if one.document}
    assert {kind.suffix for kind in (*DOCUMENT_SHOWN, *DOCUMENT_SEEN_ALSO)} <= of_documents


def test_only_what_stands_beside_is_named():
    material = with_(material_of(typed_page("1")), beside={"pages/1.alto.xml", "document.pdf"}.__contains__)
    assert [path for _, path in of_page(material, "1", OF_PAGES)] == ["pages/1.alto.xml"]
    assert [path for _, path in of_document(material, DOCUMENT_SHOWN)] == ["document.pdf"]
    assert list(of_page(material_of(typed_page("1")), "1", OF_PAGES)) == []
