"""The grid: every glyph of a machine stands in a cell of the page's pitch, so a line's cells say what is amiss.

A glyph struck half a cell off its neighbours, or two in one cell, are doubts. A typist also moves the carriage by hand,
so the grid holds along a stretch, not along the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen

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
    kept: list[Seen] = []
    middles: list[float] = []
    for glyph in sorted((glyph for glyph in glyphs if glyph.shape != " "), key=lambda glyph: -glyph.probability):
        x = glyph.x
        place = bisect_left(middles, x)
        if place and x - middles[place - 1] < CROWDED * CELL:
            continue
        if place < len(middles) and middles[place] - x < CROWDED * CELL:
            continue
        middles.insert(place, x)
        kept.insert(place, glyph)
    doubtful = _aside(np.array(middles) / CELL) > ASIDE
    return tuple(
        replace(glyph, presence=glyph.presence * DOUBT) if doubt else glyph
        for glyph, doubt in zip(kept, doubtful.tolist(), strict=True)
    )


def _aside(middles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how far, in cells, each glyph stands off the grid of its neighbours; 0 where they are too few to say."""
    # Phases as angles: those of 0.98 and 0.02 cells lie side by side.
    phases = np.exp(2j * np.pi * middles)
    sums = np.append(0.0, np.cumsum(phases))
    number = np.arange(len(middles))
    first, end = np.maximum(number - STRETCH, 0), np.minimum(number + STRETCH + 1, len(middles))
    count = end - first - 1
    mean = (sums[end] - sums[first] - phases) / np.maximum(count, 1) * phases.conj()
    clear = (count >= STRETCH) & (np.abs(mean) > AGREED)
    result: npt.NDArray[np.float64] = np.where(clear, np.abs(np.angle(mean)) / (2 * np.pi), 0.0)
    return result


AGREED = 0.7
"""Length of the mean phase, 0 to 1, from which the neighbours have one grid."""


def spaced(glyphs: Sequence[Seen]) -> tuple[tuple[Seen, ...], ...]:
    """Return the words of a line: the glyphs parted where a cell is empty.

    Letters with one empty cell after each are one letter-spaced word: four or more in a row.
    """
    gaps = [(after.x - before.x) / CELL for before, after in pairwise(glyphs)]
    joined = _letter_spaced(glyphs, gaps)
    words: list[list[Seen]] = []
    for number, glyph in enumerate(glyphs):
        if words and (gaps[number - 1] < SPACE or number - 1 in joined):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return tuple(tuple(word) for word in words)


def _letter_spaced(glyphs: Sequence[Seen], gaps: Sequence[float]) -> set[int]:
    """Return the gaps, by number, that lie within letter-spaced words."""
    found: set[int] = set()
    run: list[int] = []
    for number, gap in enumerate([*gaps, 0.0]):
        if SPACE <= gap < WIDE:
            run.append(number)
            continue
        # A gap beside a word that is not letter-spaced is the space between them.
        if run and run[0] and gaps[run[0] - 1] < SPACE:
            run = run[1:]
        if run and number < len(gaps) and gap < SPACE:
            run = run[:-1]
        letters = sum(glyphs[place].shape.isalpha() for place in range(run[0], run[-1] + 2)) if run else 0
        if letters >= LEAST_LETTERS and letters >= len(run):
            found.update(run)
        run = []
    return found


WIDE = 2.5
"""Cells from one middle to the next from which letter-spaced words are parted: within them it is two, between them
three or more."""

LEAST_LETTERS = 4
"""Letters from which a row of single ones is a letter-spaced word: shorter ones are conjunctions, or columns."""
