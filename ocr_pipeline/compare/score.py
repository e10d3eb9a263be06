"""Character and word error rates, as the program's figures mean them. Nothing else computes them.

The character error rate is the Levenshtein distance over grapheme clusters (UAX #29) divided by the length of the
truth; the word error rate is the same over words. Before that both texts are folded: differences of no meaning in
typescript (kinds of dash, of quotes, of white space; `I` for 1; letter-spacing) are none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

_DASHES = regex.compile(r"[\p{Pd}\N{MINUS SIGN}]")
_QUOTES = regex.compile("[«»‹›„“”‟‚‘’‛\"'`´]")
# A figure typed with the letters that stand in for 1: nothing but digits, I and l between non-letters.
_TYPED_ONES = regex.compile(r"(?<![\p{L}\p{M}])[0-9Il]*[Il][0-9Il]*(?![\p{L}\p{M}])")
# Three or more single letters with one space between them: a letter-spaced word. Two spaces part such words.
_LETTER_SPACED = regex.compile(r"(?<!\S)\p{L}(?: [\p{L}\p{Pd}]){2,}(?![\p{L}\p{N}])")
_WORD = regex.compile(r"(?w)\b\w(?:.*?\w)??\b")
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True)
class ErrorRate:
    """An edit distance and the length of the truth, in the same unit (grapheme clusters or words).

    `rate` is errors / length; where the truth is empty it is 0 for an empty reading, else 1, and `truth_empty` says so.
    """

    errors: int
    length: int

    @property
    def truth_empty(self) -> bool:
        """Return whether there was nothing to read."""
        return self.length == 0

    @property
    def rate(self) -> float:
        """Return errors per unit of truth; it can exceed 1 where much was added."""
        if self.truth_empty:
            return 0.0 if self.errors == 0 else 1.0
        return self.errors / self.length


def folded(text: str) -> str:
    """Return `text` in NFC with dashes, quotes, white space, typed ones and letter-spacing made alike."""
    text = unicodedata.normalize("NFC", text)
    text = _DASHES.sub("-", text)
    text = _QUOTES.sub('"', text)
    text = _TYPED_ONES.sub(lambda found: found[0].replace("I", "1").replace("l", "1"), text)
    text = _LETTER_SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    return " ".join(text.split())


def graphemes(text: str) -> list[str]:
    """Return the grapheme clusters of `text` (UAX #29)."""
    return [found[0] for found in _GRAPHEME.finditer(text)]


def words(text: str) -> list[str]:
    """Return the words of `text`: its UAX #29 segments that hold a letter or a digit."""
    return [found[0] for found in _WORD.finditer(text)]


def character_error_rate(truth: str, reading: str) -> ErrorRate:
    """Return the error rate of `reading` over the grapheme clusters of `truth`, both folded."""
    expected, read = graphemes(folded(truth)), graphemes(folded(reading))
    return ErrorRate(Levenshtein.distance(expected, read), len(expected))


def word_error_rate(truth: str, reading: str) -> ErrorRate:
    """Return the error rate of `reading` over the words of `truth`, both folded; punctuation does not count."""
    expected, read = words(folded(truth)), words(folded(reading))
    return ErrorRate(Levenshtein.distance(expected, read), len(expected))
