"""The layers of a document's text: as typed, clean, and for reading."""

from __future__ import annotations

from enum import StrEnum

from ocr_pipeline.records import Document
from ocr_pipeline.text.edits import applied
from ocr_pipeline.text.text_layout import LINE_BREAK, PAGE_BREAK


class Layer(StrEnum):
    """Which text of a document is meant."""

    CLEAN = "clean"
    DIPLOMATIC = "diplomatic"
    READING = "reading"


def layer_text(document: Document, layer: Layer) -> str:
    """Return a layer of the document's text; in the diplomatic one, pages follow each other on new lines."""
    match layer:
        case Layer.DIPLOMATIC:
            return document.diplomatic.replace(PAGE_BREAK, LINE_BREAK).strip(LINE_BREAK)
        case Layer.CLEAN:
            return applied(document.diplomatic, document.edits)
        case Layer.READING:
            return applied(applied(document.diplomatic, document.edits), document.reading_edits)
