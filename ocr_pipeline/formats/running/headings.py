"""The headings of a document: what an outline, a table of contents and a map of its structure are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocr_pipeline.formats.running.walk import Part
from ocr_pipeline.records import BlockKind
from ocr_pipeline.text.reading.numerals import TYPED_FOR_DIGITS

DEEPEST = 6
"""Levels that are told apart: HTML and most word processors know six."""

_FIGURES = rf"(?:\d{{1,3}}|[\d{TYPED_FOR_DIGITS}]{{1,3}}(?![^\W\d_]))"
_NUMBERED = re.compile(rf"\s*(?:§\s*)?({_FIGURES}(?:\.{_FIGURES})*)\.?(?=[\s\D])")
"""A number of sections before a heading: `2.`, `2.2.`, `2.I.`, `§ 3`, `3.Система`."""


@dataclass(frozen=True)
class Heading:
    """A heading: its text on one line, its level from 1, its page (from 0), and its place in the diplomatic text."""

    text: str
    level: int
    page: int
    start: int


def headings(parts: Iterable[Part]) -> Iterator[Heading]:
    """Yield the headings of a document in their order."""
    for part in parts:
        text = " ".join(part.clean.split())
        if part.block is not None and part.block.kind is BlockKind.HEADING and text:
            page = next(piece.page for piece in part.pieces if piece.clean.strip())
            yield Heading(text, level_of(text), page, part.block.start)


def level_of(heading: str) -> int:
    """Return the level of a heading, from 1: how many numbers stand before it, `2.2.` two; 1 where none does."""
    found = _NUMBERED.match(heading)
    # `О.З.` is somebody's initials: letters are figures beside one that is.
    is_number = found is not None and any(map(str.isdecimal, found[1]))
    return min(found[1].count(".") + 1, DEEPEST) if found is not None and is_number else 1
