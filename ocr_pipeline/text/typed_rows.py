"""Tables in a text without images: lines whose cells are separated by tabs, empty cells at either end included.

A tab before a line of prose is an indent, and one behind it is nothing. They part cells where the line has text on both
sides of a tab, or where lines next to one another have equally many tabs and fill more than one column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

CELL = "\t"

LEAST_ROWS = 2
"""Rows of a table: a tab in a single line may stand before a date, or behind the number of an item."""


def has_cells(line: str) -> bool:
    """Return whether a line has text on both sides of a tab."""
    return CELL in line.strip()


def typed_tables(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[range]:
    """Yield the tables among the lines of a text, as the numbers of their rows; `lines` are the places of those that
    are not empty. Within a table, a row may be without text."""
    first = 0
    while first < len(lines):
        end = first
        while end < len(lines) and CELL in text[slice(*lines[end])] and (end == first or _adjoin(text, lines, end)):
            end += 1
        rows = _written(text, lines, range(first, end))
        if len(rows) >= LEAST_ROWS and _are_rows([text[slice(*lines[row])] for row in rows]):
            yield rows
        first = max(end, first + 1)


def _adjoin(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Return whether no empty line stands before a line."""
    return len(text[lines[number - 1][1] : lines[number][0]].replace("\r\n", "\n")) == 1


def _written(text: str, lines: Sequence[tuple[int, int]], rows: range) -> range:
    """Return the rows from the first to the last with text in them."""
    written = [row for row in rows if text[slice(*lines[row])].strip()]
    return range(written[0], written[-1] + 1) if written else range(0)


def _are_rows(lines: Sequence[str]) -> bool:
    if any(map(has_cells, lines)):
        return True
    filled = {column for line in lines for column, cell in enumerate(line.split(CELL)) if cell.strip()}
    return len(filled) > 1 and len({line.count(CELL) for line in lines}) == 1
