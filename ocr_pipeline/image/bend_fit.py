"""A bend fitted to places where lines of type were seen: two penalized cubic B-splines, one for head and one for foot.

Eilers and Marx, *Flexible smoothing with B-splines and penalties*, Statistical Science 11, 1996; robust by reweighting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Bend
from ocr_pipeline.records.curled import spline_weights

Values = npt.NDArray[np.float64]
Groups = npt.NDArray[np.intp]

COEFFICIENTS = 10
"""Of each spline: seven pieces across a page, 30 mm each; paper does not curl faster."""

STIFFNESS = 0.005
"""Weight of the second differences of the coefficients beside one observation of full weight in each piece."""

TWIST = 0.05
"""Weight of the second differences of what changes from head to foot: a sheet is bent alike all the way down."""

EVEN = 0.01
"""Weight of the first differences of what changes from head to foot: the few lines of a short page do not tell it."""

FAINT = 1e-4
"""Weight of the pull to no bend: it settles what no line tells."""

ROUNDS = 4
"""Rounds of reweighting."""


@dataclass(frozen=True, eq=False)
class Sightings:
    """Places of lines: each (x, y) lies `down` pixels below where it would on a level page, give or take a constant for
    all of a `group` (from 0); `weight` is how much it counts. All of shape (n,)."""

    x: Values
    y: Values
    down: Values
    weight: Values
    group: Groups


def fit_bend(seen: Sightings, width: float, height: float, spread: float) -> Bend:
    """Return the bend of an image of that size that fits best; what lies off it by `spread` pixels hardly counts."""
    count, groups = COEFFICIENTS, int(seen.group.max()) + 1
    weights = spline_weights(seen.x / width, count)
    share = (seen.y / height)[:, None]
    constants = np.zeros((len(seen.x), groups))
    constants[np.arange(len(seen.x)), seen.group] = 1
    rows = np.hstack([(1 - share) * weights, share * weights, constants])
    stiff = _stiffness(count, groups) * float(seen.weight.sum()) / (2 * count)
    trust = seen.weight
    solved: Values = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        normal = rows.T @ (trust[:, None] * rows) + stiff
        solved = np.asarray(np.linalg.solve(normal, rows.T @ (trust * seen.down)), dtype=np.float64)
        off = (seen.down - rows @ solved) / spread
        trust = seen.weight / (1 + off**2) ** 2
    top, foot = solved[:count], solved[count : 2 * count]
    return Bend(width=width, height=height, top=tuple(top.tolist()), foot=tuple(foot.tolist()))


def _stiffness(count: int, groups: int) -> Values:
    """Return the penalty on the coefficients of head and foot, and on the constants, as a matrix."""
    bends = np.diff(np.eye(count), 2, axis=0)
    one, none = bends.T @ bends, np.zeros((count, count))
    slopes = np.diff(np.eye(count), 1, axis=0)
    twist = TWIST * one + EVEN * slopes.T @ slopes
    both = STIFFNESS * np.block([[one, none], [none, one]]) + np.block([[twist, -twist], [-twist, twist]])
    size = 2 * count + groups
    result: Values = FAINT * np.eye(size)
    result[: 2 * count, : 2 * count] += both
    return result
