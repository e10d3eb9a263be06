"""What an engine reads, on its way through this stage: glyphs, words, lines in pixels of the *prepared* image.

A page has some 3,000 glyphs, and each step changes many of them: these are plain values that nothing checks. `page`
makes the records of them, checked and led to the scan, once, at the end.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocr_pipeline.records import Area, RankedBy

__all__ = ["Area", "Choice", "ReadGlyph", "ReadLine", "ReadWord", "alphanumeric"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What else a glyph may be, and how probable that is, 0 to 1."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class ReadGlyph:
    """One character as an engine saw it; `confidence` is 0 to 1, `alternatives` the likeliest first.

    `ranked_by` is what ranked it before what the image alone was read as, which is then among the alternatives.
    """

    text: str
    box: Area
    confidence: float
    alternatives: tuple[Choice, ...] = ()
    ranked_by: RankedBy | None = None


@dataclass(frozen=True, slots=True)
class ReadWord:
    """Characters between spaces; `glyphs` is empty where the engine gives none, else spells `text`."""

    text: str
    box: Area
    confidence: float
    glyphs: tuple[ReadGlyph, ...] = ()

    @staticmethod
    def of(glyphs: Sequence[ReadGlyph]) -> ReadWord:
        """Return the word that one glyph or more spell; its confidence is their mean."""
        return ReadWord(
            text="".join(glyph.text for glyph in glyphs),
            box=Area.enclosing(glyph.box for glyph in glyphs),
            confidence=statistics.fmean([glyph.confidence for glyph in glyphs]),
            glyphs=tuple(glyphs),
        )

    def letters(self) -> tuple[ReadGlyph, ...]:
        """Return the glyphs; where the engine gives none, each character with an equal share of the word's box."""
        if self.glyphs:
            return self.glyphs
        step = self.box.width / len(self.text)
        starts = (self.box.left + step * place for place in range(len(self.text)))
        return tuple(
            ReadGlyph(character, Area(start, self.box.top, start + step, self.box.bottom), self.confidence)
            for character, start in zip(self.text, starts, strict=True)
        )


def alphanumeric(words: Iterable[ReadWord]) -> list[ReadGlyph]:
    """Return the letters and figures of words: punctuation has its own size, and seldom stands amid its cell."""
    return [glyph for word in words for glyph in word.letters() if glyph.text.isalnum()]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as it stands on paper. `block` counts the paragraphs that the engine sees on the page, from 0.

    `read_by` is who read it in the stead of the page's own reader; None where nobody did.
    """

    words: tuple[ReadWord, ...]
    box: Area
    block: int = 0
    read_by: str | None = None

    @staticmethod
    def of(words: Sequence[ReadWord]) -> ReadLine:
        """Return the line of one word or more."""
        return ReadLine(words=tuple(words), box=Area.enclosing(word.box for word in words))

    @property
    def text(self) -> str:
        """Return the words with one space between them."""
        return " ".join(word.text for word in self.words)
