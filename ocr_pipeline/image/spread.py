"""Spreads: a scan of two facing pages, and the fold between them, which may be slanted."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components
from ocr_pipeline.image.crop import CropBox, page_box
from ocr_pipeline.image.deskew import estimate_skew
from ocr_pipeline.image.facing import SKEW_DIFFERENCE_DEGREES, are_columns
from ocr_pipeline.records import Image, Side

LEAST_ASPECT = 1.15
"""Width by height from which a sheet may be a spread: two A4 pages have 1.41, two cropped ones less."""

MOST_ASPECT = 6.0
"""Width by height up to which a sheet may be a spread: two landscape sheets of A5 have 2.8. In what is longer, a strip
as damaged headers state it, looking for a fold would take half a minute."""

CENTRE = (0.35, 0.65)
"""Part of the sheet's width in which the fold lies; a photograph shows one page wider than the other."""

WORKING_DPI = 75.0
"""Resolution of the copy that is looked at, dots per inch."""

CLEAR_MM = 2.0
"""Distance from the fold within which nothing is typed, mm: a character cell."""

MAX_SLANT = 0.05
"""Slant of the fold, horizontal by vertical: 3 degrees."""

FOLD_DEPTH = 5.0
"""Mean grey levels (of 255) by which the fold is darker or lighter than the paper beside it, or by which its two sides
differ, less the cost of the ink on it, to count as seen: folds of real spreads have 10 to 15, and no line down the
middle of a single page reaches 2 (`benchmarks/spreads.py`)."""

FOLD_SIDE_PX = round(1.5 / 25.4 * WORKING_DPI)
"""Distance from the fold at which its sides are looked at, working pixels: 1.5 mm, beyond the fold's own shadow."""

INK_COST = 0.02
"""Grey levels taken off for each working pixel of letter-like ink on the fold: fibres, stitches and dirt in it come to
200 pixels, a line through typing to a thousand."""

MARGIN_SHARE, MARGIN_DEPTH = 0.04, 3.0
"""Share of the sheet's height at its top and bottom in which the fold shows as well, and by how many grey levels: folds
of real spreads by 4.5 and more, a rule of a table and the edge of a column, which end with it, by none."""

DEPTH_LIMIT = 15.0
"""Grey levels that a single place can add to that mean, so that it tells of a long line, not of a few letters."""

SPECKS_PX = 12.0
"""Ink, working pixels, that may lie on the fold beyond the least there is: fibres and stitches look like letters."""

CROSSED_PX = 40.0
"""Ink, working pixels, from which a line crosses typing: half a dozen letters."""

LEAST_MARKS = 15
"""Letter-like marks that each side must have: an empty side is a margin, not a page."""


WHITE_STRIP = 0.09
"""Share of the sheet's width that a strip without typing down its middle has, from which it is the inner margins of two
pages though no fold shows: spreads of manuals have 0.11 to 0.18. One of 30 mm on a landscape sheet of A4 is no gap
between two columns of a table."""

STRIP_CENTRE = (0.45, 0.55)
"""Part of the sheet's width in which the middle of that strip lies: 0.48 to 0.52 on those spreads."""

STRIP_INK = 0.004
"""Share of the typing that may lie on that strip: staples, specks and stitches look like letters."""


CLEARLY_WIDER = 1.1
"""How much wider a slanted strip is than a more upright one that it is preferred to: ragged lines end anywhere."""


@dataclass(frozen=True)
class _Strip:
    """A strip without typing, working pixels: the x of its middle at the top, its shift to the bottom, its width."""

    top: float
    slant: float
    width: float


@dataclass(frozen=True)
class Gutter:
    """The fold of a spread: its x at the top edge and at the bottom edge of the image, in the image's pixels."""

    top: float
    bottom: float

    def half(self, image: Image, side: Side) -> tuple[CropBox, Image]:
        """Return the box of the left or right half, and its pixels with what lies beyond the fold made paper."""
        height, width = image.shape
        fold = self.top + (self.bottom - self.top) * (np.arange(height) + 0.5) / height
        if side is Side.LEFT:
            box = CropBox(0, 0, int(np.ceil(max(self.top, self.bottom))), height)
        else:
            box = CropBox(int(min(self.top, self.bottom)), 0, width, height)
        pixels = image[:, box.left : box.right]
        x = np.arange(box.left, box.right) + 0.5
        beyond = x[None, :] > fold[:, None] if side is Side.LEFT else x[None, :] < fold[:, None]
        paper = np.uint8(np.percentile(image[::4, ::4], 75))
        half: Image = np.where(beyond, paper, pixels)
        return box, half


