"""Rectangles on the prepared image: plain values, of which a page has thousands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocr_pipeline.records.curled import PageMap
from ocr_pipeline.records.geometry import Box


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle with sides parallel to the axes, in pixels of the *prepared* image; nothing checks it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return the x of the middle in pixels."""
        return (self.left + self.right) / 2

    @property
    def pixels(self) -> tuple[slice, slice]:
        """Return the rows and the columns of an image that it covers, rounded outwards to whole pixels."""
        rows = slice(max(0, int(self.top)), max(0, -int(-self.bottom // 1)))
        return rows, slice(max(0, int(self.left)), max(0, -int(-self.right // 1)))

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies within, or on a side."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @staticmethod
    def enclosing(areas: Iterable[Area]) -> Area:
        """Return the smallest area around one area or more."""
        sides = [(area.left, area.top, area.right, area.bottom) for area in areas]
        lefts, tops, rights, bottoms = zip(*sides, strict=True)
        return Area(min(lefts), min(tops), max(rights), max(bottoms))

    def on_scan(self, to_scan: PageMap) -> Box:
        """Return the smallest box on the scan around the mapped area."""
        return to_scan.apply_box(Box(left=self.left, top=self.top, right=self.right, bottom=self.bottom))

    def shared_with(self, other: Area) -> float:
        """Return the share, 0 to 1, of the smaller of two rectangles that lies within the other one."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self.width * self.height, other.width * other.height)
        return across * down / smaller if across > 0 and down > 0 and smaller > 0 else 0.0
