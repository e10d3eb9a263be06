"""Tables without rules: rows of type whose words stand in columns, one above the other.

A typist sets columns by tabulator stops: row after row has gaps of several cells at the same place. Lines of text have
none so wide, and where a line has one, the next has it elsewhere.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from ocr_pipeline.layout.blocks import Block, Grid, Lean, Span
from ocr_pipeline.layout.runs import runs_of
from ocr_pipeline.recognize.regions.rows import PlacedWord, Row, breadth_of, holds, rows_of
from ocr_pipeline.records import Area, RegionKind

GAP_CELLS, NARROW_CELLS, MANY_ROWS = 2.6, 1.7, 6
"""Least gap between columns, in cells: two blanks and a half; and two, where so many rows have it. Between words a
typist leaves one, two after a stop or to make a line full."""

LEAST_ROWS, MOST_ROWS = 3, 0.4
"""Rows that must have the gap, and share of all rows of the table: two lines have one at the same place by chance."""

LEAST_PAIRS = 4
"""The same of a table of two columns: a letter's head and its addressee, signatures side by side have three."""

CROSSED = 0.125
"""Share of the rows in which a word may stand over a gap: an entry too long for its column, rows at the end with
columns of their own. In the table of `lvov` 87 those are three of 24 (`benchmarks/regions.py`)."""

CELL_PARTS = 4
"""Parts of a cell in which paper is looked for."""

EMPTY_ROWS = 3
"""Rows in one column alone, in a row, that may stand within a table: a cell of several lines."""

STEP_LINES = 3.5
"""Distance of rows, in the usual one, from which they are of two tables."""

PROSE_CELLS, PROSE_FILLS = 25.0, 0.55
"""Breadth in cells, and mean share of it that its lines fill, from which a column is one of prose: its rows are lines
of two texts. Descriptions in the tables of `manuals` have up to 40 cells, beside a column of keywords."""

LEAST_COLUMN = 1.0
"""Cells that the gap of a column keeps free in all of its rows."""


Gap = tuple[float, float]
"""Left and right edge of a strip of paper, prepared pixels."""


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


def _tables(rows: Sequence[Row], pitch: float) -> Iterator[tuple[int, int, list[Gap]]]:
    """Yield first and last row of each table, and the gaps between its columns."""
    for first, last in _parted(rows, _runs(rows, pitch), pitch):
        found = _columns(rows[first : last + 1], pitch)
        # A heading over several columns stands at the top, a line of text under the last row.
        while last - first + 1 > LEAST_ROWS:
            without = [_columns(rows[first + 1 : last + 1], pitch), _columns(rows[first:last], pitch)]
            if max(map(len, without)) <= len(found):
                break
            at_top = len(without[0]) >= len(without[1])
            found, first, last = (without[0], first + 1, last) if at_top else (without[1], first, last - 1)
        first, last = _with_both_sides(rows, first, last, found)
        table = rows[first : last + 1]
        enough = found and len(table) >= (LEAST_ROWS if len(found) > 1 else LEAST_PAIRS)
        if enough and not _is_prose(table, found, pitch) and not _is_list(table, found, pitch):
            yield first, last, found


def _runs(rows: Sequence[Row], pitch: float) -> Iterator[tuple[int, int]]:
    """Yield first and last of the rows that have wide gaps, with a few others between them."""
    steps = [below.top - above.top for above, below in pairwise(rows)]
    step = statistics.median(steps) if steps else 0.0
    gapped = [number for number, row in enumerate(rows) if row.gaps(GAP_CELLS * pitch)]
    run: list[int] = []
    for number in (*gapped, None):
        apart = number is None or not run or number - run[-1] > EMPTY_ROWS + 1
        if not apart and number is not None:
            apart = any(rows[at + 1].top - rows[at].top > STEP_LINES * step for at in range(run[-1], number))
        if apart:
            if len(run) >= LEAST_ROWS:
                yield run[0], run[-1]
            run = []
        if number is not None:
            run.append(number)


