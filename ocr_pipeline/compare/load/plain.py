"""Plain text in any encoding: kept to the character."""

from __future__ import annotations

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.text.source import decoded_as_it_is


def content(data: bytes, subject: str, language: str) -> Content:
    """Return the text as it is; `language` helps to tell its encoding. Raises `TextIsNoText`, `TextEncodingUnknown`."""
    source = decoded_as_it_is(data, subject, language)
    notes = (f"read as plain text in {source.encoding}", *source.notes)
    return Content(source.text, "plain text", notes=notes)
