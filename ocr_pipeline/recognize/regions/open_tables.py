"""Tables without rules: rows of type whose words stand in columns, one above the other.

A typist sets columns by tabulator stops: row after row has gaps of several cells at the same place. Lines of text have
none so wide, and where a line has one, the next has it elsewhere.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr_pipeline.layout.blocks import Block, Grid, Lean, Span
from ocr_pipeline.recognize.regions.cells import PlacedWord
from ocr_pipeline.recognize.regions.rows import Row, holds, rows_of
from ocr_pipeline.records import Area, RegionKind

GAP_CELLS = 2.6
"""Least gap between columns, in cells: two blanks and a half; between words a typist leaves one, two after a stop."""

LEAST_ROWS = 3
"""Rows that must have the gap: two lines have one at the same place by chance."""

EMPTY_ROWS = 3
"""Rows in one column alone, in a row, that may stand within a table: a cell of several lines."""

STEP_LINES = 3.5
"""Distance of rows, in the usual one, from which they are of two tables."""

PROSE_CELLS, PROSE_FILLS = 25.0, 0.55
"""Breadth in cells, and mean share of it that its lines fill, from which a column is one of prose: its rows are lines
of two texts. Descriptions in the tables of `manuals` have up to 40 cells, beside a column of keywords."""

LEAST_COLUMN = 1.0
"""Cells that the gap of a column keeps free in all of its rows."""


def with_open_tables(blocks: Sequence[Block], words: Sequence[PlacedWord], pitch: float | None) -> tuple[Block, ...]:
    """Return the blocks of a page, those of text divided where tables without rules stand in them.

    `words` are all words read in the blocks' page, `pitch` their usual advance, prepared pixels; None where unknown.
    """
    if pitch is None:
        return tuple(blocks)
    found: list[Block] = []
    for block in blocks:
        if block.kind is RegionKind.TEXT and not block.quarter_turns:
            inside = [word for word in words if holds(block.area, word)]
            found += _divided(block, inside, pitch)
        else:
            found.append(block)
    return tuple(found)


def _divided(block: Block, words: Sequence[PlacedWord], pitch: float) -> Iterator[Block]:
    """Yield a block of text in parts: what stands above, between and below its tables, and these."""
    rows = rows_of(words)
    top = block.area.top
    for first, last, gaps in _tables(rows, pitch):
        area = Area(block.area.left, _between(rows, first - 1, top), block.area.right, _under(rows, last, block.area))
        if first and area.top > top:
            yield Block(block.kind, Area(area.left, top, area.right, area.top), apart=block.apart)
        columns = tuple((start + end) / 2 for start, end in gaps)
        spans = tuple(Span(0, column) for column in range(len(columns) + 1))
        yield Block(RegionKind.TABLE, area, grid=Grid(Lean(), columns, (), spans, is_ruled=False), apart=block.apart)
        top = area.bottom
    if top == block.area.top:
        yield block
    elif any(word.y > top for word in words):
        yield Block(block.kind, Area(block.area.left, top, block.area.right, block.area.bottom), apart=block.apart)


def _between(rows: Sequence[Row], above: int, top: float) -> float:
    """Return the height amid two rows that follow each other; `top` before the first."""
    return (rows[above].bottom + rows[above + 1].top) / 2 if above >= 0 else top


def _under(rows: Sequence[Row], last: int, area: Area) -> float:
    return _between(rows, last, area.top) if last + 1 < len(rows) else area.bottom


def _tables(rows: Sequence[Row], pitch: float) -> Iterator[tuple[int, int, list[tuple[float, float]]]]:
    """Yield first and last row of each table, and the gaps between its columns."""
    steps = [below.top - above.top for above, below in pairwise(rows)]
    step = statistics.median(steps) if steps else 0.0
    at = 0
    while at < len(rows):
        gaps = rows[at].gaps(GAP_CELLS * pitch)
        if not gaps:
            at += 1
            continue
        last, gaps, count = _grown(rows, at, gaps, pitch, step)
        if count >= LEAST_ROWS and not _is_prose(rows[at : last + 1], gaps, pitch):
            yield at, last, gaps
            at = last + 1
        else:
            at += 1


def _grown(
    rows: Sequence[Row], first: int, gaps: list[tuple[float, float]], pitch: float, step: float
) -> tuple[int, list[tuple[float, float]], int]:
    """Return the last row of the table that begins at a row, its gaps, and how many rows have one.

    A gap grows narrower from row to row; one that a word crosses is none of the table's.
    """
    last, count, empty = first, 1, 0
    for number in range(first + 1, len(rows)):
        row = rows[number]
        if row.top - rows[number - 1].top > STEP_LINES * step:
            break
        kept = [one for one in (_narrowed(gap, row) for gap in gaps) if one[1] - one[0] >= LEAST_COLUMN * pitch]
        own = row.gaps(GAP_CELLS * pitch)
        shared = [gap for gap in kept if any(start < gap[1] and end > gap[0] for start, end in own)]
        if shared:
            # Columns that only some rows have are none; the rows keep those of all.
            gaps, last, count, empty = kept, number, count + 1, 0
        elif kept and len(kept) == len(gaps) and empty < EMPTY_ROWS:
            empty += 1
        else:
            break
    return last, gaps, count


def _is_prose(rows: Sequence[Row], gaps: Sequence[tuple[float, float]], pitch: float) -> bool:
    """Return whether two columns are full of lines: two pages side by side, or columns of text."""
    words = [word for row in rows for word in row.words]
    left, right = min(word.x - word.reach for word in words), max(word.x + word.reach for word in words)
    edges = [left, *(edge for gap in gaps for edge in gap), right]
    full = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = [[word for word in row.words if start - pitch <= word.x <= end + pitch] for row in rows]
        broad = [
            max(word.x + word.reach for word in line) - min(word.x - word.reach for word in line)
            for line in inside
            if line
        ]
        is_broad = end - start >= PROSE_CELLS * pitch and len(broad) > 0
        full += is_broad and statistics.fmean(broad) >= PROSE_FILLS * (end - start)
    return full >= 2


def _narrowed(gap: tuple[float, float], row: Row) -> tuple[float, float]:
    """Return what a row leaves free of a gap, from the words beside it; nothing where one stands on its middle."""
    start, end = gap
    for word in row.words:
        left, right = word.x - word.reach, word.x + word.reach
        if left < end and right > start:
            if right <= (start + end) / 2:
                start = max(start, right)
            elif left >= (start + end) / 2:
                end = min(end, left)
            else:
                return start, start
    return start, end
