"""Places on a scan in whole pixels, which is all that most formats have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ocr_pipeline.records import Box, Page


class Pixels(NamedTuple):
    """A rectangle of whole pixels of the scan, one at least each way."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.bottom - self.top

    @staticmethod
    def enclosing(all_of: Iterable[Pixels]) -> Pixels:
        """Return the smallest rectangle around one or more."""
        lefts, tops, rights, bottoms = zip(*all_of, strict=True)
        return Pixels(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True)
class ScanFrame:
    """The size of a scan, pixels; nothing lies beyond it. Of a page that failed early it is not known: 0 by 0."""

    width: int
    height: int

    @staticmethod
    def of(page: Page) -> ScanFrame:
        """Return the frame of a page's scan."""
        return ScanFrame(page.scan.width, page.scan.height)

    def pixels(self, box: Box) -> Pixels:
        """Return a box in whole pixels, the nearest ones."""
        left, right = _whole(box.left, box.right, self.width)
        top, bottom = _whole(box.top, box.bottom, self.height)
        return Pixels(left, top, right, bottom)


def _whole(low: float, high: float, limit: int) -> tuple[int, int]:
    most = limit or max(1, round(high))
    first = min(max(0, round(low)), most - 1)
    return first, min(max(first + 1, round(high)), most)
