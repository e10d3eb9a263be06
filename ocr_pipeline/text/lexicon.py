"""Which words a language knows. It judges joins and ranks them; it never rewrites a word.

Russian: `pymorphy3` with the OpenCorpora dictionary (16 MB, loaded in 0.05 s, 21 MB in memory). `benchmarks/lexicon.py`
measures it beside `wordfreq` (60 MB, 0.6 s, 122 MB): it knows 98 % of the words of the transcribed pages, the whole
list of `wordfreq` 99 %. But only pymorphy3 knows words with a hyphen (`по-прежнему`), and it takes 26 of 1,680 pairs of
neighbouring words for one word (two of three letters or more: none of 1,013), the list 119 (14); cut at 1e-7 the list
knows 97 % and takes 38 (none).
English: the frequency list of `wordfreq`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import pymorphy3
import regex
import wordfreq

_ENGLISH_RAREST = 1e-7
"""Share of running words. The list goes on below that with misprints, and has some above: of neighbouring words of
three letters or more, glued together, it takes 1.7 % for a word; whole, 8.5 % (`benchmarks/lexicon.py`)."""

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")


class Lexicon(Protocol):
    """The words of a language."""

    def knows(self, word: str) -> bool:
        """Return whether `word`, in any case of its letters, is in the lexicon as it is written."""
        ...

    def weight(self, word: str) -> float:
        """Return how common `word` is, 0 where the lexicon does not have it; 1 for every word if it does not say."""
        ...


class RussianLexicon:
    """Russian words in all their forms; ё may be written е."""

    def __init__(self) -> None:
        """Load the dictionary."""
        self._morphology = pymorphy3.MorphAnalyzer(lang="ru")
        self._knows = lru_cache(maxsize=200_000)(self._look_up)

    def knows(self, word: str) -> bool:
        """Return whether the dictionary has this form."""
        return self._knows(word.casefold())

    def weight(self, word: str) -> float:
        """Return 1 for a word of the dictionary, which does not say how common it is, else 0."""
        return float(self.knows(word))

    def _look_up(self, word: str) -> bool:
        return bool(self._morphology.word_is_known(word))


class EnglishLexicon:
    """English words that occur once in ten million words or oftener."""

    def __init__(self) -> None:
        """Load the list."""
        self._frequencies = wordfreq.get_frequency_dict("en", "large")

    def knows(self, word: str) -> bool:
        """Return whether the list has the word."""
        return self.weight(word) >= _ENGLISH_RAREST

    def weight(self, word: str) -> float:
        """Return the word's share of running words."""
        return self._frequencies.get(word.casefold(), 0.0)


class DocumentLexicon:
    """A language's words and those that a document itself has within its lines."""

    def __init__(self, language: Lexicon, lines: Iterable[str]) -> None:
        """Take in the words of the document's lines but the last of each, which may be broken."""
        self._language = language
        self._own: set[str] = set()
        for line in lines:
            words: list[str] = _WORD.findall(line)
            self._own.update(word.casefold() for word in words[1:-1])

    def knows(self, word: str) -> bool:
        """Return whether the language knows the word."""
        return self._language.knows(word)

    def weight(self, word: str) -> float:
        """Return how common the word is in the language, 0 where it is unknown."""
        return self._language.weight(word)

    def has(self, word: str) -> bool:
        """Return whether the word stands in the document, within a line."""
        return word.casefold() in self._own


class SeveralLexicons:
    """The words of several languages together."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        """Take the lexicons, none at all for a language that has none: then no word is known."""
        self._lexicons = tuple(lexicons)

    def knows(self, word: str) -> bool:
        """Return whether one of the languages has the word."""
        return any(lexicon.knows(word) for lexicon in self._lexicons)

    def weight(self, word: str) -> float:
        """Return how common the word is in the language where it is commonest."""
        return max((lexicon.weight(word) for lexicon in self._lexicons), default=0.0)


def has_lexicon(language: str) -> bool:
    """Return whether one of the languages named (`rus`, `eng`, `rus+eng`) has a lexicon here."""
    return any(name in _LOADERS for name in _names(language))


def without_lexicon(language: str) -> tuple[str, ...]:
    """Return those of the languages named that have no lexicon here."""
    return tuple(name for name in _names(language) if name not in _LOADERS)


def is_russian(language: str) -> bool:
    """Return whether Russian is one of the languages named."""
    return any(_LOADERS.get(name) is RussianLexicon for name in _names(language))


@lru_cache(maxsize=4)
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language, named as Tesseract names it (`rus`, `eng`, `rus+eng`); loaded once.

    That of a language without one knows no word.
    """
    found = [_LOADERS[name]() for name in _names(language) if name in _LOADERS]
    return found[0] if len(found) == 1 else SeveralLexicons(found)


def _names(language: str) -> list[str]:
    return [part.rsplit("/", 1)[-1] for part in language.split("+")]


_LOADERS: Mapping[str, Callable[[], Lexicon]] = {
    "rus": RussianLexicon,
    "Cyrillic": RussianLexicon,
    "eng": EnglishLexicon,
    "Latin": EnglishLexicon,
}
LEXICONS = tuple(_LOADERS)
"""Languages and scripts that have a lexicon, as Tesseract names them."""
