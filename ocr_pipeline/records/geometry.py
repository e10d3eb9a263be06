"""Places on a scan and the maps between images.

Coordinates are pixels of the *scan*, origin top left, x to the right, y down, as every viewer shows the file (EXIF
orientation applied). They are continuous: pixel `i` covers `[i, i + 1)`, so a box is as wide as `right - left`.
The *prepared* frame is that of the image the engine reads; names say `prepared` where it is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from ocr_pipeline.records.base import Record

Image = npt.NDArray[np.uint8]
"""Grey pixels, shape (height, width), dtype uint8, 0 = black. A binary image holds 0 and 255 only."""


Points = npt.NDArray[np.float64]
"""Coordinates, shape (n, 2), dtype float64, columns x and y."""

Sides = npt.NDArray[np.float64]
"""Boxes, shape (n, 4), dtype float64, columns left, top, right and bottom."""


class Box(Record):
    """A rectangle with sides parallel to the axes, in pixels of the scan unless a name says otherwise."""

    left: float
    top: float
    right: float
    bottom: float

    @model_validator(mode="after")
    def _sides_in_order(self) -> Self:
        if not (self.left <= self.right and self.top <= self.bottom):
            raise ValueError(f"a box must have left <= right and top <= bottom: {self!r}")
        return self

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return self.bottom - self.top

    def corners(self) -> Points:
        """Return the corners, shape (4, 2), clockwise from the top left."""
        return np.array(
            [
                (self.left, self.top),
                (self.right, self.top),
                (self.right, self.bottom),
                (self.left, self.bottom),
            ],
            dtype=np.float64,
        )

    def sides(self) -> Sides:
        """Return the box as an array, shape (1, 4)."""
        return Box.sides_of([self])

    @staticmethod
    def sides_of(boxes: Sequence[Box]) -> Sides:
        """Return boxes as one array."""
        return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 4)

    @staticmethod
    def of_sides(sides: Sides) -> tuple[Box, ...]:
        """Return the boxes of an array of them."""
        return tuple(Box(left=left, top=top, right=right, bottom=bottom) for left, top, right, bottom in sides.tolist())

    @staticmethod
    def around(points: Points) -> Box:
        """Return the smallest box around `points`, shape (n, 2), n >= 1."""
        left, top = points.min(axis=0)
        right, bottom = points.max(axis=0)
        return Box(left=float(left), top=float(top), right=float(right), bottom=float(bottom))

    @staticmethod
    def enclosing(boxes: Sequence[Box]) -> Box:
        """Return the smallest box around one box or more."""
        return Box(
            left=min(box.left for box in boxes),
            top=min(box.top for box in boxes),
            right=max(box.right for box in boxes),
            bottom=max(box.bottom for box in boxes),
        )


class Affine(Record):
    """An affine map of the plane: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0. It can always be inverted."""

    xx: float
    xy: float
    x0: float
    yx: float
    yy: float
    y0: float

    @model_validator(mode="after")
    def _invertible(self) -> Self:
        if abs(self.xx * self.yy - self.xy * self.yx) < 1e-12:
            raise ValueError(f"an affine map between images must be invertible: {self!r}")
        return self

    @staticmethod
    def identity() -> Affine:
        """Return the map that changes nothing."""
        return Affine(xx=1, xy=0, x0=0, yx=0, yy=1, y0=0)

    @staticmethod
    def from_matrix(matrix: npt.NDArray[np.floating]) -> Affine:
        """Return the map of a matrix, shape (2, 3) or (3, 3)."""
        (xx, xy, x0), (yx, yy, y0) = matrix[:2].tolist()
        return Affine(xx=xx, xy=xy, x0=x0, yx=yx, yy=yy, y0=y0)

    def matrix(self) -> npt.NDArray[np.float64]:
        """Return the matrix, shape (3, 3), dtype float64."""
        return np.array([(self.xx, self.xy, self.x0), (self.yx, self.yy, self.y0), (0, 0, 1)], dtype=np.float64)

    def apply(self, points: Points) -> Points:
        """Return `points`, shape (n, 2), mapped."""
        matrix = self.matrix()
        mapped: Points = points @ matrix[:2, :2].T + matrix[:2, 2]
        return mapped

    @property
    def linear(self) -> npt.NDArray[np.float64]:
        """Return what the map does to differences of coordinates, shape (2, 2)."""
        return self.matrix()[:2, :2]

    def outlines(self, sides: Sides) -> Sides:
        """Return the smallest upright boxes around the mapped ones."""
        corners = self.apply(sides[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)).reshape(-1, 4, 2)
        return np.hstack([corners.min(axis=1), corners.max(axis=1)])

    def outlined(self, sides: Sides) -> Sides:
        """Return the boxes of which `outlines` makes these.

        Led there and back by `outlines`, a long flat box on a slant becomes a high one. Where the map turns by nearly
        45 degrees, width and height no longer tell in the outline: there the outlines on the way back are returned.
        """
        spread = np.abs(self.linear)
        if abs(float(np.linalg.det(spread))) < SOLVABLE * float((spread**2).sum()):
            return self.inverse().outlines(sides)
        centres = self.inverse().apply((sides[:, :2] + sides[:, 2:]) / 2)
        # Of a box that was rounded, or cut off at an edge, a side may come out as less than nothing.
        halves = np.linalg.solve(spread, (sides[:, 2:] - sides[:, :2]).T).clip(min=0).T / 2
        return np.hstack([centres - halves, centres + halves])

    def apply_box(self, box: Box) -> Box:
        """Return the smallest upright box around the mapped `box`."""
        return Box.of_sides(self.outlines(box.sides()))[0]

    def box_before(self, box: Box) -> Box:
        """Return the box of which `apply_box` makes this one: `outlined` of one box."""
        return Box.of_sides(self.outlined(box.sides()))[0]

    def preceded_by(self, before: Affine) -> Affine:
        """Return the map that does `before` first and this one second."""
        return before.then(self)

    def then(self, after: Affine) -> Affine:
        """Return the map that does this one first and `after` second."""
        return Affine.from_matrix(after.matrix() @ self.matrix())

    def inverse(self) -> Affine:
        """Return the map back."""
        return Affine.from_matrix(np.linalg.inv(self.matrix()))


SOLVABLE = 0.05
"""Determinant beside the squared size: at a turn near 45 degrees an outline no longer tells width from height."""
