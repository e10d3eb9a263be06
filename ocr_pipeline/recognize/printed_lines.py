"""Triage of print: it keeps no grid and has letters of many sizes, so how sure the engine is tells what is text.

Names and formulas drawn into print by hand are of another size than its letters, and doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ocr_pipeline.recognize.known_words import Knows
from ocr_pipeline.recognize.measures import line_confidence
from ocr_pipeline.recognize.reading import ReadLine, ReadWord, alphanumeric
from ocr_pipeline.recognize.triage import Triaged

MARKS = ".,:;()<>«»{}!?-"

READABLE = 0.6
"""Mean glyph confidence from which a printed line is text: pieces of a drawing, a stamp's edge have 0.3 to 0.5."""

SURE = 0.98
"""Confidence of words whose letters tell the size of the print."""

CAPITALS = 90.0
"""Per cent of the heights of sure letters that capitals and letters with tails reach."""

FEW_LETTERS = 40
"""Sure letters under which their size is not known."""

DRAWN_DOUBT, DRAWN_HEIGHT = 0.945, 1.15
"""Confidence under which a word may be drawn by hand, and height of its letters over that of capitals: names drawn into
`composer-4` have 0.5 to 0.93 and 1.2 to 1.6, its print 0.95 and more, or letters of the usual size."""


def sort_printed_lines(lines: Sequence[ReadLine], knows: Knows) -> Triaged:
    """Return the lines of print sorted into text and noise, and what is drawn by hand into the text, by words.

    A word that the language has (`knows`) is printed, however doubtful.
    """
    height = _capitals(lines)
    text, noise, parts = [], [], []
    for line in lines:
        if line_confidence(line) < READABLE:
            noise.append(line)
            continue
        drawn = [height is not None and _is_drawn(word, height, knows) for word in line.words]
        kept = [word for word, is_drawn in zip(line.words, drawn, strict=True) if not is_drawn]
        if not any(drawn):
            text.append(line)
        elif kept:
            text.append(ReadLine(tuple(kept), ReadLine.of(kept).box, line.block, line.read_by))
            parts += _runs(line, drawn)
        else:
            noise.append(line)
    return Triaged(tuple(text), tuple(noise), tuple(parts))


def _runs(line: ReadLine, drawn: Sequence[bool]) -> list[ReadLine]:
    """Return the words that are drawn, those side by side together."""
    runs = groupby(zip(line.words, drawn, strict=True), key=lambda pair: pair[1])
    return [ReadLine.of([word for word, _ in run]) for is_drawn, run in runs if is_drawn]


def _capitals(lines: Sequence[ReadLine]) -> float | None:
    """Return the height of the print's capitals, pixels; None where there is too little of it."""
    sure = [word for line in lines for word in line.words if word.confidence >= SURE]
    heights = [glyph.box.height for glyph in alphanumeric(sure)]
    return float(np.percentile(heights, CAPITALS)) if len(heights) >= FEW_LETTERS else None


def _is_drawn(word: ReadWord, capitals: float, knows: Knows) -> bool:
    heights = [glyph.box.height for glyph in alphanumeric([word])]
    tall = bool(heights) and float(np.median(heights)) >= DRAWN_HEIGHT * capitals
    letters = word.text.strip(MARKS).casefold()
    return tall and word.confidence < DRAWN_DOUBT and not (len(letters) > 1 and knows(letters))
