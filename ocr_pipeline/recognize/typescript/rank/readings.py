"""The readings of a typed word that its image supports well enough for the language model to choose among them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from ocr_pipeline.recognize.typescript.glyphs.decode import Seen

MOST = 200
"""Readings of a word that are looked at, the best supported ones: at odds of 6 there are seldom more than a dozen."""

SPACE = " "
"""The choice that no glyph stands there: words are ranked, not shortened."""

NO_SHARE = 1e-9
"""A share that is taken for none: its logarithm is one still."""


@dataclass(frozen=True)
class Reading:
    """One reading of a word: which of its choices each glyph is, and the logarithm of the odds of the image for it.

    Odds are beside the reading that the image supports most.
    """

    picks: tuple[int, ...]
    support: float

    def spelled(self, word: Sequence[Seen]) -> str:
        """Return the shapes of the word in this reading."""
        return "".join(glyph.choices[pick][0] for glyph, pick in zip(word, self.picks, strict=True))


def readings_of(word: Sequence[Seen], least_support: float) -> list[Reading]:
    """Return the readings whose support is at least that, the best supported first: at most `MOST`."""
    found = [Reading((0,) * len(word), 0.0)]
    if all(len(glyph.choices) == 1 or _support(glyph, 1) < least_support for glyph in word):
        return found
    # Worn words have thousands of beginnings: they are plain pairs, and glyphs without doubt are filled in at last.
    begun: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    doubtful = [place for place, glyph in enumerate(word) if len(glyph.choices) > 1]
    for place in doubtful:
        glyph = word[place]
        choices = [
            (pick, _support(glyph, pick))
            for pick, (shape, _) in enumerate(glyph.choices)
            if pick == 0 or shape != SPACE
        ]
        begun = [
            (support + log, (*picks, pick))
            for support, picks in begun
            for pick, log in choices
            if support + log >= least_support
        ]
        if len(begun) > MOST:
            begun = sorted(begun, key=itemgetter(0), reverse=True)[:MOST]
    begun.sort(key=itemgetter(0), reverse=True)
    return [Reading(_filled(picks, doubtful, len(word)), support) for support, picks in begun]


def _filled(picks: Sequence[int], doubtful: Sequence[int], length: int) -> tuple[int, ...]:
    """Return the picks of all glyphs of a word, from those of the doubtful ones."""
    found = [0] * length
    for place, pick in zip(doubtful, picks, strict=True):
        found[place] = pick
    return tuple(found)


def _support(glyph: Seen, pick: int) -> float:
    """Return the logarithm of the odds of the image for a choice, beside its likeliest one."""
    return math.log(max(glyph.choices[pick][1], NO_SHARE) / max(glyph.choices[0][1], NO_SHARE))
