"""The upright frame of a page, in which lines are level and read from left to right, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.records import Affine, Box, Page, PageMap

UNKNOWN_DPI = 300.0
"""Taken for a page of which neither preparation nor resolution is known."""


@dataclass(frozen=True)
class Frame:
    """The upright frame of a page: the map to its scan, dots per inch, width and height in its pixels."""

    to_scan: PageMap
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
    return upright_all((box,), frame)[0]


def upright_all(boxes: Sequence[Box], frame: Frame) -> tuple[Box, ...]:
    """Return `upright` of each box, worked out for all of them together: a page has many lines."""
    return Box.of_sides(frame.to_scan.outlined(Box.sides_of(boxes)))
