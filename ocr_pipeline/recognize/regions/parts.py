"""Parts of a prepared page as pages of their own: cut out and turned, or with the other parts made white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr_pipeline.image.geometry import quarter_turn_map, translation
from ocr_pipeline.layout import Block
from ocr_pipeline.records import Area, Image, PageImage

PAPER = 255


def cut_out(image: PageImage, area: Area, quarter_turns: int = 0) -> PageImage:
    """Return a part of a prepared page, turned counter-clockwise; its map leads to the same scan.

    The area is rounded outwards to whole pixels and cut off at the edges of the page.
    """
    height, width = image.binary.shape
    left, top = max(0, int(area.left)), max(0, int(area.top))
    right, bottom = min(width, -int(-area.right // 1)), min(height, -int(-area.bottom // 1))
    rows, columns = slice(top, max(top + 1, bottom)), slice(left, max(left + 1, right))
    grey, binary = (np.ascontiguousarray(np.rot90(one[rows, columns], quarter_turns)) for one in _both(image))
    turned = quarter_turn_map(columns.stop - columns.start, rows.stop - rows.start, quarter_turns)
    to_page = turned.inverse().then(translation(left, top))
    return replace(image, grey=grey, binary=binary, to_scan=image.to_scan.preceded_by(to_page))


def without(image: PageImage, areas: Sequence[Area]) -> PageImage:
    """Return a prepared page with these areas made white."""
    if not areas:
        return image
    grey, binary = (one.copy() for one in _both(image))
    for area in areas:
        grey[area.pixels] = PAPER
        binary[area.pixels] = PAPER
    return replace(image, grey=grey, binary=binary)


BESIDE_INCHES, RUN_INCHES = 0.06, 0.16
"""How far beside its line the ink of a rule is looked for, as it bends, and the least length of a straight run of it:
capitals are 0.11 high, and letters on a rule keep their strokes."""


def without_rules(image: PageImage, blocks: Sequence[Block]) -> PageImage:
    """Return a prepared page with the rules of its tables made white: pieces of them would be read as brackets."""
    rules = [rule for block in blocks for rule in block.rules]
    if not rules:
        return image
    beside, run = max(2, round(BESIDE_INCHES * image.dpi)), max(3, round(RUN_INCHES * image.dpi))
    ink = np.asarray(image.binary == 0, dtype=np.uint8)
    ruled = np.zeros_like(ink)
    for upright in (True, False):
        near = np.zeros_like(ink)
        for x0, y0, x1, y1 in rules:
            if (y1 - y0 > x1 - x0) == upright:
                cv2.line(near, (round(x0), round(y0)), (round(x1), round(y1)), 1, 2 * beside)
        kernel = np.ones((run, 1) if upright else (1, run), np.uint8)
        runs = cv2.morphologyEx(ink & near, cv2.MORPH_OPEN, kernel)
        rim = np.ones((3, 5) if upright else (5, 3), np.uint8)
        ruled = np.maximum(ruled, np.asarray(cv2.dilate(runs, rim), dtype=np.uint8))
    grey, binary = (np.where(ruled > 0, np.uint8(PAPER), one) for one in _both(image))
    return replace(image, grey=grey, binary=binary)


def _both(image: PageImage) -> tuple[Image, Image]:
    return image.grey, image.binary
