"""Plain text: as typed for a page; for a document clean, or another of its layers."""

from __future__ import annotations

import pytest

from ocr_pipeline.formats.format import no_image
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.txt import DIPLOMATIC, FORMAT, READING, document_text, page_text
from ocr_pipeline.records import replace
from ocr_pipeline.settings import Writing
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


LAYERS = clean_document("d", [a_page("1", ("- 5 -", "Во время второй встречи 29 марта мини-", "стра в I953 году"))])


@pytest.mark.parametrize(
    ("form", "suffix", "text"),
    [
        (DIPLOMATIC, ".diplomatic.txt", "- 5 -\nВо время второй встречи 29 марта мини-\nстра в I953 году\n"),
        (FORMAT, ".txt", "Во время второй встречи 29 марта министра в I953 году\n"),
        (READING, ".reading.txt", "Во время второй встречи 29 марта министра в 1953 году\n"),
    ],
)
def test_each_layer_of_a_document_is_a_text_of_its_own(form, suffix, text):
    assert form.suffix == suffix
    assert form.document_content(Material(LAYERS, ())) == text.encode()


def test_a_text_says_where_pages_begin_when_asked():
    marked = document_text(Material(LAYERS, (), Writing(page_marks=True)))
    assert marked.decode().startswith("[5]\n\nВо время")
