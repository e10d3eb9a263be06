"""What typing on a page is like: its pitch, the height of its glyphs, and how sure the engine is of them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.typed_grid import grid_of
from ocr_pipeline.records import Area

FEW_GLYPHS = 20
"""Glyphs under which a page has too little text to be measured against itself."""

PITCH_TOLERANCE = 0.16
"""Share of the page's pitch by which a word's own may differ and still be on the grid: stamps and handwriting on the
typed pages of `benchmarks/accuracy.py` differ by 0.2 and more, typed words by under 0.1."""

SIZE_TOLERANCE = 0.4
"""Share of the page's glyph height by which a line's may differ: capitals and figures are 1.3 times an x-height."""


@dataclass(frozen=True)
class PageMeasures:
    """What typing on this page is like: pitch and glyph height in pixels, None where unknown, and confidence.

    `kept_grid` is how well its lines keep their grid, 0 to 1, None where none tells; `sides` are the left and right end
    of the lines of several words, `rows` the top of the first of them and the bottom of the last, pixels; None where
    they are few.
    """

    pitch: float | None
    height: float | None
    confidence: float
    kept_grid: float | None = None
    sides: tuple[float, float] | None = None
    rows: tuple[float, float] | None = None

    @staticmethod
    def of(lines: Sequence[ReadLine], pitch: float | None) -> PageMeasures:
        """Return the measures of lines, of which most letters are text, at this pitch."""
        heights = [glyph.box.height for line in lines for glyph in glyphs_of(line)]
        height = statistics.median(heights) if len(heights) >= FEW_GLYPHS else None
        # Each line weighs as its glyphs: noise comes in short lines.
        weighed = [confidence for line in lines for confidence in [line_confidence(line)] * glyph_count([line])]
        grids = [grid.kept for line in lines if pitch is not None and (grid := grid_of(line, pitch))]
        return PageMeasures(
            pitch,
            height,
            statistics.median(weighed) if weighed else 1.0,
            statistics.median(grids) if grids else None,
            *_extent(lines),
        )


TYPED_PAGE, ON_NO_GRID = 0.85, 0.5
"""How well the lines of a typed page keep their grid, and how badly a line does that was not typed there: print and
stamps on the pages of `ehri`, `setun70` and `manuals` 0.16 to 0.46; words and formulas drawn into a line leave 0.54."""


def is_off_grid(line: ReadLine, page: PageMeasures) -> bool:
    """Return whether the page's lines keep their grid, and this one does not: it was not typed with them."""
    if page.pitch is None or page.kept_grid is None or page.kept_grid < TYPED_PAGE:
        return False
    grid = grid_of(line, page.pitch)
    return grid is not None and grid.kept < ON_NO_GRID


SEVERAL_WORDS, SEVERAL_LINES = 4, 3
"""Words from which a line is one of the text's own: marks beside it are read as one or two; and lines of so many words
that say how wide the text is: one may be the longest or the shortest of it."""


def _extent(lines: Sequence[ReadLine]) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Return the sides of the text and the top and the bottom of it, both None where too few lines tell."""
    boxes = [line.box for line in lines if len(line.words) >= SEVERAL_WORDS]
    if len(boxes) < SEVERAL_LINES:
        return None, None
    box = Area.enclosing(boxes)
    return (box.left, box.right), (box.top, box.bottom)


def line_confidence(line: ReadLine) -> float:
    """Return the mean confidence of the line's glyphs, 0 to 1."""
    glyphs = glyphs_of(line)
    return (
        statistics.fmean([glyph.confidence for glyph in glyphs])
        if glyphs
        else statistics.fmean([word.confidence for word in line.words])
    )


def pitch_of_words(lines: Sequence[ReadLine]) -> float | None:
    """Return the page's character pitch in pixels, from its longer words; None where there are too few."""
    # A file may say of words that they have no width: those tell nothing.
    pitches = (word_pitch(word) for line in lines for word in line.words if len(word.text) >= 4)
    widths = [pitch for pitch in pitches if pitch > 0]
    if glyph_count(lines) < FEW_GLYPHS or not widths:
        return None
    return statistics.median(widths)


def word_pitch(word: ReadWord) -> float:
    """Return the distance from glyph to glyph: the last cell is one glyph's width short of a whole one."""
    if len(word.glyphs) < 2:
        return word.box.width / len(word.text)
    first, last = word.glyphs[0].box, word.glyphs[-1].box
    return abs((last.left + last.right) - (first.left + first.right)) / 2 / (len(word.glyphs) - 1)


def is_of_size(glyphs: Sequence[ReadGlyph], height: float, tolerance: float = SIZE_TOLERANCE) -> bool:
    """Return whether glyphs are as high as the page's; where there are none, nothing says that they are not."""
    heights = [glyph.box.height for glyph in glyphs]
    return not heights or abs(statistics.median(heights) - height) <= tolerance * height


def glyph_count(lines: Sequence[ReadLine]) -> int:
    """Return how many characters the lines have."""
    return sum(len(word.text) for line in lines for word in line.words)


def letter_count(lines: Sequence[ReadLine]) -> int:
    """Return how many of the characters of lines are letters."""
    return sum(character.isalpha() for line in lines for character in line.text)


def glyphs_of(line: ReadLine) -> tuple[ReadGlyph, ...]:
    """Return the glyphs of a line; none where the engine gives none."""
    return tuple(glyph for word in line.words for glyph in word.glyphs)
