"""The map from the prepared image of a curled sheet to its scan: affine, but for heights that change along the lines.

A sheet that curls about an upright axis, seen from a little above or below, has its lines bent, each like the next:
what changes from the head to the foot of the page changes evenly. So the bend is two smooth curves, one for the first
row of the image and one for the last, and a straight line between them down each column. It is the vertical half of
the disparity field of Leptonica (Bloomberg, `dewarp.c`), with uniform cubic B-splines for its parabolas.
"""

from __future__ import annotations

from typing import Annotated, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from ocr_pipeline.records.base import Record
from ocr_pipeline.records.geometry import SOLVABLE, Affine, Box, Points, Sides

Values = npt.NDArray[np.float64]

LEAST_STRETCH = 0.2
"""Share of its height to which a bend may press a column of the image together; real ones change it by a twentieth."""

Heights = Annotated[tuple[float, ...], Field(min_length=4)]
"""Coefficients of a uniform cubic B-spline over the width of an image, pixels."""


class Bend(Record):
    """How far below its place on the level image each point of a bent one lies: y' = y + d(x, y), x' = x; pixels.

    d is the curve `top` in the row 0, `foot` in the row `height`, and linear in y; the curves go from 0 to `width` and
    keep their last height beyond. It can be undone: each column is stretched, nowhere folded.
    """

    width: Annotated[float, Field(gt=0)]
    height: Annotated[float, Field(gt=0)]
    top: Heights
    foot: Heights

    @model_validator(mode="after")
    def _nowhere_folded(self) -> Self:
        # A spline lies within the hull of its coefficients.
        if len(self.top) != len(self.foot):
            raise ValueError("the curves of a bend must have as many coefficients at the top as at the foot")
        stretched = self.height + np.array(self.foot) - np.array(self.top)
        if not (stretched >= LEAST_STRETCH * self.height).all():
            raise ValueError("a bend must not press the image together or fold it")
        return self

    def bent(self, points: Points) -> Points:
        """Return `points` of the level image, shape (n, 2), on the bent one."""
        top, stretch = self._columns(points[:, 0])
        return np.column_stack([points[:, 0], top + stretch * points[:, 1]])

    def levelled(self, points: Points) -> Points:
        """Return `points` of the bent image, shape (n, 2), on the level one: the exact inverse of `bent`."""
        top, stretch = self._columns(points[:, 0])
        return np.column_stack([points[:, 0], (points[:, 1] - top) / stretch])

    def _columns(self, x: Values) -> tuple[Values, Values]:
        """Return for each column where its row 0 comes to lie, and how much it is stretched."""
        piece, basis = _pieces(x / self.width, len(self.top))
        top, foot = (
            sum(values * coefficients[piece + offset] for offset, values in enumerate(basis))
            for coefficients in (np.array(self.top), np.array(self.foot))
        )
        return np.asarray(top), np.asarray(1 + (foot - top) / self.height)


LONG, SHORT = np.linspace(0, 1, 33), np.linspace(0, 1, 5)
"""Where the edges of a box are looked at, shares of them: of a line across a page that curls by 40 pixels in 2,500, the
highest place is missed by less than a tenth of a pixel."""

AROUND = np.concatenate(
    [np.column_stack([LONG, np.full(len(LONG), edge)]) for edge in (0.0, 1.0)]
    + [np.column_stack([np.full(len(SHORT), edge), SHORT]) for edge in (0.0, 1.0)]
)
"""The same places around a box, shape (n, 2): shares of its width and height."""

ROUNDS = 12
"""Steps by which a box is found from its outline: where lines slope by 0.3, each leaves a third of the error."""


class Curled(Record):
    """The map that does `before` first, then the bend (undoes it where `undone` is set), then `after`."""

    before: Affine
    bend: Bend
    after: Affine
    undone: bool = False

    @property
    def linear(self) -> npt.NDArray[np.float64]:
        """Return what the map would do to differences of coordinates without the bend, shape (2, 2)."""
        return self.before.then(self.after).linear

    def apply(self, points: Points) -> Points:
        """Return `points`, shape (n, 2), mapped."""
        inner = self.before.apply(points)
        return self.after.apply(self.bend.levelled(inner) if self.undone else self.bend.bent(inner))

    def outlines(self, sides: Sides) -> Sides:
        """Return the smallest upright boxes around the mapped ones, whose edges may come out bent."""
        around = sides[:, None, :2] + AROUND * (sides[:, 2:] - sides[:, :2])[:, None, :]
        mapped = self.apply(around.reshape(-1, 2)).reshape(around.shape)
        return np.hstack([mapped.min(axis=1), mapped.max(axis=1)])

    def outlined(self, sides: Sides) -> Sides:
        """Return the boxes of which `outlines` makes these; where a box has no height beside its bend, it gets none."""
        spread, back = np.abs(self.linear), np.linalg.inv(self.linear)
        if abs(float(np.linalg.det(spread))) < SOLVABLE * float((spread**2).sum()):
            return self.inverse().outlines(sides)
        wanted_centres, wanted_sizes = (sides[:, :2] + sides[:, 2:]) / 2, sides[:, 2:] - sides[:, :2]
        centres = self.inverse().apply(wanted_centres)
        halves = np.linalg.solve(spread, wanted_sizes.T).clip(min=0).T / 2
        for _ in range(ROUNDS):
            made = self.outlines(np.hstack([centres - halves, centres + halves]))
            centres = centres + (wanted_centres - (made[:, :2] + made[:, 2:]) / 2) @ back.T
            missing = np.linalg.solve(spread, (wanted_sizes - (made[:, 2:] - made[:, :2])).T).T
            halves = (halves + missing / 2).clip(min=0)
        return np.hstack([centres - halves, centres + halves])

    def apply_box(self, box: Box) -> Box:
        """Return the smallest upright box around the mapped `box`."""
        return Box.of_sides(self.outlines(box.sides()))[0]

    def box_before(self, box: Box) -> Box:
        """Return the box of which `apply_box` makes this one."""
        return Box.of_sides(self.outlined(box.sides()))[0]

    def preceded_by(self, before: Affine) -> Curled:
        """Return the map that does `before` first and this one second."""
        return Curled(before=before.then(self.before), bend=self.bend, after=self.after, undone=self.undone)

    def then(self, after: Affine) -> Curled:
        """Return the map that does this one first and `after` second."""
        return Curled(before=self.before, bend=self.bend, after=self.after.then(after), undone=self.undone)

    def inverse(self) -> Curled:
        """Return the map back."""
        return Curled(before=self.after.inverse(), bend=self.bend, after=self.before.inverse(), undone=not self.undone)


def spline_weights(shares: Values, count: int) -> Values:
    """Return the weights, shape (n, count), of the `count` coefficients of a uniform cubic B-spline at `shares`.

    `shares`, shape (n,), are places from 0 to 1 along it; beyond, the ends are meant. Each row adds up to 1.
    """
    piece, basis = _pieces(shares, count)
    weights: Values = np.zeros((len(shares), count))
    for offset, values in enumerate(basis):
        weights[np.arange(len(shares)), piece + offset] = values
    return weights


def _pieces(shares: Values, count: int) -> tuple[npt.NDArray[np.intp], Values]:
    """Return the first coefficient that counts at each place, shape (n,), and the weights of four from it, (4, n)."""
    place = np.clip(shares, 0.0, 1.0) * (count - 3)
    piece = np.minimum(place.astype(np.intp), count - 4)
    t = place - piece
    return piece, np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3]) / 6


PageMap = Affine | Curled
"""The map from a prepared page to its scan."""
