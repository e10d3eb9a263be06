"""The clean text of a document in paragraphs and tables, each a sequence of runs that look alike."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ocr_pipeline.formats.running.cut import cut
from ocr_pipeline.formats.running.doubts import Doubt
from ocr_pipeline.formats.running.walk import Piece, parts
from ocr_pipeline.records import BlockKind, Document, EditKind, MarkKind, Table, TableCell

LINE = "\n"

_SEGMENT = re.compile(r"\n+|[^\n]+")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Run:
    """A stretch of text with one look: its marks, its page (from 0), the number of the doubtful word that it is of."""

    text: str
    page: int
    marks: frozenset[MarkKind] = frozenset()
    doubt: int | None = None


@dataclass
class Paragraph:
    """Runs, and what they are: the kind of their block, None for a note that pages are not there."""

    kind: BlockKind | None
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text of the runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class LaidCell:
    """A cell of a table and the runs in it."""

    cell: TableCell
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Grid:
    """A table: its rows and columns, and its cells in which something stands, row by row."""

    rows: int
    columns: int
    cells: tuple[LaidCell, ...]


def flow(document: Document, doubts: Sequence[Doubt] = ()) -> Iterator[Paragraph | Grid]:
    """Yield what the clean text of a document is made of, in its order; paragraphs without a letter are left out.

    `doubts` are doubtful words in the order of the diplomatic text; runs name them by their places in it.
    """
    cells = (place for table in document.tables for cell in table.cells for place in (cell.start, cell.end))
    words = (place for doubt in doubts for place in (doubt.start, doubt.end))
    places = sorted({*cells, *words})
    runs = _Runs(doubts)
    composing = _Composing(runs)
    # The pieces are those of the clean text: what the reading text changes cuts none and joins none.
    for part in parts(document.model_copy(update={"reading_edits": ()})):
        pieces = tuple(cut(part.pieces, places))
        if part.block is None:
            composing.between(pieces)
            continue
        found = tables_within(document.tables, part.block.start, part.block.end)
        if part.block.kind is BlockKind.TABLE and found:
            composing.tables(_grid(table, pieces, runs) for table in found)
        else:
            composing.block(part.block.kind, pieces)
        yield from composing.taken()
    composing.close()
    yield from composing.taken()


def whole_words(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs of a paragraph so that a word which a page break parts is of the page on which it begins.

    So is the space behind it: no page begins with one.
    """
    page, before = None, ""
    for run in runs:
        space = _SPACE.search(run.text)
        goes_on = page is not None and run.page > page and before and not before[-1].isspace()
        end = 0 if not goes_on or page is None else space.end() if space else len(run.text)
        if end and page is not None:
            yield replace(run, text=run.text[:end], page=page)
        if end < len(run.text):
            yield replace(run, text=run.text[end:])
            page = run.page
        before = run.text or before


def tables_within(tables: Iterable[Table], start: int, end: int) -> list[Table]:
    """Return the tables whose cells begin in a stretch of the diplomatic text."""
    return [table for table in tables if table.cells and start <= table.cells[0].start < end]


def _grid(table: Table, pieces: Sequence[Piece], runs: _Runs) -> Grid:
    starts = [piece.start for piece in pieces]
    laid = []
    for cell in table.cells:
        near = pieces[bisect_left(starts, cell.start) : bisect_right(starts, cell.end)]
        laid.append(LaidCell(cell, tuple(runs.of(piece for piece in near if _is_within(piece, cell)))))
    return Grid(table.rows, table.columns, tuple(laid))


def _is_within(piece: Piece, cell: TableCell) -> bool:
    """Return whether a piece is of a cell; what is written where one begins or ends stands between cells."""
    return piece.end <= cell.end and (piece.start < piece.end or cell.start < piece.start < cell.end)


class _Runs:
    """Pieces of the text as runs."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        self._starts = [doubt.start for doubt in doubts]
        self._doubts = doubts

    def of(self, pieces: Iterable[Piece]) -> Iterator[Run]:
        """Yield the runs of pieces, those without text left out."""
        for piece in pieces:
            if piece.clean:
                yield self.run(piece, piece.clean)

    def run(self, piece: Piece, text: str) -> Run:
        """Return a run with a piece's look."""
        return Run(text, piece.page, piece.marks, self._doubt(piece))

    def _doubt(self, piece: Piece) -> int | None:
        """Return the number of the doubtful word of which a piece has a character."""
        number = bisect_left(self._starts, piece.end) - 1
        return number if number >= 0 and piece.start < self._doubts[number].end and piece.end > piece.start else None


class _Composing:
    """Paragraphs in the making: those of blocks, and of text that stands between blocks."""

    def __init__(self, runs: _Runs) -> None:
        self._runs = runs
        self._done: list[Paragraph | Grid] = []
        self._open: Paragraph | None = None
        self._goes_before = False
        """Whether what is open is text between blocks, behind which the next block may go on without a line break."""
        self._breaks = 0

    def taken(self) -> list[Paragraph | Grid]:
        """Return what is finished, once."""
        done, self._done = self._done, []
        return done

    def close(self) -> None:
        """End the paragraph that is open."""
        if self._open is not None and self._open.text.strip():
            self._done.append(self._open)
        self._open, self._goes_before, self._breaks = None, False, 0

    def block(self, kind: BlockKind, pieces: Iterable[Piece]) -> None:
        """Begin the paragraph of a block."""
        if self._breaks or not self._goes_before:
            self.close()
        before = self._open.runs if self._open else ()
        self._open, self._goes_before = Paragraph(kind, [*before, *self._runs.of(pieces)]), False

    def tables(self, grids: Iterable[Grid]) -> None:
        """Add tables."""
        self.close()
        self._done += grids

    def between(self, pieces: Iterable[Piece]) -> None:
        """Add what stands between two blocks: line breaks, notes, and what was written at the end of a block."""
        for piece in pieces:
            is_note = any(edit.kind is EditKind.PAGES_ABSENT for edit in piece.edits)
            for segment in _SEGMENT.findall(piece.clean):
                if segment[0] == LINE:
                    self._breaks += len(segment)
                else:
                    self._add(None if is_note else BlockKind.PARAGRAPH, self._runs.run(piece, segment))

    def _add(self, kind: BlockKind | None, run: Run) -> None:
        if self._breaks > 1 or (self._breaks and kind is None):
            self.close()
        if self._open is None:
            self._open, self._goes_before = Paragraph(kind), True
        elif self._breaks:
            self._open.runs.append(Run(LINE, run.page))
        self._open.runs.append(run)
        self._breaks = 0
