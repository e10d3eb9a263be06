"""The grid: every glyph of a machine stands in a cell of the page's pitch, so a line's cells say what is amiss.

A glyph struck half a cell off its neighbours, or two in one cell, are doubts. A typist also moves the carriage by hand,
so the grid holds along a stretch, not along the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr_pipeline.recognize.typescript.crop import CELL
from ocr_pipeline.recognize.typescript.decode import Seen

CROWDED = 0.62
"""Cells between two middles under which they are one glyph, or one of them is none."""

SPACE = 1.5
"""Cells from one middle to the next from which there is a space between."""

ASIDE = 0.3
"""Cells that a glyph may stand off its stretch's grid without doubt: keys strike up to a fifth aside."""

STRETCH = 6
"""Glyphs to each side that say where the grid lies."""

DOUBT = 0.7
"""Factor on the presence of a glyph off the grid."""


def on_grid(glyphs: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return the glyphs of a line without those crowded out by a surer neighbour; those off the grid are less sure.

    Typed spaces among `glyphs` are taken out: gaps tell them better (see `spaced`).
    """
    struck = [glyph for glyph in glyphs if glyph.shape != " "]
    kept: list[Seen] = []
    for glyph in struck:
        if kept and glyph.x - kept[-1].x < CROWDED * CELL:
            if glyph.probability > kept[-1].probability:
                kept[-1] = glyph
            continue
        kept.append(glyph)
    middles = np.array([glyph.x for glyph in kept]) / CELL
    return tuple(
        replace(glyph, presence=glyph.presence * DOUBT) if _aside(middles, number) > ASIDE else glyph
        for number, glyph in enumerate(kept)
    )


def _aside(middles: np.ndarray, number: int) -> float:
    """Return how far, in cells, a glyph stands off the grid of its neighbours; 0 where they are too few to say."""
    around = np.r_[max(0, number - STRETCH) : number, number + 1 : min(len(middles), number + STRETCH + 1)]
    if len(around) < STRETCH:
        return 0.0
    offsets = middles[around] - middles[number]
    # The mean phase, as an angle: phases of 0.98 and 0.02 cells lie side by side.
    mean = np.exp(2j * np.pi * offsets).mean()
    return float(abs(np.angle(mean)) / (2 * np.pi)) if abs(mean) > AGREED else 0.0


AGREED = 0.7
"""Length of the mean phase, 0 to 1, from which the neighbours have one grid."""


def spaced(glyphs: Sequence[Seen]) -> tuple[tuple[Seen, ...], ...]:
    """Return the words of a line: the glyphs parted where a cell is empty."""
    words: list[list[Seen]] = []
    for glyph in glyphs:
        if words and glyph.x - words[-1][-1].x < SPACE * CELL:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return tuple(tuple(word) for word in words)
