"""Words ranked among those that the image supports: where a glyph may be one of two, the lexicon says which.

Figures come before the letters that look like them within a number. Nothing is put in that the engine did not see as an
alternative of nearly the same weight; a word that is known as it was read, and one for which no alternative gives a
known word (a name, a misspelling, nonsense), stay as they are. So do words of which a glyph is ranked already: the odds
of two models together would be more than are held.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import regex

from ocr_pipeline.recognize.reading import Choice, ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import RankedBy

Knows = Callable[[str], bool]
"""Whether the language has this word, in any case of its letters."""

NOTHING = " "
"""The alternative that no glyph stands there: words are ranked, not shortened."""

LEAST_SUPPORT = 0.03
"""Probability of an alternative under which the image does not support it."""

MOST_AGAINST = math.log(6)
"""How much likelier, as the logarithm of the odds, the glyphs as read may be than those that make a known word. Of the
words of the transcribed pages 98 % are known (`benchmarks/lexicon.py`), of those with a letter exchanged at random one
in thirty: odds of 30 would be right were no word misspelled and no name unknown; a fifth of that is taken."""

MOST_CHANGES = 3
"""Glyphs of a word that may be exchanged."""

MOST_CHOICES = 8
"""Alternatives of a word that are looked at, the best supported."""

LEAST_LETTERS = 3
"""Letters of a word from which it is looked up: among shorter ones nearly every string is a word."""

_NUMBER = regex.compile(r"[\p{P}+=]*\d[\d\p{P}+=]*")
_OUTSIDE = regex.compile(r"^\P{L}+|\P{L}+$")


@dataclass(frozen=True)
class Change:
    """One glyph of a word exchanged for an alternative, at a cost in logarithms of odds."""

    cost: float
    place: int
    to: Choice


def ranked(lines: Sequence[ReadLine], knows: Knows) -> tuple[ReadLine, ...]:
    """Return the lines with each unknown word exchanged for the best supported known one, where there is one."""
    return tuple(replace(line, words=tuple(_ranked_word(word, knows) for word in line.words)) for line in lines)


def _ranked_word(word: ReadWord, knows: Knows) -> ReadWord:
    changes = _changes(word)
    asked = _looked_up(word.text) or _is_number_in_part(word.text)
    is_ranked = any(glyph.ranked_by is not None for glyph in word.glyphs)
    if is_ranked or not changes or not asked or _plausible(word.text, knows):
        return word
    best: tuple[Change, ...] | None = None
    for chosen in _combined(changes):
        cheaper = best is None or _cost(chosen) < _cost(best)
        if cheaper and _plausible(_exchanged(word, chosen), knows):
            best = chosen
    return word if best is None else _made(word, best)


def _changes(word: ReadWord) -> list[Change]:
    found = [
        Change(math.log(max(glyph.confidence, choice.probability) / choice.probability), place, choice)
        for place, glyph in enumerate(word.glyphs)
        for choice in glyph.alternatives
        if choice.probability >= LEAST_SUPPORT and choice.text != NOTHING
    ]
    return sorted((change for change in found if change.cost <= MOST_AGAINST), key=lambda change: change.cost)[
        :MOST_CHOICES
    ]


def _combined(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    for count in range(1, min(MOST_CHANGES, len(changes)) + 1):
        for chosen in combinations(changes, count):
            if len({change.place for change in chosen}) == count and _cost(chosen) <= MOST_AGAINST:
                yield chosen


def _cost(changes: Sequence[Change]) -> float:
    return sum(change.cost for change in changes)


def _core(text: str) -> str:
    """Return the word without the marks around it."""
    return _OUTSIDE.sub("", text)


def _looked_up(text: str) -> bool:
    return len(_core(text)) >= LEAST_LETTERS


def _plausible(text: str, knows: Knows) -> bool:
    """Return whether a word is a number, or known: in small letters, in capitals, with a capital at its beginning."""
    if _NUMBER.fullmatch(text):
        return True
    core = _core(text)
    one_case = all(part.islower() or part.isupper() or part.istitle() for part in core.split("-") if part)
    return one_case and _looked_up(text) and knows(core)


def _is_number_in_part(text: str) -> bool:
    """Return whether figures stand beside letters: `7О`, where О and 0 may be one picture."""
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def _exchanged(word: ReadWord, changes: Sequence[Change]) -> str:
    letters = [glyph.text for glyph in word.glyphs]
    for change in changes:
        letters[change.place] = change.to.text
    return "".join(letters)


def _made(word: ReadWord, changes: Sequence[Change]) -> ReadWord:
    glyphs = list(word.glyphs)
    for change in changes:
        glyphs[change.place] = _swapped(glyphs[change.place], change.to)
    confidence = sum(glyph.confidence for glyph in glyphs) / len(glyphs)
    return replace(word, text=_exchanged(word, changes), glyphs=tuple(glyphs), confidence=confidence)


def _swapped(glyph: ReadGlyph, to: Choice) -> ReadGlyph:
    """Return the glyph as its alternative, as sure as the lexicon makes it, with what was read as an alternative."""
    weight = to.probability * math.exp(MOST_AGAINST)
    share = weight / (weight + glyph.confidence)
    others = tuple(choice for choice in glyph.alternatives if choice.text != to.text)
    was = Choice(text=glyph.text, probability=min(glyph.confidence, 1 - share))
    return replace(glyph, text=to.text, confidence=share, alternatives=(was, *others), ranked_by=RankedBy.LEXICON)


def knows_nothing(_word: str) -> bool:
    """Return False: a language without a lexicon knows no words."""
    return False


LEAST_KNOWN = 4
"""Letters of a word that counts as known: shorter ones come out of noise by chance."""


def known_letters(lines: Sequence[ReadLine], knows: Knows) -> int:
    """Return how many letters stand in words of the language; a word is what is between other characters."""
    words = (word for line in lines for word in re.findall(r"[^\W\d_]+", line.text))
    return sum(len(word) for word in words if len(word) >= LEAST_KNOWN and knows(word))
