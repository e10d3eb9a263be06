"""Where a glyph's ink stands: its box on the page, from the middle the net found and the ink around it.

The net reads by what stands beside as well, and may see a bracket in an empty cell beside a letter alone: what has no
ink is no glyph.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.crop import BASELINE, CELL, Crop
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.records import Area

DARK = 128
"""Grey of a crop, 0 to 255, under which there is ink: half of its stretched contrast."""

HANGING = frozenset("друфцщДЦЩQgjpqy,;()[]/§_$")
"""Shapes that reach under the baseline; under all others, ink is an underline or another line's."""

OVERHANG = 2
"""Rows that the ink of a glyph that stands on the baseline may lie under it: keys strike low."""


TRACE, SPECK = 200, 2.2
"""Grey of a crop under which a pixel may be faint ink, and how many black pixels a speck is worth at most, a grey one
by its darkness. On the pages of `../shared/scans` 86 of 110,758 glyphs have no more, most of them brackets; the least
full stop that is there has 2.4, the least dash 2.8."""

PAPER = 255

DARKNESS = np.array([PAPER - grey if grey < TRACE else 0 for grey in range(PAPER + 1)], dtype=np.uint8)
"""What a pixel of each grey is worth, 255 a black one."""


Dark = npt.NDArray[np.bool_]

WIDEST = CELL + 1
"""Columns of a cell whose edges are rounded."""


def with_ink(crop: Crop, glyphs: Sequence[Seen]) -> list[Seen]:
    """Return those glyphs in whose cell there is ink."""
    darkness = np.asarray(cv2.LUT(crop.pixels, DARKNESS), dtype=np.uint8)
    before = np.append(0, np.cumsum(cv2.reduce(darkness, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[0]))
    first, last = _cells(crop, glyphs)
    ink = (before[last] - before[first]).tolist()
    return [glyph for glyph, dark in zip(glyphs, ink, strict=True) if dark > PAPER * SPECK]


def _cells(crop: Crop, glyphs: Sequence[Seen]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the first column of each glyph's cell and the one behind its last."""
    width = crop.pixels.shape[1]
    x = np.array([glyph.x for glyph in glyphs])
    first = np.clip(np.rint(x - CELL / 2), 0, width - 1).astype(np.intp)
    return first, np.clip(np.rint(x + CELL / 2), 1, width).astype(np.intp)


def ink_boxes(crop: Crop, glyphs: Sequence[Seen], page: tuple[int, ...]) -> list[Area]:
    """Return the smallest box around each glyph's ink, prepared pixels; where there is none half its cell.

    Ink beyond the cell's edges counts for the neighbours. `page` is the shape (rows, columns) of the prepared page;
    no box goes over its edges.
    """
    if not glyphs:
        return []
    height, width = crop.pixels.shape
    x = np.array([glyph.x for glyph in glyphs])
    first, last = _cells(crop, glyphs)
    lowest = np.array([height - 2 if glyph.shape in HANGING else BASELINE + OVERHANG for glyph in glyphs])
    columns = first[:, None] + np.arange(WIDEST)
    # Glyphs, rows, columns of each one's cell.
    own = (columns < last[:, None])[:, None, :] & (np.arange(height) < lowest[:, None])[:, :, None]
    dark = (crop.pixels[:, np.minimum(columns, width - 1)].transpose(1, 0, 2) < DARK) & own
    rows: Dark = np.asarray(dark.any(axis=2))
    across: Dark = np.asarray(dark.any(axis=1))
    inked = rows.any(axis=1)
    top = np.where(inked, rows.argmax(axis=1), BASELINE - CELL / 2)
    bottom = np.where(inked, height - rows[:, ::-1].argmax(axis=1), BASELINE)
    left = np.where(inked, first + across.argmax(axis=1), x - CELL / 2)
    right = np.where(inked, first + WIDEST - across[:, ::-1].argmax(axis=1), x + CELL / 2)
    page_left, upper, _ = crop.to_page(left)
    sides = (
        np.clip(page_left, 0, page[1]),
        np.clip(upper + top * crop.scale, 0, page[0]),
        np.clip(page_left + (right - left) * crop.scale, 0, page[1]),
        np.clip(upper + bottom * crop.scale, 0, page[0]),
    )
    return [
        Area(left=left, top=top, right=right, bottom=bottom)
        for left, top, right, bottom in zip(*(side.tolist() for side in sides), strict=True)
    ]
