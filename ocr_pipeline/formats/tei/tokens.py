"""What TEI has elements for, made of the pieces of a document's text: text, changed text, breaks, furniture, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_pipeline.formats.running.walk import Piece, pieces
from ocr_pipeline.formats.tei.facsimile import Facsimile
from ocr_pipeline.records import Document, Edit, EditKind, MarkKind
from ocr_pipeline.text.text_layout import LINE_BREAK, PAGE_BREAK

_BREAKS = re.compile(f"([{LINE_BREAK}{PAGE_BREAK}])")
_HYPHENS = re.compile(r"[-‐‑¬\xad ]*[-‐‑¬\xad]")

FURNITURE = {
    EditKind.PAGE_NUMBER: "pageNum",
    EditKind.HEADER: "header",
    EditKind.FOOTER: "footer",
    EditKind.CATCHWORD: "catch",
    EditKind.PAGE_MARK: "pageMark",
}
"""Kinds of page furniture, by the edits that take it out: values of `fw/@type` (TEI P5, 11.6)."""

CLOSE = 2
"""Characters between two changes of a kind up to which they are one: the points of leaders stand so."""

Marks = frozenset[MarkKind]
NO_MARKS: Marks = frozenset()


@dataclass(frozen=True)
class Token:
    """Something that TEI has an element for; `part` tells the blocks apart, and what stands between two."""

    part: int
    block: int | None


@dataclass(frozen=True)
class Content(Token):
    """What stands in the text from a place of the diplomatic text on, with the kinds of its marks and the number of the
    doubtful word that it is of."""

    marks: Marks = NO_MARKS
    doubt: int | None = None
    start: int = 0


@dataclass(frozen=True)
class Text(Content):
    """Text without a break that is the same in every layer, at its place in the diplomatic text."""

    text: str = ""


@dataclass(frozen=True)
class Changed(Content):
    """Text that differs between the layers; `typed` is the diplomatic text in tokens."""

    typed: tuple[Token, ...] = ()
    diplomatic: str = ""
    clean: str = ""
    reading: str = ""
    edits: tuple[Edit, ...] = ()
    reading_edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Hyphen(Content):
    """A hyphen at the end of a line that is in the diplomatic text alone."""

    text: str = ""
    edit: Edit | None = None


@dataclass(frozen=True)
class Gap(Content):
    """A place where something stands that no one typed: its zone, and what the clean text says of it."""

    zone: str = ""
    clean: str = ""
    edit: Edit | None = None


@dataclass(frozen=True)
class Space(Token):
    """Spaces between two cells of a table, in the diplomatic text alone."""

    quantity: int = 1


@dataclass(frozen=True)
class Break(Token):
    """The end of a line or a page at a place of the diplomatic text: what stands there, and what the clean text has.

    `page` is that which begins, None at the end of a line; where pages follow one another without a form feed, and
    before the first one, `typed` is empty.
    """

    start: int = 0
    typed: str = ""
    written: str = ""
    edit: Edit | None = None
    page: int | None = None
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class Furniture(Token):
    """A line that is in the diplomatic text alone, and what it is."""

    text: str = ""
    edit: Edit | None = None


def tokens(document: Document, seen: Facsimile) -> Iterator[Token]:
    """Yield the text of a document in tokens, in the order of the diplomatic text."""
    return _closed_up(_Making(document, seen).tokens())


class _Making:
    """A walk through the pieces of a document."""

    def __init__(self, document: Document, seen: Facsimile) -> None:
        self._pages = document.pages
        self._document = document
        self._seen = seen
        self._next_page = 0
        self._next_gap = 0
        self._part = -1
        self._block: int | None = None
        self._last: tuple[int, int | None] = (0, None)
        self._calls = sorted(block.call for block in document.blocks if block.call is not None)

    def tokens(self) -> Iterator[Token]:
        first = True
        for piece in pieces(self._document):
            if first or piece.block != self._block:
                first = False
                self._part += 1
                self._block = piece.block
            yield from self._pages_before(piece.start)
            yield from self._of(piece)
        self._part = max(self._part, 0)
        yield from self._gaps_before(len(self._document.diplomatic) + 1, here=False)
        yield from self._pages_before(len(self._document.diplomatic) + 1)

    def _of(self, piece: Piece) -> Iterator[Token]:
        edit = piece.edits[0] if len(piece.edits) == 1 and not piece.reading_edits else None
        if not piece.edits and not piece.reading_edits:
            yield from self._plain(piece)
        elif edit is None:
            yield from self._changed(piece)
        elif edit.kind in FURNITURE and not edit.after and not _BREAKS.search(edit.before):
            yield Furniture(self._part, self._block, piece.diplomatic, edit)
        elif edit.before and not edit.before.strip(LINE_BREAK + PAGE_BREAK):
            yield from self._gaps_before(piece.start + 1, here=False)
            yield from self._breaks(piece, edit)
        elif edit.kind is EditKind.HYPHEN and not edit.after and _HYPHENS.fullmatch(edit.before):
            yield from self._gaps_before(piece.start + 1)
            yield Hyphen(
                self._part, self._block, piece.marks, self._doubt(piece.start), piece.start, piece.diplomatic, edit
            )
            self._last = self._part, self._block
        elif edit.kind is EditKind.GAP and not edit.before and edit.after:
            yield self._gap(piece, edit)
        else:
            yield from self._changed(piece)

    def _plain(self, piece: Piece) -> Iterator[Token]:
        start = piece.start
        for text in _BREAKS.split(piece.diplomatic):
            if _BREAKS.fullmatch(text):
                yield from self._gaps_before(start + 1, here=False)
                yield self._break(start, text, text, None, piece.marks)
            elif text:
                yield from self._text(start, text, piece.marks)
            start += len(text)

    def _text(self, start: int, text: str, marks: Marks) -> Iterator[Token]:
        """Yield a text cut where a doubtful word begins or ends, where a gap stands or a footnote is called."""
        end = start + len(text)
        for first, last in self._cut(start, end):
            yield from self._gaps_before(first + 1)
            part = text[first - start : last - start]
            yield Text(self._part, self._block, marks, self._doubt(first), first, part)
        self._last = self._part, self._block

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        cuts = {end}
        at = start
        for doubt, _ in self._seen.doubts_within(start, end):
            cuts |= {doubt.start, doubt.end}
        cuts |= {place for place, _ in self._seen.gaps_within(start, end)}
        cuts |= {call for call in self._calls if start < call < end}
        for cut in sorted(cut for cut in cuts if start < cut <= end):
            yield at, cut
            at = cut

    def _changed(self, piece: Piece) -> Iterator[Token]:
        yield from self._gaps_before(piece.start + 1)
        typed: list[Token] = []
        start = piece.start
        for text in _BREAKS.split(piece.diplomatic):
            if _BREAKS.fullmatch(text):
                typed.append(self._break(start, text, "", None, NO_MARKS))
            elif text:
                typed.append(Text(self._part, self._block, start=start, text=text))
            start += len(text)
        yield Changed(
            self._part,
            self._block,
            piece.marks,
            self._doubt(piece.start) if piece.diplomatic else None,
            piece.start,
            tuple(typed),
            piece.diplomatic,
            piece.clean,
            piece.reading,
            piece.edits,
            piece.reading_edits,
        )
        self._last = self._part, self._block

    def _breaks(self, piece: Piece, edit: Edit) -> Iterator[Break]:
        for at, typed in enumerate(piece.diplomatic):
            yield self._break(piece.start + at, typed, "" if at else piece.clean, edit, piece.marks)

    def _break(self, start: int, typed: str, written: str, edit: Edit | None, marks: Marks) -> Break:
        page = None
        pages = self._pages
        if typed == PAGE_BREAK and self._next_page < len(pages) and pages[self._next_page].start == start + 1:
            page = self._next_page
            self._next_page += 1
        return Break(self._part, self._block, start, typed, written, edit, page, marks)

    def _pages_before(self, start: int) -> Iterator[Break]:
        """Yield the beginnings of pages up to a place that no form feed tells: of the first one as a rule."""
        while self._next_page < len(self._pages) and self._pages[self._next_page].start <= start:
            place = self._pages[self._next_page].start
            yield Break(max(self._part, 0), self._block, place, page=self._next_page)
            self._next_page += 1

    def _gap(self, piece: Piece, edit: Edit) -> Gap:
        zone = ""
        gaps = self._seen.gaps
        while self._next_gap < len(gaps) and gaps[self._next_gap][0] <= piece.start:
            if gaps[self._next_gap][0] == piece.start:
                zone = zone or gaps[self._next_gap][1]
            self._next_gap += 1
        self._last = self._part, self._block
        return Gap(self._part, self._block, piece.marks, None, piece.start, zone, piece.clean, edit)

    def _gaps_before(self, end: int, *, here: bool = True) -> Iterator[Gap]:
        """Yield the gaps before a place that are not yet told; unless `here`, in the block of the text before."""
        gaps = self._seen.gaps
        part, block = (self._part, self._block) if here else self._last
        while self._next_gap < len(gaps) and gaps[self._next_gap][0] < end:
            yield Gap(part, block, start=gaps[self._next_gap][0], zone=gaps[self._next_gap][1])
            self._next_gap += 1

    def _doubt(self, start: int) -> int | None:
        return self._seen.doubt_at(start)


def _closed_up(found: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens; changes of a kind that follow one another closely are one.

    A letter-spaced word is one, closed up, beside what is typed; so is a row of dots.
    """
    group: list[Text | Changed] = []
    for token in found:
        if group and isinstance(token, Text | Changed) and _goes_on(group, token):
            group.append(token)
            continue
        yield from _as_one(group)
        group = []
        if isinstance(token, Text | Changed) and _may_begin(token):
            group = [token]
        else:
            yield token
    yield from _as_one(group)


