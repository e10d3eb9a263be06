"""Page numbers stand between two dashes, `- 4 -`: where one is seen, the other is likely.

Type hammered into paper, a seven that touches its dash, a dash worn thin: the net is then unsure of one of the two. It
is ranked by the other at odds that are held; nothing is put where the net sees nothing like a dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.recognize.typescript.glyphs.decode import Seen

DASH = "-"

ODDS = 30.0
"""Odds by which one dash speaks for the other; by no more is any reading preferred that the image supports less. Of 31
page numbers with dashes on the shared scans all have both."""

MOST_FIGURES = 4
"""Figures of a page number."""

FIGURES = frozenset("0123456789IlО")
"""Shapes that figures have: 0 and 1 are typed as letters on machines that lack them."""

SURE = 0.5
"""Probability from which a dash is seen."""


def with_both_dashes(glyphs: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return the glyphs of a line; of a page number with one dash, what may be the other one is one."""
    struck = [number for number, glyph in enumerate(glyphs) if glyph.shape != " "]
    inner = struck[1:-1]
    if not 1 <= len(inner) <= MOST_FIGURES or not all(glyphs[number].shape in FIGURES for number in inner):
        return tuple(glyphs)
    ends = (struck[0], struck[-1])
    result = list(glyphs)
    for end, other in (ends, ends[::-1]):
        if glyphs[other].shape == DASH and glyphs[other].probability >= SURE and glyphs[end].shape != DASH:
            result[end] = _as_dash(glyphs[end])
    return tuple(result)


def _as_dash(glyph: Seen) -> Seen:
    """Return a glyph as a dash, where that is its most likely shape by the odds; else as it is."""
    choices = {shape: probability * (ODDS if shape == DASH else 1.0) for shape, probability in glyph.choices}
    total = sum(choices.values())
    ranked = sorted(choices.items(), key=lambda choice: -choice[1])
    if ranked[0][0] != DASH:
        return glyph
    return replace(glyph, choices=tuple((shape, weight / total) for shape, weight in ranked))
