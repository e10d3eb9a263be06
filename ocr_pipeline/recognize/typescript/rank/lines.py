"""The typed words of a page ranked by the language model, at odds that are held.

By no more than `ODDS` is any reading preferred that the image supports less: what a typist typed is not what a language
model expects. Words that are parted at the end of a line are judged as one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.rank.priors import HYPHENS, Prior, runs
from ocr_pipeline.recognize.typescript.rank.readings import TINY, readings_of

ODDS = 6.0

WEIGHT = 0.7
"""Of the language model beside the image: the glyphs of a word are not independent witnesses."""

Word = tuple[Seen, ...]


def ranked(lines: Sequence[Sequence[Word]], prior: Prior, odds: float = ODDS) -> list[tuple[Word, ...]]:
    """Return the lines of a page, from top to bottom, each the words of one, with each glyph as it is ranked."""
    found: list[tuple[Word, ...]] = []
    for number, words in enumerate(lines):
        above = found[number - 1] if number else ()
        below = lines[number + 1] if number + 1 < len(lines) else ()
        line: list[Word] = []
        for place, word in enumerate(words):
            before = _parted(above[-1]) if not place and above else ""
            after = _begun(below[0]) if place == len(words) - 1 and below else ""
            line.append(_ranked(word, prior, before, after, math.log(odds)))
        found.append(tuple(line))
    return found


def _ranked(word: Word, prior: Prior, before: str, after: str, held: float) -> Word:
    readings = readings_of(word, -held)
    if len(readings) == 1:
        return word
    priors = [prior.of_typed_word(reading.spelled(word), before, after) for reading in readings]
    scores = [
        reading.support
        + min(held if prior.knows(reading.spelled(word), before, after) else 0.0, WEIGHT * (log - priors[0]))
        for reading, log in zip(readings, priors, strict=True)
    ]
    best = max(scores)
    weights = [math.exp(score - best) for score in scores]
    total = sum(weights)
    made = []
    for place, glyph in enumerate(word):
        shares: dict[int, float] = {}
        for reading, weight in zip(readings, weights, strict=True):
            shares[reading.picks[place]] = shares.get(reading.picks[place], 0.0) + weight / total
        made.append(_as_ranked(glyph, shares, readings[scores.index(best)].picks[place]))
    return tuple(made)


def _as_ranked(glyph: Seen, shares: dict[int, float], pick: int) -> Seen:
    """Return a glyph with the choice `pick` first, as likely as its rank makes it, but no likelier than the one that it
    replaces: the language makes no image clearer, and noise does not become text by it.

    `shares` are those of the choices that were ranked.
    """
    if pick == 0:
        return glyph
    chances = [chance for _, chance in glyph.choices]
    together = sum(chances[number] for number in shares)
    chance = min(shares[pick] * together, chances[0])
    rest = (sum(chances) - chance) / max(sum(chances) - chances[pick], TINY)
    others = sorted(
        ((shape, share * rest) for number, (shape, share) in enumerate(glyph.choices) if number != pick),
        key=lambda choice: -choice[1],
    )
    return replace(glyph, choices=((glyph.choices[pick][0], chance), *others))


def _parted(word: Word) -> str:
    """Return the letters before the hyphen that ends a word, none where there is no such hyphen."""
    parts = runs("".join(glyph.shape for glyph in word))
    return parts[-2] if len(parts) > 1 and parts[-1] in HYPHENS and parts[-2].isalpha() else ""


def _begun(word: Word) -> str:
    """Return the letters with which a word begins."""
    first = runs("".join(glyph.shape for glyph in word))[0]
    return first if first.isalpha() else ""
