"""What a page teaches about its machine: glyphs whose letters its words tell, and those that are sure by themselves.

A word that the language model, its odds not held, makes a known one tells its letters; elsewhere a sure glyph is its
own label. Lines in which too few words are known teach nothing: noise would teach noise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, CLASSES
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.net import STEP, Features, Head
from ocr_pipeline.recognize.typescript.rank.lines import Word, ranked
from ocr_pipeline.recognize.typescript.rank.priors import Prior

SURE = 0.9
"""Probability from which a glyph outside of known words is its own label."""

KNOWN_LETTERS = 3
"""Letters from which a word that is known tells what it is: among shorter ones nearly every string is a word."""

KNOWN_LINE = 0.5
"""Share of a line's words that are known from which it teaches, and is read anew by what was learned."""

NEIGHBOURS = 1
"""Steps beside the middle of a glyph that are neither a label nor paper."""


@dataclass(frozen=True, eq=False)
class Labels:
    """What the glyphs of a page are: `features`, shape (n, features), of their steps, and `classes`, shape (n,).

    `others`, shape (m, features), are steps without a glyph. `lines` are the numbers of the lines that teach, `known`
    of `words` words are known.
    """

    features: npt.NDArray[np.float32]
    classes: npt.NDArray[np.intp]
    others: npt.NDArray[np.float32]
    lines: frozenset[int]
    known: int
    words: int


def labels_of(lines: Sequence[Sequence[Word]], features: Sequence[Features], head: Head, prior: Prior) -> Labels:
    """Return what a page teaches whose lines have these words, and were seen so by the net."""
    told = ranked(lines, prior, math.inf)
    found: list[npt.NDArray[np.float32]] = []
    classes: list[int] = []
    others = [np.zeros((0, len(head.weights[0])), np.float32)]
    teaching, known, count = set(), 0, 0
    for number, (words, better) in enumerate(zip(lines, told, strict=True)):
        tells = [_tells(word, prior) for word in better]
        known += sum(one is True for one in tells)
        of_letters = sum(one is not None for one in tells)
        count += of_letters
        if not of_letters or sum(one is True for one in tells) < KNOWN_LINE * of_letters:
            continue
        teaching.add(number)
        seen = features[number]
        paper = head.probabilities(seen)[BLANK]
        is_paper = np.ones(len(paper), dtype=bool)
        for word, said, tell in zip(words, better, tells, strict=True):
            for glyph, as_told in zip(word, said, strict=True):
                step = _step(glyph, paper)
                is_paper[max(0, step - NEIGHBOURS) : step + NEIGHBOURS + 1] = False
                if tell or (glyph.shape == as_told.shape and glyph.probability >= SURE):
                    found.append(seen[:, step])
                    classes.append(CLASSES[as_told.shape])
        others.append(seen[:, is_paper].T)
    return Labels(
        np.array(found, np.float32).reshape(len(found), -1),
        np.array(classes, np.intp),
        np.concatenate(others),
        frozenset(teaching),
        known,
        count,
    )


def _tells(word: Word, prior: Prior) -> bool | None:
    """Return whether a word tells what its letters are; None where it has no letters."""
    shapes = "".join(glyph.shape for glyph in word)
    if not any(map(str.isalpha, shapes)):
        return None
    return sum(map(str.isalpha, shapes)) >= KNOWN_LETTERS and prior.knows(shapes)


def _step(glyph: Seen, paper: npt.NDArray[np.float32]) -> int:
    """Return the step at which a glyph is seen most clearly."""
    middle = min(len(paper) - 1, int(glyph.x // STEP))
    first = max(0, middle - NEIGHBOURS)
    return first + int(np.argmin(paper[first : middle + NEIGHBOURS + 1]))
