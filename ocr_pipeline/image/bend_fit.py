"""A bend fitted to places where lines of type were seen: two penalized cubic B-splines, one for head and one for foot.

Eilers and Marx, *Flexible smoothing with B-splines and penalties*, Statistical Science 11, 1996; robust by reweighting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Bend
from ocr_pipeline.records.curled import LEAST_STRETCH, spline_weights

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


def fit_bend(seen: Sightings, width: float, height: float, spread: float) -> Bend | None:
    """Return the bend of an image of that size that fits best; what lies off it by `spread` pixels counts a quarter.

    None where it would fold the image, or nothing tells it: what was seen are no lines.
    """
    order = np.argsort(seen.group, kind="stable")
    x, y, down, weight = (values[order] for values in (seen.x, seen.y, seen.down, seen.weight))
    _, starts, group = np.unique(seen.group[order], return_index=True, return_inverse=True)
    splines = spline_weights(x / width, COEFFICIENTS)
    share = (y / height)[:, None]
    # The last column is what is to be explained; it is freed from each group's constant like the others.
    columns = np.hstack([(1 - share) * splines, share * splines, down[:, None]])
    stiff = _stiffness() * float(weight.sum()) / (2 * COEFFICIENTS)
    trust = weight
    solved: Values = np.zeros(2 * COEFFICIENTS)
    for _ in range(ROUNDS):
        weighed = trust[:, None] * columns
        means = np.add.reduceat(weighed, starts) / np.add.reduceat(trust, starts)[:, None]
        free = columns - means[group]
        # Without BLAS: its threads cost more than they save on matrices as small as these.
        normal = np.einsum("n,ni,nj->ij", trust, free[:, :-1], free, optimize=False)
        try:
            solved = np.asarray(np.linalg.solve(normal[:, :-1] + stiff, normal[:, -1]), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None
        off = (free[:, -1] - np.einsum("ni,i->n", free[:, :-1], solved)) / spread
        trust = weight / (1 + off**2) ** 2
    top, foot = solved[:COEFFICIENTS], solved[COEFFICIENTS:]
    if (height + foot - top).min() < LEAST_STRETCH * height:
        return None
    return Bend(width=width, height=height, top=tuple(top.tolist()), foot=tuple(foot.tolist()))


def _stiffness() -> Values:
    """Return the penalty on the coefficients of head and foot as a matrix."""
    bends, slopes = (np.diff(np.eye(COEFFICIENTS), order, axis=0) for order in (2, 1))
    stiff, none = STIFFNESS * bends.T @ bends, np.zeros((COEFFICIENTS, COEFFICIENTS))
    twist = TWIST * bends.T @ bends + EVEN * slopes.T @ slopes
    result: Values = np.block([[stiff, none], [none, stiff]]) + np.block([[twist, -twist], [-twist, twist]])
    return result + FAINT * np.eye(2 * COEFFICIENTS)
