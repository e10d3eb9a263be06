"""Readings of parts of a page, and the lines that they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ocr_pipeline.recognize.expected_error import Evidence
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.records import (
    Affine,
    Box,
    InkKind,
    InkLedger,
    InkRow,
    Mark,
    MarkKind,
    PageState,
    Region,
    RegionKind,
    TextLine,
    Word,
)
from tests.support.placed_words import HEIGHT, PITCH, STEP

BOX = Box(left=0, top=0, right=10, bottom=10)


def text_line(text: str, row: int = 0, to_scan: Affine | None = None, region: int = 0) -> TextLine:
    """A line of type on the grid of `placed_words`; runs of spaces are room."""
    to_scan = to_scan or Affine.identity()
    words, column = [], 0
    for piece in text.split(" "):
        if piece:
            left, top = PITCH * column, STEP * row
            box = Box(left=left, top=top, right=left + PITCH * len(piece), bottom=top + HEIGHT)
            words.append(Word(text=piece, box=to_scan.apply_box(box), confidence=0.9))
        column += len(piece) + 1
    return TextLine(words=tuple(words), box=Box.enclosing([word.box for word in words]), region=region)


def a_region(kind: RegionKind = RegionKind.TEXT, **changes) -> Region:
    """A region of which only the kind matters."""
    return Region(kind=kind, box=BOX, outline=((0, 0), (10, 0), (10, 10), (0, 10)), **changes)


def underlined(line: int, first: int = 0, last: int = 0) -> Mark:
    """A mark on words of a line."""
    return Mark(kind=MarkKind.UNDERLINED, box=BOX, line=line, first_word=first, last_word=last)


def ink(*mm2: float, unread: float = 0.0) -> InkLedger:
    """A ledger of masses of letters."""
    rows = tuple(InkRow(kind=InkKind.LINE, mm2=one, box=BOX) for one in mm2)
    return InkLedger(rows=rows, unread_characters=unread)


def a_reading(*texts: str, doubt: float = 0.05, **changes: Any) -> PageReading:
    """What was read of a part: lines of these texts, one below the other."""
    read = sum(len(text.replace(" ", "")) for text in texts)
    reading = PageReading(
        PageState.DONE,
        lines=tuple(text_line(text, row) for row, text in enumerate(texts)),
        doubt=doubt,
        evidence=Evidence(read=read, doubt=doubt * read, unread=0.0, letters=read),
        regions=(a_region(),),
        ink=ink(float(read)),
    )
    return replace(reading, **changes)
