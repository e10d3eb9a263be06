"""Character and word error rates, as the program's figures mean them. Nothing else computes them.

The character error rate is the Levenshtein distance over grapheme clusters (UAX #29) divided by the length of the
truth; the word error rate is the same over words. Before that both texts are folded: differences of no meaning in
typescript (kinds of dash, of quotes, of white space; `I` for 1; letter-spacing) are none.

Distances are exact up to about a megabyte of a usual reading. Longer or wholly different texts are cut where they
agree (`anchors`) and aligned between the cuts; the figure is then an upper bound, and says so unless it was checked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.anchors import Window, shares, windows

WHOLE = 400_000_000
"""Length times length, in units squared: so much is aligned in one piece (20,000 by 20,000 takes some 20 ms)."""

CHECKED = 1_500_000_000
"""Steps of the bit-parallel distance, 64 cells each and about 1 ns, that are spent on checking a bound."""

UNLIKE = 0.5
"""Errors over the length of the longer text: beyond, what both texts have once may be there by chance, and cuts at
equal shares of both are tried too."""

_INNER_SPACE = regex.compile(r"[^\S\r\n\f\v\x1c-\x1e\x85\u2028\u2029 ]")
_DASHES = regex.compile(r"[\p{Pd}\N{MINUS SIGN}]")
_QUOTES = regex.compile("[«»‹›„“”‟‚‘’‛\"'`´]")
# An I or l that stands alone, or next to a figure unless a Latin letter shows that it belongs to a word.
_TYPED_ONES = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])[Il](?![\p{L}\p{M}\p{N}])"
    r"|(?<=[0-9])[Il]++(?![\p{Latin}\p{M}])"
    r"|(?<![\p{L}\p{M}])[Il]++(?=[0-9])"
)
# Three or more single letters with one space between them: a letter-spaced word. Two spaces part such words.
_LETTER_SPACED = regex.compile(r"(?<![^\s\"(])\p{L}(?: [\p{L}\p{Pd}]){2,}(?![\p{L}\p{N}])")
_WORD = regex.compile(r"(?w)\b\w(?:.*?\w)??\b")
_GRAPHEME = regex.compile(r"\X")
# Characters of which each is a cluster where the next is one of them too, and stretches that hold others.
_SINGLE = r"\x00-\x0c\x0e-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u205f\u2116"
_SINGLES = regex.compile(rf"[{_SINGLE}]*+")
_OTHERS = regex.compile(rf"(?:[{_SINGLE}]?[^{_SINGLE}]++)+[{_SINGLE}]?")
_FIRST_PRIVATE = 0xF0000

Clusters = Sequence[str] | str
"""What is counted: grapheme clusters or words. A string stands for its characters, each a cluster."""


@dataclass(frozen=True)
class ErrorRate:
    """An edit distance and the length of the truth, in the same unit (grapheme clusters or words).

    `rate` is errors / length; where the truth is empty it is 0 for an empty reading, else 1, and `truth_empty` says so.
    Unless `exact`, fewer errors may do.
    """

    errors: int
    length: int
    exact: bool = True

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


class Block(NamedTuple):
    """A stretch of the truth and the stretch of the reading beside it: alike, or of which each unit is an error.

    A block that is not alike is a replacement, unit by unit, of equal lengths, or one of its stretches is empty.
    """

    alike: bool
    start: int
    end: int
    read_start: int
    read_end: int

    @property
    def errors(self) -> int:
        """Return the number of units that are replaced, left out or added."""
        return 0 if self.alike else max(self.end - self.start, self.read_end - self.read_start)


def folded(text: str) -> str:
    """Return `text` in NFC with dashes, quotes, white space, typed ones and letter-spacing made alike."""
    return " ".join(_folded_but_space(text).split())


def folded_lines(text: str) -> list[str]:
    """Return each line of `text` folded, without those that are empty."""
    lines = (" ".join(line.split()) for line in _folded_but_space(text).splitlines())
    return [line for line in lines if line]


def _folded_but_space(text: str) -> str:
    text = _INNER_SPACE.sub(" ", unicodedata.normalize("NFC", text))
    text = _DASHES.sub("-", text)
    text = _QUOTES.sub('"', text)
    text = _TYPED_ONES.sub(lambda found: "1" * len(found[0]), text)
    return _LETTER_SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def graphemes(text: str) -> list[str]:
    """Return the grapheme clusters of `text` (UAX #29)."""
    return _GRAPHEME.findall(text)


def words(text: str) -> list[str]:
    """Return the words of `text`: its UAX #29 segments that hold a letter or a digit."""
    return _WORD.findall(text)


def as_characters(*texts: str) -> tuple[str, ...]:
    """Return each text with one character for each of its grapheme clusters: alike where the clusters are alike.

    A cluster of several characters becomes one of the supplementary private use planes that the texts do not use.
    """
    if all(_SINGLES.fullmatch(text) for text in texts):
        return texts
    used = set().union(*texts)
    free = (chr(code) for code in range(_FIRST_PRIVATE, 0x110000) if chr(code) not in used)
    names: dict[str, str] = {}

    def named(found: regex.Match[str]) -> str:
        cluster = found[0]
        if len(cluster) == 1:
            return cluster
        if cluster not in names:
            names[cluster] = next(free)
        return names[cluster]

    return tuple(_OTHERS.sub(lambda found: _GRAPHEME.sub(named, found[0]), text) for text in texts)


def distance(expected: Clusters, read: Clusters) -> int:
    """Return the least number of units to replace, add or leave out. Time grows with the product of the lengths."""
    return Levenshtein.distance(expected, read)


def aligned_blocks(expected: Clusters, read: Clusters) -> list[Block]:
    """Return the blocks of an alignment of two texts, in order and without gaps.

    It has the least number of errors for texts within `WHOLE`. Longer ones are cut at stretches that both have once,
    or, where they are hardly alike, at equal shares if that is better; it has the least number between the cuts.
    """
    if len(expected) * len(read) <= WHOLE:
        return list(_blocks(expected, read, 0, 0))
    blocks = _piecewise(expected, read, windows(expected, read, WHOLE))
    longer = max(len(expected), len(read))
    if errors_of(blocks) > UNLIKE * longer:
        even = _piecewise(expected, read, shares(len(expected), len(read), WHOLE))
        return min(blocks, even, key=errors_of)
    return blocks


def errors_of(blocks: Sequence[Block]) -> int:
    """Return the number of errors of an alignment."""
    return sum(block.errors for block in blocks)


def least_errors(expected: Clusters, read: Clusters, bound: int | None = None) -> tuple[int, bool]:
    """Return the distance of two texts and whether it is exact; where it is not, it is an upper bound.

    `bound` is the number of errors of an alignment, if one was made.
    """
    if len(expected) * len(read) <= WHOLE:
        return distance(expected, read), True
    # Every text is at most its whole length away from another.
    most = min(errors_of(aligned_blocks(expected, read)) if bound is None else bound, max(len(expected), len(read)))
    if most == abs(len(expected) - len(read)):
        return most, True
    shorter, longer = sorted((len(expected), len(read)))
    if longer * min(2 * most, shorter) // 64 > CHECKED:
        return most, False
    return min(most, Levenshtein.distance(expected, read, score_cutoff=most, score_hint=most)), True


def character_error_rate(truth: str, reading: str) -> ErrorRate:
    """Return the error rate of `reading` over the grapheme clusters of `truth`, both folded."""
    expected, read = as_characters(folded(truth), folded(reading))
    errors, exact = least_errors(expected, read)
    return ErrorRate(errors, len(expected), exact)


def word_error_rate(truth: str, reading: str) -> ErrorRate:
    """Return the error rate of `reading` over the words of `truth`, both folded; punctuation does not count."""
    expected, read = words(folded(truth)), words(folded(reading))
    errors, exact = least_errors(expected, read)
    return ErrorRate(errors, len(expected), exact)


def _piecewise(expected: Clusters, read: Clusters, cuts: Iterable[Window]) -> list[Block]:
    return [
        block
        for start, end, read_start, read_end in cuts
        for block in _blocks(expected[start:end], read[read_start:read_end], start, read_start)
    ]


def _blocks(expected: Clusters, read: Clusters, at: int, read_at: int) -> Iterator[Block]:
    for code in Levenshtein.opcodes(expected, read):
        start, end, read_start, read_end = code.src_start, code.src_end, code.dest_start, code.dest_end
        yield Block(code.tag == "equal", at + start, at + end, read_at + read_start, read_at + read_end)
