"""A page as its scan lies: not straightened, not cropped, for a text whose places are those of the scan."""

from __future__ import annotations

from ocr_pipeline.image.binarize import binarize
from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.geometry import quarter_turn_map, scaling, translation, warp
from ocr_pipeline.image.orient import turn
from ocr_pipeline.image.polarity import is_negative, positive
from ocr_pipeline.image.prepare import MAX_DPI, MIN_DPI, reading_scale
from ocr_pipeline.image.specks import remove_specks
from ocr_pipeline.records import PageImage, Resolution, Scan, Side
from ocr_pipeline.settings import Binarization


def as_it_lies(
    scan: Scan,
    resolution: Resolution,
    binarization: Binarization,
    side: Side = Side.WHOLE,
    columns: tuple[int, int] | None = None,
    quarter_turns: int = 0,
) -> PageImage:
    """Return a scan, or the part of it from one column of pixels to before another, as the image of one page.

    It is turned counter-clockwise by `quarter_turns`, no more: its map to the scan moves, scales, and turns by quarters.
    """
    first, end = columns or (0, scan.pixels.shape[1])
    dpi = min(MAX_DPI, max(MIN_DPI, resolution.dpi))
    pixels = scan.pixels[:, first:end]
    if is_negative(scan.pixels, dpi):
        pixels = positive(pixels)
    lying = pixels.shape
    pixels = turn(pixels, quarter_turns)
    scale = reading_scale(dpi, pixels.size)
    forward = scaling(scale)
    back = quarter_turn_map(lying[1], lying[0], quarter_turns).inverse()
    height, width = (max(1, round(length * scale)) for length in pixels.shape)
    grey = warp(flatten(pixels, dpi), forward, width, height)
    return PageImage(
        side=side,
        grey=grey,
        binary=remove_specks(binarize(grey, dpi * scale, binarization), dpi * scale),
        to_scan=forward.inverse().then(back).then(translation(first, 0)),
        dpi=dpi * scale,
        scan_resolution=resolution,
        quarter_turns=quarter_turns,
        skew_degrees=0.0,
    )
