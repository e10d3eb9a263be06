"""Where the words of a page stand on its sheet: along their lines, as these run, whatever way they are turned.

A line's own box is that of its letters, high or low; text that is marked in a viewer should show one height for a line.
So a line has a baseline and a size: the baseline stands where most of its letters do, the size is what its high letters
rise above it. Both are measured in the prepared image, in which lines are level, and led back to the scan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ocr_pipeline.formats.pdf.font import ASCENT, UNITS
from ocr_pipeline.records import Affine, Box, Page, PageMap, TextLine, Word
from ocr_pipeline.records.geometry import Points, Sides

HIGH_LETTERS = 90
"""Percentile of the heights of a line's letters above its baseline that is taken for its high letters: a mark over one
letter, or a stroke that was read with it, makes a line no higher."""

OFF_THE_LINE = 0.8
"""Share of the height of a line's letters by which a word's foot is above or below its baseline, and has its own: more
than the feet of dashes and quotation marks, and of letters that reach below; the rows of a table on a slant do."""

INSIDE = 1.0
"""Points from the edge of a page that text keeps at least."""

LEAST_SIZE = 1.0
"""Size of text, points, below which nothing is placed: what has no extent would be lost."""

_UPRIGHT = {
    0: ((1, 0), (0, 1)),
    1: ((0, 1), (-1, 0)),
    2: ((-1, 0), (0, -1)),
    3: ((0, -1), (1, 0)),
}
"""By the quarter turns, counter-clockwise, that make a region stand upright: where on the prepared image (x to the
right, y down) its lines run to, and where their feet point."""


@dataclass(frozen=True, eq=False)
class SheetLine:
    """A line on its sheet: its words, and where on the baseline each begins and ends, shape (n, 2), in points, y up.

    `size` is that of the text in points: an em, from the lowest place of `font` to its highest. `is_aside` says that
    the line does not run as the page is read, but up, down or upside down.
    """

    words: tuple[str, ...]
    starts: Points
    ends: Points
    size: float
    is_aside: bool = False


def placed_lines(page: Page, to_sheet: Affine) -> Iterator[SheetLine]:
    """Yield the lines of a page in their order; `to_sheet` maps pixels of the scan to points of the sheet, y up."""
    to_scan: PageMap = page.preparation.to_scan if page.preparation else Affine.identity()
    if not page.lines:
        return
    words = [word for line in page.lines for word in line.words]
    letters = [box for word in words for box in _letters(word)]
    # Led back all at once: a map that follows a curl takes its time.
    word_sides = to_scan.outlined(Box.sides_of([word.box for word in words]))
    letter_sides = to_scan.outlined(Box.sides_of(letters))
    scale = _scale(to_scan.linear) * _scale(to_sheet.linear)
    first_word = first_letter = 0
    for line in page.lines:
        last_word = first_word + len(line.words)
        last_letter = first_letter + sum(len(_letters(word)) for word in line.words)
        turns = _quarter_turns(page, line)
        along, feet = (np.array(one, dtype=np.float64) for one in _UPRIGHT[turns])
        baseline, height = _baseline(letter_sides[first_letter:last_letter], feet)
        first, last = _extent(word_sides[first_word:last_word], along)
        _, bottoms = _extent(word_sides[first_word:last_word], feet)
        down = np.where(np.abs(bottoms - baseline) > OFF_THE_LINE * height, bottoms, baseline)
        starts, ends = (
            to_sheet.apply(to_scan.apply(np.outer(at, along) + np.outer(down, feet))) for at in (first, last)
        )
        size = max(LEAST_SIZE, height * scale * UNITS / ASCENT)
        yield SheetLine(tuple(word.text for word in line.words), starts, ends, size, turns != 0)
        first_word, first_letter = last_word, last_letter


def kept_within(line: SheetLine, width: float, height: float) -> SheetLine:
    """Return a line that begins and ends on a page of that size in points: elsewhere, programs would not find it.

    Words may lie a little beyond the edge where a spread is divided.
    """
    most = np.maximum((width - INSIDE, height - INSIDE), INSIDE)
    return replace(line, starts=np.clip(line.starts, INSIDE, most), ends=np.clip(line.ends, INSIDE, most))


def _letters(word: Word) -> tuple[Box, ...]:
    """Return where the letters of a word are; where they are not known, the word as one."""
    return tuple(glyph.box for glyph in word.glyphs) or (word.box,)


def _quarter_turns(page: Page, line: TextLine) -> int:
    return page.regions[line.region].quarter_turns if page.regions else 0


def _baseline(letters: Sides, feet: Points) -> tuple[float, float]:
    """Return where the baseline of a line is, along the way to its feet, and how high its high letters rise above."""
    tops, bottoms = _extent(letters, feet)
    baseline = float(np.median(bottoms))
    return baseline, max(0.0, baseline - float(np.percentile(tops, 100 - HIGH_LETTERS)))


def _extent(sides: Sides, way: Points) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return how far along a way, one of the axes, boxes begin and end."""
    one, other = sides[:, :2] @ way, sides[:, 2:] @ way
    return np.minimum(one, other), np.maximum(one, other)


def _scale(linear: npt.NDArray[np.float64]) -> float:
    """Return how much longer lengths become, on average."""
    return float(np.sqrt(abs(np.linalg.det(linear))))
