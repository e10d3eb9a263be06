"""A language model of single words: how likely a word is, by its frequency and by its letters.

Each entry is known by the CRC-32 of its letters, and its logarithm is held in a byte: 220,000 words and 150,000
sequences of letters of a language are 2 MB. Of unknown strings one in 20,000 is taken for a word by chance.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np

ORDER = 6
"""Letters of the longest sequence: the last one's probability after the five before it."""

BEGIN, END = "^", "$"
"""Before the first letter of a word, and after the last."""

STEP = 0.1
"""What a step of a byte is worth, in the natural logarithm."""

LEFT_MOST = 4.0
"""The largest natural logarithm of what is left to shorter sequences: the first step of its byte."""

WORD_SHARE, LETTERS_SHARE = math.log(0.85), math.log(0.15)
"""How likely, as logarithms, a word is drawn from the list of words, and from the letters."""

NO_WORD = -60.0
"""Logarithm of the probability of a word that is not in the list."""

UNSEEN_LETTER = -15.0
"""Logarithm of the probability of a character that no word of the list has."""

FOLDER = Path(__file__).parent


def key_of(letters: str) -> int:
    """Return the key of an entry, 32 bits."""
    return crc32(letters.encode())


class LanguageModel:
    """The model of a language. Words are given in small letters, ё written е."""

    def __init__(self, path: Path) -> None:
        """Load the model's file. Raises `OSError`, `ValueError` where it is none."""
        with np.load(path) as arrays:
            self._words, self._sequences = _table(arrays["words"]), _table(arrays["sequences"])
            self._word_logs: bytes = arrays["word_logs"].tobytes()
            self._sequence_logs: bytes = arrays["sequence_logs"].tobytes()
            self._left_logs: bytes = arrays["left_logs"].tobytes()

    def knows(self, word: str) -> bool:
        """Return whether the list of words has this one."""
        return _found(self._words, key_of(word)) is not None

    def log_probability(self, word: str) -> float:
        """Return the natural logarithm of a word's probability among running words."""
        place = _found(self._words, key_of(word))
        listed = NO_WORD if place is None else WORD_SHARE - STEP * self._word_logs[place]
        spelled = LETTERS_SHARE + self._spelling(word)
        return max(listed, spelled) + math.log1p(math.exp(-abs(listed - spelled)))

    def _spelling(self, word: str) -> float:
        text = BEGIN * (ORDER - 1) + word + END
        return sum(self._letter(text[place - ORDER + 1 : place], text[place]) for place in range(ORDER - 1, len(text)))

    def _letter(self, before: str, letter: str) -> float:
        """Return the logarithm of the probability of a letter after those before it."""
        log = 0.0
        while True:
            place = _found(self._sequences, key_of(before + letter))
            if place is not None:
                return log - STEP * self._sequence_logs[place]
            if not before:
                return log + UNSEEN_LETTER
            place = _found(self._sequences, key_of(before))
            if place is not None:
                log += LEFT_MOST - STEP * self._left_logs[place]
            before = before[1:]


@lru_cache(maxsize=4)
def language_model(language: str) -> LanguageModel | None:
    """Return the model of a language by its Tesseract name, loaded once; None where there is none."""
    path = FOLDER / f"{language}.npz"
    return LanguageModel(path) if path.exists() else None


@lru_cache(maxsize=1)
def models_digest() -> str:
    """Return the first letters of the SHA-256 of all models together: with other ones pages are read otherwise."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.npz")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:8]


def _table(keys: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> array[int]:
    """Return keys as what `bisect` looks through fastest."""
    table = array("I")
    table.frombytes(keys.tobytes())
    return table


def _found(table: array[int], key: int) -> int | None:
    """Return the place of a key in a table in rising order, None where it is not there."""
    place = bisect_left(table, key)
    return place if place < len(table) and table[place] == key else None
