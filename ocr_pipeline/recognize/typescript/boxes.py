"""Where a glyph's ink stands: its box on the page, from the middle the net found and the ink around it."""

from __future__ import annotations

import numpy as np

from ocr_pipeline.recognize.typescript.crop import BASELINE, CELL, Crop
from ocr_pipeline.recognize.typescript.decode import Seen
from ocr_pipeline.records import Box

DARK = 128
"""Grey of a crop, 0 to 255, under which there is ink: half of its stretched contrast."""

HANGING = frozenset("руфцщДЦЩQgjpqy,;()[]/§_$")
"""Shapes that reach under the baseline; under all others, ink is an underline or another line's."""

OVERHANG = 2
"""Rows that the ink of a glyph that stands on the baseline may lie under it: keys strike low."""

REACH = 0.62
"""Half of a glyph's width at most, cells: Ш and Ю touch their neighbours."""


def ink_box(crop: Crop, glyph: Seen) -> Box:
    """Return the smallest box around a glyph's ink, prepared pixels; its cell up to half its height where it has none.

    Ink beyond the cell's edges counts for the neighbours.
    """
    height, width = crop.pixels.shape
    left, right = glyph.x - CELL / 2, glyph.x + CELL / 2
    first = min(width - 1, max(0, round(glyph.x - REACH * CELL)))
    last = max(first + 1, min(width, round(glyph.x + REACH * CELL)))
    lowest = height - 2 if glyph.shape in HANGING else BASELINE + OVERHANG
    dark = crop.pixels[:lowest, first:last] < DARK
    core = dark[:, max(0, round(left) - first) : round(right) - first]
    rows = np.flatnonzero(core.any(axis=1))
    columns = np.flatnonzero(dark.any(axis=0)) + first
    columns = columns[(columns >= left - 1) & (columns <= right)]
    if len(rows) and len(columns):
        left, right = float(columns[0]), float(columns[-1] + 1)
        top, bottom = float(rows[0]), float(rows[-1] + 1)
    else:
        top, bottom = BASELINE - CELL / 2, float(BASELINE)
    begin, upper, _ = crop.to_page(left)
    end, _, _ = crop.to_page(right)
    return Box(left=begin, top=upper + top * crop.scale, right=end, bottom=upper + bottom * crop.scale)