@dataclass(frozen=True)
class Sheet:
    """What a sheet is: its fold, None for a single page; and whether it is one page of columns as far apart as the
    typing of two pages."""

    gutter: Gutter | None
    has_columns: bool = False


ONE_PAGE = Sheet(None)


def find_gutter(image: Image, dpi: float) -> Gutter | None:
    """Return the fold of a spread, or None for a single page (`look_at`)."""
    return look_at(image, dpi).gutter


def look_at(image: Image, dpi: float) -> Sheet:
    """Return whether a sheet is a spread, and where its fold is.

    The fold is a line near the middle that crosses no typing. It is believed where it shows as a dark or light line
    on most of its length, where the typing leaves a strip as wide as two inner margins and is not that of columns typed
    row by row (`facing`), or where the lines of type left and right of it have different skews.
    """
    sheet = page_box(image, dpi)
    aspect = (sheet.right - sheet.left) / max(1, sheet.bottom - sheet.top)
    if not LEAST_ASPECT <= aspect <= MOST_ASPECT:
        return ONE_PAGE
    factor = WORKING_DPI / dpi
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    view = image[sheet.top : sheet.bottom, sheet.left : sheet.right]
    small = np.asarray(cv2.resize(view, None, fx=factor, fy=factor, interpolation=method), dtype=np.uint8)
    typed = _typed(small)
    height, width = small.shape
    tops = np.arange(int(CENTRE[0] * width), int(CENTRE[1] * width))
    slants = np.arange(-round(MAX_SLANT * height), round(MAX_SLANT * height) + 1, 2)
    ink = _line_sums(typed.astype(np.float32), tops, slants, round(CLEAR_MM / 25.4 * WORKING_DPI))
    if float(ink.min()) > CROSSED_PX:
        # Rules and columns of a landscape page may look like folds: each line down its middle crosses typing.
        return ONE_PAGE
    seen = _fold_evidence(small, tops, slants)
    free = ink <= min(float(ink.min()), CROSSED_PX) + SPECKS_PX
    candidates = seen - INK_COST * ink
    slant_index, top_index = divmod(int(np.argmax(candidates)), candidates.shape[1])
    evidence = float(candidates[slant_index, top_index])
    if evidence >= FOLD_DEPTH and not _reaches_margins(small, int(tops[top_index]), int(slants[slant_index])):
        evidence = 0.0
    if evidence < FOLD_DEPTH:
        # No fold to be seen: the middle of the widest free corridor, upright.
        slant_index = len(slants) // 2
        top_index = _middle_of_widest(free[slant_index])
    top = float(tops[top_index]) + 0.5
    bottom = top + float(slants[slant_index])
    strip = _white_strip(typed, slants) if evidence < FOLD_DEPTH else None
    if strip is not None:
        top, bottom = strip.top, strip.top + strip.slant
    elif top_index < 0:
        return ONE_PAGE
    centre = round((top + bottom) / 2)
    if min(_marks(typed[:, :centre]), _marks(typed[:, centre:])) < LEAST_MARKS:
        return ONE_PAGE
    if evidence < FOLD_DEPTH and strip is None and not _skews_differ(small, centre):
        return ONE_PAGE
    if strip is not None and are_columns(small, typed, centre, WORKING_DPI):
        return Sheet(None, has_columns=True)
    # From the reduced sheet to the image, and from the sheet's top and bottom to the image's.
    upper, lower = sheet.left + top / factor, sheet.left + bottom / factor
    slope = (lower - upper) / (sheet.bottom - sheet.top)
    return Sheet(Gutter(upper - slope * sheet.top, lower + slope * (image.shape[0] - sheet.bottom)))


def _typed(small: Image) -> npt.NDArray[np.uint8]:
    """Return where letter-sized ink is (1): no folds, borders, rules."""
    window = int(WORKING_DPI / 3) | 1
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 25)
    marks = components(np.asarray(ink, dtype=np.uint8))
    wide, tall, area = marks.stats.T[2:]
    letter = (tall >= 3) & (tall <= 0.3 * WORKING_DPI) & (wide >= 2) & (wide <= 2 * WORKING_DPI) & (area >= 6)
    return marks.picture(letter & (tall <= 4 * wide))


def _marks(typed: npt.NDArray[np.uint8]) -> int:
    return int(cv2.connectedComponents(typed, connectivity=8)[0]) - 1


def _sheared(plane: npt.NDArray[np.float32], slant: float) -> npt.NDArray[np.float32]:
    """Return the plane with lines of this slant (pixels from top to bottom) made upright."""
    height, width = plane.shape
    shear = np.array([(1.0, slant / height, 0.0), (0.0, 1.0, 0.0)])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(plane, shear, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE),
        dtype=np.float32,
    )


