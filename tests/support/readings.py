"""Readings as engines give them, on a grid, and pages to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Affine, Area, Image, PageImage, Resolution, ResolutionOrigin, Side


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


WIDTHS = {"о": 17.0, "и": 19.0, "т": 15.0, "а": 16.0, "ж": 27.0, "ш": 29.0, "с": 14.5, "р": 18.0, "е": 16.5, "н": 20.5}
"""Breadths of printed letters, pixels, with the white beside them."""

PRINTED_TEXTS = (
    "ошеттожина сиротранжи",
    "тарантошес инашетожир",
    "рошетнасоижета шосирт",
    "жешатираносе тошнижара",
)


def printed(text: str, row: int, confidence: float = 0.97, left: float = 0.0) -> ReadLine:
    """A line of print: each letter as broad as it is, letters of `WIDTHS` alone."""
    words, x = [], left
    for word in text.split(" "):
        glyphs = []
        for letter in word:
            width = WIDTHS[letter]
            glyphs.append(ReadGlyph(letter, Area(x, 60 * row, x + width - 3, 60 * row + 25), confidence))
            x += width
        words.append(ReadWord.of(glyphs))
        x += 9.3
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


LETTERS = st.text("абвгдx1.-", min_size=1, max_size=7)
CONFIDENCES = st.floats(0.01, 1.0)


@st.composite
def readings(draw: st.DrawFn) -> tuple[ReadLine, ...]:
    """Lines as an engine may give them: anywhere on a small page, over each other as well, of any confidence."""
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        text = " ".join(draw(st.lists(LETTERS, min_size=1, max_size=4)))
        row, left = draw(st.integers(0, 4)), draw(st.floats(-40, 200))
        one = typed(text, row, cell=30.0, height=24.0, confidence=draw(CONFIDENCES), left=left)
        faint = draw(st.integers(0, 30))
        glyphs = [list(word.glyphs) for word in one.words]
        count = 0
        for of_word in glyphs:
            for place, glyph in enumerate(of_word):
                if count == faint:
                    of_word[place] = replace(glyph, confidence=0.2)
                count += 1
        lines.append(ReadLine.of([ReadWord.of(of_word) for of_word in glyphs]))
    return tuple(lines)


def glyphs_of(lines: Iterable[ReadLine]) -> list[ReadGlyph]:
    """Every glyph of these lines."""
    return [glyph for one in lines for word in one.words for glyph in word.letters()]
