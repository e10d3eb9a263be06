"""Pseudo-labels: what a page teaches about its machine. Its words tell some glyphs, and sure glyphs tell themselves.

A word that the language model, its odds not held, makes a known one tells its letters; elsewhere a sure glyph is its
own label. Only lines teach in which half of the words are known so, and one at least by the image alone: noise would
teach noise, and become sure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, CLASSES
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs, Seen
from ocr_pipeline.recognize.typescript.glyphs.net import STEP, Features, Head, Probabilities
from ocr_pipeline.recognize.typescript.rank.prior import Prior
from ocr_pipeline.recognize.typescript.rank.rescoring import Words, rescored

SURE = 0.9
"""Probability from which a glyph outside of known words is its own label."""

LEAST_LETTERS = 3
"""Letters from which a word that is known tells what it is: among shorter ones nearly every string is a word."""

KNOWN_LINE = 0.5
"""Share of a line's words that must tell their letters for it to teach, and to be read anew by what was learned."""

NEIGHBOURS = 1
"""Steps beside the middle of a glyph that are neither a label nor a blank."""


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
    found: list[npt.NDArray[np.float32]] = []
    classes: list[int] = []
    width = head.weights.shape[1]
    blanks = [np.zeros((0, width), np.float32)]
    teaching: set[int] = set()
    known = count = 0
    for number, (words, better) in enumerate(zip(lines, told, strict=True)):
        of_letters = [word for word in words if any(glyph.shape.isalpha() for glyph in word)]
        tells = [_tells(word, prior) for word in better]
        known += sum(tells)
        count += len(of_letters)
        if sum(tells) < KNOWN_LINE * len(of_letters) or not any(_tells(word, prior) for word in words):
            continue
        teaching.add(number)
        seen = features[number]
        blank = head.probabilities(seen)[BLANK]
        is_blank = np.ones(len(blank), dtype=bool)
        for word, as_told, is_told in zip(words, better, tells, strict=True):
            for glyph, as_ranked in zip(word, as_told, strict=True):
                step = _step(glyph, blank)
                is_blank[max(0, step - NEIGHBOURS) : step + NEIGHBOURS + 1] = False
                if is_told or (glyph.shape == as_ranked.shape and glyph.probability >= SURE):
                    found.append(seen[:, step])
                    classes.append(CLASSES[as_ranked.shape])
        blanks.append(seen[:, is_blank].T)
    return PseudoLabels(
        np.array(found, np.float32).reshape(len(found), width),
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


def _step(glyph: Seen, blank: Probabilities) -> int:
    """Return the step at which a glyph is seen most clearly; `blank`, shape (steps,), says how little it is."""
    middle = min(len(blank) - 1, int(glyph.x // STEP))
    first = max(0, middle - NEIGHBOURS)
    return first + int(np.argmin(blank[first : middle + NEIGHBOURS + 1]))
