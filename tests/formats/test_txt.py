"""Plain text: as typed for a page, clean for a document."""

from __future__ import annotations

from ocr_pipeline.formats.format import no_image
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.txt import document_text, page_text
from ocr_pipeline.records import replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

PAGE = a_page("0001", ("Обязанности мини-", "стра исполняет Ли Дон Ген"))


def test_a_page_is_as_typed_with_a_line_feed_at_its_end():
    assert page_text(PAGE, no_image).decode() == "Обязанности мини-\nстра исполняет Ли Дон Ген\n"


def test_a_page_without_lines_is_an_empty_file():
    assert page_text(replace(PAGE, lines=()), no_image) == b""


def test_a_document_is_its_clean_text():
    document = clean_document("d", [PAGE])
    assert document_text(Material(document, [PAGE])).decode() == "Обязанности министра исполняет Ли Дон Ген\n"


def test_a_document_without_text_is_an_empty_file():
    assert document_text(Material(clean_document("d", []), [])) == b""
