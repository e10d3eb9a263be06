"""The engine `both`: double keying, as archives do by hand. Two readers that know nothing of each other, collated.

Where they agree the text is nearly always right: such a glyph has no alternatives. Where they differ, the better
supported reading stands, less sure than either alone, with the other as its first alternative: a space where the other
reader has nothing. The second reader is made for print: where the two differ often, it is believed less.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

import numpy as np

from ocr_pipeline.errors import OutOfMemory, PageError
from ocr_pipeline.recognize.assemble import line_of, word_of
from ocr_pipeline.recognize.double.pairing import Sign, paired_lines, paired_signs, signs_of
from ocr_pipeline.recognize.engine import Engine, ReadByOne
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES
from ocr_pipeline.records import Alternative, Box, Glyph, PageImage, TextLine

MOST_SURE = 0.998
"""Highest confidence, 0 to 1, of a reader that is weighed against the other: none is right always."""

UNSEEN = 0.9
"""Probability that there is no glyph where a reader has none and the other one has: measured on the differences of the
two on `setun70` s02L."""

FIRST_SECONDS = 5.0
"""Seconds in which the first reader has read any page of type: full pages take it one (`benchmarks/reader.py`)."""

LONE_LINE = 0.8
"""Mean confidence from which a line that the second reader alone has is text; the first one finds every typed line."""


class DoubleKeying:
    """Reads a page twice, and collates."""

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        """Take the readers, the better one first: by default our own and Tesseract."""
        self._first: Engine = first or TypescriptEngine()
        self._second: Engine = second or TesseractEngine()

    @property
    def identity(self) -> str:
        """Return both readers' identities; raises `MissingError` where one is not installed."""
        return f"both: {self._first.identity}; {self._second.identity}"

    def check(self, language: str) -> None:
        """Raise `MissingError` where one of the readers, or its model, is not installed."""
        self._first.check(language)
        self._second.check(language)

    def read(self, image: PageImage, language: str, seconds: float) -> tuple[TextLine, ...]:
        """Return the collated lines, boxes in prepared pixels (see `Engine.read`).

        The first reader has half of the time, or the seconds that it needs at most; the second has what is left. Raises
        `ReadByOne` where one of them failed, and what the first one raised where both did.
        """
        end = time.monotonic() + seconds
        first = _read(self._first, image, language, max(seconds / 2, min(seconds, FIRST_SECONDS)))
        second = _read(self._second, image, language, max(1.0, end - time.monotonic()))
        if isinstance(first, PageError):
            if isinstance(second, PageError):
                raise first from second
            raise ReadByOne(detail=_told(self._first, first), lines=second) from first
        if isinstance(second, PageError):
            raise ReadByOne(detail=_told(self._second, second), lines=first) from second
        return collated(first, second)


def _read(reader: Engine, image: PageImage, language: str, seconds: float) -> tuple[TextLine, ...] | PageError:
    """Return the lines, or how this page made the reader fail."""
    try:
        return reader.read(image, language, seconds)
    except PageError as error:
        return error
    except MemoryError:
        return OutOfMemory()


def _told(reader: Engine, failure: PageError) -> str:
    return f"{reader.identity}: {failure.happened}" + (f", {failure.detail}" if failure.detail else "")


