"""Letters alone in a column of a table, which their baselines did not tell: those above and below them do.

A letter that stands by itself has little ink where a baseline is looked for; `Y`, `Ф`, `[` have less than noise. Where
several lines have a letter or a few at one place, far from the rest of the line, a mark of a letter's size at that
place is one as well. It goes to the line that it stands on, or is a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.lines.baseline_evidence import STRIP
from ocr_pipeline.recognize.typescript.lines.components import in_range
from ocr_pipeline.recognize.typescript.lines.extent import BODY, BOTTOMS, NARROWEST, SMALL, TOPS, Marks
from ocr_pipeline.recognize.typescript.lines.line import TypedLine

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LONGEST_CELLS, APART_CELLS = 3.5, 4.0
"""Greatest length of an entry, and least gap to the rest of its line, cells: sums and numbers of three figures, and
more than sentences have between them."""

ALIGNED_CELLS = 1.2
"""How far left or right of each other entries of a column begin, or have their middles, cells."""

NEAR, LEAST = 30.0, 3
"""Height, letter heights, above and below an entry in which those of its column are counted (six rows at the widest
steps), and how many there must be."""

HEIGHTS, WIDTHS = (0.7, 2.1), (NARROWEST, 2.6)
"""Height and width of the mark of a letter, or of two run together, in letter heights: brackets are 2 high."""

ABOVE_BELOW = 0.4
"""Gap to what stands above or below, letter heights: a pen's strokes and a stamp's letters touch or overlap."""


@dataclass(frozen=True)
class _Entry:
    """A letter or a few, far from the rest of their line; pixels of the copy."""

    left: float
    right: float
    base: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def with_entries(lines: Sequence[TypedLine], marks: Marks, letter: float) -> list[TypedLine]:
    """Return the lines of a page with the letters that stand where other lines have an entry, pixels of the copy."""
    on_line = np.zeros(len(marks.left), dtype=np.bool_)
    entries: list[_Entry] = []
    for line in lines:
        here = _in_body(marks, line, letter)
        on_line |= here
        entries += _entries(marks, here, line, letter)
    if len(entries) < LEAST:
        return list(lines)
    found = list(lines)
    for piece in _pieces(marks, on_line, letter):
        entry = _Entry(
            float(marks.left[piece].min()), float(marks.right[piece].max()), float(marks.bottom[piece].max())
        )
        if not _in_column(entry, entries, letter) or not _stands_alone(marks, piece, entry, letter):
            continue
        host = _host(found, marks, piece, entry, letter)
        if host is None:
            found.append(_own_line(found, entry))
        else:
            line = found[host]
            found[host] = replace(line, left=min(line.left, entry.left), right=max(line.right, entry.right))
    return found


def _in_body(marks: Marks, line: TypedLine, letter: float) -> Flags:
    """Return which marks have their middle in the body of a line, from its left to its right."""
    x, y = (marks.left + marks.right) / 2, (marks.top + marks.bottom) / 2
    inside = (x >= line.left) & (x <= line.right)
    return inside & in_range((y - line.at(x)) / letter, BODY)


def _entries(marks: Marks, here: Flags, line: TypedLine, letter: float) -> list[_Entry]:
    """Return the entries of a line among its marks."""
    large = np.flatnonzero(here & (marks.bottom - marks.top >= SMALL * letter))
    if not len(large):
        return []
    cell = STRIP * letter
    large = large[np.argsort(marks.left[large], kind="stable")]
    reached = np.maximum.accumulate(marks.right[large])
    starts = np.flatnonzero(np.append(True, marks.left[large][1:] - reached[:-1] > APART_CELLS * cell))
    lefts, rights = marks.left[large][starts], np.maximum.reduceat(marks.right[large], starts)
    return [
        _Entry(left, right, float(line.at((left + right) / 2)))
        for left, right in zip(lefts.tolist(), rights.tolist(), strict=True)
        if right - left <= LONGEST_CELLS * cell
    ]


def _pieces(marks: Marks, on_line: Flags, letter: float) -> list[npt.NDArray[np.intp]]:
    """Return the marks of a letter's size that are on no line, those beside each other together, from left to right."""
    height, width = (marks.bottom - marks.top) / letter, (marks.right - marks.left) / letter
    free = ~on_line & ~marks.at_edge & in_range(height, HEIGHTS) & in_range(width, WIDTHS)
    order = np.flatnonzero(free)[np.argsort(marks.left[free], kind="stable")]
    cell = STRIP * letter
    pieces: list[list[int]] = []
    for mark in order.tolist():
        for piece in pieces:
            last = piece[-1]
            level = abs(marks.bottom[mark] - marks.bottom[last]) <= SMALL * letter
            if level and marks.left[mark] - marks.right[last] <= cell:
                piece.append(mark)
                break
        else:
            pieces.append([mark])
    return [np.array(piece, dtype=np.intp) for piece in pieces]


def _in_column(entry: _Entry, entries: Sequence[_Entry], letter: float) -> bool:
    """Return whether entries of other lines stand above or below a piece, near enough to tell its column."""
    cell = STRIP * letter
    if entry.right - entry.left > LONGEST_CELLS * cell:
        return False
    near = [
        other
        for other in entries
        if abs(other.base - entry.base) <= NEAR * letter
        and min(abs(other.left - entry.left), abs(other.middle - entry.middle)) <= ALIGNED_CELLS * cell
    ]
    return len(near) >= LEAST


def _stands_alone(marks: Marks, piece: npt.NDArray[np.intp], entry: _Entry, letter: float) -> bool:
    """Return whether nothing of some size stands beside a piece within a few cells, nor close above or below it."""
    cell = STRIP * letter
    top, bottom = float(marks.top[piece].min()), float(marks.bottom[piece].max())
    other = np.maximum(marks.bottom - marks.top, marks.right - marks.left) >= SMALL * letter
    other[piece] = False
    gap = ABOVE_BELOW * letter
    level = (marks.bottom > top - gap) & (marks.top < bottom + gap)
    near = (marks.right > entry.left - cell) & (marks.left < entry.right + cell)
    return not bool((other & level & near).any())


def _host(
    lines: Sequence[TypedLine], marks: Marks, piece: npt.NDArray[np.intp], entry: _Entry, letter: float
) -> int | None:
    """Return which line a piece stands on, the nearest of them, if its baseline is prolonged; None for none."""
    top, bottom = float(marks.top[piece].min()), float(marks.bottom[piece].max())
    best: tuple[float, int] | None = None
    for number, line in enumerate(lines):
        base = float(line.at(entry.middle))
        off, high = (bottom - base) / letter, (top - base) / letter
        gap = max(line.left - entry.right, entry.left - line.right, 0.0)
        if BOTTOMS[0] <= off <= BOTTOMS[1] and TOPS[0] <= high <= TOPS[1] and (best is None or gap < best[0]):
            best = (gap, number)
    return best[1] if best else None


def _own_line(lines: Sequence[TypedLine], entry: _Entry) -> TypedLine:
    """Return the line of a piece that stands on no other: through its feet, as the nearest line runs."""
    nearest = min(lines, key=lambda line: abs(float(line.at(entry.middle)) - entry.base))
    rise = float(nearest.at(entry.right) - nearest.at(entry.left)) / 2
    corners = ((entry.left, entry.base - rise), (entry.right, entry.base + rise))
    return TypedLine(corners, entry.left, entry.right)
