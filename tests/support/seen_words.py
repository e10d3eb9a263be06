"""Words as the net sees them, for what ranks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs, Seen

SURE = 0.99

Choices = Sequence[tuple[str, float]]


def seen_word(
    text: str, choices: Mapping[int, Choices] | None = None, *, left: int = 0, presence: float = 1.0
) -> Glyphs:
    """A word on the grid from the cell `left` on; glyphs without choices of their own are sure."""
    return tuple(
        Seen((left + place + 1.5) * CELL, presence, tuple((choices or {}).get(place, ((letter, SURE),))))
        for place, letter in enumerate(text)
    )


def doubtful(text: str, other: str, support: float, sure: float = 0.6) -> Glyphs:
    """A word of which each glyph may be that of `other` at its place, with `support` beside `sure` for its own."""
    return seen_word(
        text,
        {
            place: ((one, sure), (another, sure * support))
            for place, (one, another) in enumerate(zip(text, other, strict=True))
            if one != another
        },
    )


def shapes(word: Glyphs) -> str:
    """What a word is read as."""
    return "".join(glyph.shape for glyph in word)
