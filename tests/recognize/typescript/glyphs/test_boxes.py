"""Glyphs and their ink: the smallest box around it, and none without it."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.glyphs.boxes import SPECK, TRACE, ink_boxes, with_ink
from ocr_pipeline.recognize.typescript.glyphs.crop import BASELINE, CELL, HEIGHT, Crop
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.lines.line import TypedLine
from ocr_pipeline.records import Area

SHAPES = "(А)"
"""A letter alone, and what the net may see in the empty cells beside it."""


def crop_of(ink, grey):
    """A crop of four cells; `ink` are the rows and columns that are of that grey."""
    pixels = np.full((HEIGHT, 4 * CELL), 255, dtype=np.uint8)
    pixels[ink] = grey
    return Crop(pixels, TypedLine(((0.0, 50.0), (4.0 * CELL, 50.0)), 0.0, 4.0 * CELL), 1.0, 0.0)


def seen():
    return [Seen((place + 1) * CELL, 0.9, ((shape, 1.0),)) for place, shape in enumerate(SHAPES)]


LETTER = np.s_[BASELINE - 12 : BASELINE, 2 * CELL - 5 : 2 * CELL + 5]


@pytest.mark.parametrize("grey", [0, 100, TRACE - 1])
def test_brackets_seen_in_empty_cells_are_none_and_faint_type_stays(grey):
    assert [glyph.shape for glyph in with_ink(crop_of(LETTER, grey), seen())] == ["А"]


@pytest.mark.parametrize(("rows", "kept"), [(int(SPECK), []), (int(SPECK) + 1, [")"])])
def test_a_speck_makes_no_glyph(rows, kept):
    speck = np.s_[BASELINE - rows : BASELINE, 3 * CELL]
    assert [glyph.shape for glyph in with_ink(crop_of(speck, 0), seen())] == kept


def test_a_line_of_nothing_stays_nothing():
    assert with_ink(crop_of(LETTER, 0), []) == []


def test_a_box_is_the_smallest_around_the_ink():
    (box,) = ink_boxes(crop_of(LETTER, 0), seen()[1:2], (100, 4 * CELL))
    top = 50 - 12
    assert box == Area(2 * CELL - 5, top, 2 * CELL + 5, 50)
