"""Letter-spacing (разрядка): words typed `п а м я т и` are closed up, and marked as emphasis."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ocr_pipeline.text.layout import LaidLine
from ocr_pipeline.text.lexicon import DocumentLexicon

WORD_GAP = 1.6
"""Times the usual gap between its letters: so wide is the gap between two letter-spaced words at least."""

UNKNOWN_LETTERS = 5
"""Letters of a word that the lexicon does not know: fewer may be the heads of columns or the items of a list."""

LONGEST_WORD = 40
"""Letters: a longer run is no word (the longest in the lexicon has 35)."""

_ONE_LETTER_WORDS = frozenset("авиксоуяa")
"""Words of one letter, which stand letter-spaced among others: `о  п а м я т и`."""

_SPACED = regex.compile(r"(?<![^\s«\"(])\p{L}(?:[ \u00a0]{1,4}\p{L}){2,}(?=[\s.,;:!?»\")]|$)")


@dataclass(frozen=True)
class SpacedWord:
    """A letter-spaced word: characters `start` to `end` of the diplomatic text, the places of its spaces, the word."""

    start: int
    end: int
    spaces: tuple[int, ...]
    word: str


def spaced_words(line: LaidLine, lexicon: DocumentLexicon) -> Iterator[SpacedWord]:
    """Yield the letter-spaced words of a line."""
    for found in _SPACED.finditer(line.text):
        letters = [found.start() + at for at, letter in enumerate(found[0]) if not letter.isspace()]
        for word in _words(line, letters, lexicon):
            text = "".join(line.text[at] for at in word)
            if len(word) < 3 or len(word) > LONGEST_WORD:
                continue
            if not lexicon.knows(text) and (len(word) < UNKNOWN_LETTERS or _counts_up(text)):
                continue
            places = set(range(word[0], word[-1] + 1)) - set(word)
            spaces = tuple(line.start + at for at in sorted(places))
            yield SpacedWord(line.start + word[0], line.start + word[-1] + 1, spaces, text)


def _words(line: LaidLine, letters: list[int], lexicon: DocumentLexicon) -> list[list[int]]:
    gaps = _gaps(line, letters)
    usual = statistics.median(gaps)
    words = [[letters[0]]]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        if gap > WORD_GAP * usual:
            words.append([letter])
        else:
            words[-1].append(letter)
    return [part for word in words for part in _parts(line, word, lexicon)]


def _parts(line: LaidLine, word: list[int], lexicon: DocumentLexicon) -> list[list[int]]:
    """Return a run of letters as one word, or as two where only these are in the lexicon."""
    text = "".join(line.text[at] for at in word)
    if len(word) > LONGEST_WORD or lexicon.knows(text):
        return [word]
    for cut in range(len(word) - 3, 2, -1):
        if lexicon.knows(text[:cut]) and lexicon.knows(text[cut:]):
            return [word[:cut], word[cut:]]
    if text[0].casefold() in _ONE_LETTER_WORDS and lexicon.knows(text[1:]):
        return [word[:1], word[1:]]
    return [word]


def _counts_up(text: str) -> bool:
    """Return whether the letters are those of an alphabet in order: the heads of columns, the items of a list."""
    steps = [ord(after) - ord(before) for before, after in itertools.pairwise(text.casefold())]
    return all(1 <= step <= 2 for step in steps)


def _gaps(line: LaidLine, letters: list[int]) -> list[float]:
    if line.source is None:
        return [float(after - before - 1) for before, after in itertools.pairwise(letters)]
    starts: dict[int, int] = {}
    position = 0
    for index, word in enumerate(line.source.words):
        starts[position] = index
        position += len(word.text) + 1
    boxes = [line.source.words[starts[at]].box if at in starts else None for at in letters]
    if any(box is None for box in boxes):
        return [1.0] * (len(letters) - 1)
    known = [box for box in boxes if box is not None]
    return [max(0.1, after.left - before.right) for before, after in itertools.pairwise(known)]
