"""The words of a table in rows and cells.

Rules part columns, and bands of rows; within a band the lines of type tell the rows. Where every band holds one row, as
in a fully ruled table, the lines of a cell belong together.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ocr_pipeline.layout.blocks import Grid, Span
from ocr_pipeline.recognize.regions.rows import PlacedWord, breadth_of, rows_of

Line = list[PlacedWord]


@dataclass
class PlacedCell:
    """A cell: row and column (from 0), how many of each it covers, and the lines of words in it, from top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class TableText:
    """The words of a table: how many rows and columns it has, and its cells, row by row."""

    rows: int
    columns: int
    cells: tuple[PlacedCell, ...]


MOST_OF_IT = 0.6
"""Share of the lines of a table that one band holds from which it is the body, and its lines are rows."""

SAME_ROW = 0.5
"""Distance, in the usual one of rows, within which pieces are in one row."""

LEAST_LETTERS = 3
"""Letters of a line that goes on."""

FULL = 0.6
"""Breadth of a cell's text, in that of the broadest of its column, from which it may go on in the line below."""


def table_text(words: Sequence[PlacedWord], grid: Grid) -> TableText:
    """Return the words of a table in its cells. Cells in which nothing stands are there as well."""
    of_span: dict[Span, list[PlacedWord]] = {span: [] for span in grid.spans}
    for word in words:
        of_span[grid.span_at(word.x, word.y)].append(word)
    bands = len(grid.bands) + 1
    row_lines = [_row_lines(_in_band(of_span, band), grid) for band in range(bands)]
    most = sum(map(len, row_lines))
    cells: list[PlacedCell] = []
    first_rows: list[int] = []
    rows = 0
    for band, lines in enumerate(row_lines):
        first_rows.append(rows)
        spans = [span for span in grid.spans if span.band == band and span.bands == 1]
        if len(lines) > 1 and (bands == 1 or len(lines) >= MOST_OF_IT * most or _even(of_span, spans, lines)):
            logical = _with_continuations(lines, grid)
        else:
            logical = [[word for line in lines for word in line]]
        for number, row in enumerate(logical):
            cells += (_cell(rows + number, span, [word for word in row if _is_in(word, span, grid)]) for span in spans)
        rows += len(logical)
    first_rows.append(rows)
    for span in grid.spans:
        if span.bands > 1:
            cell = _cell(first_rows[span.band], span, of_span[span])
            cell.row_span = first_rows[span.band + span.bands] - first_rows[span.band]
            cells.append(cell)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return TableText(rows, len(grid.columns) + 1, tuple(cells))


def _in_band(of_span: dict[Span, list[PlacedWord]], band: int) -> list[PlacedWord]:
    return [word for span, words in of_span.items() if span.band == band and span.bands == 1 for word in words]


def _is_in(word: PlacedWord, span: Span, grid: Grid) -> bool:
    return span.column <= grid.column_at(word.x, word.y) < span.column + span.columns


def _cell(row: int, span: Span, words: Iterable[PlacedWord]) -> PlacedCell:
    return PlacedCell(row, span.column, 1, span.columns, _lines_of(list(words)))


def _lines_of(words: Sequence[PlacedWord]) -> list[Line]:
    """Return the words of a cell, or of a column, in lines."""
    return [list(row.words) for row in rows_of(words)]


def _row_lines(words: Sequence[PlacedWord], grid: Grid) -> list[Line]:
    """Return the words of a band in rows that are level in the table's frame, from top to bottom.

    The column with the most lines sets the rows; what stands elsewhere is in the nearest of them, or in one of its own.
    """
    if not words:
        return []
    columns: dict[int, list[PlacedWord]] = {}
    for word in words:
        columns.setdefault(grid.column_at(word.x, word.y), []).append(word)
    pieces = [piece for column in columns.values() for piece in _lines_of(column)]
    by_column: dict[int, list[Line]] = {}
    for piece in pieces:
        by_column.setdefault(grid.column_at(piece[0].x, piece[0].y), []).append(piece)
    anchor = max(by_column.values(), key=len)
    heights = sorted(_height(piece, grid) for piece in anchor)
    usual = statistics.median(word.height for word in words)
    step = statistics.median([after - before for before, after in pairwise(heights)] or [2 * usual])
    step = max(step, usual)
    rows = [(height, list[PlacedWord]()) for height in heights]
    for piece in sorted(pieces, key=lambda one: _height(one, grid)):
        height = _height(piece, grid)
        nearest = min(rows, key=lambda row: abs(row[0] - height))
        if abs(nearest[0] - height) > SAME_ROW * step:
            nearest = (height, [])
            rows.append(nearest)
        nearest[1].extend(piece)
    return [words for _, words in sorted(rows, key=lambda row: row[0]) if words]


def _height(piece: Line, grid: Grid) -> float:
    """Return how far down a piece of a line stands in the table's frame: where most of its letters do."""
    return statistics.median(grid.lean.along(word.x, word.y) for word in piece for _ in range(max(1, len(word.text))))


def _even(of_span: dict[Span, list[PlacedWord]], spans: Sequence[Span], lines: Sequence[Line]) -> bool:
    """Return whether each column of a band has a line in every row of type, and no word is broken at its end."""
    filled = [_lines_of(of_span[span]) for span in spans if of_span[span]]
    broken = any(line[-1].text.endswith("-") for cell in filled for line in cell)
    return len(filled) > 1 and not broken and all(len(cell) == len(lines) for cell in filled)


def _with_continuations(lines: Sequence[Line], grid: Grid) -> list[Line]:
    """Return the rows of a band: a line in which one column alone goes on belongs to the row above."""
    breadth: dict[int, float] = {}
    for line in lines:
        for column, words in _by_column(line, grid).items():
            breadth[column] = max(breadth.get(column, 0.0), breadth_of(words))
    rows: list[Line] = []
    above: dict[int, list[PlacedWord]] = {}
    for line in lines:
        here = _by_column(line, grid)
        (only,) = here if len(here) == 1 else (None,)
        goes_on = (
            only is not None
            and len(above) > 1
            and only in above
            and breadth_of(above[only]) >= FULL * breadth[only]
            and _goes_on(line)
        )
        if rows and goes_on:
            rows[-1] = [*rows[-1], *line]
            above = {**above, **here}
        else:
            rows.append(list(line))
            above = here
    return rows


def _goes_on(line: Line) -> bool:
    """Return whether a line begins as one that goes on: with a small letter, and it has a word; codes have none."""
    letters = "".join(character for word in line for character in word.text if character.isalpha())
    return len(letters) >= LEAST_LETTERS and line[0].text.lstrip('(«"')[:1].islower()


def _by_column(line: Line, grid: Grid) -> dict[int, list[PlacedWord]]:
    columns: dict[int, list[PlacedWord]] = {}
    for word in line:
        columns.setdefault(grid.column_at(word.x, word.y), []).append(word)
    return columns
