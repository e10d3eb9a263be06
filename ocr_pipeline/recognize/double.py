"""The engine `both`: double keying, as archives do by hand. Two readers that know nothing of each other, collated.

Where they agree the text is nearly always right: such a glyph has no alternatives. Where they differ, the better
supported reading stands, less sure than either alone, with the other as its first alternative: a space where the other
reader has nothing.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ocr_pipeline.recognize.assemble import line_of, word_of
from ocr_pipeline.recognize.collation import Sign, paired_lines, paired_signs, signs_of
from ocr_pipeline.recognize.engine import Engine
from ocr_pipeline.recognize.tesseract import TesseractEngine
from ocr_pipeline.recognize.typescript.alphabet import CLASSES
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.records import Alternative, Box, Glyph, PageImage, TextLine

MOST_SURE = 0.998
"""Highest confidence, 0 to 1, of a reader that is weighed against the other: none is right always."""

UNSEEN = 0.9
"""Probability that there is no glyph where a reader has none and the other one has: measured on the differences of the
two on `setun70` s02L."""

LONE_LINE = 0.8
"""Mean confidence from which a line that the second reader alone has is text; the first one finds every typed line."""


class DoubleKeying:
    """Reads a page twice, and collates."""

    def __init__(self) -> None:
        self._first: Engine = TypescriptEngine()
        self._second: Engine = TesseractEngine()

    @property
    def identity(self) -> str:
        """Return both readers' identities; raises `MissingError` where one is not installed."""
        return f"both: {self._first.identity}; {self._second.identity}"

    def check(self, language: str) -> None:
        """Raise `MissingError` where one of the readers, or its model, is not installed."""
        self._first.check(language)
        self._second.check(language)

    def read(self, image: PageImage, language: str, seconds: float) -> tuple[TextLine, ...]:
        """Return the collated lines, boxes in prepared pixels (see `Engine.read`)."""
        end = time.monotonic() + seconds
        first = self._first.read(image, language, seconds)
        second = self._second.read(image, language, max(1.0, end - time.monotonic()))
        return collated(first, second)


def collated(first: Sequence[TextLine], second: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines of two readings of a page as one; boxes of both in the same upright frame."""
    signs, others = [signs_of(line) for line in first], [signs_of(line) for line in second]
    cell = _cell(signs) or _cell(others)
    lines = []
    for one, other in paired_lines(first, second):
        if one is None and other is not None:
            if statistics.fmean(word.confidence for word in second[other].words) >= LONE_LINE:
                lines.append(second[other])
        elif one is not None and other is None:
            lines.append(first[one])
        elif one is not None and other is not None:
            line = _one_line(signs[one], others[other], cell)
            if line is not None:
                lines.append(line)
    return tuple(lines)


def _cell(lines: Sequence[Sequence[Sign]]) -> float:
    """Return the usual distance of neighbouring glyphs; 0 where nothing is read."""
    steps = [after.x - before.x for line in lines for before, after in pairwise(line) if before.glyph and after.glyph]
    return statistics.median(steps) if steps else 0.0


def same_shape(one: str, other: str) -> bool:
    """Return whether two characters are the same on paper: А of either script, every quotation mark."""
    return one == other or (one in CLASSES and CLASSES.get(one) == CLASSES.get(other))


def _one_line(first: Sequence[Sign], second: Sequence[Sign], cell: float) -> TextLine | None:
    same = np.array([[same_shape(one.text, other.text) for other in second] for one in first])
    kept: list[Sign] = []
    for one, other in paired_signs(first, second, same.reshape(len(first), len(second)), cell):
        mine = first[one] if one is not None else None
        theirs = second[other] if other is not None else None
        sign = _chosen(mine, theirs)
        if sign is not None:
            kept.append(sign)
    return _line(kept)


def _chosen(mine: Sign | None, theirs: Sign | None) -> Sign | None:
    """Return the sign that stands, None where most likely there is none."""
    if mine is None or theirs is None:
        return _lone(mine or theirs, of_first=mine is not None)
    if mine.glyph is None or theirs.glyph is None:
        # One has a space where the other has a glyph: the glyph's own confidence decides.
        glyph = mine.glyph or theirs.glyph
        if glyph is None:
            return mine
        return mine if (mine.glyph is glyph) == (glyph.confidence >= 0.5) else theirs
    if same_shape(mine.text, theirs.text):
        surest = _agreed(mine.glyph.confidence, theirs.glyph.confidence)
        glyph = mine.glyph.model_copy(update={"confidence": surest, "alternatives": ()})
        return Sign(mine.text, mine.x, glyph)
    mine_right = _share(mine.glyph.confidence, theirs.glyph.confidence)
    best, other, share = (mine, theirs, mine_right) if mine_right >= 0.5 else (theirs, mine, 1 - mine_right)
    return Sign(best.text, mine.x, _doubtful(best, other, share, mine.glyph.box))


def _lone(sign: Sign | None, *, of_first: bool) -> Sign | None:
    """Return a sign that only one reader has, if it outweighs the other's silence; the first tells spaces better."""
    if sign is None:
        return None
    if sign.glyph is None:
        return sign if of_first else None
    share = _share(sign.glyph.confidence, UNSEEN)
    if share < 0.5:
        return None
    nothing = Alternative(text=" ", probability=1 - share)
    glyph = sign.glyph.model_copy(update={"confidence": share, "alternatives": (nothing, *sign.glyph.alternatives)})
    return Sign(sign.text, sign.x, glyph)


def _doubtful(best: Sign, other: Sign, share: float, box: Box) -> Glyph:
    assert best.glyph is not None
    others = tuple(choice for choice in best.glyph.alternatives if not same_shape(choice.text, other.text))
    alternative = Alternative(text=other.text, probability=1 - share)
    return best.glyph.model_copy(update={"confidence": share, "box": box, "alternatives": (alternative, *others)})


def _share(one: float, other: float) -> float:
    """Return the probability that the first of two readings of one place is right, where one of them is."""
    return _odds(one) / (_odds(one) + _odds(other))


def _odds(confidence: float) -> float:
    kept = min(MOST_SURE, max(1 - MOST_SURE, confidence))
    return kept / (1 - kept)


def _agreed(one: float, other: float) -> float:
    """Return the confidence in what two readers agree on.

    Were their errors independent, their odds would multiply; they share the picture, so the surer one counts alone, and
    half of the other's doubt is taken off.
    """
    return 1 - (1 - max(one, other)) * (0.5 + 0.5 * (1 - min(one, other)))


def _line(signs: Sequence[Sign]) -> TextLine | None:
    words: list[list[Glyph]] = [[]]
    for sign in signs:
        if sign.glyph is None:
            words.append([])
        else:
            words[-1].append(sign.glyph)
    made = [word_of(glyphs) for glyphs in words if glyphs]
    return line_of(made) if made else None