def _parted(rows: Sequence[Row], runs: Iterable[tuple[int, int]], pitch: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows in parts: a line of text that goes over the columns stands between two tables."""
    for first, last in runs:
        gaps = _columns([row for row in rows[first : last + 1] if row.gaps(NARROW_CELLS * pitch)], pitch)
        middles = [(start + end) / 2 for start, end in gaps]
        over = [
            number
            for number in range(first, last + 1)
            if not rows[number].gaps(NARROW_CELLS * pitch)
            and any(rows[number].crosses(middle - pitch / 2, middle + pitch / 2) for middle in middles)
        ]
        start = first
        for number in (*over, last + 1):
            if number - start >= LEAST_ROWS:
                yield start, number - 1
            start = number + 1


def _columns(rows: Sequence[Row], pitch: float) -> list[Gap]:
    """Return the gaps between the columns of some rows: strips of paper that next to no word stands in, beside which
    most rows have a wide gap of their own."""
    left = min(row.left for row in rows)
    cell = pitch / CELL_PARTS
    count = int((max(row.right for row in rows) - left) / cell) + 1
    covered = np.zeros(count, dtype=np.int64)
    for row in rows:
        mask = np.zeros(count, dtype=np.bool_)
        for word in row.words:
            start, end = word.x - word.reach - left, word.x + word.reach - left
            mask[max(0, int(np.floor(start / cell + 0.5))) : max(1, int(np.ceil(end / cell - 0.5)))] = True
        covered += mask
    free = covered <= int(CROSSED * len(rows))
    wide = NARROW_CELLS if len(rows) >= MANY_ROWS else GAP_CELLS
    gaps_of = [row.gaps(wide * pitch) for row in rows]
    found = []
    for start, end in runs_of(free):
        gap = (left + start * cell, left + end * cell)
        if end - start < LEAST_COLUMN * CELL_PARTS or start == 0 or end >= count:
            continue
        own = sum(any(one[0] < gap[1] and one[1] > gap[0] for one in gaps) for gaps in gaps_of)
        if own >= max(LEAST_ROWS, MOST_ROWS * len(rows)):
            found.append(gap)
    return found


def _with_both_sides(rows: Sequence[Row], first: int, last: int, gaps: Sequence[Gap]) -> tuple[int, int]:
    """Return first and last row without those at the ends that stand in one column alone."""

    def parted(row: Row) -> bool:
        sides = [sum(word.x > (start + end) / 2 for start, end in gaps) for word in row.words]
        return len(set(sides)) > 1

    while first < last and not parted(rows[first]):
        first += 1
    while last > first and not parted(rows[last]):
        last -= 1
    return first, last


_LIST_MARK = re.compile(r"\d{1,3}(\.\d{1,3})*[.)]?|[-–—•*]|[^\W\d_][.)]|\(\d{1,3}[^\W\d_]?\)")
"""Numbers and marks of items, numbers of formulas."""


def _is_list(rows: Sequence[Row], gaps: Sequence[Gap], pitch: float) -> bool:
    """Return whether one of two columns holds nothing but the marks of items, or numbers of formulas, beside text."""
    if len(gaps) != 1:
        return False
    middle = (gaps[0][0] + gaps[0][1]) / 2
    sides = [[[word for word in row.words if (word.x > middle) == right] for row in rows] for right in (False, True)]
    for marks, texts in (sides, sides[::-1]):
        only_marks = all(_LIST_MARK.fullmatch("".join(word.text for word in line)) for line in marks if line)
        broad = max((breadth_of(line) for line in texts if line), default=0.0)
        if only_marks and broad >= PROSE_CELLS * pitch:
            return True
    return False


def _is_prose(rows: Sequence[Row], gaps: Sequence[Gap], pitch: float) -> bool:
    """Return whether two columns are full of lines: two pages side by side, or columns of text."""
    words = [word for row in rows for word in row.words]
    left, right = min(word.x - word.reach for word in words), max(word.x + word.reach for word in words)
    edges = [left, *(edge for gap in gaps for edge in gap), right]
    full = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = [[word for word in row.words if start - pitch <= word.x <= end + pitch] for row in rows]
        broad = [breadth_of(line) for line in inside if line]
        is_broad = end - start >= PROSE_CELLS * pitch and len(broad) > 0
        full += is_broad and statistics.fmean(broad) >= PROSE_FILLS * (end - start)
    return full >= 2
