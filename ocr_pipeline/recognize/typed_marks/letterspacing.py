"""Letter-spacing: a typist's emphasis, a blank after each letter of a word."""

from __future__ import annotations

import statistics
from itertools import pairwise

from ocr_pipeline.recognize.reading import ReadWord

CELLS = 2.0
"""Cells from letter to letter: a letter and a blank."""

TOLERANCE = 0.3
"""Cells that the usual step of a word may differ from it: keys strike a tenth of a cell aside, and words of the page's
pitch have one cell."""

LEAST_LETTERS = 4
"""Letters from which a word is letter-spaced: two or three far apart may be a number or a list."""


def is_letter_spaced(word: ReadWord, pitch: float | None) -> bool:
    """Return whether a word's letters stand two cells apart; `pitch` is the page's, None where it is not known.

    An engine that parts letter-spaced words into single letters gives no such word; the text stage joins those.
    """
    if pitch is None or sum(map(str.isalpha, word.text)) < LEAST_LETTERS or not word.glyphs:
        return False
    middles = [(glyph.box.left + glyph.box.right) / 2 for glyph in word.glyphs]
    step = statistics.median(abs(after - before) for before, after in pairwise(middles))
    return abs(step / pitch - CELLS) <= TOLERANCE
