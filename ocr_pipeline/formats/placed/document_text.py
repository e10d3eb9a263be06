"""What a document knows of the places of its diplomatic text: other layers, furniture, halves of words, emphasis."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ocr_pipeline.records import Block, Document, Edit, EditKind, Emphasis
from ocr_pipeline.text import applied
from ocr_pipeline.text.edits import in_order, places

FURNITURE = frozenset({EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD})
"""Kinds of edits that take a whole line out of the text, because it belongs to the page."""

_LINES = re.compile(r"[^\n\f]++(?=[\n\f])")
"""Each line that another follows; its words are parted by single spaces."""

_WORD = re.compile(r"[^ \n\f]*")


@dataclass(frozen=True)
class Half:
    """A half of a word that the end of a line broke: which, 1 or 2, and what both are together in the clean text."""

    number: int
    whole: str


class Shifts:
    """Where the places of a text come to lie in the text that edits make of it."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """Take the edits in any order."""
        ordered = in_order(edits)
        self._starts = [edit.start for edit in ordered]
        self._ends = [edit.end for edit in ordered]
        self._shifts = [0, *accumulate(len(edit.after) - len(edit.before) for edit in ordered)]

    def start(self, place: int) -> int:
        """Return where what begins at a place begins: behind what an edit over that place, or before it, wrote."""
        before = bisect_right(self._ends, place)
        if before < len(self._starts) and self._starts[before] < place:
            return self._ends[before] + self._shifts[before + 1]
        return place + self._shifts[before]

    def end(self, place: int) -> int:
        """Return where what ends at a place ends: behind what an edit over that place wrote."""
        before = bisect_left(self._starts, place)
        return max(place, self._ends[before - 1] if before else 0) + self._shifts[before]


class DocumentText:
    """The layers of a document's text, and what is known of stretches of the diplomatic one (start, end)."""

    def __init__(self, document: Document) -> None:
        """Take the document."""
        self._clean = applied(document.diplomatic, document.edits)
        self._reading = applied(self._clean, document.reading_edits)
        self._to_clean, self._to_reading = Shifts(document.edits), Shifts(document.reading_edits)
        self._furniture = {(one.start, one.end): one.kind for one in document.edits if one.kind in FURNITURE}
        self._halves = _halves(document, self._clean, self._to_clean)
        self._blocks = document.blocks
        self._block_starts = [block.start for block in document.blocks]
        self._emphases = sorted(document.emphases, key=lambda one: one.start)
        self._emphasis_starts = [one.start for one in self._emphases]

    def clean(self, start: int, end: int) -> str:
        """Return what the clean text has of a stretch."""
        return self._clean[self._to_clean.start(start) : self._to_clean.end(end)]

    def reading(self, start: int, end: int) -> str:
        """Return what the reading text has of a stretch."""
        first, last = self._to_clean.start(start), self._to_clean.end(end)
        return self._reading[self._to_reading.start(first) : self._to_reading.end(last)] if last > first else ""

    def furniture(self, start: int, end: int) -> EditKind | None:
        """Return what a line is that belongs to the page and not to the text; None for any other."""
        return self._furniture.get((start, end))

    def half(self, start: int) -> Half | None:
        """Return which half of which word begins at a place; None where a word is whole."""
        return self._halves.get(start)

    def block(self, place: int) -> Block | None:
        """Return the block in which a place lies; None for one between blocks."""
        number = bisect_right(self._block_starts, place) - 1
        return self._blocks[number] if number >= 0 and place < self._blocks[number].end else None

    def emphases(self, start: int, end: int) -> Sequence[Emphasis]:
        """Return what is set off in a line from its first to its last character: no emphasis goes on over lines."""
        first, last = bisect_left(self._emphasis_starts, start), bisect_left(self._emphasis_starts, end)
        return self._emphases[first:last]


def text_of(document: Document) -> DocumentText:
    """Return what a document knows of its text; that of the last one is kept, for its pages come one by one."""
    return _text_of(_Same(document))


class _Same:
    """A document that is known again by being the same one: to compare what it holds would take longer."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


@lru_cache(maxsize=1)
def _text_of(same: _Same) -> DocumentText:
    return DocumentText(same.document)


def _halves(document: Document, clean: str, to_clean: Shifts) -> dict[int, Half]:
    """Return the halves of words by where they begin: the last of a line and what the clean text has right behind it.

    Between them may stand a hyphen by itself, a page break and furniture.
    """
    typed = document.diplomatic
    origins = places(typed, document.edits)
    found: dict[int, Half] = {}
    for line in _LINES.finditer(typed):
        at = to_clean.end(line.end())
        if not 0 < at < len(clean) or clean[at].isspace():
            continue
        before, behind = origins[at - 1], origins[at]
        if not (line.start() <= before < line.end() <= behind):
            continue
        began = origins[max(clean.rfind(space, 0, at) for space in " \t\n\f") + 1]
        first = max(line.start(), typed.rfind(" ", line.start(), began if line.start() <= began else before) + 1)
        second = max(typed.rfind(space, line.end(), behind) for space in " \n\f") + 1
        last = _WORD.match(typed, behind)
        if last is None:
            continue
        whole = clean[to_clean.start(first) : to_clean.end(last.end())]
        # The middle of a word over three lines is its second half: no format has more than two.
        found.setdefault(first, Half(1, whole))
        found[second] = Half(2, whole)
    return found
