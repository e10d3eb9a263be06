"""Lines cut out of original scans, upright, and pages in small.

What is cut is given in pixels of the scan; it is drawn in the page's prepared frame, in which lines are level and
upright, from the scan's own pixels: nothing is flattened, sharpened or made binary.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from ocr_pipeline.compare.locate.upright_frame import Frame, upright
from ocr_pipeline.errors import OutputError
from ocr_pipeline.image.geometry import scaling, translation, warp
from ocr_pipeline.records import Box, Image

STRIP_DPI = 150.0
"""Dots per inch of strips: an A4 line is about 1000 pixels wide, as wide as the report shows it, and about 4 KB."""

STRIP_QUALITY = 35
"""WebP quality: strokes stay sharp, the grain of the paper goes."""

STRIP_WIDEST = 1400
"""Pixels: lines of larger sheets are drawn at fewer dots per inch."""

PAGE_DPI = 100.0
"""Dots per inch of whole pages: typed letters can still be read, a full page is about 45 KB."""

PAGE_QUALITY = 20

PAGE_LONGEST = 1700
"""Pixels: larger sheets (A3 drawings, fold-outs) are drawn at fewer dots per inch."""

MARGIN_INCHES = 0.06
"""Paper left around a line: less than half the gap between lines typed without extra spacing."""

LEAST_HEIGHT_INCHES = 0.15
"""A line's box can be flat where it is the gap for a line that was not seen."""


@dataclass(frozen=True, eq=False)
class Picture:
    """An encoded picture (WebP, grey), its size in pixels, and the box of the upright frame that it shows."""

    content: bytes
    width: int
    height: int
    region: Box

    @property
    def base64(self) -> str:
        """Return the encoded picture as base64."""
        return b64encode(self.content).decode("ascii")


def typed_width(boxes: Iterable[Box], frame: Frame) -> tuple[float, float]:
    """Return from where to where lines reach across the upright frame; `boxes` are those of lines on the scan.

    Where there are no lines, the width is that of the frame.
    """
    level = [upright(box, frame) for box in boxes]
    if not level:
        return 0.0, frame.width
    return min(box.left for box in level), max(box.right for box in level)


def line_region(line_box: Box, typed: tuple[float, float], frame: Frame) -> Box:
    """Return the box of the upright frame to cut for a line: its height and margins, as wide as the page's typing.

    `line_box` is in pixels of the scan, `typed` in those of the upright frame.
    """
    line = upright(line_box, frame)
    margin = MARGIN_INCHES * frame.dpi
    short = max(0.0, LEAST_HEIGHT_INCHES * frame.dpi - line.height) / 2
    left = max(min(line.left, typed[0]) - margin, min(0.0, line.left))
    right = min(max(line.right, typed[1]) + margin, max(frame.width, line.right))
    return Box(
        left=left,
        top=line.top - short - margin,
        right=max(right, left + 1),
        bottom=line.bottom + short + margin,
    )


def share(box: Box, region: Box) -> Box:
    """Return where `box` stands in `region`, as shares of its sides from 0 to 1; what reaches beyond is cut."""

    def across(x: float) -> float:
        return min(1.0, max(0.0, (x - region.left) / region.width)) if region.width else 0.0

    def down(y: float) -> float:
        return min(1.0, max(0.0, (y - region.top) / region.height)) if region.height else 0.0

    return Box(left=across(box.left), top=down(box.top), right=across(box.right), bottom=down(box.bottom))


def strip(pixels: Image, frame: Frame, region: Box) -> Picture:
    """Return the picture of a `region` of the upright frame, out of the scan's `pixels`."""
    scale = min(STRIP_DPI / frame.dpi, STRIP_WIDEST / max(1.0, region.width))
    return _picture(pixels, frame, region, scale, STRIP_QUALITY)


def small_page(pixels: Image, frame: Frame) -> Picture:
    """Return the picture of a whole page, out of the scan's `pixels`."""
    region = Box(left=0, top=0, right=max(1.0, frame.width), bottom=max(1.0, frame.height))
    scale = min(PAGE_DPI / frame.dpi, PAGE_LONGEST / max(region.width, region.height))
    return _picture(pixels, frame, region, scale, PAGE_QUALITY)


def _picture(pixels: Image, frame: Frame, region: Box, scale: float, quality: int) -> Picture:
    width, height = max(1, round(region.width * scale)), max(1, round(region.height * scale))
    # Only what is shown is resampled: warping the whole scan for each line would take seconds a page.
    outline = frame.to_scan.apply_box(region)
    left, top = max(0, int(outline.left) - _BORDER), max(0, int(outline.top) - _BORDER)
    cut = pixels[top : max(top, int(outline.bottom) + _BORDER), left : max(left, int(outline.right) + _BORDER)]
    if cut.size == 0:
        drawn: Image = np.full((height, width), 255, dtype=np.uint8)
    else:
        to_picture = frame.to_scan.inverse().then(translation(-region.left, -region.top)).then(scaling(scale))
        drawn = warp(cut, to_picture.preceded_by(translation(left, top)), width, height)
    written, content = cv2.imencode(".webp", drawn, [cv2.IMWRITE_WEBP_QUALITY, quality])
    if not written:
        raise OutputError(detail="a picture for the report could not be encoded as WebP")
    return Picture(content.tobytes(), width, height, region)


_BORDER = 4
"""Pixels of the scan beyond a region that bicubic sampling may read."""
