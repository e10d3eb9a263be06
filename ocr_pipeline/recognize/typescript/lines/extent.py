"""Which ink of a row is type: stretches of marks of a letter's height that stand on the baseline, and what belongs to
them. Stamps, handwriting, edges of the sheet and noise have a baseline here and there, but not letters on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.lines.baseline_evidence import STRIP
from ocr_pipeline.recognize.typescript.lines.components import FILLED, Stats, in_range

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

BODY = (-1.45, 0.3)
"""Where the middles of a line's marks lie about its baseline, in letter heights: from quotation marks to commas."""

TOPS, BOTTOMS = (-1.6, -0.6), (-0.2, 0.55)
"""Where the upper and lower edges of letters lie about the baseline, in letter heights: from capitals with a breve to
small letters, from letters that jumped to descenders and brackets."""

WIDE, UNDERLINED_BOTTOM = 2.0, 1.0
"""Width in letter heights from which a mark is letters run together, and where their lower edge may lie: an underline
that touches them lies 0.3 to 0.9 below the baseline."""

SMALL = 0.5
"""Height of a mark, in letter heights, up to which it is no evidence for or against type: stops, dashes, crumbs."""

DASH_HEIGHT, DASH_WIDTHS, DASH_BOTTOM = 0.65, (0.8, 1.4), 0.1
"""Greatest height and widths of a dash struck hard, in letter heights, and how low its lower edge lies: one of
`novosibirsk` p4 is 0.55 high, 1.1 wide, and reaches the baseline. Beside the letters of a line it is one of them."""

BRACKET_WIDTH, BRACKET_BOTTOM = 0.8, 1.0
"""Greatest width of a bracket in letter heights, and how far below the baseline it ends; it is no evidence either."""

BROKEN_GAP = 0.1
"""Gap along the line, in letter heights, up to which pieces are one letter's; letters stand 0.15 and more apart."""

NARROWEST = 0.2
"""Least width of a letter, in letter heights: the stem of a 1 or a bracket."""

TYPED_SHARE = 0.5
"""Share of the ink of a stretch's marks, small ones aside, that letters must have; typed lines have 0.8 to 1, stamps
and handwriting 0 to 0.5."""

GAP_CELLS = 1.5
"""Gap in cells from which a new stretch begins: a blank and the sides of its neighbours."""

REACH_CELLS = 4
"""How far, in cells, a stop or dash may stand from the letters of its line."""

STOP_AREA = 0.04
"""Ink of the least mark that stands so far off, share of a letter's height squared: a full stop has 0.04 to 0.08."""

STACKED = 0.5
"""Gap in letter heights to a mark above or below, under which a lone letter is one of text that runs up the page: the
lines of a page leave 0.7 and more between figures one above the other."""

LONE_CELLS = 2.5
"""Width in cells up to which a line is a lone letter."""


EDGE_MM = 3.0
"""Width of the margin at a page's edge, mm, where a lone mark is dirt or the edge itself: no machine holds paper so."""

FAR_CELLS = 8.0
"""Distance in cells from its line, from which a mark at the edge is alone."""


@dataclass(frozen=True, eq=False)
class Marks:
    """The marks of a page: edges, middles and ink; each of shape (n,), pixels of the copy."""

    left: Values
    right: Values
    top: Values
    bottom: Values
    area: Values
    at_edge: Flags

    @staticmethod
    def of(stats: Stats, shape: tuple[int, int], dpi: float) -> Marks:
        """Return the marks of a page of that shape from its components; `at_edge` are those at its left or right."""
        left, top, width, height, area = stats.astype(np.float64).T
        right, bottom = left + width, top + height
        margin = EDGE_MM / 25.4 * dpi
        return Marks(left, right, top, bottom, area, (right <= margin) | (left >= shape[1] - margin))

    def kept(self, flags: Flags) -> Marks:
        """Return the marks with these flags."""
        left, right, top, bottom, area = (
            values[flags] for values in (self.left, self.right, self.top, self.bottom, self.area)
        )
        return Marks(left, right, top, bottom, area, self.at_edge[flags])

    def between(self, left: float, right: float) -> Flags:
        """Return which marks have their middle between two columns of the copy."""
        x = (self.left + self.right) / 2
        return np.asarray((x >= left) & (x <= right), dtype=np.bool_)

    def on(self, top: float, bottom: float) -> Flags:
        """Return which marks have their middle between two rows of the copy."""
        y = (self.top + self.bottom) / 2
        return np.asarray((y >= top) & (y <= bottom), dtype=np.bool_)

    def around(self, left: float, right: float, base: float, letter: float) -> Flags:
        """Return which marks, no stops, have their middle within a cell of letters between these sides at `base`."""
        cell = STRIP * letter
        close = self.between(left - cell, right + cell) & self.on(base - AROUND[0] * letter, base + AROUND[1] * letter)
        return np.asarray(close & (self.bottom - self.top >= SMALL * letter), dtype=np.bool_)


