"""Readings as engines give them, on a grid, and pages to read."""

from __future__ import annotations

import numpy as np

from ocr_pipeline.recognize.reading import Area, ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Affine, Image, PageImage, Resolution, ResolutionOrigin, Side


def typed(
    text: str,
    row: int,
    *,
    cell: float = 20.0,
    height: float = 25.0,
    confidence: float = 0.97,
    left: float = 0.0,
    top: float = 0.0,
) -> ReadLine:
    """A line on the grid: cells of `cell` pixels, rows of 60; a second space is an empty cell."""
    words: list[ReadWord] = []
    column = 0
    for word in text.split(" "):
        glyphs = []
        for letter in word:
            start = left + cell * column
            box = Area(left=start, top=top + 60 * row, right=start + 16, bottom=top + 60 * row + height)
            glyphs.append(ReadGlyph(text=letter, box=box, confidence=confidence))
            column += 1
        if glyphs:
            words.append(ReadWord.of(glyphs))
        column += 1
    return ReadLine.of(words)


def page_image(grey: Image) -> PageImage:
    """A prepared page whose scan has half its resolution and begins at (7, 9)."""
    return PageImage(
        side=Side.WHOLE,
        grey=grey,
        binary=np.where(grey < 128, 0, 255).astype(np.uint8),
        to_scan=Affine(xx=0.5, xy=0, x0=7, yx=0, yy=0.5, y0=9),
        dpi=300,
        scan_resolution=Resolution(dpi=150, origin=ResolutionOrigin.FILE),
        quarter_turns=0,
        skew_degrees=0,
    )
