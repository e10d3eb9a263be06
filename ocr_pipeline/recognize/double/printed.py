"""Print among what two readers read: the second reader, which is made for print, reads it alone.

The first reader is made for type of one pitch, and says itself where there is none: its letters keep no grid.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from ocr_pipeline.recognize.measures import pitch_of_words
from ocr_pipeline.recognize.reading import ReadLine, alphanumeric
from ocr_pipeline.recognize.typed_grid import grid_of, type_of
from ocr_pipeline.records import TypeKind

LEAST_LETTERS = 10
"""Letters of a line that tell that it is printed on a typed page."""

KEPT_BY_PRINT = 0.5
"""How well printed letters keep a grid of their own line at most: 0.16 to 0.47 on the pages of `ehri`, `setun70` and
`manuals`; lines of formulas 0.74."""

TYPED_LINE, SURER = 0.82, 0.03
"""How well typed lines keep their grid at least (0.86 on all pages of `benchmarks/accuracy.py`), and how much surer the
second reader is of print whose letters fall near a grid by chance."""

LEGIBLE, MUCH_SURER = 0.85, 0.1
"""Confidence of the second reader in print that can be read (0.95 and more on the pages and columns of `manuals`), or
how much surer it is than the first (a headline: 0.75 to 0.57); of a worn table (`lvov` 88) neither is sure."""

LESS_SURE = 0.02
"""How much less sure of print the second reader may be than the first: on print it is the surer one by 0.01 to 0.12
(`manuals`)."""


def is_printed(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> bool:
    """Return whether what two readers read is print, and the second one has read it."""
    if not first or not second or type_of(first, pitch_of_words(first)) is not TypeKind.PRINTED:
        return False
    one, other = _confidence(first), _confidence(second)
    return other >= one - LESS_SURE and (other >= LEGIBLE or other >= one + MUCH_SURER)


def is_printed_line(first: Sequence[ReadLine], second: Sequence[ReadLine], pitch: float | None) -> bool:
    """Return whether a line of a typed page, in the parts that each reader has of it, is print.

    `pitch` is the usual one of the first reader's lines.
    """
    if pitch is None or not second:
        return False
    letters = sum(len(alphanumeric(line.words)) for line in second)
    grids = [grid_of(line, pitch) for line in first]
    kept = [grid.kept for grid in grids if grid is not None]
    if letters < LEAST_LETTERS or not kept:
        return False
    surer = _confidence(second) - _confidence(first)
    return surer >= (-LESS_SURE if max(kept) < KEPT_BY_PRINT else SURER) and max(kept) < TYPED_LINE


def _confidence(lines: Sequence[ReadLine]) -> float:
    return statistics.fmean(word.confidence for line in lines for word in line.words for _ in word.text)
