"""Pseudo-labels: what a page teaches about its machine. Its words tell some glyphs, and sure glyphs tell themselves.

A word that the language model, its odds not held, makes a known one tells its letters; of those that it exchanges, only
what it exchanges again and again. Elsewhere a sure glyph is its own label. Only lines teach in which half of the words
are known so, and one at least by the image alone: noise would teach noise, and become sure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, CLASSES
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs, Seen
from ocr_pipeline.recognize.typescript.glyphs.net import STEP, Features, Head
from ocr_pipeline.recognize.typescript.rank.prior import Prior
from ocr_pipeline.recognize.typescript.rank.rescoring import Words, rescored

SURE = 0.9
"""Probability from which a glyph outside of known words is its own label."""

LEAST_LETTERS = 3
"""Letters from which a word that is known tells what it is: among shorter ones nearly every string is a word."""

KNOWN_LINE = 0.5
"""Share of a line's words that must tell their letters for it to teach, and to be read anew by what was learned."""

REPEATED = 3
"""Glyphs of a page from which one shape that is read for another is a fault of its machine: typing errors are all
different, and the layer must not learn to read them as what they should have been."""

NEIGHBOURS = 1
"""Steps beside the middle of a glyph that are neither a label nor a blank."""


Exchange = tuple[str, str]
"""The shape that a glyph is read as, and the one that its word tells."""


@dataclass(frozen=True, eq=False)
class PseudoLabels:
    """What the glyphs of a page are: `features`, shape (n, features), of their steps, and `classes`, shape (n,).

    `blanks`, shape (m, features), are steps without a glyph. `lines` are the numbers of the lines that teach; of the
    `words` words of all lines `known` are known.
    """

    features: npt.NDArray[np.float32]
    classes: npt.NDArray[np.intp]
    blanks: npt.NDArray[np.float32]
    lines: frozenset[int]
    known: int
    words: int


def pseudo_labels(lines: Sequence[Words], features: Sequence[Features], head: Head, prior: Prior) -> PseudoLabels:
    """Return what a page teaches whose lines have these words, and were seen so by the net."""
    told = rescored(lines, prior, math.inf)
    classes: list[int] = []
    nothing = np.zeros((0, head.weights.shape[1]), np.float32)
    found, blanks = [nothing], [nothing]
    exchanged = _exchanged(lines, told, prior)
    teaching: set[int] = set()
    known = count = 0
    for number, (words, better) in enumerate(zip(lines, told, strict=True)):
        of_letters = [word for word in words if any(glyph.shape.isalpha() for glyph in word)]
        tells = [_tells(word, prior) for word in better]
        known += sum(tells)
        count += len(of_letters)
        # What was not exchanged tells by the image alone.
        by_image = (
            is_told if word is as_told else _tells(word, prior)
            for word, as_told, is_told in zip(words, better, tells, strict=True)
        )
        if sum(tells) < KNOWN_LINE * len(of_letters) or not any(by_image):
            continue
        teaching.add(number)
        seen = features[number]
        blank = head.probabilities(seen)[BLANK].tolist()
        steps: list[int] = []
        is_blank = np.ones(len(blank), dtype=bool)
        for word, as_told, is_told in zip(words, better, tells, strict=True):
            for glyph, as_ranked in zip(word, as_told, strict=True):
                step = _step(glyph, blank)
                is_blank[max(0, step - NEIGHBOURS) : step + NEIGHBOURS + 1] = False
                shape = _label(glyph, as_ranked, is_told=is_told, exchanged=exchanged)
                if shape is not None:
                    steps.append(step)
                    classes.append(CLASSES[shape])
        found.append(seen[:, steps].T)
        blanks.append(seen[:, is_blank].T)
    return PseudoLabels(
        np.concatenate(found),
        np.array(classes, np.intp),
        np.concatenate(blanks),
        frozenset(teaching),
        known,
        count,
    )


def _tells(word: Glyphs, prior: Prior) -> bool:
    """Return whether a word tells what its letters are: it is known, of letters enough, and has no figures among them,
    as noise has."""
    shapes = "".join(glyph.shape for glyph in word)
    letters = sum(map(str.isalpha, shapes))
    return letters >= LEAST_LETTERS and not any(map(str.isdigit, shapes)) and prior.knows(shapes)


def _exchanged(lines: Sequence[Words], told: Sequence[Words], prior: Prior) -> Counter[Exchange]:
    """Return how often the words of a page tell that one shape was read for another."""
    return Counter(
        (glyph.shape, as_told.shape)
        for words, better in zip(lines, told, strict=True)
        for word, of_word in zip(words, better, strict=True)
        if word is not of_word and _tells(of_word, prior)
        for glyph, as_told in zip(word, of_word, strict=True)
        if glyph.shape != as_told.shape
    )


def _label(glyph: Seen, as_told: Seen, *, is_told: bool, exchanged: Counter[Exchange]) -> str | None:
    """Return the shape that a glyph is a label of, None where it is of none."""
    if is_told and (glyph.shape == as_told.shape or exchanged[glyph.shape, as_told.shape] >= REPEATED):
        return as_told.shape
    return glyph.shape if glyph.probability >= SURE and (is_told or glyph.shape == as_told.shape) else None


def _step(glyph: Seen, blank: Sequence[float]) -> int:
    """Return the step at which a glyph is seen most clearly; `blank` is how likely each step has none."""
    middle = min(len(blank) - 1, int(glyph.x // STEP))
    around = range(max(0, middle - NEIGHBOURS), min(len(blank), middle + NEIGHBOURS + 1))
    return min(around, key=blank.__getitem__)
