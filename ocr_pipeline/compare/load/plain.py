"""Plain text in any encoding: kept to the character."""

from __future__ import annotations

from ocr_pipeline.compare.load.content import Content, about_source
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.text.decode.source import decoded_as_it_is


def content(data: bytes, subject: str, language: str) -> Content:
    """Return the text as it is; `language` helps to tell its encoding. Raises `TextIsNoText`, `TextEncodingUnknown`."""
    source = decoded_as_it_is(data, subject, language)
    notes = (message_of("read-plain", encoding=source.encoding), *about_source(source))
    return Content(source.text, "plain text", notes=notes)
