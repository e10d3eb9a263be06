"""A line cut out of the page at one size: pitch to `CELL` pixels, baseline on one row, nothing of other lines on it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.flatten import histogram
from ocr_pipeline.recognize.typescript.lines.find import PageLines
from ocr_pipeline.recognize.typescript.lines.line import TypedLine
from ocr_pipeline.records import Image

Values = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CELL = 16
"""Width of a character cell in a crop, pixels: strokes are two wide, and a line of 100 characters has 1,600."""

HEIGHT = 40
"""Height of a crop, pixels: 2.5 cells, from an exponent raised by half a line to an underline below a descender."""

BASELINE = 27
"""Where the baseline lies in a crop, y of an edge between pixel rows: row 26 is the last of the letters that stand on
it, row 27 the first under them."""

MARGIN = 1
"""Cells of paper left and right of the line's ink."""


@dataclass(frozen=True, eq=False)
class Crop:
    """A line of a page, shape (HEIGHT, width), uint8, 255 paper, 0 the darkest ink; and the way back to the page.

    `scale` is prepared pixels to one of the crop; `left` the prepared x of the crop's left edge.
    """

    pixels: Image
    line: TypedLine
    scale: float
    left: float

    def to_page(self, x: Values) -> tuple[Values, Values, Values]:
        """Return (x, y_top, y_bottom) in prepared pixels of the uprights at `x`, crop pixels (0: the left edge).

        `y_top` and `y_bottom` are where the upper and the lower edge of the crop lie there.
        """
        page_x = self.left + x * self.scale
        base = self.line.at(page_x)
        return page_x, base - BASELINE * self.scale, base + (HEIGHT - BASELINE) * self.scale


def cut(grey: Image, page_lines: PageLines, index: int) -> Crop:
    """Return the line `index` of a page cut out of `grey`, the prepared page, shape (height, width), 0 black.

    Same scale across and down; ink of other lines is made paper; contrast is stretched. Raises `IndexError` where the
    page has no such line.
    """
    line = page_lines.lines[index]
    scale = page_lines.pitch / CELL
    left = line.left - MARGIN * page_lines.pitch
    width = max(1, round((line.right - line.left) / scale)) + 2 * MARGIN * CELL
    # Shrinking by area: as many samples as page pixels to each of the crop, then their mean.
    fine = max(1, int(np.ceil(scale - 0.1)))
    x: Values = left + (np.arange(width * fine, dtype=np.float64) + 0.5) * (scale / fine)
    y: Values = (np.arange(HEIGHT * fine, dtype=np.float64) + 0.5) * (scale / fine) - BASELINE * scale
    base = line.at(x)
    top = int(np.floor(base.min() + y[0])) - 2
    bottom = int(np.ceil(base.max() + y[-1])) + 3
    # OpenCV counts from pixel centres.
    first, last = max(0, int(np.floor(x[0])) - 2), min(grey.shape[1], int(np.ceil(x[-1])) + 3)
    strip = _strip(grey, top, bottom, first, last)
    strip = without_neighbours(strip, page_lines, index, first, top)
    map_x = np.broadcast_to((x - 0.5 - first).astype(np.float32), (len(y), len(x)))
    map_y = (base - 0.5 - top).astype(np.float32)[None, :] + y.astype(np.float32)[:, None]
    drawn = cv2.remap(
        strip,
        np.ascontiguousarray(map_x),
        map_y,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=PAPER,
    )
    if fine > 1:
        drawn = cv2.resize(drawn, (width, HEIGHT), interpolation=cv2.INTER_AREA)
    return Crop(stretched(np.asarray(drawn, dtype=np.uint8)), line, scale, left)


PAPER = 255


def _strip(grey: Image, top: int, bottom: int, first: int, last: int) -> Image:
    """Return the rows `top` to `bottom` and columns `first` to `last` of a page, paper beyond its edges."""
    strip = np.full((bottom - top, max(1, last - first)), PAPER, dtype=np.uint8)
    low, high = max(0, top), min(len(grey), bottom)
    if high > low and last > first:
        strip[low - top : high - top] = grey[low:high, first:last]
    return strip


DARKEST_SHARE = 0.01
"""Share of a strip's pixels that are its darkest ink: a short line inks two of a hundred."""

INK_SHARE = 0.35
"""Share of the strip's contrast by which a pixel must be darker than paper to be ink: faint strokes have half."""

LEAST_CONTRAST = 24
"""Grey levels (of 255) from paper to the darkest ink of a strip under which it holds nothing but noise."""

BODY_MIDDLE = 0.5
"""Where the middle of a line's ink lies over its baseline, in letter heights: marks belong to the nearest one."""

FAR_SHARE = 0.6
"""How far into the body of another line, in letter heights over its baseline, a mark must go to be shared with it."""

HALO = 2
"""Pixels around ink that are not paper either: the blur of scanner and enlargement."""


