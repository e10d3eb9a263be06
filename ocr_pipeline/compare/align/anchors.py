"""Cutting two long texts where they agree, so that what lies between the cuts can be aligned in little time.

An anchor is a run of words that each text has once; the longest chain of anchors in order in both texts is kept (the
patience method of Bram Cohen, for runs of words instead of lines). Windows between anchors that are still too large are
cut at shorter runs, and where none is left, at equal shares of their lengths.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import isqrt

from ocr_pipeline.compare.align.words import longest_chain

RUNS = (5, 3, 2, 1)
"""Words of an anchor, in the order of trial: five words that a text has once are hardly ever moved by chance."""

APART = 1000
"""Units between two cuts, at least: nearer ones save no time and could cut where the texts do not quite agree. Where
windows must be small, a quarter of their side."""

Window = tuple[int, int, int, int]
"""Start and end of a stretch of the one text, start and end of that beside it in the other."""

_TOKEN = re.compile(r"\S+")


def windows(one: Sequence[str] | str, other: Sequence[str] | str, largest: int) -> Iterator[Window]:
    """Yield the windows that two texts (characters of a string, or words) are cut into, in order and without gaps.

    The product of a window's two lengths does not exceed `largest`.
    """
    yield from _windows(_Text(one), _Text(other), (0, len(one), 0, len(other)), largest, RUNS)


def shares(length: int, other_length: int, largest: int) -> Iterator[Window]:
    """Yield the windows of two texts of these lengths that are cut at equal shares, whatever stands there."""
    yield from _shares((0, length, 0, other_length), largest)


class _Text:
    """The tokens of a text and the place where each begins."""

    def __init__(self, text: Sequence[str] | str) -> None:
        self.tokens: Sequence[str]
        self.places: Sequence[int]
        if isinstance(text, str):
            found = [(match.start(), match[0]) for match in _TOKEN.finditer(text)]
            self.places, self.tokens = [place for place, _ in found], [token for _, token in found]
        else:
            self.places, self.tokens = range(len(text)), text

    def runs(self, start: int, end: int, length: int) -> dict[int, int]:
        """Return the place of the middle word of each run of `length` words between two places that comes once."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, end)
        once: dict[int, int] = {}
        tokens = self.tokens[first:last]
        for at, run in enumerate(zip(*(tokens[shift:] for shift in range(length)), strict=False)):
            key = hash(run)
            once[key] = -1 if key in once else self.places[first + at + length // 2]
        return once


def _windows(one: _Text, other: _Text, window: Window, largest: int, runs: Sequence[int]) -> Iterator[Window]:
    start, end, other_start, other_end = window
    if (end - start) * (other_end - other_start) <= largest and runs != RUNS:
        yield window
        return
    if not runs:
        yield from _shares(window, largest)
        return
    before, other_before = start, other_start
    apart = min(APART, isqrt(largest) // 4)
    for place, other_place in [*_cuts(one, other, window, runs[0], apart), (end, other_end)]:
        inner = (before, place, other_before, other_place)
        yield from _windows(one, other, inner, largest, runs[1:])
        before, other_before = place, other_place


def _cuts(one: _Text, other: _Text, window: Window, length: int, apart: int) -> list[tuple[int, int]]:
    start, end, other_start, other_end = window
    theirs = other.runs(other_start, other_end, length)
    pairs = [
        (place, theirs[key])
        for key, place in one.runs(start, end, length).items()
        if place > start and theirs.get(key, -1) > other_start
    ]
    pairs.sort()
    cuts: list[tuple[int, int]] = []
    before, other_before = start, other_start
    for place, other_place in (pairs[at] for at in longest_chain([place for _, place in pairs])):
        if place - before >= apart and other_place - other_before >= apart:
            cuts.append((place, other_place))
            before, other_before = place, other_place
    return cuts


def _shares(window: Window, largest: int) -> Iterator[Window]:
    start, end, other_start, other_end = window
    length, other_length = end - start, other_end - other_start
    parts = 1
    while (length // parts + 1) * (other_length // parts + 1) > largest:
        parts += 1
    for part in range(parts):
        yield (
            start + length * part // parts,
            start + length * (part + 1) // parts,
            other_start + other_length * part // parts,
            other_start + other_length * (part + 1) // parts,
        )
