"""Gaps: places in a line where something stands that no one typed, such as a formula or a name written in by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.ink.pixels import Flags, InkPixels
from ocr_pipeline.recognize.ink.shapes import TypeSize
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.typescript.lines.components import REDUCTION
from ocr_pipeline.records import Area

APART_CELLS = 1.5
"""Cells of paper between two strokes from which they are two gaps."""

LEAST_HEIGHT, LEAST_WIDTH = 0.6, 0.5
"""Least height and width of what makes a gap, in small letters: a smaller stroke may be a comma, or dirt."""

LEAST_INK = 0.3
"""Least ink of it, in characters of the page."""

SAME = 0.5
"""Share of a gap's ink in strokes of gaps of nearer lines over which it is the same writing as those."""

REACH_CELLS = 12.0
"""Cells from the end of a line, or from its next gap, within which writing is in the line: formulas written in before
`и т.п.` stand 8 from it and from each other (`manuals`, assembler-3), notes in the margin 20 and more."""

TALLEST = 3.0
"""Height of ink beside a line, in heights of the line, from which it is no part of the line: a drawing, a seal."""


Strokes = npt.NDArray[np.int32]
"""Numbers of strokes, 0 where there is none."""


@dataclass(frozen=True)
class ReadGap:
    """A gap: the number of the word before which it stands (that of the words: after the last), and where."""

    before: int
    box: Area


def gaps_of(
    lines: Sequence[ReadLine], pixels: InkPixels, written: Flags, size: TypeSize
) -> tuple[tuple[ReadGap, ...], ...]:
    """Return the gaps of each line, from left to right.

    `written` is the ink that is in no line and may be writing; what reaches far over a line is not in it, nor what
    stands far beside it, and a stroke that two lines might have is in the nearer one.
    """
    strokes = pixels.numbered(pixels.marks(written).of_pixel)
    cell = REDUCTION * size.pitch
    found = [_within_reach(line, list(_gaps(line, strokes, size)), cell) for line in lines]
    claims = sorted(
        ((_distance(line.box, gap.box), number, gap) for number, line in enumerate(lines) for gap in found[number]),
        key=lambda claim: claim[:2],
    )
    kept: list[list[ReadGap]] = [[] for _ in lines]
    # A gap ends at the top and bottom of its line, so gaps of two lines may lie apart and be one stroke.
    given = np.zeros(int(strokes.max(initial=0)) + 1, dtype=np.bool_)
    for _, number, gap in claims:
        own = _strokes_in(strokes, gap.box)
        if float(given[own].mean()) <= SAME:
            given[own] = True
            kept[number].append(gap)
    return tuple(tuple(sorted(gaps, key=lambda gap: gap.box.left)) for gaps in kept)


def _within_reach(line: ReadLine, gaps: Sequence[ReadGap], cell: float) -> list[ReadGap]:
    """Return the gaps that stand in a line or near it, or near one that does."""
    left, right = line.box.left, line.box.right
    near = []
    # From the line outwards: each gap that belongs to it makes it longer.
    for gap in sorted(gaps, key=lambda gap: _aside(line.box, gap.box)):
        if gap.box.left <= right + REACH_CELLS * cell and gap.box.right >= left - REACH_CELLS * cell:
            left, right = min(left, gap.box.left), max(right, gap.box.right)
            near.append(gap)
    return near


def _aside(line: Area, gap: Area) -> float:
    return max(0.0, gap.left - line.right, line.left - gap.right)


def _distance(line: Area, gap: Area) -> float:
    """Return how far the middle of a gap is from a line, in pixels, up or down and to the side together."""
    return _aside(line, gap) + abs(gap.top + gap.bottom - line.top - line.bottom) / 2


def _strokes_in(strokes: Strokes, box: Area) -> Strokes:
    """Return the number of the stroke of each pixel with ink in a gap's box."""
    top, bottom, left, right = (int(side) // REDUCTION for side in (box.top, box.bottom, box.left, box.right))
    within = strokes[top:bottom, left:right]
    return within[within > 0]


def _gaps(line: ReadLine, strokes: Strokes, size: TypeSize) -> Iterator[ReadGap]:
    """Yield what stands in the rows of a line and is high, wide and black enough, wherever across the page."""
    top, bottom = max(0, int(line.box.top // REDUCTION)), int(-(-line.box.bottom // REDUCTION))
    band = strokes[top:bottom]
    inked = np.flatnonzero(band.any(axis=0))
    if not len(inked):
        return
    breaks = np.flatnonzero(np.diff(inked) > APART_CELLS * size.pitch)
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(inked) - 1)
    for left, right in zip(inked[starts].tolist(), (inked[ends] + 1).tolist(), strict=True):
        rows = np.flatnonzero(band[:, left:right].any(axis=1))
        ink = REDUCTION**2 * int(np.count_nonzero(band[:, left:right]))
        high_enough = rows[-1] + 1 - rows[0] >= LEAST_HEIGHT * size.letter
        if not high_enough or right - left < LEAST_WIDTH * size.letter or ink < LEAST_INK * size.ink:
            continue
        if _reaches_over(strokes, left, right, top, bottom):
            continue
        box = Area(
            float(REDUCTION * left),
            float(REDUCTION * (top + rows[0])),
            float(REDUCTION * right),
            float(REDUCTION * (top + rows[-1] + 1)),
        )
        yield ReadGap(sum(word.box.middle < box.middle for word in line.words), box)


def _reaches_over(strokes: Strokes, left: int, right: int, top: int, bottom: int) -> bool:
    """Return whether ink goes on far above or below the line: all rows around the band have some."""
    reach = int((TALLEST - 1) / 2 * (bottom - top))
    around = strokes[max(0, top - reach) : bottom + reach, left:right].any(axis=1)
    return bool(around.all())
