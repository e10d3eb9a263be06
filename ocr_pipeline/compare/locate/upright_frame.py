"""The upright frame of a page, in which lines are level and read from left to right, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Affine, Box, Page

UNKNOWN_DPI = 300.0
"""Taken for a page of which neither preparation nor resolution is known."""


@dataclass(frozen=True)
class Frame:
    """The upright frame of a page: the map to its scan, dots per inch, width and height in its pixels."""

    to_scan: Affine
    dpi: float
    width: float
    height: float

    @cached_property
    def from_scan(self) -> Affine:
        """Return the map from the scan."""
        return self.to_scan.inverse()

    @cached_property
    def outline(self) -> npt.NDArray[np.float64] | None:
        """Return what turns width and height into those of the outline on the scan, shape (2, 2).

        None where the outline does not tell them.
        """
        linear = np.abs(self.to_scan.matrix()[:2, :2])
        solvable = abs(float(np.linalg.det(linear))) >= _SOLVABLE * float((linear**2).sum())
        return linear if solvable else None


def frame_of(page: Page) -> Frame:
    """Return the upright frame of a page: the prepared one, or the scan's where the page was not prepared."""
    prepared = page.preparation
    if prepared is None:
        dpi = page.scan.resolution.dpi if page.scan.resolution else UNKNOWN_DPI
        return Frame(Affine.identity(), dpi, page.scan.width, page.scan.height)
    return Frame(prepared.to_scan, prepared.dpi, prepared.width, prepared.height)


def upright(box: Box, frame: Frame) -> Box:
    """Return the box of the upright frame whose outline on the scan is `box`.

    Boxes on the scan are outlines of boxes that were level on the prepared page, so on a skewed page they are higher
    than the line. Taking the outline again would add as much once more; the sides are solved for instead.
    """
    return upright_all((box,), frame)[0]


def upright_all(boxes: Sequence[Box], frame: Frame) -> tuple[Box, ...]:
    """Return `upright` of each box, worked out for all of them together: a page has many lines."""
    if frame.outline is None:
        return tuple(frame.from_scan.apply_box(box) for box in boxes)
    centres = np.array([((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]).reshape(-1, 2)
    sizes = np.array([(box.width, box.height) for box in boxes]).reshape(-1, 2)
    solved = np.linalg.solve(frame.outline, sizes.T).clip(min=0).T
    return tuple(
        Box(left=x - width / 2, top=y - height / 2, right=x + width / 2, bottom=y + height / 2)
        for (x, y), (width, height) in zip(frame.from_scan.apply(centres).tolist(), solved.tolist(), strict=True)
    )


_SOLVABLE = 0.05
"""Determinant beside the squared size: at a skew near 45 degrees an outline no longer tells width from height."""