def _line_sums(
    plane: npt.NDArray[np.float32],
    tops: npt.NDArray[np.int_],
    slants: npt.NDArray[np.int_],
    reach: int,
) -> npt.NDArray[np.float64]:
    """Return the sum of `plane` within `reach` pixels of each line, shape (slants, tops)."""
    window = np.ones(2 * reach + 1)
    sums = [np.convolve(_sheared(plane, float(slant)).sum(axis=0), window, mode="same")[tops] for slant in slants]
    return np.array(sums)


def _fold_evidence(small: Image, tops: npt.NDArray[np.int_], slants: npt.NDArray[np.int_]) -> npt.NDArray[np.float64]:
    """Return by how many grey levels, on average, each line differs from its sides or its sides from each other.

    Shape (slants, tops). The sides are taken 1.5 mm away, beyond the fold's own shadow line.
    """
    smooth = cv2.GaussianBlur(small, (0, 0), sigmaX=0.7, sigmaY=3).astype(np.float32)
    apart = FOLD_SIDE_PX
    result = []
    for slant in slants:
        upright = _sheared(smooth, float(slant))
        middle, left, right = upright[:, tops], upright[:, tops - apart], upright[:, tops + apart]
        valley = np.clip((left + right) / 2 - middle, -DEPTH_LIMIT, DEPTH_LIMIT).mean(axis=0)
        step = np.clip(right - left, -DEPTH_LIMIT, DEPTH_LIMIT).mean(axis=0)
        result.append(np.maximum(np.abs(valley), np.abs(step)))
    return np.array(result)


def _reaches_margins(small: Image, top: int, slant: int) -> bool:
    """Return whether what shows along a line shows in the margins above and below the typing as well."""
    smooth = cv2.GaussianBlur(small, (0, 0), sigmaX=0.7, sigmaY=3).astype(np.float32)
    upright = _sheared(smooth, float(slant))
    middle, left, right = upright[:, top], upright[:, top - FOLD_SIDE_PX], upright[:, top + FOLD_SIDE_PX]
    valley, step = (np.clip(depth, -DEPTH_LIMIT, DEPTH_LIMIT) for depth in ((left + right) / 2 - middle, right - left))
    depth = valley if abs(valley.mean()) >= abs(step.mean()) else step
    rows = max(1, round(MARGIN_SHARE * len(depth)))
    sign = 1.0 if depth.mean() >= 0 else -1.0
    return min(sign * float(depth[:rows].mean()), sign * float(depth[-rows:].mean())) >= MARGIN_DEPTH


def _white_strip(typed: npt.NDArray[np.uint8], slants: npt.NDArray[np.int_]) -> _Strip | None:
    """Return the widest strip near the sheet's middle that is all but free of typing; None for one that is too narrow.

    Upright, or with the least slant that makes it clearly wider.
    """
    width = typed.shape[1]
    allowed = STRIP_INK * float(typed.sum())
    starts = np.arange(width)
    best: _Strip | None = None
    for slant in sorted(slants.tolist(), key=abs):
        columns = _sheared(typed.astype(np.float32), float(slant)).sum(axis=0)
        ink = np.concatenate([[0.0], np.cumsum(columns)])
        # The last column up to which a strip from each column may reach.
        ends = np.searchsorted(ink, ink[:-1] + allowed, side="right") - 1
        middles = (starts + ends + slant) / 2
        central = (middles >= STRIP_CENTRE[0] * width) & (middles <= STRIP_CENTRE[1] * width)
        # Beside the strip is typing on either side: a margin of the sheet is none.
        central &= (ink[:-1] > allowed) & (ink[-1] - ink[ends] > allowed)
        if not central.any():
            continue
        start = int(starts[central][np.argmax((ends - starts)[central])])
        found = _Strip((start + float(ends[start])) / 2, float(slant), float(ends[start] - start))
        if found.width >= WHITE_STRIP * width and (best is None or found.width > CLEARLY_WIDER * best.width):
            best = found
    return best


def _middle_of_widest(free: npt.NDArray[np.bool_]) -> int:
    """Return the middle of the longest run of True, or -1."""
    best, start, middle = 0, 0, -1
    for index, is_free in enumerate((*free.tolist(), False)):
        if not is_free:
            if index - start > best:
                best, middle = index - start, (start + index - 1) // 2
            start = index + 1
    return middle


def _skews_differ(small: Image, centre: int) -> bool:
    left = estimate_skew(np.ascontiguousarray(small[:, :centre]), WORKING_DPI)
    right = estimate_skew(np.ascontiguousarray(small[:, centre:]), WORKING_DPI)
    sure = min(left.confidence, right.confidence) > 0.3
    return sure and abs(left.degrees - right.degrees) >= SKEW_DIFFERENCE_DEGREES
