"""Plain text: a page line by line as typed; a document clean, or in another of its layers."""

from __future__ import annotations

from ocr_pipeline.formats.format import Format, Prepared, as_utf8
from ocr_pipeline.formats.material import Material
from ocr_pipeline.records import Page
from ocr_pipeline.text import Layer, marked_text


def page_text(page: Page, _prepared: Prepared) -> bytes:
    """Return the diplomatic text of a page, as UTF-8, with a line feed at its end; nothing for a page without lines."""
    return as_utf8(page.text + "\n" if page.lines else "")


def document_text(material: Material, layer: Layer = Layer.CLEAN) -> bytes:
    """Return a layer of a document, as UTF-8, with a line feed at its end; nothing for one without text.

    It says where pages begin where that is asked.
    """
    text = marked_text(material.document, layer, page_marks=material.writing.page_marks)
    return as_utf8(text + "\n" if text else "")


def _diplomatic(material: Material) -> bytes:
    return document_text(material, Layer.DIPLOMATIC)


def _reading(material: Material) -> bytes:
    return document_text(material, Layer.READING)


FORMAT = Format("txt", ".txt", page=page_text, document=document_text)
DIPLOMATIC = Format("diplomatic", ".diplomatic.txt", document=_diplomatic)
READING = Format("reading", ".reading.txt", document=_reading)
