"""Which words a language knows. A lexicon judges joins and ranks them; it never rewrites a word.

Russian: `pymorphy3` with the OpenCorpora dictionary (16 MB, loaded in 0.05 s, 21 MB in memory). `benchmarks/lexicon.py`
measures it beside `wordfreq` (60 MB, 0.6 s, 122 MB): it knows 98 % of the words of the transcribed pages, the whole
list of `wordfreq` 99 %. But only pymorphy3 knows words with a hyphen (`по-прежнему`), and it takes 26 of 1,680 pairs of
neighbouring words for one word (two of three letters or more: none of 1,013), the list 119 (14); cut at 1e-7 the list
knows 97 % and takes 38 (none).
English: the frequency list of `wordfreq`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

RAREST = 1e-7
"""Share of running words. A frequency list goes on below that with misprints, and has some above: of neighbouring
English words of three letters or more, glued together, it takes 1.7 % for a word; whole, 8.5 %
(`benchmarks/lexicon.py`)."""


class Lexicon(Protocol):
    """The words of a language."""

    def knows(self, word: str) -> bool:
        """Return whether `word`, in any case of its letters, is in the lexicon as it is written."""
        ...

    def weight(self, word: str) -> float:
        """Return how common `word` is, 0 where the lexicon does not have it; 1 for every word if it does not say."""
        ...


class MorphologyLexicon:
    """The words of a dictionary of `pymorphy3` in all their forms; Russian ё may be written е."""

    def __init__(self, tag: str, *, folded: Mapping[str, str] | None = None, more: Iterable[str] = ()) -> None:
        """Load the dictionary of a language by its tag (`ru`).

        `folded`: characters that it has in another form; `more`: words that it lacks, in small letters.
        """
        import pymorphy3

        # What it guesses of words that it does not have is not asked for, and would be half of what is loaded.
        self._morphology = pymorphy3.MorphAnalyzer(lang=tag, units=[], probability_estimator_cls=None)
        self._folded = str.maketrans(dict(folded or {}))
        self._more = frozenset(more)
        self._knows = lru_cache(maxsize=200_000)(self._look_up)

    def knows(self, word: str) -> bool:
        """Return whether the dictionary has this form."""
        return self._knows(word.casefold())

    def weight(self, word: str) -> float:
        """Return 1 for a word of the dictionary, which does not say how common it is, else 0."""
        return float(self.knows(word))

    def _look_up(self, word: str) -> bool:
        folded = word.translate(self._folded)
        return folded in self._more or bool(self._morphology.word_is_known(folded))


class FrequencyLexicon:
    """The words of a frequency list of `wordfreq` that occur once in ten million words or more often."""

    def __init__(self, tag: str) -> None:
        """Load the list of a language by its tag (`en`)."""
        import wordfreq

        self._frequencies = wordfreq.get_frequency_dict(tag, "large")

    def knows(self, word: str) -> bool:
        """Return whether the list has the word."""
        return self.weight(word) >= RAREST

    def weight(self, word: str) -> float:
        """Return the word's share of running words."""
        return self._frequencies.get(word.casefold(), 0.0)


class SeveralLexicons:
    """The words of several languages together."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        """Take the lexicons, none at all for a language that has none: then no word is known."""
        self._lexicons = tuple(lexicons)

    def knows(self, word: str) -> bool:
        """Return whether one of the languages has the word."""
        return any(lexicon.knows(word) for lexicon in self._lexicons)

    def weight(self, word: str) -> float:
        """Return how common the word is in the language where it is most common."""
        return max((lexicon.weight(word) for lexicon in self._lexicons), default=0.0)
