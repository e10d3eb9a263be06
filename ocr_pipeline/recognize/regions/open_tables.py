"""Tables without rules: rows of type whose words stand in columns, one above the other.

A typist sets columns by tabulator stops: row after row has gaps of several cells at the same place. Lines of text have
none so wide, and where a line has one, the next has it elsewhere.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
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

CROSSED = 0.1
"""Share of the rows in which a word may stand over a gap: an entry too long for its column."""

CELL_PARTS = 4
"""Parts of a cell in which paper is looked for."""

EMPTY_ROWS = 3
"""Rows in one column alone, in a row, that may stand within a table: a cell of several lines."""

STEP_LINES = 3.5
"""Distance of rows, in the usual one, from which they are of two tables."""

PROSE_CELLS, PROSE_FILLS = 25.0, 0.55
"""Breadth in cells, and mean share of it that its lines fill, from which a column is one of prose: its rows are lines
of two texts. Descriptions in the tables of `manuals` have up to 40 cells, beside a column of keywords."""

LEANS = (0.0, -0.0125, 0.0125, -0.025, 0.025, -0.0375, 0.0375, -0.05, 0.05)
"""How far columns may go to the right for each pixel down: three degrees both ways, in steps by which they drift half a
cell in 20 rows. Upright comes first: the others must be better."""

WIDER_CELLS = 1.0
"""Cells that the gaps of leaning columns must be wider in all than those of upright ones, if they are as many."""

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
    for first, last, gaps, lean in _tables(rows, pitch):
        area = Area(block.area.left, _between(rows, first - 1, top), block.area.right, _under(rows, last, block.area))
        if first and area.top > top:
            yield Block(block.kind, Area(area.left, top, area.right, area.top), apart=block.apart)
        columns = tuple((start + end) / 2 for start, end in gaps)
        spans = tuple(Span(0, column) for column in range(len(columns) + 1))
        grid = Grid(lean, columns, (), spans, is_ruled=False)
        yield Block(RegionKind.TABLE, area, grid=grid, apart=block.apart)
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


def _tables(page: Sequence[Row], pitch: float) -> Iterator[tuple[int, int, list[Gap], Lean]]:
    """Yield first and last row of each table, the gaps between its columns, and how these lean."""
    for run in _runs(page, pitch):
        lean = _lean(page[run[0] : run[1] + 1], pitch)
        rows = [_upright(row, lean) for row in page]
        for first, last, gaps in _tables_of_run(rows, run, pitch):
            yield first, last, gaps, lean


def _tables_of_run(rows: Sequence[Row], run: tuple[int, int], pitch: float) -> Iterator[tuple[int, int, list[Gap]]]:
    """Yield first and last row of each table in a run of rows with upright columns, and the gaps between these."""
    for first, last in _parted(rows, run, pitch):
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


def _lean(rows: Sequence[Row], pitch: float) -> Lean:
    """Return how the columns of a run of rows lean: as leaves most of them, and the widest gaps; upright in doubt.

    A sheet that was pulled askew, or photographed, has level rows all the same (`lvov` page 87: 2 degrees).
    """
    gapped = [row for row in rows if row.gaps(NARROW_CELLS * pitch)]
    top = min(row.top for row in rows)
    best, best_score = Lean(), (0, 0.0)
    for right in LEANS if gapped else ():
        lean = Lean(0.0, top, right, 0.0)
        gaps = _columns([_upright(row, lean) for row in gapped], pitch)
        score = (len(gaps), sum(end - start for start, end in gaps))
        if score[0] > best_score[0] or (score[0] == best_score[0] and score[1] > best_score[1] + WIDER_CELLS * pitch):
            best, best_score = lean, score
    return best


def _upright(row: Row, lean: Lean) -> Row:
    return Row(tuple(replace(word, x=lean.across(word.x, word.y)) for word in row.words)) if lean.right else row


def _parted(rows: Sequence[Row], run: tuple[int, int], pitch: float) -> Iterator[tuple[int, int]]:
    """Yield a run of rows in parts: a line of text that goes over the columns stands between two tables."""
    first, last = run
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