def without_neighbours(strip: Image, page_lines: PageLines, index: int, first: int, top: int) -> Image:
    """Return a strip of the page, its corner at column `first` and row `top`, without the ink of other lines.

    A mark (component of ink) belongs to the line whose body is nearest to its middle. One that lies in the body of two
    lines is cut between them.
    """
    line = page_lines.lines[index]
    columns = np.arange(first, first + strip.shape[1], dtype=np.float64) + 0.5
    others = [
        other for number, other in enumerate(page_lines.lines) if number != index and _meets(other, strip, first, top)
    ]
    if not others:
        return strip
    darkest = int(np.searchsorted(np.cumsum(histogram(strip)), DARKEST_SHARE * strip.size))
    if PAPER - darkest < LEAST_CONTRAST:
        return strip
    ink = np.asarray(strip < PAPER - INK_SHARE * (PAPER - darkest), dtype=np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_GRANA)
    own = line.at(columns) - top
    x = np.clip(centres[:, 0].astype(np.intp), 0, strip.shape[1] - 1)
    middle = BODY_MIDDLE * page_lines.letter
    distance = np.abs(centres[:, 1] - own[x] + middle)
    # What is cut by the edge of the strip may go on any distance.
    tops = np.where(stats[:, 1] == 0, -np.inf, stats[:, 1])
    bottoms = np.where(stats[:, 1] + stats[:, 3] == len(strip), np.inf, stats[:, 1] + stats[:, 3])
    foreign = np.zeros(count, dtype=np.bool_)
    shared = np.zeros(count, dtype=np.bool_)
    beyond = np.zeros(strip.shape, dtype=np.bool_)
    rows = np.arange(len(strip))[:, None]
    in_own = (tops < own[x] - (1 - FAR_SHARE) * page_lines.letter) & (bottoms > own[x] - FAR_SHARE * page_lines.letter)
    for other in others:
        covers = (columns >= other.left - page_lines.pitch) & (columns <= other.right + page_lines.pitch)
        base = other.at(columns) - top
        # A mark may be longer than the part of it that the other line reaches.
        low = np.maximum(stats[:, 0], np.floor(other.left - page_lines.pitch) - first)
        high = np.minimum(stats[:, 0] + stats[:, 2], np.ceil(other.right + page_lines.pitch) - first)
        reached = low < high
        there = np.clip((low + high) // 2, 0, strip.shape[1] - 1).astype(np.intp)
        foreign |= covers[x] & (np.abs(centres[:, 1] - base[x] + middle) < distance)
        in_other = (tops < base[there] - (1 - FAR_SHARE) * page_lines.letter) & (
            bottoms > base[there] - FAR_SHARE * page_lines.letter
        )
        shared |= reached & in_other & in_own
        between = (own + base) / 2 - middle
        beyond |= covers & np.where(base > own, rows > between, rows < between)
    foreign[0] = shared[0] = False
    gone = (foreign & ~shared)[labels] | (shared[labels] & beyond)
    if not gone.any():
        return strip
    kept = (ink > 0) & ~gone
    square = np.ones((2 * HALO + 1, 2 * HALO + 1), np.uint8)
    around = cv2.dilate(gone.astype(np.uint8), square) > 0
    near_kept = cv2.dilate(kept.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    result = strip.copy()
    result[gone | (around & ~near_kept)] = PAPER
    return result


def _meets(other: TypedLine, strip: Image, first: int, top: int) -> bool:
    """Return whether a line may have ink in a strip."""
    highest, lowest = other.heights
    tall = len(strip)
    return bool(
        other.right >= first
        and other.left <= first + strip.shape[1]
        and lowest > top - tall / 2
        and highest < top + 1.5 * tall
    )


DARK = 30
"""Grey level that the ink of a line gets."""

INK_SHARE_OWN = 0.75
"""Quantile of the ink's darkness that counts as its own: edges of strokes are lighter, clots darker."""

GREATEST_GAIN = 5.0
"""How much faint ink is darkened at most: carbon copies have a fifth of the contrast of black type."""


def stretched(pixels: Image) -> Image:
    """Return a crop with its contrast stretched: paper 255, ink about 30, however faint; noise alone stays as it is."""
    counts = histogram(pixels)[::-1]
    # By darkness now: 0 is paper.
    peak = int(np.searchsorted(np.cumsum(counts), (1 - DARKEST_SHARE) * pixels.size))
    if peak < LEAST_CONTRAST:
        return pixels
    counts[: peak // 2 + 1] = 0
    own = int(np.searchsorted(np.cumsum(counts), INK_SHARE_OWN * counts.sum()))
    gain = min(GREATEST_GAIN, (PAPER - DARK) / own)
    curve = np.clip(np.rint(PAPER - gain * (PAPER - np.arange(256))), 0, PAPER).astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, curve), dtype=np.uint8)
