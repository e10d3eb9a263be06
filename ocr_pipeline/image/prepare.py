"""The whole of the preparation: from a scan to its pages, each with the map back to the scan's pixels.

smooth doubled rows -> turn -> split -> crop -> smooth grain (of small scans) -> flatten -> level (skew and curl) and
scale -> take off what shows through -> binarize -> remove specks. Each step is a pure function of its own module; here
they are put in order, and their maps are composed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ocr_pipeline.image.binarize import binarize
from ocr_pipeline.image.crop import without_border
from ocr_pipeline.image.defects.doubled import without_doubling
from ocr_pipeline.image.defects.grain import without_grain
from ocr_pipeline.image.defects.show_through import without_show_through
from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.geometry import quarter_turn_map, reduced, scaling, translation, warp
from ocr_pipeline.image.level import find_level
from ocr_pipeline.image.orient import WORKING_DPI as LOOKED_AT_DPI
from ocr_pipeline.image.orient import estimate_turns, turn
from ocr_pipeline.image.polarity import is_negative, positive
from ocr_pipeline.image.specks import remove_specks
from ocr_pipeline.image.spread import Gutter, Sheet, look_at
from ocr_pipeline.records import Affine, Image, PageImage, Reason, ReasonCode, Resolution, ResolutionOrigin, Scan, Side
from ocr_pipeline.settings import Binarization

READING_DPI = 300.0
"""Resolution the engine reads best: at 100 dpi stock Tesseract makes three times the errors that it makes on the same
page enlarged to this (`benchmarks/accuracy.py`); at 200, 250, 340, 350 and 400 `setun70` gained nothing overall."""

KEPT_DPI = (240.0, 375.0)
"""Resolutions, dots per inch, that are left as they are: resampling blurs more than the size gains."""

MIN_DPI, MAX_DPI = 40.0, 1200.0
"""Bounds for a stated or estimated resolution, so that a wrong one cannot blow an image up beyond memory."""

MAX_ENLARGEMENT = 4.0
"""A scan enlarged more than this holds no letters to begin with."""

MAX_ENLARGED_PX = 40e6
"""Pixels up to which a page is enlarged: A2 at 300 dpi has 35 million. A damaged header states strips and plains of
low resolution that would become sixteen times as large as what was allowed to be opened."""

GRAIN_SHOWS = 2.2
"""Enlargement from which grain does harm: `setun70` s03R with noise at 150 dpi (twice) is read alike, smoothed or
not."""


@dataclass(frozen=True, eq=False)
class ScanPart:
    """A part of a scan on its way: pixels, which side it is, the map from them to the scan, and how it was turned.

    `split_at` is as in `PageImage`; `has_columns` as in `Sheet`.
    """

    pixels: Image
    side: Side
    to_scan: Affine
    quarter_turns: int = 0
    split_at: tuple[float, float] | None = None
    has_columns: bool = False


def prepare(
    scan: Scan,
    *,
    binarization: Binarization,
    split_spreads: bool,
    extra_turns: int,
    split_at: tuple[float, float] | None = None,
    half_resolution: bool = False,
) -> tuple[PageImage, ...]:
    """Return the pages of a scan in reading order: one, or two where it is a spread and `split_spreads` is set.

    `extra_turns` quarter turns (counter-clockwise) are added to those that the page seems to need: for a second try.
    `split_at` says where the fold is (`fold_at`), whatever is to be seen of it. With `half_resolution` the pages are
    found and straightened as without, and reduced at the end.
    """
    resolution = scan.resolution or Resolution(dpi=READING_DPI, origin=ResolutionOrigin.ASSUMED)
    dpi = min(MAX_DPI, max(MIN_DPI, resolution.dpi))
    small, factor = reduced(scan.pixels, dpi, LOOKED_AT_DPI)
    negative = is_negative(small, dpi * factor)
    pixels = without_doubling(positive(scan.pixels) if negative else scan.pixels)
    # Which way the lines run is seen on the same copy, unless the pixels are no longer those of it.
    way = estimate_turns(small, dpi * factor) if pixels is scan.pixels else estimate_turns(pixels, dpi)
    turns = (way.quarter_turns + extra_turns) % 4
    parts = _upright_parts(pixels, dpi, turns, split_spreads=split_spreads, split_at=split_at)
    warnings = _warnings(dpi, resolution, negative=negative)
    pages = tuple(
        _page_image(
            cropped(part, dpi), dpi, resolution, binarization, (*warnings, COLUMNS) if part.has_columns else warnings
        )
        for part in parts
    )
    return tuple(halved(page, binarization) for page in pages) if half_resolution else pages


def halved(image: PageImage, binarization: Binarization) -> PageImage:
    """Return a prepared page at half its resolution: a quarter of the pixels to be read. Its map leads to the scan."""
    grey, scale = reduced(image.grey, 2, 1)
    dpi = image.dpi * scale
    binary = remove_specks(binarize(grey, dpi, binarization), dpi)
    return replace(image, grey=grey, binary=binary, dpi=dpi, to_scan=image.to_scan.preceded_by(scaling(1 / scale)))


def turned_over(image: PageImage) -> PageImage:
    """Return a prepared page upside down, pixel by pixel; its map still leads to the scan."""
    height, width = image.grey.shape
    back = quarter_turn_map(width, height, 2).inverse()
    return replace(
        image,
        grey=turn(image.grey, 2),
        binary=turn(image.binary, 2),
        to_scan=image.to_scan.preceded_by(back),
        quarter_turns=(image.quarter_turns + 2) % 4,
    )


def fold_at(scan: Scan, page: PageImage, x: float) -> tuple[float, float]:
    """Return where the fold of a scan lies, at the top and the bottom of the scan as it was turned for its one page.

    `x` is where it lies on the prepared page, upright there.
    """
    height, width = scan.pixels.shape
    turn_map = quarter_turn_map(width, height, page.quarter_turns)
    ends = page.to_scan.then(turn_map).apply(np.array([(x, 0.0), (x, float(len(page.grey)))]))
    (upper_x, upper_y), (lower_x, lower_y) = ends.tolist()
    slope = (lower_x - upper_x) / (lower_y - upper_y)
    turned_height = width if page.quarter_turns % 2 else height
    return upper_x - slope * upper_y, upper_x + slope * (turned_height - upper_y)


def _upright_parts(
    pixels: Image, dpi: float, turns: int, *, split_spreads: bool, split_at: tuple[float, float] | None
) -> tuple[ScanPart, ...]:
    """Return the pages, whole, or left and right, each with its lines level: what lies on its side in a half is turned.

    The scan is turned by so many quarter `turns` first.

    The axis of the lines is settled before anything is cut: between two lines of a page on its side is a strip as clear
    as between two pages.
    """
    whole = turned(ScanPart(pixels, Side.WHOLE, translation(0, 0)), turns)
    parts = split(whole, dpi, split_at) if split_spreads else (whole,)
    if len(parts) == 1 and split_spreads and turns % 2:
        parts = _one_half_upright(pixels, dpi) or parts
    if len(parts) == 1:
        return parts
    return tuple(turned(part, estimate_turns(part.pixels, dpi).quarter_turns) for part in parts)


SURELY_UPRIGHT = 0.5
"""Confidence from which the lines of a half surely run as the scan lies: halves of upright spreads have 0.7 and more
(`benchmarks/spreads.py`)."""


def _one_half_upright(pixels: Image, dpi: float) -> tuple[ScanPart, ...]:
    """Return the halves of a scan whose lines seem to run up and down, if it is a spread of which one half does not.

    A table on its side has more lines than the few of a short page beside it.
    """
    halves = split(ScanPart(pixels, Side.WHOLE, translation(0, 0)), dpi)
    ways = [estimate_turns(half.pixels, dpi) for half in halves]
    upright = [way.quarter_turns == 0 and way.confidence >= SURELY_UPRIGHT for way in ways]
    return halves if len(halves) > 1 and any(upright) else ()


def turned(part: ScanPart, quarter_turns: int) -> ScanPart:
    """Return the part turned counter-clockwise."""
    height, width = part.pixels.shape
    back = quarter_turn_map(width, height, quarter_turns).inverse()
    turns = (part.quarter_turns + quarter_turns) % 4
    pixels = turn(part.pixels, quarter_turns)
    return replace(part, pixels=pixels, to_scan=back.then(part.to_scan), quarter_turns=turns)


def split(part: ScanPart, dpi: float, split_at: tuple[float, float] | None = None) -> tuple[ScanPart, ...]:
    """Return the two pages of a spread, left first, or the part itself where it is one page.

    `split_at` is its fold where that is known.
    """
    sheet = Sheet(Gutter(*split_at)) if split_at is not None else look_at(part.pixels, dpi)
    if sheet.gutter is None:
        return (replace(part, has_columns=sheet.has_columns),)
    return tuple(replace(_half(part, sheet.gutter, side), split_at=split_at) for side in (Side.LEFT, Side.RIGHT))


def cropped(part: ScanPart, dpi: float) -> ScanPart:
    """Return the part without borders and slivers of neighbouring pages."""
    box, pixels = without_border(part.pixels, dpi)
    return replace(part, pixels=pixels, to_scan=translation(box.left, box.top).then(part.to_scan))


def _half(part: ScanPart, gutter: Gutter, side: Side) -> ScanPart:
    box, pixels = gutter.half(part.pixels, side)
    return replace(part, pixels=pixels, side=side, to_scan=translation(box.left, box.top).then(part.to_scan))


def _page_image(
    part: ScanPart,
    dpi: float,
    resolution: Resolution,
    binarization: Binarization,
    warnings: tuple[Reason, ...],
) -> PageImage:
    scale = reading_scale(dpi, part.pixels.size)
    flat = flatten(without_grain(part.pixels) if scale > GRAIN_SHOWS else part.pixels, dpi)
    level = find_level(flat, dpi, scale)
    drawn = warp(flat, level.forward, level.width, level.height)
    grey = without_show_through(drawn, dpi * scale)
    binary = remove_specks(binarize(grey, dpi * scale, binarization), dpi * scale)
    return PageImage(
        side=part.side,
        grey=grey,
        binary=binary,
        to_scan=level.forward.inverse().then(part.to_scan),
        dpi=dpi * scale,
        scan_resolution=resolution,
        quarter_turns=part.quarter_turns,
        skew_degrees=level.skew_degrees,
        warnings=warnings if grey is drawn else (*warnings, SHOW_THROUGH),
        split_at=part.split_at,
    )


def reading_scale(dpi: float, pixels: int) -> float:
    """Return by how much a page of so many `pixels` is enlarged to be read; below 1 it is reduced."""
    if KEPT_DPI[0] <= dpi <= KEPT_DPI[1]:
        return 1.0
    largest: float = max(1.0, (MAX_ENLARGED_PX / pixels) ** 0.5)
    return min(MAX_ENLARGEMENT, READING_DPI / dpi, largest)


COLUMNS = Reason(
    code=ReasonCode.WIDE_COLUMNS,
    message="this sheet is as wide as two pages and has a clear strip down its middle, but its rows run on across it: "
    "it was read as one page with columns",
)

SHOW_THROUGH = Reason(
    code=ReasonCode.SHOW_THROUGH,
    message="the other side of the sheet shows through: what is lighter than the middle between both was taken off",
)

LOW_DPI = 150.0
"""Resolution under which strokes of neighbouring letters merge: errors rise from there (`benchmarks/accuracy.py`)."""


def _warnings(dpi: float, resolution: Resolution, *, negative: bool) -> tuple[Reason, ...]:
    found = []
    if negative:
        found.append(Reason(code=ReasonCode.NEGATIVE, message="white on black: read as a negative"))
    if dpi < LOW_DPI:
        how = "" if resolution.origin is ResolutionOrigin.FILE else f" ({resolution.origin})"
        message = f"only {dpi:.0f} dpi{how}; 300 dpi would be read better"
        found.append(Reason(code=ReasonCode.LOW_RESOLUTION, message=message))
    return tuple(found)
