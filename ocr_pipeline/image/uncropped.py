"""A page that another program has read: the scan, or a side of it, levelled, with nothing of it cut off.

Which way up it is its file says; the sheet is not looked for, as the file has text wherever it is.
"""

from __future__ import annotations

from ocr_pipeline.image.binarize import binarize
from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.geometry import quarter_turn_map, translation, warp
from ocr_pipeline.image.level import find_level
from ocr_pipeline.image.orient import turn
from ocr_pipeline.image.polarity import is_negative, positive
from ocr_pipeline.image.prepare import MAX_DPI, MIN_DPI, reading_scale
from ocr_pipeline.image.specks import remove_specks
from ocr_pipeline.records import PageImage, Resolution, Scan, Side
from ocr_pipeline.settings import Binarization


def uncropped(
    scan: Scan,
    resolution: Resolution,
    binarization: Binarization,
    side: Side = Side.WHOLE,
    fold: int | None = None,
    quarter_turns: int = 0,
) -> PageImage:
    """Return a scan, or the side of it left of the column of pixels `fold`, or from it on, as the image of one page.

    It is turned counter-clockwise by `quarter_turns`, levelled and scaled as pages are that are read here.
    """
    first, end = 0, scan.pixels.shape[1]
    if fold is not None:
        first, end = (0, fold) if side is Side.LEFT else (fold, end)
    dpi = min(MAX_DPI, max(MIN_DPI, resolution.dpi))
    pixels = scan.pixels[:, first:end]
    if is_negative(scan.pixels, dpi):
        pixels = positive(pixels)
    back = quarter_turn_map(pixels.shape[1], pixels.shape[0], quarter_turns).inverse()
    scale = reading_scale(dpi, pixels.size)
    flat = flatten(turn(pixels, quarter_turns), dpi)
    level = find_level(flat, dpi, scale)
    grey = warp(flat, level.forward, level.width, level.height)
    return PageImage(
        side=side,
        grey=grey,
        binary=remove_specks(binarize(grey, dpi * scale, binarization), dpi * scale),
        to_scan=level.forward.inverse().then(back).then(translation(first, 0)),
        dpi=dpi * scale,
        scan_resolution=resolution,
        quarter_turns=quarter_turns,
        skew_degrees=level.skew_degrees,
        split_at=None if fold is None else (float(fold), float(fold)),
    )
