"""A text as words and punctuation marks, each with its place and a key that other spellings of it share."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

# Characters that nobody sees (\p{Cf}: soft hyphen, zero-width space) part no word and are none by themselves.
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}](?:\p{Cf}*[\p{L}\p{M}\p{N}])*+|[^\s\p{Cf}]")
_UNSEEN = regex.compile(r"\p{Cf}+")
_KEYS = str.maketrans(
    {"ё": "е", **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("«»„“”‟‹›'’‘`´", '"'), "i": "1", "l": "1", "о": "o"}
)
"""What typists and editors write differently without meaning it: these never part two words from each other."""


class Token(NamedTuple):
    """A word (letters and figures in a row) or a single mark: its text, characters `start` to `end`, and its key.

    `text` is what is seen of these characters, composed (NFC), so that it may be shorter than they are.
    """

    text: str
    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        """Return whether the token is a word or a number, not a punctuation mark."""
        return self.text[0].isalnum()


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text in their order; white space is none."""
    return [Token(seen := _seen(found[0]), found.start(), found.end(), key_of(seen)) for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Return a word without what is written now one way, now another: case, ё, kinds of dashes and quotes, I for 1."""
    return unicodedata.normalize("NFC", _seen(word).casefold()).translate(_KEYS)


@lru_cache(maxsize=65536)
def _seen(word: str) -> str:
    """Return a word composed and without the characters that nobody sees; most words are so already."""
    if word.isalnum() and unicodedata.is_normalized("NFC", word):
        return word
    return unicodedata.normalize("NFC", _UNSEEN.sub("", word))
