"""Plain text: a page line by line as typed, a document clean."""

from __future__ import annotations

from ocr_pipeline.formats.format import Format, Prepared, as_utf8
from ocr_pipeline.formats.material import Material
from ocr_pipeline.records import Page
from ocr_pipeline.text import Layer, layer_text


def page_text(page: Page, _prepared: Prepared) -> bytes:
    """Return the diplomatic text of a page, as UTF-8, with a line feed at its end; nothing for a page without lines."""
    return as_utf8(page.text + "\n" if page.lines else "")


def document_text(material: Material) -> bytes:
    """Return the clean text of a document, as UTF-8, with a line feed at its end; nothing for one without text."""
    text = layer_text(material.document, Layer.CLEAN)
    return as_utf8(text + "\n" if text else "")


FORMAT = Format("txt", ".txt", page=page_text, document=document_text)
