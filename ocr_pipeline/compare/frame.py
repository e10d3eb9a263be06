"""The upright frame of a page, in which lines are level and read from left to right, and the way to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    linear = np.abs(frame.to_scan.matrix()[:2, :2])
    centre = np.array([((box.left + box.right) / 2, (box.top + box.bottom) / 2)])
    ((x, y),) = frame.to_scan.inverse().apply(centre).tolist()
    if abs(float(np.linalg.det(linear))) < _SOLVABLE * float((linear**2).sum()):
        return frame.to_scan.inverse().apply_box(box)
    width, height = np.linalg.solve(linear, np.array([box.width, box.height])).clip(min=0).tolist()
    return Box(left=x - width / 2, top=y - height / 2, right=x + width / 2, bottom=y + height / 2)


_SOLVABLE = 0.05
"""Determinant beside the squared size: at a skew near 45 degrees an outline no longer tells width from height."""
