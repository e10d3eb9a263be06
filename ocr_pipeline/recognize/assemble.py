"""Lines put together from glyphs: a word from its glyphs, a line from its words, each with the box around them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from ocr_pipeline.records import Box, Glyph, TextLine, Word


def word_of(glyphs: Sequence[Glyph]) -> Word:
    """Return the word that one glyph or more spell; its confidence is their mean."""
    return Word(
        text="".join(glyph.text for glyph in glyphs),
        box=Box.enclosing([glyph.box for glyph in glyphs]),
        confidence=statistics.fmean(glyph.confidence for glyph in glyphs),
        glyphs=tuple(glyphs),
    )


def line_of(words: Sequence[Word]) -> TextLine:
    """Return the line of one word or more."""
    return TextLine(words=tuple(words), box=Box.enclosing([word.box for word in words]))
