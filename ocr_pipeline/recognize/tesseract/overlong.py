"""Boxes that Tesseract gives where it has lost the place of a glyph: over the words beside it."""

from __future__ import annotations

import statistics
from dataclasses import replace
from itertools import pairwise

from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.records import Area

OVERLONG = 2.5
"""Breadth, in that of the line's usual glyph, of the last or first glyph of a word that lies on the next word:
Tesseract gives such boxes where it has lost the place of a glyph."""


def without_overlong_glyphs(line: ReadLine) -> ReadLine:
    """Return a line of print whose overlong glyphs at the ends of words are cut off where the next word stands.

    On a typed line the grid tells where its glyphs are.
    """
    words = line.words
    widths = [glyph.box.width for word in words for glyph in word.glyphs]
    if not widths:
        return line
    least = OVERLONG * statistics.median(widths)
    found = list(words)
    for place, (word, after) in enumerate(pairwise(words)):
        if not word.box.left < after.box.left < word.box.right:
            continue
        if word.glyphs[-1].box.width > least:
            found[place] = _within(found[place], word.box.left, after.box.left)
        elif after.glyphs[0].box.width > least:
            found[place + 1] = _within(found[place + 1], word.box.right, after.box.right)
    return replace(line, words=tuple(found))


def _within(word: ReadWord, left: float, right: float) -> ReadWord:
    """Return a word with all boxes cut off at both sides."""

    def cut(box: Area) -> Area:
        start = min(max(box.left, left), right)
        return Area(start, box.top, max(start, min(box.right, right)), box.bottom)

    glyphs = tuple(replace(glyph, box=cut(glyph.box)) for glyph in word.glyphs)
    return replace(word, box=cut(word.box), glyphs=glyphs)
