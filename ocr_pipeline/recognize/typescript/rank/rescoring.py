"""The typed words of a page rescored by the language model, at odds that are held.

By no more than `ODDS` is any reading preferred that the image supports less, and only one all of whose letters stand in
known words: what a typist typed is not what a language model expects. Words that are parted at the end of a line are
judged as one. A word of which something else has ranked a glyph is left alone: odds that are held twice are not held.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs, Seen
from ocr_pipeline.recognize.typescript.rank.prior import HYPHENS, Beside, Prior, runs
from ocr_pipeline.recognize.typescript.rank.readings import NO_SHARE, readings_of
from ocr_pipeline.records import RankedBy

ODDS = 6.0
"""Odds that the language model may set against the image's: those at which it overwrites at most one in a hundred of
the typing errors of `ehri` and of synthetic pages (`benchmarks/invented.py`)."""

WEIGHT = 0.7
"""Of the language model's logarithms beside the image's: the glyphs of a word are not independent witnesses."""

Words = Sequence[Glyphs]
"""Those of a line, from left to right."""


def rescored(lines: Sequence[Words], prior: Prior, odds: float = ODDS) -> list[tuple[Glyphs, ...]]:
    """Return the lines of a page, from top to bottom, each the words of one, with each glyph as it is ranked."""
    found: list[tuple[Glyphs, ...]] = []
    for number, words in enumerate(lines):
        above = found[number - 1] if number else ()
        below = lines[number + 1] if number + 1 < len(lines) else ()
        found.append(
            tuple(
                _rescored(word, prior, _beside(words, place, above, below), math.log(odds))
                for place, word in enumerate(words)
            )
        )
    return found


def typed_words(lines: Sequence[Words]) -> Iterator[str]:
    """Yield the shapes of each word of a page; those parted at the end of a line are one, without the hyphen."""
    begun = ""
    for number, words in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ()
        for place, word in enumerate(words):
            typed = begun + _shapes(word)
            begun = ""
            if place == len(words) - 1 and below and _parted(word) and _begun(below[0]):
                begun = typed[:-1]
            else:
                yield typed


def _beside(words: Words, place: int, above: Words, below: Words) -> Beside:
    first, last = place == 0, place == len(words) - 1
    return Beside(
        before=_parted(above[-1]) if first and above else "",
        after=_begun(below[0]) if last and below else "",
        ends_line=last and not first and words[place - 1][-1].shape.isalpha(),
    )


def _rescored(word: Glyphs, prior: Prior, beside: Beside, held: float) -> Glyphs:
    if any(glyph.ranked_by is not None for glyph in word):
        return word
    readings = readings_of(word, -held)
    if len(readings) == 1:
        return word
    typed = [reading.spelled(word) for reading in readings]
    # By its prior a reading that is not known gains nothing, and worn words have hundreds: only known ones can win.
    # Whether the first one is known does not matter: it is what the others are weighed against.
    known = [False, *prior.which_known(typed[1:], beside, typed[0])]
    if not any(known):
        return word
    as_seen = prior.of_typed_word(typed[0], beside)

    def score(number: int) -> float:
        log = prior.of_typed_word(typed[number], beside)
        return readings[number].support + min(held if known[number] else 0.0, WEIGHT * (log - as_seen))

    scores = {number: score(number) for number in range(len(typed)) if known[number]}
    if max(scores.values()) <= 0:
        return word
    # Where odds are not held, known readings alone are weighed: to score hundreds of others takes most of the time.
    if not math.isinf(held):
        scores = {number: scores.get(number) or score(number) for number in range(len(typed))}
    best = max(scores.values())
    picks = readings[max(scores, key=scores.__getitem__)].picks
    weights = {number: math.exp(score - best) for number, score in scores.items()}
    total = sum(weights.values())
    made = []
    for place, glyph in enumerate(word):
        shares: dict[int, float] = {}
        for number, weight in weights.items():
            pick = readings[number].picks[place]
            shares[pick] = shares.get(pick, 0.0) + weight / total
        made.append(_as_ranked(glyph, shares, picks[place]))
    return tuple(made)


def _as_ranked(glyph: Seen, shares: dict[int, float], pick: int) -> Seen:
    """Return a glyph with the choice `pick` first, as likely as its rank makes it, but no likelier than the one that it
    replaces, which comes next: the language makes no image clearer, and noise does not become text by it.

    `shares` are those of the choices that were ranked.
    """
    if pick == 0:
        return glyph
    chances = [chance for _, chance in glyph.choices]
    together = sum(chances[number] for number in shares)
    chance = min(shares[pick] * together, chances[0])
    rest = (sum(chances) - chance) / max(sum(chances) - chances[pick], NO_SHARE)
    others = ((shape, share * rest) for number, (shape, share) in enumerate(glyph.choices) if number != pick)
    return replace(glyph, choices=((glyph.choices[pick][0], chance), *others), ranked_by=RankedBy.LANGUAGE_MODEL)


def _shapes(word: Glyphs) -> str:
    return "".join(glyph.shape for glyph in word)


def _parted(word: Glyphs) -> str:
    """Return the letters before the hyphen that ends a word, none where there is no such hyphen."""
    parts = runs(_shapes(word))
    return parts[-2] if len(parts) > 1 and parts[-1] in HYPHENS and parts[-2].isalpha() else ""


def _begun(word: Glyphs) -> str:
    """Return the letters with which a word begins."""
    first = runs(_shapes(word))[0]
    return first if first.isalpha() else ""
