"""The text of a document in pieces, each of which is one in all: layers, marks, page and block.

Put together, the pieces give each layer of the text whole, what is taken out of it included: a format that shows a
layer, or several, goes through them once and needs no arithmetic of places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ocr_pipeline.records import Block, Document, Edit, MarkKind
from ocr_pipeline.text.edits import applied, in_order


@dataclass(frozen=True)
class Piece:
    """A stretch of a document's text: what stands for it in each layer, and its place in the diplomatic text.

    `edits` made the clean text of the diplomatic one, `reading_edits`, with places in the clean text, the reading text
    of that; where there are none, the layers are the same. `marks` are the kinds of the emphases on it, `page` and
    `block` the page (from 0) on which it begins, and the block in which it stands, None where it stands in none.
    """

    start: int
    end: int
    diplomatic: str
    clean: str
    reading: str
    page: int
    block: int | None
    marks: frozenset[MarkKind] = frozenset()
    edits: tuple[Edit, ...] = ()
    reading_edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Part:
    """The pieces of one block of the text; `block` is None for what stands between two: furniture, line breaks."""

    block: Block | None
    pieces: tuple[Piece, ...]

    @property
    def clean(self) -> str:
        """Return the clean text of the part."""
        return "".join(piece.clean for piece in self.pieces)


def parts(document: Document) -> Iterator[Part]:
    """Yield the text of a document block by block, and what stands between, in the order of the text."""
    for block, found in groupby(pieces(document), key=lambda piece: piece.block):
        yield Part(None if block is None else document.blocks[block], tuple(found))


def pieces(document: Document) -> Iterator[Piece]:
    """Yield the text of a document in pieces, in the order of the text."""
    atoms = _split_for_reading(_atoms(document), document.reading_edits)
    places = _Places(document)
    for group, edits in _with_reading_edits(atoms, in_order(document.reading_edits)):
        first, last = group[0], group[-1]
        clean = "".join(atom.clean for atom in group)
        moved = (edit.model_copy(update={"start": edit.start - first.at}) for edit in edits)
        yield Piece(
            start=first.start,
            end=last.end,
            diplomatic=document.diplomatic[first.start : last.end],
            clean=clean,
            reading=applied(clean, moved) if edits else clean,
            page=places.page(first.start),
            block=places.block(first.start, last.end),
            marks=places.marks(first.start, last.end),
            edits=tuple(atom.edit for atom in group if atom.edit is not None),
            reading_edits=edits,
        )


@dataclass(frozen=True)
class _Atom:
    """A stretch of the diplomatic text that is kept whole or edited whole; `at` is its place in the clean text."""

    start: int
    end: int
    at: int
    clean: str
    edit: Edit | None = None

    @property
    def clean_end(self) -> int:
        return self.at + len(self.clean)


def _atoms(document: Document) -> Iterator[_Atom]:
    text, at, position = document.diplomatic, 0, 0
    cuts = _cuts(document)
    for edit in (*in_order(document.edits), None):
        until = len(text) if edit is None else edit.start
        bounds = [position, *cuts[bisect_right(cuts, position) : bisect_right(cuts, until - 1)], until]
        for start, end in pairwise(bounds):
            if start < end:
                yield _Atom(start, end, at, text[start:end])
                at += end - start
        if edit is not None:
            yield _Atom(edit.start, edit.end, at, edit.after, edit)
            at += len(edit.after)
            position = edit.end


def _cuts(document: Document) -> list[int]:
    """Return where in the diplomatic text a page, a block or a mark begins or ends."""
    stretches: Iterable[tuple[int, int]] = (
        (one.start, one.end) for group in (document.pages, document.blocks, document.emphases) for one in group
    )
    return sorted({place for stretch in stretches for place in stretch})


def _split_for_reading(atoms: Iterable[_Atom], edits: Iterable[Edit]) -> Iterator[_Atom]:
    """Yield the atoms, those that are kept cut where a reading edit begins or ends within them."""
    cuts = sorted({place for edit in edits for place in (edit.start, edit.end)})
    for atom in atoms:
        if atom.edit is not None:
            yield atom
            continue
        inside = cuts[bisect_right(cuts, atom.at) : bisect_right(cuts, atom.clean_end - 1)]
        for first, last in pairwise([atom.at, *inside, atom.clean_end]):
            start = atom.start + first - atom.at
            yield _Atom(start, start + last - first, first, atom.clean[first - atom.at : last - atom.at])


def _with_reading_edits(
    atoms: Iterable[_Atom], edits: Sequence[Edit]
) -> Iterator[tuple[Sequence[_Atom], tuple[Edit, ...]]]:
    """Yield groups of atoms, with the reading edits on each: mostly one atom; those that an edit spans are one group.

    What an edit inserts goes with the text behind it, at the very end with that before it.
    """
    group: list[_Atom] = []
    own: list[Edit] = []
    taken = 0
    for atom in atoms:
        if group and not _goes_on(group, own, atom):
            yield group, tuple(own)
            group, own = [], []
        group.append(atom)
        while taken < len(edits) and _touches(atom, edits[taken]):
            own.append(edits[taken])
            taken += 1
    left = tuple(edits[taken:])
    if group or left:
        yield group or [_Atom(0, 0, 0, "")], (*own, *left)


def _goes_on(group: Sequence[_Atom], own: Sequence[Edit], atom: _Atom) -> bool:
    """Return whether a reading edit that began in a group goes on over an atom."""
    return bool(own) and own[-1].end > group[-1].clean_end and own[-1].end > atom.at


def _touches(atom: _Atom, edit: Edit) -> bool:
    """Return whether an edit begins within an atom, or at its start where that has text."""
    return atom.at <= edit.start < atom.clean_end


class _Places:
    """Where in a document a place of its diplomatic text is."""

    def __init__(self, document: Document) -> None:
        self._page_starts = [span.start for span in document.pages]
        self._blocks = document.blocks
        self._block_starts = [block.start for block in document.blocks]
        self._emphases = sorted(document.emphases, key=lambda one: one.start)
        self._open: list[int] = []
        self._next = 0

    def page(self, start: int) -> int:
        return max(0, bisect_right(self._page_starts, start) - 1)

    def block(self, start: int, end: int) -> int | None:
        """Return the block in which a stretch lies; one that is empty lies in none where a block begins or ends."""
        number = bisect_right(self._block_starts, start) - 1
        if number < 0:
            return None
        block = self._blocks[number]
        inside = start < block.end if end > start else block.start < start < block.end
        return number if inside else None

    def marks(self, start: int, end: int) -> frozenset[MarkKind]:
        """Return the kinds of the marks on a stretch; stretches are asked for in their order."""
        while self._next < len(self._emphases) and self._emphases[self._next].start < max(end, start + 1):
            self._open.append(self._next)
            self._next += 1
        self._open = [one for one in self._open if self._emphases[one].end > start]
        return frozenset(
            self._emphases[one].kind for one in self._open if end > start or self._emphases[one].start < start
        )