AROUND = (1.9, 0.5)
"""How far above and below its baseline, in letter heights, what stands close to a letter has its middle; the middles of
the lines of a table set close lie 2.1 above and 1.1 below."""


def typed_extent(
    marks: Marks, letter: float, baseline: tuple[Values, Values], span: tuple[float, float]
) -> tuple[float, float] | None:
    """Return the ends of the type on a baseline (x, y) between the ends of `span` and a little beyond, or None."""
    cell = STRIP * letter
    near = np.flatnonzero(
        (marks.bottom > baseline[1].min() + 2 * BODY[0] * letter)
        & (marks.top < baseline[1].max() + 2 * letter)
        & (marks.right > span[0] - REACH_CELLS * cell)
        & (marks.left < span[1] + REACH_CELLS * cell)
    )
    base = np.interp((marks.left[near] + marks.right[near]) / 2, *baseline)
    top, bottom = (marks.top[near] - base) / letter, (marks.bottom[near] - base) / letter
    here = ((top + bottom) / 2 > BODY[0]) & ((top + bottom) / 2 < BODY[1])
    near, top, bottom = near[here], top[here], bottom[here]
    order = np.argsort(marks.left[near], kind="stable")
    near, top, bottom = near[order], top[order], bottom[order]
    if not len(near):
        return None
    width = (marks.right[near] - marks.left[near]) / letter
    small = bottom - top < SMALL
    dash = (bottom - top < DASH_HEIGHT) & in_range(width, DASH_WIDTHS) & (bottom < DASH_BOTTOM)
    lowest = np.where(width >= WIDE, UNDERLINED_BOTTOM, BOTTOMS[1])
    letters = in_range(top, TOPS) & (bottom >= BOTTOMS[0]) & (bottom <= lowest) & ~small
    letters &= width >= NARROWEST
    letters |= _large_figures(top, bottom, width, small)
    letters |= _broken(marks, near, top, bottom, ~letters & (width < WIDE), letter)
    reached = np.maximum.accumulate(marks.right[near])
    starts = np.flatnonzero(np.append(True, marks.left[near][1:] - reached[:-1] > GAP_CELLS * cell))
    stretch = np.cumsum(np.bincount(starts, minlength=len(near))) - 1
    count = len(starts)
    area = marks.area[near]
    inked = np.bincount(stretch, area, count)
    as_letters = np.bincount(stretch, area * letters, count)
    bracket = (width <= BRACKET_WIDTH) & (top < TOPS[1]) & in_range(bottom, (BOTTOMS[0], BRACKET_BOTTOM))
    other = ~(letters | small | bracket)
    as_other = np.bincount(stretch, area * other, count)
    # A stretch of several is a pen's.
    a_dash = (np.bincount(stretch, other & dash, count) == 1) & (np.bincount(stretch, other & ~dash, count) == 0)
    typed = (as_letters > 0) & (as_letters >= TYPED_SHARE * (as_letters + as_other))
    lefts = marks.left[near][starts]
    rights = np.maximum.reduceat(marks.right[near], starts)
    # A stretch that lies wholly at the edge of the page is type only where its line comes near.
    at_edge = np.bincount(stretch, ~marks.at_edge[near], count) == 0
    before = np.append(np.inf, lefts[1:] - rights[:-1])
    alone = np.minimum(before, np.append(before[1:], np.inf)) > FAR_CELLS * cell
    typed &= ~(at_edge & alone)
    core = np.flatnonzero(typed & (rights >= span[0] - cell) & (lefts <= span[1] + cell))
    if not len(core):
        return None
    first, last = int(core[0]), int(core[-1])
    least = STOP_AREA * letter**2
    belongs = typed | (((as_other == 0) | a_dash) & (inked >= least))
    while first > 0 and belongs[first - 1] and lefts[first] - rights[first - 1] <= REACH_CELLS * cell:
        first -= 1
    while last + 1 < count and belongs[last + 1] and lefts[last + 1] - rights[last] <= REACH_CELLS * cell:
        last += 1
    left, right = float(lefts[first]), float(rights[last])
    ours = near[letters & (stretch >= first) & (stretch <= last)]
    if right - left <= LONE_CELLS * cell and _stacked(marks, ours, near, letter):
        return None
    return left, right


