"""What the regions of a page say of its lines: columns that stand side by side have margins of their own, and labels of
pictures, notes in the margin and footnotes are set off from the running text."""

from __future__ import annotations

from ocr_pipeline.records import Affine, Box, Page, RegionKind, TextLine

SET_OFF = frozenset({RegionKind.PICTURE, RegionKind.FORMULA, RegionKind.MARGIN, RegionKind.FOOTNOTE})
"""Kinds of regions whose lines are no part of the running text."""

BESIDE = 0.5
"""Share of the lower one's height that two regions share to stand side by side."""


def set_off(line: TextLine, page: Page) -> RegionKind | None:
    """Return the kind of region in which a line is set off from the running text; None for one that is not."""
    kind = page.regions[line.region].kind if page.regions else RegionKind.TEXT
    return kind if kind in SET_OFF else None


def turned_upright(quarter_turns: int) -> Affine:
    """Return the map that turns a region counter-clockwise about the origin."""
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter_turns % 4]
    return Affine(xx=cosine, xy=sine, x0=0, yx=-sine, yy=cosine, y0=0)


def columns_of(page: Page) -> dict[int, int]:
    """Return the number of the column, from 1, of each region of text (from 0) that another one stands beside.

    A region on its side is a column of its own. What stands beside what is told on the page as it is read: on a scan
    that lies on its side, paragraphs stand side by side.
    """
    texts = [number for number, region in enumerate(page.regions) if region.kind is RegionKind.TEXT]
    boxes = {number: page.regions[number].box for number in texts}
    if page.preparation is not None and page.preparation.quarter_turns % 2:
        to_prepared = page.preparation.to_scan.inverse()
        boxes = {number: to_prepared.apply_box(box) for number, box in boxes.items()}
    found: dict[int, int] = {}
    for number in texts:
        others = (box for other, box in boxes.items() if other != number)
        if page.regions[number].quarter_turns or any(_beside(boxes[number], other) for other in others):
            found[number] = len(found) + 1
    return found


def _beside(one: Box, other: Box) -> bool:
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    across = min(one.right, other.right) - max(one.left, other.left)
    lower, narrower = min(one.height, other.height), min(one.width, other.width)
    return down >= BESIDE * lower and across <= (1 - BESIDE) * narrower
