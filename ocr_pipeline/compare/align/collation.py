"""Two texts aligned: which words stand opposite which, on which page, and how much the texts share."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ocr_pipeline.compare.align.texts import ComparedText, OurText
from ocr_pipeline.compare.align.words import AlignedPair, aligned, longest_chain, rare_in_both
from ocr_pipeline.compare.records import Coverage, Stretch

ANCHORS_OF_A_PAGE = 3
"""Rare words that must agree on where a page stands in the transcription."""

PLACED = 0.4
"""Share of the words that a page has once and that must agree on where it stands: of a page that the transcription has,
badly read, half do; of one that it lacks, the names that other pages have, too."""

SOLID = 3
"""Equal tokens in a row that are no chance: they count for the coverage. Of a shorter text, all of it."""


@dataclass(frozen=True)
class Collation:
    """Both texts, ours in the order in which the transcription has its pages, and how they fall into pairs."""

    ours: OurText
    theirs: ComparedText
    pairs: tuple[AlignedPair, ...]
    page_order: tuple[int, ...]

    @property
    def begins(self) -> int:
        """Return the first of their words that has a counterpart; the number of their words if none has."""
        return next((pair.their_first for pair in self.pairs if self.is_solid(pair)), len(self.theirs.tokens))

    @property
    def ends(self) -> int:
        """Return the place behind the last of their words that has a counterpart."""
        return next((pair.their_end for pair in reversed(self.pairs) if self.is_solid(pair)), 0)

    def is_solid(self, pair: AlignedPair) -> bool:
        """Return whether a pair is an equal run that is no chance."""
        return pair.same and pair.ours >= min(SOLID, len(self.ours.tokens), len(self.theirs.tokens))


def collated(ours: OurText, theirs: ComparedText, without: Collection[int] = ()) -> Collation:
    """Return the two texts aligned; our pages are first put in the order in which the transcription has them.

    The pages `without` are left out: their words are compared with nothing.
    """
    order = tuple(page for page in _page_order(ours, theirs) if page not in without)
    if order == tuple(range(len(ours.page_starts))):
        return Collation(ours, theirs, tuple(aligned(ours.tokens, theirs.tokens)), order)
    ours = ours.in_page_order(order)
    pairs = aligned(ours.tokens, theirs.tokens)
    return Collation(ours, theirs, tuple(part for pair in pairs for part in _by_page(pair, ours.pages)), order)


def coverage(collation: Collation) -> Coverage:
    """Return how much of each text stands in equal runs that are no chance."""
    solid = [pair for pair in collation.pairs if collation.is_solid(pair)]
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
        if not collation.is_solid(pair):
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


def _by_page(pair: AlignedPair, pages: Sequence[int]) -> Iterator[AlignedPair]:
    """Yield a pair in parts, each with words of one page: in another order, neighbours may stand far apart on paper.

    What they have beside words of two pages stays with the first of them.
    """
    first, other = pair.our_first, pair.their_first
    for at in range(pair.our_first + 1, pair.our_end):
        if pages[at] != pages[at - 1]:
            place = other + at - first if pair.same else pair.their_end
            yield AlignedPair(first, at, other, place, pair.same)
            first, other = at, place
    yield AlignedPair(first, pair.our_end, other, pair.their_end, pair.same)


def _letters(side: ComparedText, first: int, end: int) -> int:
    return sum(len(token.text) for token in side.tokens[first:end])


def _page_order(ours: OurText, theirs: ComparedText) -> tuple[int, ...]:
    """Return our pages in the order of the transcription; those it does not have stay behind the one before them."""
    pages = range(len(ours.page_starts))
    keys_of_ours = [token.key for token in ours.tokens]
    rare = rare_in_both(keys_of_ours, [token.key for token in theirs.tokens])
    counts = Counter(keys_of_ours)
    once = Counter(page for key, page in zip(keys_of_ours, ours.pages, strict=True) if counts[key] == 1)
    by_page: dict[int, list[int]] = {page: [] for page in pages}
    for mine, other in rare:
        by_page[ours.pages[mine]].append(other)
    placed: dict[int, float] = {}
    for page, places in by_page.items():
        chain = longest_chain(places)
        if len(chain) >= max(ANCHORS_OF_A_PAGE, PLACED * once[page]):
            placed[page] = statistics.median(places[index] for index in chain)
    keys: list[tuple[float, int]] = []
    last = -1.0
    for page in pages:
        last = placed.get(page, last)
        keys.append((last, page))
    return tuple(page for _, page in sorted(keys))
