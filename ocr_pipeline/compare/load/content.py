"""What a format's reader hands over, and the composition of it from running text with markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ocr_pipeline.compare.messages import Message, message_of
from ocr_pipeline.compare.records import Metadata, PageMark, Section, SectionKind, Span
from ocr_pipeline.text.decode.source import SourceText

_WHITE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Content:
    """A file as its format presents it: page marks and editorial stretches are those that the markup states."""

    text: str
    format: str
    marks: tuple[PageMark, ...] = ()
    editorial: tuple[Span, ...] = ()
    sections: tuple[Section, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    lines_are_lines: bool = False
    notes: tuple[Message, ...] = ()


class Composition:
    """A text in the making: white space collapsed as a browser does, lines begun where asked, marks at their place."""

    def __init__(self) -> None:
        self.marks: list[PageMark] = []
        self.editorial: list[Span] = []
        self._pieces: list[str] = []
        self._length = 0
        self._at_line_start = True
        self._space_due = False
        self._joining = False
        self._label = ""

    def write(self, text: str | None) -> None:
        """Add running text: a run of white space is one space, none at the ends of a line."""
        if not text:
            return
        collapsed = _WHITE.sub(" ", text)
        if collapsed.startswith(" ") and not self._joining:
            self._space_due = True
        bare = collapsed.strip(" ")
        if bare:
            self._space()
            self._add(bare)
            self._space_due = collapsed.endswith(" ")

    def write_exactly(self, text: str) -> None:
        """Add text whose white space counts."""
        if text:
            self._space()
            self._add(text)
            self._at_line_start = text.endswith("\n")

    def begin_line(self) -> None:
        """Begin a line, unless one has just begun."""
        self._space_due = False
        if not self._at_line_start:
            self._add("\n")
            self._at_line_start = True

    def label(self, text: str) -> None:
        """Put the number of a list's item before what is written next, on the same line."""
        self._label += text

    def end_label(self) -> None:
        """Write a number that had nothing to stand before."""
        text, self._label = self._label.rstrip(), ""
        if text:
            self._add(text)

    def join(self) -> None:
        """Let what follows stand next to what is there, whatever white space is between them."""
        self._space_due = False
        self._joining = True

    def break_line(self) -> None:
        """End the line even if it is empty."""
        self._space_due = False
        if self._length:
            self._add("\n")
            self._at_line_start = True

    def last(self) -> str:
        """Return the last character, a space that is due included; empty at the start."""
        return " " if self._space_due else self._pieces[-1][-1] if self._pieces else ""

    def mark_page(self, typed: str, number: int | None) -> None:
        """State that a page begins here: a mark that takes no room in the text."""
        place = Span(start=self._length, end=self._length)
        self.marks.append(PageMark(place=place, typed=typed, number=number))

    def open_editorial(self) -> int:
        """Return where an editor's stretch begins."""
        self._space()
        return self._length + len(self._label)

    def close_editorial(self, start: int) -> None:
        """State that the stretch from `start` to here is an editor's."""
        if self._length > start:
            self.editorial.append(Span(start=start, end=self._length))

    @property
    def text(self) -> str:
        """The text composed so far."""
        return "".join(self._pieces)

    def _space(self) -> None:
        if self._space_due and not self._at_line_start:
            self._add(" ")
        self._space_due = False

    def _add(self, text: str) -> None:
        text, self._label = self._label + text, ""
        self._pieces.append(text)
        self._length += len(text)
        self._at_line_start = False
        self._joining = False


def apparatus(texts: list[str]) -> tuple[Section, ...]:
    """Return an editor's notes as one section, none if there are no notes."""
    return (Section(kind=SectionKind.APPARATUS, text="\n".join(texts)),) if texts else ()


def about_source(source: SourceText) -> list[Message]:
    """Return what a person should know of how the bytes of a file became text."""
    found = []
    if source.encoding not in ("utf-8", "ascii"):
        found.append(message_of("encoding-recognized", encoding=source.encoding))
    if source.damaged:
        found.append(
            message_of(
                "bytes-damaged", message=source.damaged, count=source.text.count("\ufffd"), encoding=source.encoding
            )
        )
    if source.controls:
        found.append(message_of("controls-kept", count=source.controls))
    return found