def collated(first: Sequence[TextLine], second: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines of two readings of a page as one; boxes of both in the same upright frame."""
    cell = _cell(first) or _cell(second)
    rows = [
        ([first[number] for number in row.first], [second[number] for number in row.second])
        for row in paired_lines(first, second)
    ]
    paired = [_paired(signs_of(one), signs_of(other), cell) if one and other else () for one, other in rows]
    trust = _trust(chain.from_iterable(paired))
    lines = []
    for (one, other), pairs in zip(rows, paired, strict=True):
        if not one:
            alone = (_believed_line(line, trust) for line in other)
            lines += [line for line in alone if _sure(line) >= LONE_LINE]
        elif not other:
            lines += one
        else:
            line = _one_line(pairs, trust)
            if line is not None:
                lines.append(line)
    return tuple(lines)


AGREEING, SAID_BEFORE = 0.97, 50
"""Share of the glyphs on which the readers agree where the second one's confidences hold (`benchmarks/reader.py`, real
pages); and how many glyphs of a page that is worth, since a page of few glyphs says little."""


def _trust(pairs: Iterable[Pair]) -> float:
    """Return by what the odds of the second reader are multiplied on this page, 1 at most.

    Its confidences were measured on legible pages. On carbon copies it is as sure and often wrong: the root of the odds
    of the share on which the two agree made the fewest errors there of several powers, and changed nothing on real
    pages (`training/LOG.md`).
    """
    same = [same_shape(one.text, other.text) for one, other in pairs if one and other and one.glyph and other.glyph]
    share = (sum(same) + AGREEING * SAID_BEFORE) / (len(same) + SAID_BEFORE)
    return min(1.0, math.sqrt(_odds(share) / _odds(AGREEING)))


def _sure(line: TextLine) -> float:
    return statistics.fmean(word.confidence for word in line.words)


def _cell(lines: Sequence[TextLine]) -> float:
    """Return the usual distance of neighbouring glyphs; by their size where none has a neighbour; 0 without glyphs."""
    signs = [signs_of([line]) for line in lines]
    steps = [after.x - before.x for line in signs for before, after in pairwise(line) if before.glyph and after.glyph]
    if steps:
        return statistics.median(steps)
    sizes = [
        max(WIDE * sign.glyph.box.width, TALL * sign.glyph.box.height) for line in signs for sign in line if sign.glyph
    ]
    return max(sizes, default=0.0)


WIDE, TALL = 1.2, 0.7
"""A cell over the width of a wide glyph, and over the height of a capital."""


def same_shape(one: str, other: str) -> bool:
    """Return whether two characters are the same on paper: А of either script, every quotation mark."""
    return one == other or (one in CLASSES and CLASSES.get(one) == CLASSES.get(other))


Pair = tuple[Sign | None, Sign | None]


def _paired(first: Sequence[Sign], second: Sequence[Sign], cell: float) -> tuple[Pair, ...]:
    same = np.array([[same_shape(one.text, other.text) for other in second] for one in first])
    return tuple(
        (first[one] if one is not None else None, second[other] if other is not None else None)
        for one, other in paired_signs(first, second, same.reshape(len(first), len(second)), cell)
    )


def _one_line(pairs: Sequence[Pair], trust: float) -> TextLine | None:
    """Return what stands of a row of type; `trust` multiplies the odds of what the second reader says."""
    kept: list[Sign] = []
    for silent, stretch in groupby(pairs, key=lambda pair: pair[1] is None):
        of_stretch = list(stretch)
        # A reader that is silent over a stretch has not looked there; that is no word against each glyph.
        unseen = silent and sum(mine is not None and mine.glyph is not None for mine, _ in of_stretch) >= SILENCE
        for mine, theirs in of_stretch:
            sign = mine if unseen else _chosen(mine, _believed(theirs, trust), trust)
            if sign is not None:
                kept.append(sign)
    return _line(kept)


SILENCE = 3
"""Glyphs side by side that the second reader alone does not see, from which it is silent there: single ones are noise,
or missed, three in a row are a word."""


def _believed(sign: Sign | None, trust: float) -> Sign | None:
    """Return a sign of the second reader with the odds of its glyph multiplied by `trust`."""
    if sign is None or sign.glyph is None or trust == 1.0:
        return sign
    return replace(sign, glyph=_believed_glyph(sign.glyph, trust))


def _believed_glyph(glyph: Glyph, trust: float) -> Glyph:
    return glyph.model_copy(update={"confidence": _from_odds(trust * _odds(glyph.confidence))})


def _believed_line(line: TextLine, trust: float) -> TextLine:
    """Return a line of the second reader with the odds of its glyphs multiplied by `trust`."""
    if trust == 1.0:
        return line
    return line_of([word_of([_believed_glyph(glyph, trust) for glyph in word.letters()]) for word in line.words])


def _chosen(mine: Sign | None, theirs: Sign | None, trust: float) -> Sign | None:
    """Return the sign that stands, None where most likely there is none; `trust` weighs the second one's silence."""
    if mine is None:
        return _lone(theirs, UNSEEN) if theirs is not None and theirs.glyph is not None else None
    if theirs is None:
        return _lone(mine, _from_odds(trust * _odds(UNSEEN)))
    if mine.glyph is None or theirs.glyph is None:
        # One has a space where the other has a glyph: the glyph's own confidence decides.
        sign, space = (theirs, mine) if mine.glyph is None else (mine, theirs)
        if sign.glyph is None:
            return mine
        return _beside_nothing(sign, sign.glyph.confidence) if sign.glyph.confidence >= 0.5 else space
    if same_shape(mine.text, theirs.text):
        surest = _agreed(mine.glyph.confidence, theirs.glyph.confidence)
        glyph = mine.glyph.model_copy(update={"confidence": surest, "alternatives": ()})
        return Sign(mine.text, mine.x, glyph)
    mine_right = _share(mine.glyph.confidence, theirs.glyph.confidence)
    if mine_right >= 0.5:
        return Sign(mine.text, mine.x, _doubtful(mine, theirs, mine_right, mine.glyph.box))
    # What the first reader takes for a letter of another language can hardly be one of this language.
    share = min(1 - mine_right, _support(mine.glyph))
    return Sign(theirs.text, mine.x, _doubtful(theirs, mine, share, mine.glyph.box))


