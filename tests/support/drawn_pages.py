"""Pages of type, drawn, and what a perfect engine reads on them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Affine, Area, Image, PageImage, Resolution, ResolutionOrigin, Side

PITCH, STEP, FIRST, MARGIN = 30.0, 66, 200, 200
"""Pixels at 300 dpi: ten characters to the inch; from line to line; the first baseline; the left margin."""

PROSE = (
    "Proba one two three four five seven",
    "second line of typed letters here",
    "third of them with more of words",
    "and a fourth that ends the page",
    "which is not quite the end of it",
    "since a sixth line follows here",
)


def blank(height: int = 1200, width: int = 1600) -> Image:
    """A white sheet."""
    return np.full((height, width), 255, dtype=np.uint8)


def draw(page: Image, lines: Sequence[str], left: int = MARGIN, first: int = FIRST) -> tuple[ReadLine, ...]:
    """Type lines onto a page with a font of OpenCV's, one letter a cell; return them as they would be read."""
    return tuple(read for row, line in enumerate(lines) for read in _draw_line(page, line, left, first + STEP * row))


def _draw_line(page: Image, line: str, left: int, baseline: int) -> list[ReadLine]:
    scale = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_COMPLEX, 36, 3)
    words: list[ReadWord] = []
    column = 0
    for word in line.split(" "):
        glyphs = []
        for letter in word:
            (width, height), below = cv2.getTextSize(letter, cv2.FONT_HERSHEY_COMPLEX, scale, 3)
            x = round(left + column * PITCH + (PITCH - width) / 2)
            place = (x, baseline)
            cv2.putText(page, letter, place, cv2.FONT_HERSHEY_COMPLEX, scale, 30, 3, cv2.LINE_AA)
            box = Area(float(x), float(baseline - height), float(x + width), float(baseline + below / 2))
            glyphs.append(ReadGlyph(letter, box, 0.99))
            column += 1
        if glyphs:
            words.append(ReadWord.of(glyphs))
        column += 1
    return [ReadLine.of(words)] if words else []


def page_of(grey: Image, dpi: float = 300.0, to_scan: Affine | None = None) -> PageImage:
    """The prepared page of these pixels."""
    binary = np.where(grey < 128, 0, 255).astype(np.uint8)
    resolution = Resolution(dpi=dpi, origin=ResolutionOrigin.FILE)
    return PageImage(Side.WHOLE, grey, binary, to_scan or Affine.identity(), dpi, resolution, 0, 0.0)
