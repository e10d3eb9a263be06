"""Pen strokes and typed rules, as they differ from letters: long thin runs of ink, traced column by column."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Area, Image

Trace = npt.NDArray[np.float64]
"""One value for each column of a strip, shape (width,), NaN where the column has none."""


@dataclass(frozen=True)
class Stroke:
    """A stroke that runs along a strip of ink, lengths in pixels of that strip.

    Its middle lies at `offset` + `slope`·x; `coverage` is the share of the columns that it inks, `thickness` the median
    height of its ink. `swing` is how far its middle strays from that line (root of the mean square), and `lobes` how
    often it crosses it from one side to the other in a full swing, plus one.
    """

    offset: float
    slope: float
    coverage: float
    thickness: float
    swing: float
    lobes: int

    def height_at(self, x: float) -> float:
        """Return where the middle of the stroke lies at column `x`."""
        return self.offset + self.slope * x

    def moved(self, right: float, down: float) -> Stroke:
        """Return the stroke in the frame of an image in which the strip's corner lies at (`right`, `down`)."""
        return replace(self, offset=self.offset + down - self.slope * right)


def long_runs(ink: Image, length: int) -> Image:
    """Return of `ink` (255 ink, 0 paper) only horizontal runs of at least `length` pixels."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(1, length)), np.uint8)), dtype=np.uint8)


def covered_columns(ink: Image) -> int:
    """Return how many columns of `ink` (ink is not 0) hold any."""
    return cv2.countNonZero(cv2.reduce(ink, 0, cv2.REDUCE_MAX))


def lowest_runs(ink: Image) -> tuple[Trace, Trace]:
    """Return middle and height of the lowest run of ink in each column of `ink` (ink is not 0)."""
    upward = ink[::-1] > 0
    rows = len(upward)
    first = upward.argmax(axis=0)
    below = np.arange(rows)[:, None] < first
    gaps = ~upward & ~below
    ends = np.where(gaps.any(axis=0), gaps.argmax(axis=0), rows)
    found = upward.any(axis=0)
    middle = np.where(found, rows - (first + ends) / 2, np.nan)
    return middle, np.where(found, (ends - first).astype(np.float64), np.nan)


def fit(middle: Trace, thickness: Trace, tolerance: float, lobe: float) -> Stroke | None:
    """Return the stroke along the traced middles; None where too few columns lie within `tolerance` of one line.

    A swing to one side counts as a lobe where it goes farther than `lobe` pixels.
    """
    x = np.flatnonzero(~np.isnan(middle)).astype(np.float64)
    if len(x) < MIN_COLUMNS:
        return None
    y = middle[~np.isnan(middle)]
    slope, offset = 0.0, float(np.median(y))
    kept = np.abs(y - offset) <= 2 * tolerance
    for _ in range(REFITS):
        if kept.sum() < MIN_COLUMNS:
            return None
        slope, offset = _line(x[kept], y[kept])
        kept = np.abs(y - offset - slope * x) <= tolerance
    if kept.sum() < MIN_COLUMNS:
        return None
    strays = (y - offset - slope * x)[kept]
    return Stroke(
        offset=offset,
        slope=slope,
        coverage=float(kept.sum()) / len(middle),
        thickness=float(np.median(thickness[~np.isnan(middle)][kept])),
        swing=float(np.sqrt(np.mean(strays**2))),
        lobes=_lobes(strays, lobe),
    )


def along(ink: Image, stroke: Stroke, left: int, right: int, aside: float) -> npt.NDArray[np.bool_]:
    """Return where there is ink on the stroke's line moved down by `aside` pixels, shape (right - left,)."""
    x = np.arange(max(0, left), min(ink.shape[1], right))
    rows = np.clip(np.floor(stroke.offset + stroke.slope * x + aside), 0, len(ink) - 1).astype(np.intp)
    return np.asarray(ink[rows, x] > 0)


def has_upright(ink: Image, box: Area, tall: int, aside: int) -> bool:
    """Return whether an upright run of ink at least `tall` pixels high meets the stroke in `box`.

    It counts up to `aside` pixels beyond the stroke's ends.
    """
    top, bottom = max(0, round(box.top)), round(box.bottom) + 1
    first_row = max(0, top - tall)
    window = ink[first_row : bottom + tall, max(0, round(box.left) - aside) : round(box.right) + aside]
    upright = cv2.morphologyEx(window, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8))
    return bool(upright[top - first_row : bottom - first_row].any())


def steadiness(middle: Trace, jump: float) -> float:
    """Return in what share of neighbouring columns the traced middle moves by at most `jump` pixels."""
    steps = np.abs(np.diff(middle[~np.isnan(middle)]))
    return float((steps <= jump).mean()) if len(steps) else 0.0


def reach(ink: Image, stroke: Stroke, start: int, direction: int, limit: int, half_height: float, gap: float) -> int:
    """Return how many columns from `start` the stroke goes on, to the right (`direction` 1) or the left (-1).

    Ink within `half_height` pixels of its line counts; it ends at `limit` columns, or at a break longer than `gap`.
    """
    x = start + direction * np.arange(max(0, limit)) - (1 if direction < 0 else 0)
    x = x[(x >= 0) & (x < ink.shape[1])]
    if not len(x):
        return 0
    heights = stroke.offset + stroke.slope * x
    top = max(0, int(heights.min() - half_height))
    rows = np.arange(top, min(ink.shape[0], int(heights.max() + half_height) + 2))
    near = np.abs(rows[:, None] + 0.5 - heights) <= half_height
    inked = np.flatnonzero(((ink[rows[0] : rows[-1] + 1, x] > 0) & near).any(axis=0)) if len(rows) else rows
    if not len(inked) or inked[0] > gap:
        return 0
    breaks = np.flatnonzero(np.diff(inked) > gap + 1)
    last = inked[breaks[0]] if len(breaks) else inked[-1]
    whole = not len(breaks) and len(x) - 1 - last <= gap
    return len(x) if whole else int(last) + 1


def _line(x: Trace, y: Trace) -> tuple[float, float]:
    """Return slope and offset of the line of least squares (`numpy.polyfit` takes ten times as long)."""
    x_mean, y_mean = float(x.mean()), float(y.mean())
    aside = x - x_mean
    spread = float(aside @ aside)
    slope = float(aside @ y) / spread if spread else 0.0
    return slope, y_mean - slope * x_mean


MIN_COLUMNS = 8
"""Columns under which no line is fitted."""

REFITS = 2
"""Rounds of fitting and leaving out what lies off the line; a third changes nothing."""


def _lobes(strays: Trace, lobe: float) -> int:
    """Return how many swings to alternating sides, each beyond `lobe`, the middles make."""
    sides = np.sign(strays[np.abs(strays) >= lobe])
    return int((sides[1:] != sides[:-1]).sum()) + 1 if len(sides) else 0
