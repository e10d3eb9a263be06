"""Words that telegrams have for marks (`тчк`, `зпт`), resolved where a text is written so, and nowhere else.

A text is where such words stand in place of marks: more of them than of points and commas, and other words between. A
list that explains them, a heading or a name with one of them is none, and prose with the word `тире` in it neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ocr_pipeline.languages import languages_of, load_lexicon
from ocr_pipeline.languages.record import TelegraphWords

LEAST = 3
"""Words for marks in a text that is written so: one or two may be quoted, or a name."""

_PARAGRAPH = regex.compile(r"[^\n]+")
_MARK = regex.compile(r"(?<=\p{L}\p{L})[.,](?=\s|$)")
"""A point or comma behind a word: one behind a single letter may be an abbreviation's."""

_WORD = regex.compile(r"[\p{L}\p{N}]+")
_CLOSED = regex.compile(r"[\p{L}\p{N})\]»\"”%]$")


@dataclass(frozen=True)
class _Telegraph:
    """The words of a language, and what finds them in a text."""

    behind: dict[str, str]
    pairs: dict[str, tuple[str, str]]
    sure_words: tuple[str, ...]
    words: regex.Pattern[str]
    sure: regex.Pattern[str]
    glued: regex.Pattern[str]


@dataclass(frozen=True)
class _Use:
    """How many words for marks stand in a text, how many real marks, and how many other words."""

    words: int = 0
    marks: int = 0
    others: int = 0

    def __add__(self, other: _Use) -> _Use:
        return _Use(self.words + other.words, self.marks + other.marks, self.others + other.others)

    @property
    def is_telegraphic(self) -> bool:
        return self.words >= LEAST and self.words > self.marks and self.others >= self.words


def telegraph_marks(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Yield each place where a word stands for a mark: where it starts, what stands there, what is to stand there."""
    telegraph = _telegraph(language)
    if telegraph is None:
        return
    small = text.lower()
    if not any(word in small for word in telegraph.sure_words):
        return
    paragraphs = [(found.start(), found[0]) for found in _PARAGRAPH.finditer(text)]
    uses = [_use(paragraph, telegraph) for _, paragraph in paragraphs]
    whole = sum(uses, _Use()).is_telegraphic
    for (start, paragraph), use in zip(paragraphs, uses, strict=True):
        if use.is_telegraphic or (whole and use.words >= use.marks):
            for at, before, after in _resolved(paragraph, telegraph, language):
                yield start + at, before, after


@lru_cache(maxsize=8)
def _telegraph(language: str) -> _Telegraph | None:
    known = [one.telegraph for one in languages_of(language).named if one.telegraph.behind]
    if not known:
        return None
    behind = {word: mark for one in known for word, mark in one.behind.items()}
    pairs = {word: marks for one in known for word, marks in one.pairs.items()}
    sure_words = tuple(word for one in known for word in sorted(one.sure))
    sure = _one_of(list(sure_words))
    names = "|".join(one.names for one in known if one.names)
    explained = rf"(?!\s*(?:[-–—=:(]|{names}))" if names else r"(?!\s*[-–—=:(])"
    return _Telegraph(
        behind,
        pairs,
        sure_words,
        words=_pattern(known),
        sure=regex.compile(rf"(?i)(?<=\p{{L}}|\s|^){sure}(?![\p{{L}}\p{{N}}]){explained}"),
        glued=regex.compile(rf"(?i)(?<=\p{{L}}{{2}})(?P<word>{_one_of(behind)})(?![\p{{L}}\p{{N}}])"),
    )


def _pattern(known: list[TelegraphWords]) -> regex.Pattern[str]:
    """Return what finds the words that stand alone, each kind as a group of its own."""
    kinds = {
        "behind": _one_of([word for one in known for word in one.behind]),
        "pair": _one_of([word for one in known for word in one.pairs]),
        "dash": _one_of([word for one in known for word in one.dash]),
        "paragraph": _one_of([word for one in known for word in one.paragraph]),
        "number": _one_of([word for one in known for word in one.number]),
    }
    alone = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items() if kind != "number")
    # Of letters typed for figures one alone is a figure too, but for the preposition `О`.
    number = rf"(?P<number>{kinds['number']})\.?[ ]?(?=[IlЗО]*\d|(?:[IlЗ]|[IlЗО]{{2,}})(?!\p{{L}}))"
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:(?:{alone})(?![\p{{L}}\p{{N}}])|{number})")


def _one_of(words: list[str] | dict[str, str]) -> str:
    """Return a pattern that matches one of the words, the longest first; nothing where there is none."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(regex.escape, ordered))})" if ordered else r"(?!)"


def _use(paragraph: str, telegraph: _Telegraph) -> _Use:
    words = len(telegraph.sure.findall(paragraph))
    written = len(_WORD.findall(paragraph)) - len(telegraph.words.findall(paragraph))
    return _Use(words, len(_MARK.findall(paragraph)), written)


def _resolved(text: str, telegraph: _Telegraph, language: str) -> Iterator[tuple[int, str, str]]:
    found_pairs: dict[str, list[regex.Match[str]]] = {}
    for found in telegraph.words.finditer(text):
        if found["behind"]:
            yield from _behind(text, found.start(), found.end(), telegraph.behind[found["behind"].lower()])
        elif found["pair"]:
            found_pairs.setdefault(found["pair"].lower(), []).append(found)
        elif found["dash"]:
            yield found.start(), found[0], "—"
        elif found["number"]:
            yield found.start(), found[0], "№ "
        else:
            start, end = _with_spaces(text, found.start(), found.end())
            yield start, text[start:end], "\n\n" if start > 0 and end < len(text) else ""
    for word, places in found_pairs.items():
        # Of an odd number nobody knows which is missing: all stay as typed.
        if len(places) % 2 == 0:
            for number, found in enumerate(places):
                start, end = found.span()
                opens = number % 2 == 0
                start = start if opens else _with_spaces(text, start, end)[0]
                end = _with_spaces(text, start, end)[1] if opens else end
                yield start, text[start:end], telegraph.pairs[word][not opens]
    for found in telegraph.glued.finditer(text):
        if _is_glued(text, found, telegraph, language):
            yield found.start(), found[0], telegraph.behind[found["word"].lower()]


def _behind(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, str, str]]:
    """Yield a word for a mark with the space before it, where a word stands before it that the mark closes."""
    first = _with_spaces(text, start, end)[0]
    if _CLOSED.search(text, max(0, first - 1), first):
        last = end + (text[end : end + 1] == mark)
        yield first, text[first:last], mark


def _with_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1] in " \u00a0":
        start -= 1
    while end < len(text) and text[end] in " \u00a0":
        end += 1
    return start, end


def _is_glued(text: str, found: regex.Match[str], telegraph: _Telegraph, language: str) -> bool:
    """Return whether a word for a mark is glued to another word: one without a vowel always is, another where what
    stands before it is a word and the whole is none."""
    start = found.start()
    while start and text[start - 1].isalpha():
        start -= 1
    if telegraph.sure.search(text, found.start(), found.end() + 1):
        return True
    lexicon = load_lexicon(language)
    return lexicon.knows(text[start : found.start()]) and not lexicon.knows(text[start : found.end()])
