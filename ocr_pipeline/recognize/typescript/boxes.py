"""Where a glyph's ink stands: its box on the page, from the middle the net found and the ink around it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.crop import BASELINE, CELL, Crop
from ocr_pipeline.recognize.typescript.decode import Seen
from ocr_pipeline.records import Box

Dark = npt.NDArray[np.bool_]

DARK = 128
"""Grey of a crop, 0 to 255, under which there is ink: half of its stretched contrast."""

HANGING = frozenset("руфцщДЦЩQgjpqy,;()[]/§_$")
"""Shapes that reach under the baseline; under all others, ink is an underline or another line's."""

OVERHANG = 2
"""Rows that the ink of a glyph that stands on the baseline may lie under it: keys strike low."""


def dark_of(crop: Crop) -> Dark:
    """Return where a crop has ink, bool, of the crop's shape."""
    return crop.pixels < DARK


def ink_box(crop: Crop, dark: Dark, glyph: Seen) -> Box:
    """Return the smallest box around a glyph's ink, prepared pixels; its cell up to half its height where it has none.

    `dark` is that of the crop. Ink beyond the cell's edges counts for the neighbours.
    """
    height, width = dark.shape
    left, right = glyph.x - CELL / 2, glyph.x + CELL / 2
    first, last = min(width - 1, max(0, round(left))), max(1, min(width, round(right)))
    lowest = height - 2 if glyph.shape in HANGING else BASELINE + OVERHANG
    cell = dark[:lowest, first:last]
    rows, columns = np.flatnonzero(cell.any(axis=1)), np.flatnonzero(cell.any(axis=0))
    if len(rows):
        left, right = first + float(columns[0]), first + float(columns[-1] + 1)
        top, bottom = float(rows[0]), float(rows[-1] + 1)
    else:
        top, bottom = BASELINE - CELL / 2, float(BASELINE)
    begin, upper, _ = crop.to_page(left)
    end = begin + (right - left) * crop.scale
    return Box(left=begin, top=upper + top * crop.scale, right=end, bottom=upper + bottom * crop.scale)
