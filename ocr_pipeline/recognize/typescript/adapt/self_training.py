"""Self-training: the machine of a page is learned from the page, where it teaches enough, and lines are read anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ocr_pipeline.recognize.typescript.adapt.fine_tuning import fine_tuned
from ocr_pipeline.recognize.typescript.adapt.pseudo_labels import pseudo_labels
from ocr_pipeline.recognize.typescript.glyphs.net import Features, Head
from ocr_pipeline.recognize.typescript.rank.prior import Prior
from ocr_pipeline.recognize.typescript.rank.readings import NO_SHARE
from ocr_pipeline.recognize.typescript.rank.rescoring import WEIGHT, Words, rescored, typed_words

LEAST_LABELS = 300
"""Glyphs that a page must tell: fewer are a handful of each letter."""

LEAST_KNOWN = 0.5
"""Share of the words that must be known."""

Lines = Sequence[Words]


def read_anew(
    lines: Lines, features: Sequence[Features], head: Head, prior: Prior, read: Callable[[Head], Lines]
) -> Lines:
    """Return the lines of a page as they are read by a last layer fitted to the page, or as they are.

    `features` are what the net sees in each line, `read` reads them all with another last layer. Lines that teach
    nothing stay as they are, and all do where the page teaches too little, or is less likely as it is read then.
    """
    labels = pseudo_labels(lines, features, head, prior)
    if len(labels.classes) < LEAST_LABELS or labels.known < LEAST_KNOWN * labels.words:
        return lines
    again = read(fine_tuned(head, labels))
    anew = [again[number] if number in labels.lines else words for number, words in enumerate(lines)]
    return anew if log_likelihood(anew, prior) >= log_likelihood(lines, prior) else lines


def log_likelihood(lines: Lines, prior: Prior) -> float:
    """Return the natural logarithm of how likely a page is as image and held language model have it."""
    ranked = rescored(lines, prior)
    glyphs = (glyph for words in ranked for word in words for glyph in word)
    seen = sum(math.log(max(glyph.probability, NO_SHARE)) for glyph in glyphs)
    return seen + WEIGHT * sum(prior.of_typed_word(typed) for typed in typed_words(ranked))
