"""Records made of what was read: every box led from the prepared image to the scan, checked, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize.ink.gaps import ReadGap
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Alternative, Area, Box, Gap, Glyph, PageMap, TextLine, Word


def recorded(
    lines: Sequence[ReadLine], to_scan: PageMap, gaps: Sequence[Sequence[ReadGap]] | None = None
) -> tuple[TextLine, ...]:
    """Return the records of these lines, with the gaps of each. Raises `EngineBabbled` for a box that is none."""
    on_scan = _boxes_on_scan(lines, to_scan)
    of_lines = gaps if gaps is not None else [()] * len(lines)
    return tuple(_line(line, of_line, on_scan, to_scan) for line, of_line in zip(lines, of_lines, strict=True))


Boxes = Callable[[Area], Box]
"""Gives the box on the scan of an area of the prepared image."""


def _boxes_on_scan(lines: Sequence[ReadLine], to_scan: PageMap) -> Boxes:
    """Return the boxes of all lines, words and glyphs, mapped in one operation: a page has some 4,000.

    Raises `EngineBabbled` for an area that is none.
    """
    areas = {
        area
        for line in lines
        for area in (
            line.box,
            *(word.box for word in line.words),
            *(glyph.box for word in line.words for glyph in word.glyphs),
        )
    }
    ordered = list(areas)
    sides = np.array([(one.left, one.top, one.right, one.bottom) for one in ordered], dtype=np.float64).reshape(-1, 4)
    if (sides[:, :2] > sides[:, 2:]).any():
        raise EngineBabbled(detail="a box whose right is left of its left, or whose bottom is above its top")
    return dict(zip(ordered, Box.of_sides(to_scan.outlines(sides)), strict=True)).__getitem__


def _line(line: ReadLine, gaps: Sequence[ReadGap], on_scan: Boxes, to_scan: PageMap) -> TextLine:
    words = tuple(_word(word, on_scan) for word in line.words)
    seen = tuple(Gap(before=gap.before, box=gap.box.on_scan(to_scan)) for gap in gaps)
    return TextLine(words=words, box=on_scan(line.box), block=line.block, gaps=seen)


def _word(word: ReadWord, on_scan: Boxes) -> Word:
    glyphs = tuple(_glyph(glyph, on_scan) for glyph in word.glyphs)
    return Word(text=word.text, box=on_scan(word.box), confidence=word.confidence, glyphs=glyphs)


def _glyph(glyph: ReadGlyph, on_scan: Boxes) -> Glyph:
    alternatives = tuple(Alternative(text=one.text, probability=one.probability) for one in glyph.alternatives)
    return Glyph(
        text=glyph.text,
        box=on_scan(glyph.box),
        confidence=glyph.confidence,
        alternatives=alternatives,
        ranked_by=glyph.ranked_by,
    )
