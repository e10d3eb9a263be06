"""The transcription in a file of any known format."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from ocr_pipeline.compare.load.beginnings import beginning
from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.load.dump import parts_of
from ocr_pipeline.compare.load.editorial import editorial_spans
from ocr_pipeline.compare.load.marks import transcription_marks
from ocr_pipeline.compare.load.registry import loader_for
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import Metadata, Span, Transcription
from ocr_pipeline.errors import (
    TextIsNoText,
    TranscriptionEmpty,
    TranscriptionIsNoText,
    TranscriptionNotFound,
    TranscriptionTooLarge,
)
from ocr_pipeline.languages import DEFAULT
from ocr_pipeline.records import replace
from ocr_pipeline.text.decode.source import reading_failed

LARGEST = 128 * 2**20
"""Bytes of the largest file: sixty million Cyrillic letters, forty thousand pages."""


def load_transcription(path: Path, language: str = DEFAULT) -> Transcription:
    """Return the transcription in a file, whatever its format: the content tells it, never the name.

    `language`, as Tesseract names it, is that of the document: it helps to tell the encoding and the page marks.

    `text` is the transcription alone: of plain text, every character as it is. A page mark that is markup (`<pb/>`, a
    page break of a DOCX) takes no room in `text`: its place is empty. An empty file gives an empty transcription with
    a note. An editor's title, heading number and source note are left in the text: alignment tells them from it.

    Raises `TranscriptionNotFound`, `TextForbidden`, `TextUnreadable`, `TranscriptionIsNoText`, `TextEncodingUnknown`,
    `TranscriptionBroken`, `TranscriptionUnknown`, `TranscriptionTooLarge`, `TranscriptionEmpty` for a file that is not
    empty and has no text, `XmlHarmful`, `PdfWithoutText`, `PdfEncrypted`, `PdfDamaged`, `PopplerMissing`,
    `LoaderUnusable`, and `TextNotFound` for a folder.
    """
    data = _bytes(path)
    subject = str(path)
    loader = loader_for(beginning(data), subject)
    # A name may hold bytes that are no UTF-8; a record holds text.
    name = os.fsencode(path.name).decode("utf-8", "replace")
    try:
        content = loader.read(data, subject, language)
    except TextIsNoText as error:
        # A text that is to be cleaned has fewer formats than a transcription: the advice differs.
        raise TranscriptionIsNoText(error.subject, error.detail) from error
    if not content.text.strip() and not _is_blank(data):
        raise TranscriptionEmpty(subject, f"{len(data)} bytes, read as {content.format}")
    return transcription(content, name, language)


def transcription(content: Content, name: str, language: str = DEFAULT) -> Transcription:
    """Return a file's content as the record: other parts set apart, page marks and editorial stretches found."""
    text, sections, metadata, notes = content.text, content.sections, content.metadata, content.notes
    stated, editorial = content.marks, content.editorial
    if not content.lines_are_lines:
        parts = parts_of(text)
        stated = tuple(
            replace(mark, place=moved) for mark in stated if (moved := _moved(mark.place, parts.start, parts.end))
        )
        editorial = tuple(moved for span in editorial if (moved := _moved(span, parts.start, parts.end)))
        text = text[parts.start : parts.end]
        sections, notes = (*sections, *parts.sections), (*notes, *parts.notes)
        metadata = _first_said(parts.metadata, metadata)
    marks, about_marks = transcription_marks(text, stated, language)
    # In TEI an editor's additions are elements; brackets beside them are the document's.
    bracketed = () if editorial and content.format == "TEI" else editorial_spans(text, marks)
    editorial = _united(editorial, bracketed)
    if not any(character.isalnum() for character in text):
        notes = (*notes, message_of("nothing-to-compare"))
    return Transcription(
        name=name,
        text=text,
        format=content.format,
        marks=marks,
        editorial=editorial,
        sections=sections,
        metadata=metadata,
        lines_are_lines=content.lines_are_lines,
        notes=(*notes, *about_marks),
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except ValueError as error:
        # A name that no file can have, with a zero byte in it.
        raise TranscriptionNotFound(str(path)) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise TranscriptionNotFound(str(path)) from error
    except OSError as error:
        raise reading_failed(str(path), error) from error
    if len(data) > LARGEST:
        raise TranscriptionTooLarge(str(path), f"more than {LARGEST // 2**20} MB")
    return data


def _is_blank(data: bytes) -> bool:
    """Return whether a file holds nothing, or white space alone: an empty transcription, as that of an empty page."""
    return not data.removeprefix(codecs.BOM_UTF8).strip()


def _moved(span: Span, start: int, end: int) -> Span | None:
    """Return a span of the file's text as one of its stretch `start` to `end`; None if it is outside."""
    if span.end < start or span.start > end or (span.start < span.end and (span.end == start or span.start == end)):
        return None
    return Span(start=max(span.start, start) - start, end=min(span.end, end) - start)


def _united(stated: tuple[Span, ...], found: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans in order, overlapping ones as one."""
    united: list[Span] = []
    for span in sorted((*stated, *found), key=lambda span: (span.start, span.end)):
        if united and span.start < united[-1].end:
            united[-1] = Span(start=united[-1].start, end=max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(united)


def _first_said(first: Metadata, second: Metadata) -> Metadata:
    """Return what either says, the first where both do."""
    return replace(second, **{key: value for key, value in first if value is not None})
