"""What programs of recognition write (ALTO, PAGE, hOCR), as a transcription: lines in their order, hyphens as typed."""

from __future__ import annotations

from collections.abc import Iterable

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import Metadata, PageMark, Span
from ocr_pipeline.interchange import hocr
from ocr_pipeline.interchange.pages import FileLine, FilePage, PageFile

_HYPHENS = "-‐‑¬\xad="


def content(file: PageFile) -> Content:
    """Return the text of all pages, a line for each line; pages are marked where there are several, or with a number.

    A word that is stated to be hyphenated and shows no hyphen stays whole, on the line it begins on.
    """
    pieces: list[str] = []
    marks: list[PageMark] = []
    length = 0
    lines = _Lines()
    for page in file.pages:
        if page.number or len(file.pages) > 1:
            marks.append(_mark(page, length))
        for line in lines.of(page.lines):
            pieces.append(line + "\n")
            length += len(line) + 1
    text = "".join(pieces).removesuffix("\n")
    notes = [message_of("read-as", format=file.format)]
    if file.unordered:
        notes.append(message_of("regions-unordered", count=file.unordered))
    return Content(
        text,
        file.format,
        marks=tuple(mark for mark in marks if mark.place.end <= len(text)),
        metadata=Metadata(language=file.language or None),
        lines_are_lines=True,
        notes=tuple(notes),
    )


def content_of_hocr(data: bytes, subject: str) -> Content:
    """Return the content of an hOCR file. Raises as `hocr.page_file`."""
    return content(hocr.page_file(data, subject))


def _mark(page: FilePage, place: int) -> PageMark:
    printed = page.number
    number = int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 7 else None
    return PageMark(place=Span(start=place, end=place), typed=page.mark, number=number)


class _Lines:
    """Reads lines in their order, and keeps the word that the line it began on gives whole.

    Its second half may stand in another block or on the next page, with a page number or a heading between them.
    """

    def __init__(self) -> None:
        self._whole = ""

    def of(self, lines: Iterable[FileLine]) -> list[str]:
        """Return the texts of lines; a line of several lines is as many."""
        return [part for line in lines for part in self._text(line).splitlines()]

    def _text(self, line: FileLine) -> str:
        """Return the line as typed."""
        if not any(word.part for word in line.words):
            return line.text
        words: list[str] = []
        for word in line.words:
            if word.part == 1:
                # The hyphen may be a word by itself.
                self._whole = "" if line.hyphen or line.words[-1].text.endswith(tuple(_HYPHENS)) else word.whole
                words.append(self._whole or word.text)
            elif word.part == 2 and self._whole and word.whole in (self._whole, ""):
                self._whole = ""
            else:
                words.append(word.text)
        return " ".join(word for word in words if word) + line.hyphen
