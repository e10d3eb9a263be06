"""Page numbers stand between two dashes, `- 4 -`: where one is seen, the other is likely.

Type hammered into paper, a seven that touches its dash, a dash worn thin: the net is then unsure of one of the two. It
is ranked by the other at odds that are held; nothing is put where the net sees nothing like a dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.records import RankedBy

DASH = "-"

ODDS = 30.0
"""Odds by which one dash speaks for the other; by no more is any reading preferred that the image supports less. Of 31
page numbers with dashes on the shared scans all have both."""

MOST_FIGURES = 4
"""Figures of a page number."""

FIGURES = frozenset("0123456789IlО")
"""Shapes that figures have: 0 and 1 are typed as letters on machines that lack them."""

SURE, GRAIN = 0.5, 0.3
"""Probability from which a dash is seen; and up to which what is no figure, between two dashes, is
grain."""


def with_both_dashes(glyphs: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return the glyphs of a line; of a page number with one dash, what may be the other one is one.

    Between the dashes stand figures alone, without typed spaces or grain.
    """
    struck = [glyph for glyph in glyphs if glyph.shape != " "]
    ends = struck[:1] + struck[-1:]
    if not any(_is_dash(glyph) for glyph in ends):
        return tuple(glyphs)
    inner = [glyph for glyph in struck[1:-1] if glyph.shape in FIGURES or glyph.probability > GRAIN]
    if not 1 <= len(inner) <= MOST_FIGURES or any(glyph.shape not in FIGURES for glyph in inner):
        return tuple(glyphs)
    # With one dash alone, its fellow is looked for at the other end.
    first, last = (glyph if _is_dash(glyph) else _as_dash(glyph) for glyph in ends)
    return (first, *inner, last)


def _is_dash(glyph: Seen) -> bool:
    return glyph.shape == DASH and glyph.probability >= SURE


def _as_dash(glyph: Seen) -> Seen:
    """Return a glyph as a dash, where that is its most likely shape by the odds; else as it is."""
    choices = {shape: probability * (ODDS if shape == DASH else 1.0) for shape, probability in glyph.choices}
    total = sum(choices.values())
    ranked = sorted(choices.items(), key=lambda choice: -choice[1])
    if ranked[0][0] != DASH:
        return glyph
    by = None if glyph.shape == DASH else RankedBy.OTHER_DASH
    return replace(glyph, choices=tuple((shape, weight / total) for shape, weight in ranked), ranked_by=by)
