"""Rows of type felt out across a page: at each place, how much it looks as if letters stood there on a baseline.

The page is cut into upright strips of about a character cell. In a strip, a baseline is where a band of ink as high as
a small letter ends below on bare paper. Beside each other such places make ridges, which follow slope and curvature.
Nothing here asks for whole letters: broken and clogged ones have the same band.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Image

Plane = npt.NDArray[np.float32]

STRIP = 1.25
"""Width of a strip in letter heights: a character cell, near enough."""

BELOW, ABOVE = 0.4, 0.45
"""Heights of the bands under the baseline and over the small letters, in letter heights, that hold less ink than the
letters' own: descenders and capitals reach that far."""

ABOVE_WEIGHT = 0.5
"""Weight of the band above: capitals and figures fill it, and must not lose against their own baseline."""

SPREAD = 1.5
"""Standard deviation, in strips, of the smoothing along the lines: over a few letters descenders even out; a lone
figure still keeps a quarter of its weight."""

APART = 0.8
"""Distance in letter heights within which the stronger of two ridges stands: lines are 1.5 and more apart."""

LEAST = 0.02
"""Ink of the band above the baseline less that beside it, share of the area: one thin figure alone gives 0.03, type
0.15 to 0.25, type broken to dots 0.05."""

STEP = 0.2
"""How far a ridge may rise or fall from strip to strip, in letter heights: smoothed over letters it moves by less."""


@dataclass(frozen=True, eq=False)
class Ridge:
    """A stretch of one baseline: the middles `x` of its strips, its height `y` there, and its `weight` (ink)."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]


def find_ridges(ink: Image, letter: float) -> list[Ridge]:
    """Return the ridges of a page of `ink` (255 ink, 0 none) with letters of a height of `letter` pixels."""
    strips = max(1, round(ink.shape[1] / (STRIP * letter)))
    columns = np.asarray(cv2.resize(ink, (strips, ink.shape[0]), interpolation=cv2.INTER_AREA), dtype=np.float32)
    columns /= np.float32(255)
    evidence = baseline_evidence(columns, letter)
    evidence = np.asarray(cv2.GaussianBlur(evidence, (2 * round(3 * SPREAD) + 1, 1), SPREAD), dtype=np.float32)
    radius = max(1, round(APART * letter))
    top = cv2.dilate(evidence, np.ones((2 * radius + 1, 1), np.uint8))
    peaks = (evidence >= top) & (evidence > LEAST)
    return _linked(peaks, evidence, ink.shape[1] / strips, STEP * letter)


def baseline_evidence(columns: Plane, letter: float) -> Plane:
    """Return for each row of `columns` (ink share, shape (rows, strips)) how like a baseline its upper edge is."""
    rows = len(columns)
    sums = np.vstack([np.zeros((1, columns.shape[1]), np.float32), np.cumsum(columns, axis=0, dtype=np.float32)])
    here = np.arange(rows)

    def mean(start: float, end: float) -> Plane:
        first, last = (np.clip(here + round(edge * letter), 0, rows) for edge in (start, end))
        size = max(1, round(end * letter) - round(start * letter))
        return np.asarray((sums[last] - sums[first]) / size, dtype=np.float32)

    evidence: Plane = mean(-1.0, 0.0) - mean(0.0, BELOW) - np.float32(ABOVE_WEIGHT) * mean(-1.0 - ABOVE, -1.0)
    return evidence


def _linked(peaks: npt.NDArray[np.bool_], evidence: Plane, width: float, step: float) -> list[Ridge]:
    """Return the peaks of neighbouring strips linked where they are each other's nearest, at most `step` apart."""
    chains: list[list[tuple[int, int]]] = []
    open_: list[list[tuple[int, int]]] = []
    ends = np.empty(0, dtype=np.intp)
    for strip, column in enumerate(peaks.T):
        rows = np.flatnonzero(column)
        nearest = _nearest(rows, ends)
        follow = {}
        if len(rows) and len(ends):
            mutual = _nearest(ends, rows[nearest]) == np.arange(len(ends))
            linked = np.flatnonzero(mutual & (np.abs(rows[nearest] - ends) <= step))
            follow = {
                place: open_[chain] for place, chain in zip(nearest[linked].tolist(), linked.tolist(), strict=True)
            }
        open_ = []
        for place, row in enumerate(rows.tolist()):
            chain = follow.get(place)
            if chain is None:
                chain = []
                chains.append(chain)
            chain.append((strip, row))
            open_.append(chain)
        ends = rows
    ridges = []
    for chain in chains:
        strip, row = np.array(chain).T
        ridges.append(Ridge((strip + 0.5) * width, row.astype(np.float64), evidence[row, strip].astype(np.float64)))
    return ridges


def _nearest(values: npt.NDArray[np.intp], wanted: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return the place in the rising `values` of the one nearest to each of `wanted`; zeros where there are none."""
    if len(values) < TWO:
        return np.zeros(len(wanted), dtype=np.intp)
    after = np.clip(np.searchsorted(values, wanted), 1, len(values) - 1)
    return after - (wanted - values[after - 1] <= values[after] - wanted)


TWO = 2
"""Values between which a nearest one is looked for."""
