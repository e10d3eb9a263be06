"""The machine of a page learned from the page, where it teaches enough, and lines read anew by it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ocr_pipeline.recognize.typescript.adapt.fit import fitted
from ocr_pipeline.recognize.typescript.adapt.labels import labels_of
from ocr_pipeline.recognize.typescript.glyphs.net import Features, Head
from ocr_pipeline.recognize.typescript.rank.lines import WEIGHT, Word, ranked
from ocr_pipeline.recognize.typescript.rank.priors import Prior

LEAST_LABELS = 300
"""Glyphs that a page must tell: fewer are a handful of each letter."""

LEAST_KNOWN = 0.5
"""Share of the words that must be known."""

Lines = Sequence[Sequence[Word]]


def read_anew(
    lines: Lines, features: Sequence[Features], head: Head, prior: Prior, read: Callable[[Head], Lines]
) -> Lines:
    """Return the lines of a page as they are read by a last layer fitted to the page, or as they are.

    `features` are what the net sees in each line, `read` reads them all with another last layer. Lines that teach
    nothing stay as they are, and all do where the page teaches too little, or is less likely as it is read then.
    """
    labels = labels_of(lines, features, head, prior)
    if len(labels.classes) < LEAST_LABELS or labels.known < LEAST_KNOWN * labels.words:
        return lines
    again = read(fitted(head, labels))
    anew = [again[number] if number in labels.lines else words for number, words in enumerate(lines)]
    return anew if likelihood(anew, prior) >= likelihood(lines, prior) else lines


def likelihood(lines: Lines, prior: Prior) -> float:
    """Return the logarithm of how likely a page is as image and held language model have it."""
    total = 0.0
    for words in ranked(lines, prior):
        for word in words:
            total += sum(math.log(max(glyph.probability, TINY)) for glyph in word)
            total += WEIGHT * prior.of_typed_word("".join(glyph.shape for glyph in word))
    return total


TINY = 1e-6
"""A probability that is none."""
