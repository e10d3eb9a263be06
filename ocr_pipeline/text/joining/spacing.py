"""Letter-spacing (разрядка): words typed `п а м я т и` are closed up, and marked as emphasis."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.languages.record import ShortWords
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.text_layout import LaidLine

WORD_GAP = 1.6
"""Times the usual gap between its letters: so wide is the gap between two letter-spaced words at least."""

UNKNOWN_LETTERS = 5
"""Letters of a word that the lexicon does not know: fewer may be the heads of columns or the items of a list."""

LONGEST_WORD = 40
"""Letters: a longer run is no word (the longest in the lexicon has 35)."""

LONGEST_UNKNOWN = 16
"""Letters of a word that the lexicon does not know: a longer run is several words whose limits nothing shows."""

LONGEST_RUN = 200
"""Letters of a run that is looked at: it fills a line of the widest carriage."""

_SPACED = regex.compile(r"(?<![^\s«\"(])\p{L}(?:[ \u00a0]{1,4}\p{L}){2,}(?=[\s.,;:!?»\")]|$)")


@lru_cache(maxsize=8)
def _short_words(language: str) -> ShortWords:
    """Return the short words, which stand letter-spaced among others: `о  п а м я т и`; others so short are chance."""
    languages = languages_of(language)
    return ShortWords(
        one=languages.words(lambda one: one.short_words.one),
        two=languages.words(lambda one: one.short_words.two),
        between=languages.words(lambda one: one.short_words.between),
    )


@dataclass(frozen=True)
class SpacedWord:
    """A letter-spaced word: characters `start` to `end` of the diplomatic text, the places of its spaces, the word."""

    start: int
    end: int
    spaces: tuple[int, ...]
    word: str


def spaced_words(line: LaidLine, lexicon: DocumentLexicon, language: str = DEFAULT) -> Iterator[SpacedWord]:
    """Yield the letter-spaced words of a line.

    A run of single letters is one where the gaps between them, their case and the lexicon say so; variables and items
    (`с и м`, `А и Б`) and what nothing speaks for stay as typed.
    """
    short = _short_words(language)
    runs = [
        [found.start() + at for at, letter in enumerate(found[0]) if not letter.isspace()]
        for found in _SPACED.finditer(line.text)
    ]
    words = [word for letters in runs for word in _words(line, letters, lexicon, short)]
    texts = ["".join(line.text[at] for at in word) for word in words]
    several = sum(len(text) > 3 and lexicon.knows(text) for text in texts) > 0
    for word, text in zip(words, texts, strict=True):
        if not 3 <= len(word) <= LONGEST_WORD:
            continue
        if lexicon.knows(text):
            if len(word) == 3 and text[1] in short.between and not several:
                continue
        elif not UNKNOWN_LETTERS <= len(word) <= LONGEST_UNKNOWN or _counts_up(text):
            continue
        places = set(range(word[0], word[-1] + 1)) - set(word)
        spaces = tuple(line.start + at for at in sorted(places))
        yield SpacedWord(line.start + word[0], line.start + word[-1] + 1, spaces, text)


def _words(line: LaidLine, letters: list[int], lexicon: DocumentLexicon, short: ShortWords) -> list[list[int]]:
    gaps = _gaps(line, letters)
    usual = statistics.median(gaps)
    words = [[letters[0]]]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        if gap > WORD_GAP * usual:
            words.append([letter])
        else:
            words[-1].append(letter)
    cased = [part for word in words for part in _of_one_case(line, word)]
    return [part for word in cased for part in _parts(line, word, lexicon, short)]


def _of_one_case(line: LaidLine, word: list[int]) -> Iterator[list[int]]:
    """Yield the parts of a run that are cased as words are: in capitals, in small letters, or with a first capital."""
    part: list[int] = []
    for at in word:
        upper = line.text[at].isupper()
        if part:
            capitals = line.text[part[-1]].isupper()
            continues = upper == capitals or (capitals and not upper and len(part) == 1)
            if not continues:
                yield part
                part = []
        part.append(at)
    yield part


def _parts(line: LaidLine, word: list[int], lexicon: DocumentLexicon, short: ShortWords) -> list[list[int]]:
    """Return a run of letters as one word, or as the fewest words of the lexicon that spell it, if any do."""
    text = "".join(line.text[at] for at in word)
    if len(word) > LONGEST_RUN or lexicon.knows(text):
        return [word]
    best: list[tuple[int, int] | None] = [(0, 0), *([None] * len(text))]
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            before = best[start]
            if before is None or not _is_word(text[start:end], lexicon, short):
                continue
            current = best[end]
            if current is None or before[0] + 1 < current[0]:
                best[end] = before[0] + 1, start
    cuts: list[list[int]] = []
    end = len(text)
    while end and (step := best[end]) is not None:
        cuts.append(word[step[1] : end])
        end = step[1]
    longest = max(map(len, cuts), default=0)
    return cuts[::-1] if end == 0 and longest >= UNKNOWN_LETTERS - 1 else [word]


def _is_word(text: str, lexicon: DocumentLexicon, short: ShortWords) -> bool:
    lower = text.casefold()
    if len(text) < 3:
        return lower in short.one or lower in short.two
    return lexicon.knows(text)


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
