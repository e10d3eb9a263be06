"""The rows of a table as a DOCX has them: every place filled once, cells merged over columns and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ocr_pipeline.formats.word.paragraphs import LINE, Grid, Run
from ocr_pipeline.records import TableCell

_SHORTEST, _LONGEST = 4, 30
"""Letters that a column is as wide as, at least and at most, where columns share a line."""


@dataclass(frozen=True)
class Slot:
    """What stands at a place of a row: its runs, how many columns it covers, and whether a merging of rows begins
    (`restart`) or goes on (`continue`) there (ISO/IEC 29500-1, 17.4.84)."""

    runs: tuple[Run, ...] = ()
    columns: int = 1
    merged: Literal["restart", "continue"] | None = None


def rows_of(grid: Grid) -> Iterator[Sequence[Slot]]:
    """Yield the rows of a table, as many as it has.

    A cell that would cover another one is cut before it; what stands at one place with another goes on below it.
    """
    slots: dict[tuple[int, int], Slot] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    columns = max([grid.columns, *(laid.cell.column + 1 for laid in grid.cells)])
    rows = max([grid.rows, *(laid.cell.row + 1 for laid in grid.cells)])
    begun = {(laid.cell.row, laid.cell.column) for laid in grid.cells}
    for laid in sorted(grid.cells, key=lambda one: (one.cell.row, one.cell.column)):
        place = laid.cell.row, laid.cell.column
        if place in owner:
            there = slots[owner[place]]
            apart = (Run(LINE, laid.runs[0].page),) if there.runs and laid.runs else ()
            slots[owner[place]] = replace(there, runs=(*there.runs, *apart, *laid.runs))
            continue
        height, width = _extent(laid.cell, rows, columns, begun | owner.keys())
        for row in range(place[0], place[0] + height):
            is_first = row == place[0]
            merged: Literal["restart", "continue"] = "restart" if is_first else "continue"
            slots[row, place[1]] = Slot(laid.runs if is_first else (), width, merged if height > 1 else None)
            owner |= {(row, column): place for column in range(place[1], place[1] + width)}
    for row in range(rows):
        found, column = [], 0
        while column < columns:
            found.append(slots.get((row, column), Slot()))
            column += found[-1].columns
        yield found


def widths_of(grid: Grid, total: int) -> Sequence[int]:
    """Return how wide each column is, `total` together or a little less: by the longest text in it.

    Word processors place merged cells by these widths, not by the numbers of columns alone.
    """
    longest = [_SHORTEST] * max([grid.columns, *(laid.cell.column + 1 for laid in grid.cells)])
    for laid in grid.cells:
        if laid.cell.column_span == 1:
            length = sum(len(run.text) for run in laid.runs)
            longest[laid.cell.column] = max(longest[laid.cell.column], min(length, _LONGEST))
    return [total * one // sum(longest) for one in longest]


def _extent(cell: TableCell, rows: int, columns: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """Return how many rows and columns a cell covers within a table, up to what others have."""
    across = range(cell.column + 1, min(columns, cell.column + cell.column_span))
    width = next((column for column in across if (cell.row, column) in taken), across.stop) - cell.column
    covered = range(cell.column, cell.column + width)
    down = range(cell.row + 1, min(rows, cell.row + cell.row_span))
    height = next((row for row in down if any((row, column) in taken for column in covered)), down.stop) - cell.row
    return max(1, height), max(1, width)
