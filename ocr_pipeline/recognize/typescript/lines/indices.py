"""Exponents and indices: letters and figures struck half a line above or below the letters of their line.

A crop of the line would cut them through. Each is found by its mark, which is as high as a letter and stands off the
baseline in a cell of its own, beside a letter of the line or another index; it is then read on its own baseline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.lines.baseline_evidence import STRIP
from ocr_pipeline.recognize.typescript.lines.components import in_range
from ocr_pipeline.recognize.typescript.lines.extent import Marks
from ocr_pipeline.recognize.typescript.lines.line import TypedLine

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

OFF = (0.42, 1.4)
"""How far above or below the baseline an index stands, in letter heights: half a line is 0.7 to 1.1 at line distances
of 1.5 to 2.1; keys that jumped have 0.3, and the next line begins at 1.5."""

HEIGHTS, WIDTHS = (0.7, 1.75), (0.45, 2.6)
"""Height and width of the mark of an index, or of two run together, in letter heights: quotation marks, commas and
accents are 0.3 to 0.6 high, brackets 2 and more; primes are 0.3 to 0.4 wide (`dispak`)."""

LEAST_RAISED = 0.85
"""Height of a raised mark, in letter heights, from which it is no quotation mark: of bold faces they have up to 0.8."""

HIGHEST_OF_LOWERED = 0.95
"""How far a lowered mark may reach above the baseline, in letter heights: letters with a descender reach 1, and a
lowered figure 1.35 less what it is lowered by."""

STANDS = 0.35
"""Distance of a mark's lower edge from a baseline, in letter heights, up to which it stands on it or hangs from it."""

BODY = (0.0, 1.35)
"""The body of a line, from its baseline to the tops of its capitals, letter heights: the middle of an exponent lies 1.1
to 1.3 above its own line, where the line above begins at 1.5, and that of a lowered figure at its own baseline."""

BESIDE_CELLS = (-0.3, 0.9)
"""Gap in cells to the letter on its left: an index is struck in the next cell; what stands farther off is dirt."""

OVER = 0.5
"""Share of a mark's width from which ink of the line under a raised mark, or over a lowered one, makes it a part of a
broken letter: an index has its cell for itself."""

LEVEL = 0.25
"""Difference in height, in letter heights, up to which two marks are of one index."""


@dataclass(frozen=True)
class Index:
    """Characters raised or lowered: `line` is their own baseline, `host` the number of the line they belong to."""

    host: int
    line: TypedLine


def find_indices(marks: Marks, letter: float, lines: Sequence[TypedLine]) -> tuple[Index, ...]:
    """Return the indices and exponents of the lines of a page, pixels of the copy, line by line from left to right."""
    bottoms = [_rises(marks, line, letter) for line in lines]
    standing = np.zeros(len(marks.left), dtype=np.bool_)
    for rise in bottoms:
        standing |= np.abs(rise) <= STANDS
    height, width = (marks.bottom - marks.top) / letter, (marks.right - marks.left) / letter
    sized = in_range(height, HEIGHTS) & in_range(width, WIDTHS)
    # How far the middle of each mark lies above each line: one in the body of a line is a piece of its letter.
    bodies = [in_range(rise + height / 2, BODY) for rise in bottoms]
    in_bodies = np.sum(bodies, axis=0) if bodies else np.zeros(len(marks.left), dtype=np.intp)
    found: list[Index] = []
    taken = np.zeros(len(marks.left), dtype=np.bool_)
    for number, rise in enumerate(bottoms):
        in_others = in_bodies - bodies[number] > 0
        off = sized & ~standing & ~taken & ~in_others & in_range(np.abs(rise), OFF)
        # Of a mark below the line, `rise` is negative.
        off &= np.where(rise > 0, height >= LEAST_RAISED, height + rise <= HIGHEST_OF_LOWERED)
        if not off.any():
            continue
        own = np.flatnonzero(np.abs(rise) <= STANDS)
        letters = own[height[own] >= HEIGHTS[0]]
        groups: list[list[int]] = [[]]
        for mark in sorted(np.flatnonzero(off).tolist(), key=lambda mark: float(marks.left[mark])):
            if _covered(marks, mark, own):
                continue
            last = groups[-1][-1] if groups[-1] else None
            if last is not None and _follows(marks, mark, [last], letter) and abs(rise[mark] - rise[last]) <= LEVEL:
                groups[-1].append(mark)
                continue
            groups.append([mark] if _follows(marks, mark, letters, letter) else [])
        for group in filter(None, groups):
            found.append(_index(marks, number, group, lines[number]))
            taken[group] = True
    return tuple(found)


def _rises(marks: Marks, line: TypedLine, letter: float) -> Values:
    """Return how far the lower edge of each mark lies above the line, letter heights; infinite beside the line."""
    middle = (marks.left + marks.right) / 2
    beside = (middle < line.left) | (middle > line.right + BESIDE_CELLS[1] * STRIP * letter + letter)
    rise: Values = np.where(beside, np.inf, (line.at(middle) - marks.bottom) / letter)
    return rise


def _covered(marks: Marks, mark: int, own: npt.NDArray[np.intp]) -> bool:
    """Return whether marks of the line lie above or below a mark."""
    over = np.minimum(marks.right[own], marks.right[mark]) - np.maximum(marks.left[own], marks.left[mark])
    return bool((over > OVER * (marks.right[mark] - marks.left[mark])).any())


def _follows(marks: Marks, mark: int, others: Sequence[int] | npt.NDArray[np.intp], letter: float) -> bool:
    """Return whether a mark stands in the cell right of one of the others."""
    gaps = (marks.left[mark] - marks.right[np.asarray(others, dtype=np.intp)]) / (STRIP * letter)
    return bool(in_range(gaps, BESIDE_CELLS).any())


def _index(marks: Marks, host: int, group: Sequence[int], line: TypedLine) -> Index:
    """Return the index of these marks: its baseline runs as that of its line does, through their lower edges."""
    left, right = float(marks.left[group].min()), float(marks.right[group].max())
    middles = (marks.left[group] + marks.right[group]) / 2
    off = float(np.median(marks.bottom[group] - line.at(middles)))
    ends = tuple((x, float(line.at(x)) + off) for x in (left, right))
    return Index(host, TypedLine(ends, left, right))
