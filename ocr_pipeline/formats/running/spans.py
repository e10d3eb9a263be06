"""Which places of a table its cells take up, by their rows, columns and spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

Place = tuple[int, int]
"""A row and a column of a table, from 0."""


class Spanning(Protocol):
    """A cell, of a region's record or a document's."""

    @property
    def row(self) -> int:
        """Its first row, from 0."""

    @property
    def column(self) -> int:
        """Its first column, from 0."""

    @property
    def row_span(self) -> int:
        """How many rows it covers."""

    @property
    def column_span(self) -> int:
        """How many columns it covers."""


def taken_up(cells: Iterable[Spanning]) -> Iterator[Place]:
    """Yield the places that cells take up, one of several as often as cells do."""
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                yield row, column


def spanned(cells: Iterable[Spanning]) -> frozenset[Place]:
    """Return the places that cells take up and in which none begins: formats write nothing for them."""
    cells = tuple(cells)
    return frozenset(taken_up(cells)) - {(cell.row, cell.column) for cell in cells}
