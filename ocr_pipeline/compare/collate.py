"""The differences between two sides, as a reader would name them: a word for a word, a passage that one lacks."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ocr_pipeline.compare.align import Pair, aligned, longest_chain, rare_in_both
from ocr_pipeline.compare.records import Coverage, Stretch
from ocr_pipeline.compare.sides import OurSide, Side

ANCHORS_OF_A_PAGE = 3
"""Rare words that must agree on where a page stands in the transcription."""

LONG = 4
"""Words without counterpart that are a passage, not a slip of a word or two."""

SOLID = 3
"""Equal tokens in a row that are no chance: they count for the coverage; all of two texts that have less do."""

_PARAGRAPH = regex.compile(r"\n")


@dataclass(frozen=True)
class Difference:
    """Words `our_first` to `our_end` of ours stand opposite `their_first` to `their_end`; both in reading order."""

    our_first: int
    our_end: int
    their_first: int
    their_end: int

    @property
    def ours(self) -> int:
        """Return the number of our words."""
        return self.our_end - self.our_first

    @property
    def theirs(self) -> int:
        """Return the number of their words."""
        return self.their_end - self.their_first


@dataclass(frozen=True)
class Collation:
    """Both sides, ours in the order in which the transcription has its pages, and how they fall into pairs."""

    ours: OurSide
    theirs: Side
    pairs: tuple[Pair, ...]
    page_order: tuple[int, ...]

    def solid(self, pair: Pair) -> bool:
        """Return whether a pair is an equal run that is no chance."""
        return pair.same and pair.ours >= min(SOLID, max(len(self.ours.tokens), len(self.theirs.tokens)))

    @property
    def begins(self) -> int:
        """Return the first of their words that has a counterpart; the number of their words if none has."""
        return next((pair.their_first for pair in self.pairs if self.solid(pair)), len(self.theirs.tokens))

    @property
    def ends(self) -> int:
        """Return the place behind the last of their words that has a counterpart."""
        return next((pair.their_end for pair in reversed(self.pairs) if self.solid(pair)), 0)


def collated(ours: OurSide, theirs: Side) -> Collation:
    """Return the two sides aligned; our pages are first put in the order in which the transcription has them."""
    order = _page_order(ours, theirs)
    if order != tuple(range(len(ours.page_starts))):
        ours = ours.in_page_order(order)
    return Collation(ours, theirs, tuple(aligned(ours.tokens, theirs.tokens)), order)


def differences(collation: Collation) -> Iterator[Difference]:
    """Yield every difference in words and signs; those in white space alone are none.

    A passage without counterpart is parted where a paragraph ends or a page: a heading and what follows it are two.
    """
    for pair in collation.pairs:
        if pair.same:
            for offset in range(pair.ours):
                mine, other = pair.our_first + offset, pair.their_first + offset
                if collation.ours.tokens[mine].text != collation.theirs.tokens[other].text:
                    yield Difference(mine, mine + 1, other, other + 1)
        elif pair.ours and pair.theirs:
            # Halves of a word on pages that do not follow each other in our text have no common span there.
            end = _end_of_run(collation.ours, pair.our_first, pair.our_end)
            yield Difference(pair.our_first, end, pair.their_first, pair.their_end)
            if end < pair.our_end:
                yield Difference(end, pair.our_end, pair.their_end, pair.their_end)
        elif pair.ours:
            cuts = _cuts(collation.ours, pair.our_first, pair.our_end, collation.ours.pages)
            for first, end in cuts:
                yield Difference(first, end, pair.their_first, pair.their_first)
        else:
            for first, end in _cuts(collation.theirs, pair.their_first, pair.their_end, None):
                yield Difference(pair.our_first, pair.our_first, first, end)


def coverage(collation: Collation) -> Coverage:
    """Return how much of each side stands in equal runs that are no chance."""
    solid = [pair for pair in collation.pairs if collation.solid(pair)]
    mine = sum(_letters(collation.ours, pair.our_first, pair.our_end) for pair in solid)
    other = sum(_letters(collation.theirs, pair.their_first, pair.their_end) for pair in solid)
    return Coverage(
        ours=mine / max(1, _letters(collation.ours, 0, len(collation.ours.tokens))),
        theirs=other / max(1, _letters(collation.theirs, 0, len(collation.theirs.tokens))),
    )


def stretches(collation: Collation, page_ids: Sequence[str]) -> tuple[Stretch, ...]:
    """Return which page each stretch of the transcription comes from, by its words that have a counterpart."""
    runs: list[tuple[int, int, int, int, int]] = []
    for pair in collation.pairs:
        if not collation.solid(pair):
            continue
        for offset in range(pair.ours):
            mine, other = pair.our_first + offset, pair.their_first + offset
            page = collation.ours.pages[mine]
            if runs and runs[-1][0] == page:
                runs[-1] = (page, runs[-1][1], mine + 1, runs[-1][3], other + 1)
            else:
                runs.append((page, mine, mine + 1, other, other + 1))
    return tuple(
        Stretch(
            page=page,
            page_id=page_ids[page],
            our_span=collation.ours.span(first, end),
            their_span=collation.theirs.source_span(other, other_end),
        )
        for page, first, end, other, other_end in runs
    )


def _letters(side: Side, first: int, end: int) -> int:
    return sum(len(token.text) for token in side.tokens[first:end])


def _end_of_run(side: Side, first: int, end: int) -> int:
    """Return how far, from `first` up to `end`, words stand next to each other in the text."""
    for at in range(first + 1, end):
        between = side.text[side.tokens[at - 1].end : side.tokens[at].start]
        if side.tokens[at].start < side.tokens[at - 1].end or between.strip():
            return at
    return end


def _cuts(side: Side, first: int, end: int, pages: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Yield a run of words in parts: where a paragraph ends between two words, or a page."""
    start = first
    for at in range(first + 1, end):
        between = side.text[side.tokens[at - 1].end : side.tokens[at].start]
        new_page = pages is not None and pages[at] != pages[at - 1]
        if new_page or _PARAGRAPH.search(between):
            yield start, at
            start = at
    if start < end:
        yield start, end


def _page_order(ours: OurSide, theirs: Side) -> tuple[int, ...]:
    """Return our pages in the order of the transcription; those it does not have stay behind the one before them."""
    pages = range(len(ours.page_starts))
    rare = rare_in_both([token.key for token in ours.tokens], [token.key for token in theirs.tokens])
    by_page: dict[int, list[int]] = {page: [] for page in pages}
    for mine, other in rare:
        by_page[ours.pages[mine]].append(other)
    placed: dict[int, float] = {}
    for page, places in by_page.items():
        chain = longest_chain(places)
        if len(chain) >= ANCHORS_OF_A_PAGE:
            placed[page] = statistics.median(places[index] for index in chain)
    keys: list[tuple[float, int]] = []
    last = -1.0
    for page in pages:
        last = placed.get(page, last)
        keys.append((last, page))
    return tuple(page for _, page in sorted(keys))
