"""The text of a block in Markdown: escaped, with its emphases, the calls of footnotes, and marks where pages begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ocr_pipeline.formats.markdown.escaping import closes, escaped, opens
from ocr_pipeline.formats.running.cut import cut
from ocr_pipeline.formats.running.walk import Part, Piece
from ocr_pipeline.records import Block, BlockKind, Document, MarkKind
from ocr_pipeline.text import Layer
from ocr_pipeline.text.page_marks import page_mark_edits

SIGNS: dict[MarkKind, tuple[str, str]] = {
    MarkKind.UNDERLINED: ("*", "em"),
    MarkKind.LETTER_SPACED: ("*", "em"),
    MarkKind.WAVY: ("**", "strong"),
    MarkKind.OVERSTRUCK: ("~~", "del"),
    MarkKind.RAISED: ("", "sup"),
    MarkKind.LOWERED: ("", "sub"),
}
"""What stands around text with a mark, and the element of HTML that does where Markdown would not take it so."""

_CALL = re.compile(r"(?:[*+]{1,4}|[\dIlxх]{1,2})\)?")
"""The mark that calls a footnote, and with which it begins."""

_LABEL = re.compile(rf"(?:{_CALL.pattern})\s*")

_PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Written:
    """The escaped text of a part, and the marks of pages that stand before it on lines of their own."""

    text: str
    marks: tuple[str, ...] = ()


class Inline:
    """Writes the parts of a document, in their order."""

    def __init__(self, document: Document, *, page_marks: bool) -> None:
        self._document = document
        edits = page_mark_edits(document, Layer.CLEAN) if page_marks else ()
        self._marks = [(edit.start, edit.after) for edit in edits]
        self._next_mark = 0
        self._at = 0
        self._calls = _calls(document)
        self._cuts = sorted(place for call in self._calls for place in call)
        self._names: dict[int, str] = {}

    def write(self, part: Part, leave_out: int = 0) -> Written:
        """Return a part but for its first characters. Each part is to be written once: places are counted."""
        segments: list[Segment] = []
        marks: list[str] = []
        in_table = part.block is not None and part.block.kind is BlockKind.TABLE
        for piece in cut(part.pieces, self._cuts):
            name = self._call(piece)
            if name is not None:
                segments.append((frozenset(), f"[^{name}]"))
                self._at += len(piece.clean)
                continue
            left = piece.clean[leave_out:]
            self._at += len(piece.clean) - len(left)
            leave_out -= len(piece.clean) - len(left)
            for text, mark in self._with_marks(left):
                if mark.endswith(_PARAGRAPH) or in_table:
                    marks += (escaped(one.strip()) for one in mark.split(_PARAGRAPH) if one.strip())
                elif mark:
                    segments.append((frozenset(), escaped(mark)))
                segments.append((piece.marks, escaped(text)))
        return Written(_emphasized(segments), tuple(marks))

    def footnote(self, block: Block) -> str | None:
        """Return the name of a footnote that was called, None where it was not."""
        return self._names.get(block.start)

    def marks_left(self) -> Iterator[str]:
        """Yield the marks of pages behind the last text."""
        for _, mark in self._marks[self._next_mark :]:
            yield from (escaped(one) for one in mark.split(_PARAGRAPH) if one)
        self._next_mark = len(self._marks)

    def _with_marks(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the stretches of a text, each with the mark of a page before it, empty where there is none."""
        mark, done = "", 0
        end = self._at + len(text)
        while self._next_mark < len(self._marks) and self._marks[self._next_mark][0] < end:
            place = max(done, self._marks[self._next_mark][0] - self._at)
            if place > done or mark:
                yield text[done:place], mark
            mark, done = self._marks[self._next_mark][1], place
            self._next_mark += 1
        yield text[done:], mark
        self._at = end

    def _call(self, piece: Piece) -> str | None:
        """Return the name of the footnote of which a piece is the call."""
        note = self._calls.get((piece.start, piece.end))
        if note is None or not piece.clean:
            return None
        return self._names.setdefault(note, str(len(self._names) + 1))


Segment = tuple[frozenset[MarkKind], str]
"""Escaped text and the marks on it."""


def label_of(footnote: str) -> int:
    """Return how many characters at the start of a footnote are its mark, with the white space behind it."""
    found = _LABEL.match(footnote)
    return found.end() if found else 0


def _calls(document: Document) -> dict[tuple[int, int], int]:
    """Return where footnotes are called, start and end in the diplomatic text, and where each of them starts."""
    found = {}
    for block in document.blocks:
        if block.kind is BlockKind.FOOTNOTE and block.call is not None:
            call = _CALL.match(document.diplomatic, block.call)
            if call is not None and call.end() <= block.start:
                found[call.span()] = block.start
    return found


def _emphasized(segments: Iterable[Segment]) -> str:
    """Return segments as one text."""
    groups = [(kinds, "".join(text for _, text in group)) for kinds, group in groupby(segments, key=lambda one: one[0])]
    written = ""
    for number, (kinds, text) in enumerate(groups):
        after = next((other[0] for _, other in groups[number + 1 :] if other), "")
        bare = text.strip()
        if not kinds or not bare:
            written += text
            continue
        start = text.index(bare)
        before, behind = text[:start], text[start + len(bare) :]
        written += before
        written += _around(written[-1:], bare, (behind or after)[:1], kinds) + behind
    return written


def _around(before: str, text: str, after: str, kinds: frozenset[MarkKind]) -> str:
    """Return text with what says its marks around it: signs of Markdown where it takes them for such, else elements."""
    signs = {SIGNS[kind] for kind in kinds}
    sign, _ = next(iter(signs))
    if len(signs) == 1 and sign and before != sign[0] and opens(before, text[0]) and closes(text[-1], after):
        return f"{sign}{text}{sign}"
    names = [name for _, name in SIGNS.values() if any(name == other for _, other in signs)]
    names = list(dict.fromkeys(names))
    return "".join(f"<{name}>" for name in names) + text + "".join(f"</{name}>" for name in reversed(names))