SEAT_OFF, SEAT_LEVEL, FEW_FIGURES = (0.25, 1.0), 0.3, 3
"""How far under a wrong baseline the feet of lone figures lie, how far these may differ, letter heights, and the most
figures of such a row: the waist of a thin 3 or 5 between two dashes looks more like a baseline than its foot."""

FIGURE_HEIGHTS, FIGURE_WIDTHS = (1.1, 2.0), (0.4, 1.5)
"""Heights and widths of a figure, in letter heights, a larger type's among them."""


def seat_below(marks: Marks, letter: float, baseline: tuple[Values, Values], span: tuple[float, float]) -> float | None:
    """Return how far below a baseline (x, y) the few figures stand that it runs through, pixels.

    None where there are none, or too many, or where anything else as large is there between the ends of `span`.
    """
    here = np.flatnonzero(marks.between(*span))
    base = np.interp((marks.left[here] + marks.right[here]) / 2, *baseline)
    top, bottom = (marks.top[here] - base) / letter, (marks.bottom[here] - base) / letter
    through = (top < 0) & (bottom > 0) & (bottom - top >= SMALL)
    width = (marks.right[here] - marks.left[here]) / letter
    figure = in_range(bottom - top, FIGURE_HEIGHTS) & in_range(width, FIGURE_WIDTHS) & in_range(bottom, SEAT_OFF)
    if not 1 <= through.sum() <= FEW_FIGURES or not figure[through].all() or np.ptp(bottom[through]) > SEAT_LEVEL:
        return None
    return float(np.median(bottom[through])) * letter


LARGE_TOP, LARGE_WIDTHS, DASHES = -2.0, (0.7, 1.5), 2
"""Height and widths of figures of a larger type than the page's, in letter heights: the bold page numbers of
`preprint-12955` are 1.62 high and 1.0 to 1.1 wide, strokes at the edge of a sheet 0.6; and how many
smaller marks may stand beside them."""


def _large_figures(top: Values, bottom: Values, width: Values, small: Flags) -> Flags:
    """Return which marks of a row are figures of a larger type: none, where anything else of some size is there.

    Page numbers are set larger or bolder than their text; among letters nothing so high is one.
    """
    figure = in_range(top, (LARGE_TOP, TOPS[0])) & in_range(bottom, BOTTOMS) & in_range(width, LARGE_WIDTHS)
    alone = 1 <= int((~small).sum()) <= FEW_FIGURES and int(small.sum()) <= DASHES and bool(figure[~small].all())
    return figure & alone


def _broken(
    marks: Marks, near: npt.NDArray[np.intp], top: Values, bottom: Values, doubtful: Flags, letter: float
) -> Flags:
    """Return which doubtful marks are pieces of broken letters: together they stand as high as a letter.

    `near` are the marks of a row from left to right, `top` and `bottom` their edges about its baseline.
    """
    result = np.zeros(len(near), dtype=np.bool_)
    pieces = np.flatnonzero(doubtful)
    if not len(pieces):
        return result
    left, right = marks.left[near][pieces], marks.right[near][pieces]
    reached = np.maximum.accumulate(right)
    apart = np.append(True, left[1:] - reached[:-1] > BROKEN_GAP * letter)
    starts = np.flatnonzero(apart)
    top_, bottom_ = np.minimum.reduceat(top[pieces], starts), np.maximum.reduceat(bottom[pieces], starts)
    width = (np.maximum.reduceat(right, starts) - left[starts]) / letter
    ink = np.add.reduceat(marks.area[near][pieces], starts) / letter**2
    whole = in_range(top_, TOPS) & in_range(bottom_, BOTTOMS) & (width >= NARROWEST)
    whole &= ink >= FILLED[0] * width * (bottom_ - top_)
    result[pieces] = whole[np.cumsum(apart) - 1]
    return result


def _stacked(marks: Marks, letters: npt.NDArray[np.intp], row: npt.NDArray[np.intp], letter: float) -> bool:
    """Return whether a mark of a letter's size, none of the row's own, stands close above or below a letter."""
    large = np.maximum(marks.bottom - marks.top, marks.right - marks.left) >= SMALL * letter
    large[row] = False
    for index in letters.tolist():
        over = np.minimum(marks.right, marks.right[index]) - np.maximum(marks.left, marks.left[index])
        gap = np.maximum(marks.top - marks.bottom[index], marks.top[index] - marks.bottom)
        if (large & (over > 0) & (gap < STACKED * letter)).any():
            return True
    return False
