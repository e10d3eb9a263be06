"""Records made of what was read: every box led from the prepared image to the scan, rounded and checked, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from pydantic import TypeAdapter

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize.ink.gaps import ReadGap
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area, PageMap, TextLine
from ocr_pipeline.records.rounding import PLACE_DIGITS, rounded_confidence

Fields: TypeAlias = dict[str, object]
"""What a record is made of, by the names of its fields."""

RECORDS = TypeAdapter(tuple[TextLine, ...])
"""Makes the records of a page in one step: one by one, each of its 8,000 takes twice as long."""


def recorded(
    lines: Sequence[ReadLine], to_scan: PageMap, gaps: Sequence[Sequence[ReadGap]] | None = None
) -> tuple[TextLine, ...]:
    """Return the records of these lines, with the gaps of each. Raises `EngineBabbled` for a box that is none."""
    of_lines = gaps if gaps is not None else [()] * len(lines)
    areas = (area for line, of_line in zip(lines, of_lines, strict=True) for area in _areas(line, of_line))
    boxes = _boxes_on_scan(areas, to_scan)
    return RECORDS.validate_python([_line(line, gaps, boxes) for line, gaps in zip(lines, of_lines, strict=True)])


def _areas(line: ReadLine, gaps: Sequence[ReadGap]) -> Iterator[Area]:
    """Yield the areas of a line in the order in which `_line` takes their boxes."""
    yield line.box
    for word in line.words:
        yield word.box
        for glyph in word.glyphs:
            yield glyph.box
    for gap in gaps:
        yield gap.box


def _boxes_on_scan(areas: Iterable[Area], to_scan: PageMap) -> Iterator[Fields]:
    """Return the boxes of areas, mapped in one operation: a page has some 4,000.

    Raises `EngineBabbled` for an area that is none.
    """
    sides = np.array([(one.left, one.top, one.right, one.bottom) for one in areas], dtype=np.float64).reshape(-1, 4)
    if (sides[:, :2] > sides[:, 2:]).any():
        raise EngineBabbled(detail="a box whose right is left of its left, or whose bottom is above its top")
    places = np.round(to_scan.outlines(sides), PLACE_DIGITS).tolist()
    return ({"left": left, "top": top, "right": right, "bottom": bottom} for left, top, right, bottom in places)


def _line(line: ReadLine, gaps: Sequence[ReadGap], boxes: Iterator[Fields]) -> Fields:
    return {
        "box": next(boxes),
        "words": [_word(word, boxes) for word in line.words],
        "gaps": [{"before": gap.before, "box": next(boxes)} for gap in gaps],
        "block": line.block,
        "read_by": line.read_by,
    }


def _word(word: ReadWord, boxes: Iterator[Fields]) -> Fields:
    return {
        "text": word.text,
        "box": next(boxes),
        "confidence": rounded_confidence(word.confidence),
        "glyphs": [_glyph(glyph, next(boxes)) for glyph in word.glyphs],
    }


def _glyph(glyph: ReadGlyph, box: Fields) -> Fields:
    return {
        "text": glyph.text,
        "box": box,
        "confidence": rounded_confidence(glyph.confidence),
        "alternatives": [
            {"text": one.text, "probability": rounded_confidence(one.probability)} for one in glyph.alternatives
        ],
        "ranked_by": glyph.ranked_by,
    }
