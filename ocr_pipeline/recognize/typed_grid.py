"""The grid of a typed line: the carriage moves by one cell a stroke, so the middles of all letters stand a whole number
of cells apart. Handwriting, stamps and print do not keep such a grid, whatever an engine reads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.recognize.reading import ReadLine, alphanumeric
from ocr_pipeline.records import TypeKind

LEAST_LETTERS = 8
"""Letters from which their line tells a grid: the middles of seven keep one of `PITCHES` by chance one time in
twenty."""

STRAY = 0.015
"""Share by which the pitch of a line may differ from the page's: paper shrinks, photographs narrow."""

PITCHES = 13
"""Pitches tried within `STRAY`: over a line of 70 letters neighbouring ones differ by a sixth of a cell."""

SURE = 0.6
"""Confidence of glyphs that make the grid: what is doubtful is measured against it."""


@dataclass(frozen=True)
class Grid:
    """The grid of a line: the width of a cell and the middle of one, prepared pixels; and how well the letters keep it:
    1 where each stands in the middle of its cell, near 0 where they stand anywhere."""

    pitch: float
    middle: float
    kept: float

    def offset(self, x: float) -> float:
        """Return how far `x` is from the middle of its cell, in cells, 0 to 0.5."""
        cells = (x - self.middle) / self.pitch
        return abs(cells - round(cells))


def grid_of(line: ReadLine, pitch: float) -> Grid | None:
    """Return the grid of a line on a page of this pitch; None where it has too few letters to tell.

    How well it is kept is the length of the mean of the middles as angles (Mardia, Directional Statistics, 2.3).
    """
    middles = [glyph.box.middle for glyph in alphanumeric(line.words) if glyph.confidence > SURE]
    if len(middles) < LEAST_LETTERS:
        return None
    pitches = pitch * np.linspace(1 - STRAY, 1 + STRAY, PITCHES)
    means = np.exp(2j * np.pi * np.array(middles)[None, :] / pitches[:, None]).mean(axis=1)
    best = int(np.argmax(np.abs(means)))
    middle = float(np.angle(means[best])) / (2 * np.pi) * float(pitches[best])
    return Grid(float(pitches[best]), middle, float(np.abs(means[best])))


FEW_LETTERS = 40
"""Letters in lines that tell a grid under which it is not told how they were made."""

PRINTED_BELOW = 0.62
"""How well the letters of a page keep the grids of their lines, on average, below which they are printed: 0.40 to 0.58
on printed pages, columns and title pages of `manuals`, 0.86 and more on typed ones of all sets; a table of few letters
(`lvov` 82) 0.66."""


def type_of(lines: Sequence[ReadLine], pitch: float | None) -> TypeKind | None:
    """Return how the letters of lines were made; None where there are too few to tell. `pitch` is the lines' usual
    one."""
    letters = kept = 0.0
    for line in lines:
        grid = grid_of(line, pitch) if pitch is not None else None
        if grid is not None:
            count = len(alphanumeric(line.words))
            letters += count
            kept += count * grid.kept
    if letters < FEW_LETTERS:
        return None
    return TypeKind.PRINTED if kept < PRINTED_BELOW * letters else TypeKind.TYPED
