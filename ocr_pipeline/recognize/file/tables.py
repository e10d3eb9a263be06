"""Tables of a file: a row is one line, as it stands on paper, and its cells are stretches of the line's words.

Files have a line for each cell, or several. Where each cell of a row has one at most, the row is one line; else it is
kept cell by cell, line by line, as on pages that are read here (`regions.arrange`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ocr_pipeline.interchange.pages import FileCell
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.records import Area, Cell, CellWords, MarkKind

MOST_CELLS = 1000
"""Rows, and columns, that a table may have: more is a mistake, and each row would have as many tabs."""


@dataclass(frozen=True, slots=True)
class CellPart:
    """Words of a line, first and last counted, that stand in a cell."""

    cell: FileCell
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line in pixels of the scan: the region it is in, from 0, what is marked on each word, its cells of a table."""

    line: ReadLine
    region: int
    marks: tuple[frozenset[MarkKind], ...]
    cells: tuple[CellPart, ...] = ()


def rows_as_lines(lines: Sequence[PlacedLine]) -> tuple[PlacedLine, ...]:
    """Return lines with each row of a table as one line where its cells have one at most; others as they are."""
    found: list[PlacedLine] = []
    for row, group in groupby(lines, key=_row_of):
        members = list(group)
        cells = [part.cell for member in members for part in member.cells]
        if row is not None and len(set(cells)) == len(cells):
            members = [_joined(members)]
        found += members
    return tuple(found)


def _row_of(line: PlacedLine) -> tuple[int, int] | None:
    """Return region and row of a line in a table."""
    return (line.region, line.cells[0].cell.row) if line.cells else None


def _joined(members: Sequence[PlacedLine]) -> PlacedLine:
    """Return the lines of a row's cells as one, from the first column to the last."""
    members = sorted(members, key=lambda member: member.cells[0].cell.column)
    words = tuple(word for member in members for word in member.line.words)
    box = Area.enclosing(member.line.box for member in members)
    return PlacedLine(
        ReadLine(words, box, members[0].line.block),
        members[0].region,
        tuple(marks for member in members for marks in member.marks),
        tuple(_parts(members)),
    )


def _parts(members: Sequence[PlacedLine]) -> Iterator[CellPart]:
    before = 0
    for member in members:
        for part in member.cells:
            yield CellPart(part.cell, before + part.first, before + part.last)
        before += len(member.line.words)


def cells_of(own: Sequence[int], lines: Sequence[PlacedLine], stated: Sequence[FileCell]) -> tuple[Cell, ...]:
    """Return the cells of a table whose lines are `own`, row by row, with those that are `stated` and empty.

    None unless all of its lines are in cells, and these are those of a table.
    """
    parts: dict[FileCell, list[CellWords]] = {cell: [] for cell in stated}
    for place in own:
        if not lines[place].cells:
            return ()
        for part in lines[place].cells:
            words = CellWords(line=place, first_word=part.first, last_word=part.last)
            parts.setdefault(part.cell, []).append(words)
    if any(max(cell.row + cell.row_span, cell.column + cell.column_span) > MOST_CELLS for cell in parts):
        return ()
    return tuple(
        Cell(row=cell.row, column=cell.column, row_span=cell.row_span, column_span=cell.column_span, words=tuple(words))
        for cell, words in sorted(parts.items(), key=lambda found: (found[0].row, found[0].column))
    )