def _may_begin(token: Text | Changed) -> bool:
    return _is_simple(token) if isinstance(token, Changed) else MarkKind.LETTER_SPACED in token.marks


def _is_simple(change: Changed) -> bool:
    """Return whether a change is of one kind, of one layer, without a break, and not of a table's cells."""
    return (
        len(_kinds(change)) == 1
        and EditKind.CELL not in _kinds(change)
        and not (change.edits and change.reading_edits)
        and not any(isinstance(one, Break) for one in change.typed)
    )


def _kinds(change: Changed) -> set[EditKind]:
    return {edit.kind for edit in (*change.edits, *change.reading_edits)}


def _goes_on(group: Sequence[Text | Changed], token: Text | Changed) -> bool:
    last = group[-1]
    if token.marks != last.marks or token.part != last.part:
        return False
    if isinstance(token, Text):
        is_close = isinstance(last, Changed) and len(token.text) <= CLOSE
        return is_close or MarkKind.LETTER_SPACED in token.marks
    before = next((one for one in reversed(group) if isinstance(one, Changed)), token)
    return _is_simple(token) and _kinds(before) == _kinds(token)


def _as_one(group: Sequence[Text | Changed]) -> Iterator[Token]:
    """Yield contents as one, but for text at their end that no change follows, and is of no letter-spaced word."""
    changes = [at for at, token in enumerate(group) if isinstance(token, Changed)]
    if not changes:
        yield from group
        return
    end = len(group) if MarkKind.LETTER_SPACED in group[0].marks else changes[-1] + 1
    yield group[0] if end == 1 else _joined(group[:end])
    yield from group[end:]


def _joined(group: Sequence[Text | Changed]) -> Changed:
    doubts = {token.doubt for token in group}
    common = doubts.pop() if len(doubts) == 1 else None
    changes = [_as_change(token, keeps_doubt=common is None) for token in group]
    first = group[0]
    return Changed(
        first.part,
        first.block,
        first.marks,
        common,
        first.start,
        typed=tuple(token for change in changes for token in change.typed),
        diplomatic="".join(change.diplomatic for change in changes),
        clean="".join(change.clean for change in changes),
        reading="".join(change.reading for change in changes),
        edits=tuple(edit for change in changes for edit in change.edits),
        reading_edits=tuple(edit for change in changes for edit in change.reading_edits),
    )


def _as_change(token: Text | Changed, *, keeps_doubt: bool) -> Changed:
    if isinstance(token, Changed):
        return token
    bare = replace(token, marks=NO_MARKS, doubt=token.doubt if keeps_doubt else None)
    return Changed(token.part, token.block, typed=(bare,), diplomatic=token.text, clean=token.text, reading=token.text)
