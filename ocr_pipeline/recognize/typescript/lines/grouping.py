"""Ridges put together to rows of type: pieces of one baseline, however far apart; indices and exponents taken in."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.lines.baseline_evidence import STRIP, Ridge

Values = npt.NDArray[np.float64]

SAME = 1 / 3
"""Distance of two baselines, in letter heights, up to which they are one line's: a machine's jitter and a sheet pulled
a little are less, half a line is 1."""

CLOSER_THAN_LINES = 1.15
"""Distance of baselines, in letter heights, that two lines one above the other never have: single spacing has 2.1, and
1.4 where the letters measured are capitals. Underlines, indices and exponents have less."""

INDEX_CELLS = 4
"""Length in cells up to which what stands beside a line, half raised or lowered, is its index or exponent."""

BESIDE_CELLS = 2
"""Distance in cells within which an index stands beside its line."""

SHADOWED = 0.5
"""Share of a ridge that must lie above or below a stronger one to be no line of its own but its underline or index."""

LONG_CELLS = 12
"""Length in cells from which a ridge tells the slope of the page."""

NEIGHBOURS = 7
"""Long ridges nearest by height whose median slope counts: photographed pages slope differently at top and foot."""

END_CELLS = 8
"""Strips at the end of a ridge by which it is prolonged."""


@dataclass
class Row:
    """Ridges of one row, from left to right, and the indices taken in with them."""

    ridges: list[Ridge] = field(default_factory=list)
    indices: list[Ridge] = field(default_factory=list)

    def add(self, ridge: Ridge) -> None:
        """Put a ridge into its place."""
        self.ridges.append(ridge)
        self.ridges.sort(key=lambda one: float(one.x[0]))

    def ends(self) -> tuple[float, float]:
        """Return the ends of the row, indices included, pixels."""
        all_ = self.ridges + self.indices
        return min(float(one.x[0]) for one in all_), max(float(one.x[-1]) for one in all_)

    def points(self) -> tuple[Values, Values]:
        """Return the places (x strictly rising, y) of the row."""
        x = np.concatenate([ridge.x for ridge in self.ridges])
        y = np.concatenate([ridge.y for ridge in self.ridges])
        x, first = np.unique(x, return_index=True)
        return x, y[first]


@dataclass(frozen=True, eq=False)
class Slopes:
    """The slope of the lines of a page, which may change from top to foot."""

    y: Values
    slope: Values

    def at(self, y: float) -> float:
        """Return the slope of a line at the height `y`; 0 on a page without a long line."""
        if not len(self.y):
            return 0.0
        near = np.argsort(np.abs(self.y - y))[:NEIGHBOURS]
        return float(statistics.median(self.slope[near].tolist()))

    def of(self, row: Row) -> float:
        """Return the slope of a line where a row stands."""
        return self.at(float(np.median(row.points()[1])))


def page_slopes(ridges: list[Ridge]) -> Slopes:
    """Return the slopes of the long ridges of a page."""
    long = [ridge for ridge in ridges if len(ridge.x) >= LONG_CELLS]
    slopes = [_slope(one.x - one.x.mean(), one.y) for one in long]
    return Slopes(np.array([float(np.median(one.y)) for one in long]), np.array(slopes))


def _slope(x: Values, y: Values) -> float:
    """Return the slope of the straight line that fits best; `x` has a mean of 0."""
    return float(x @ y / (x @ x))


def group(ridges: list[Ridge], letter: float, slopes: Slopes) -> list[Row]:
    """Return the rows of a page from its ridges, pixels of the copy; the strongest ridges found their rows first."""
    ordered = sorted(ridges, key=lambda one: -float(one.weight.sum()))
    ends = np.array([_ends(ridge) for ridge in ordered]).reshape(-1, 6)
    slope = np.array([slopes.at(float(ridge.y.mean())) for ridge in ordered])
    rows: list[Row] = []
    placed: list[int] = []
    row_of: list[int] = []
    for index, ridge in enumerate(ordered):
        home, shadowed, host, nearest, seen = None, False, None, SAME * letter, set()
        gaps, offsets = _apart(ends[placed], ends[index], float(slope[index]))
        close = np.flatnonzero(np.abs(offsets) < 2 * CLOSER_THAN_LINES * letter)
        for other in close[np.argsort(gaps[close], kind="stable")].tolist():
            # Only the nearest ridge of a row says where the row would go on.
            if row_of[other] in seen:
                continue
            seen.add(row_of[other])
            gap = float(gaps[other]) / (STRIP * letter)
            above, off = _overlap(ordered[placed[other]], ridge) if gap <= 0 else (0.0, abs(float(offsets[other])))
            if above < SHADOWED and off <= nearest:
                home, nearest = row_of[other], off
            if off >= CLOSER_THAN_LINES * letter:
                continue
            shadowed |= above >= SHADOWED
            if host is None and len(ridge.x) <= INDEX_CELLS + 2 and gap <= BESIDE_CELLS and off > SAME * letter:
                host = row_of[other]
        if shadowed:
            continue
        if host is not None:
            rows[host].indices.append(ridge)
            continue
        if home is None:
            home = len(rows)
            rows.append(Row())
        rows[home].add(ridge)
        placed.append(index)
        row_of.append(home)
    return sorted(rows, key=lambda row: -sum(float(ridge.weight.sum()) for ridge in row.ridges))


def _ends(ridge: Ridge) -> tuple[float, float, float, float, float, float]:
    """Return where a ridge begins and ends, and the middles (x, y) of the strips at both ends."""
    head, tail = slice(None, END_CELLS), slice(-END_CELLS, None)
    return (
        float(ridge.x[0]),
        float(ridge.x[-1]),
        float(ridge.x[head].mean()),
        float(ridge.y[head].mean()),
        float(ridge.x[tail].mean()),
        float(ridge.y[tail].mean()),
    )


def _apart(placed: Values, ends: Values, slope: float) -> tuple[Values, Values]:
    """Return for each ridge placed the gap to a new one along the line (0 or less: one above the other), and how far
    the new one lies under it where both are prolonged at `slope`."""
    gaps = np.maximum(ends[0] - placed[:, 1], placed[:, 0] - ends[1])
    after = ends[0] > placed[:, 1]
    behind = ends[3] - placed[:, 5] - slope * (ends[2] - placed[:, 4])
    before = ends[5] - placed[:, 3] - slope * (ends[4] - placed[:, 2])
    return gaps, np.where(after, behind, before)


def _overlap(placed: Ridge, ridge: Ridge) -> tuple[float, float]:
    """Return what share of a new ridge has one placed above or below it, and how far apart they are there, pixels."""
    inside = (ridge.x >= placed.x[0]) & (ridge.x <= placed.x[-1])
    off = np.abs(np.median(ridge.y[inside] - np.interp(ridge.x[inside], placed.x, placed.y)))
    return float(inside.mean()), float(off)