def _support(glyph: Glyph) -> float:
    """Return the probability of all that a reader thinks possible: the rest are letters which the language has not."""
    return glyph.confidence + sum(choice.probability for choice in glyph.alternatives)


def _lone(sign: Sign, none: float) -> Sign | None:
    """Return a sign that only one reader has, if it outweighs the other's silence, which is right by `none`.

    The first reader tells spaces better: one that it alone has stands.
    """
    if sign.glyph is None:
        return sign
    share = _share(sign.glyph.confidence, none)
    return _beside_nothing(sign, share) if share >= 0.5 else None


def _beside_nothing(sign: Sign, share: float) -> Sign:
    """Return a glyph with that confidence, and with nothing as its first alternative."""
    assert sign.glyph is not None
    nothing = Alternative(text=" ", probability=1 - share)
    glyph = sign.glyph.model_copy(update={"confidence": share, "alternatives": (nothing, *sign.glyph.alternatives)})
    return Sign(sign.text, sign.x, glyph)


def _doubtful(best: Sign, other: Sign, share: float, box: Box) -> Glyph:
    assert best.glyph is not None
    # Another reading takes from a glyph's confidence, and never adds to it.
    share = min(share, best.glyph.confidence)
    others = tuple(choice for choice in best.glyph.alternatives if not same_shape(choice.text, other.text))
    alternative = Alternative(text=other.text, probability=1 - share)
    return best.glyph.model_copy(update={"confidence": share, "box": box, "alternatives": (alternative, *others)})


def _share(one: float, other: float) -> float:
    """Return the probability that the first of two readings of one place is right, where one of them is."""
    return _odds(one) / (_odds(one) + _odds(other))


def _odds(confidence: float) -> float:
    kept = min(MOST_SURE, max(1 - MOST_SURE, confidence))
    return kept / (1 - kept)


def _from_odds(odds: float) -> float:
    return odds / (1 + odds)


def _agreed(one: float, other: float) -> float:
    """Return the confidence in what two readers agree on.

    Were their errors independent, their doubts would multiply; they share the picture, so half of the lesser doubt
    stays, and a twentieth of the greater one. Of several such rules this one had most errors among the least sure
    glyphs of the real pages, by little (`benchmarks/reader.py --only doubt`; chosen on them).
    """
    lesser, greater = sorted((1 - one, 1 - other))
    return 1 - 0.5 * lesser - 0.05 * greater


def _line(signs: Sequence[Sign]) -> TextLine | None:
    words: list[list[Glyph]] = [[]]
    for sign in signs:
        if sign.glyph is None:
            words.append([])
        else:
            words[-1].append(sign.glyph)
    made = [word_of(glyphs) for glyphs in words if glyphs]
    return line_of(made) if made else None
