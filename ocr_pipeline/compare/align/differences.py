"""The differences between two sides, as a reader would name them: a word for a word, a passage that one lacks."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise

import regex
from rapidfuzz import fuzz

from ocr_pipeline.compare.align.texts import OurSide, Side
from ocr_pipeline.compare.align.tokens import Token
from ocr_pipeline.compare.align.words import Pair, aligned, longest_chain, rare_in_both
from ocr_pipeline.compare.records import Coverage, Stretch

ANCHORS_OF_A_PAGE = 3
"""Rare words that must agree on where a page stands in the transcription."""

PLACED = 0.4
"""Share of the words that a page has once and that must agree on where it stands: of a page that the transcription has,
badly read, half do; of one that it lacks, the names that other pages have, too."""

SOLID = 3
"""Equal tokens in a row that are no chance: they count for the coverage. Of a shorter text, all of it."""

TWIN_WORDS = 12
"""Words and signs of a page that can be told to be another scanned again; shorter ones are headings and forms."""

TWIN_PAIRS = 0.3
"""Share of the pairs of neighbouring words that two scans of one page have in common, at least: with one character in
twenty misread in each, about that many are whole in both."""

TWIN_LIKENESS = 90.0
"""Likeness (`rapidfuzz.fuzz.ratio`) of two readings of one page, and of the figures on it."""

MOST_TWINS = 10
"""Pages that have the same two words, at most, for these to speak for two of them being one."""

TWICE_TRANSCRIBED = 1.5
"""Sum of the shares of two pages that the transcription has: about 1 if it has their text once, 2 if twice."""

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

    @property
    def begins(self) -> int:
        """Return the first of their words that has a counterpart; the number of their words if none has."""
        return next((pair.their_first for pair in self.pairs if self.is_solid(pair)), len(self.theirs.tokens))

    @property
    def ends(self) -> int:
        """Return the place behind the last of their words that has a counterpart."""
        return next((pair.their_end for pair in reversed(self.pairs) if self.is_solid(pair)), 0)

    def is_solid(self, pair: Pair) -> bool:
        """Return whether a pair is an equal run that is no chance."""
        return pair.same and pair.ours >= min(SOLID, len(self.ours.tokens), len(self.theirs.tokens))


def collated(ours: OurSide, theirs: Side, without: Collection[int] = ()) -> Collation:
    """Return the two sides aligned; our pages are first put in the order in which the transcription has them.

    The pages `without` are left out: their words are compared with nothing.
    """
    order = tuple(page for page in _page_order(ours, theirs) if page not in without)
    if order == tuple(range(len(ours.page_starts))):
        return Collation(ours, theirs, tuple(aligned(ours.tokens, theirs.tokens)), order)
    ours = ours.in_page_order(order)
    pairs = aligned(ours.tokens, theirs.tokens)
    return Collation(ours, theirs, tuple(part for pair in pairs for part in _by_page(pair, ours.pages)), order)


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
            yield Difference(pair.our_first, pair.our_end, pair.their_first, pair.their_end)
        elif pair.ours:
            cuts = _cuts(collation.ours, pair.our_first, pair.our_end, collation.ours.pages)
            for first, end in cuts:
                yield Difference(first, end, pair.their_first, pair.their_first)
        else:
            for first, end in _cuts(collation.theirs, pair.their_first, pair.their_end, None):
                yield Difference(pair.our_first, pair.our_first, first, end)


def coverage(collation: Collation) -> Coverage:
    """Return how much of each side stands in equal runs that are no chance."""
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


def scanned_again(collation: Collation) -> dict[int, int]:
    """Return the pages that seem to be another, earlier page scanned again, each with that page.

    Their texts agree, figures and all, and the transcription has that text once: of two copies of a form that were
    filled in with the same words, or of a text that stands twice in a document, it has both.
    """
    by_page: dict[int, list[Token]] = {page: [] for page in collation.page_order}
    for token, page in zip(collation.ours.tokens, collation.ours.pages, strict=True):
        by_page[page].append(token)
    twins = list(_twins({page: tokens for page, tokens in by_page.items() if len(tokens) >= TWIN_WORDS}))
    if not twins:
        return {}
    matched: Counter[int] = Counter()
    for pair in collation.pairs:
        if pair.same:
            matched.update(collation.ours.pages[pair.our_first : pair.our_end])
    found: dict[int, int] = {}
    for first, again in twins:
        both = matched[first] / len(by_page[first]) + matched[again] / len(by_page[again])
        if first not in found and both < TWICE_TRANSCRIBED:
            found[again] = first
    return found


def _twins(pages: Mapping[int, Sequence[Token]]) -> Iterator[tuple[int, int]]:
    """Yield two pages each, the earlier first, whose words are the same but for what was misread."""
    keys = {page: [token.key for token in tokens] for page, tokens in pages.items()}
    pairs = {page: set(pairwise(own)) for page, own in keys.items()}
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for page in sorted(pairs):
        for run in pairs[page]:
            holders[run].append(page)
    # What many pages have, as a header, tells no two of them apart; and it would take the square of their number.
    telling = (held for held in holders.values() if 1 < len(held) <= MOST_TWINS)
    shared = Counter(chain.from_iterable(combinations(held, 2) for held in telling))
    for (first, again), count in sorted(shared.items()):
        if count < TWIN_PAIRS * max(len(pairs[first]), len(pairs[again])):
            continue
        one, other = " ".join(keys[first]), " ".join(keys[again])
        figures = [[key for key in keys[page] if key.isdecimal()] for page in (first, again)]
        if fuzz.ratio(one, other) >= TWIN_LIKENESS and fuzz.ratio(*map(" ".join, figures)) >= TWIN_LIKENESS:
            yield first, again


def _by_page(pair: Pair, pages: Sequence[int]) -> Iterator[Pair]:
    """Yield a pair in parts, each with words of one page: in another order, neighbours may stand far apart on paper.

    What they have beside words of two pages stays with the first of them.
    """
    first, other = pair.our_first, pair.their_first
    for at in range(pair.our_first + 1, pair.our_end):
        if pages[at] != pages[at - 1]:
            place = other + at - first if pair.same else pair.their_end
            yield Pair(first, at, other, place, pair.same)
            first, other = at, place
    yield Pair(first, pair.our_end, other, pair.their_end, pair.same)


def _letters(side: Side, first: int, end: int) -> int:
    return sum(len(token.text) for token in side.tokens[first:end])


def _cuts(side: Side, first: int, end: int, pages: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Yield a run of words in parts: where a paragraph ends between two words, or a page; signs alone are no part."""
    start = first
    for at in range(first + 1, end):
        between = side.text[side.tokens[at - 1].end : side.tokens[at].start]
        new_page = pages is not None and pages[at] != pages[at - 1]
        new_paragraph = _PARAGRAPH.search(between) and _has_word(side, start, at) and _has_word(side, at, end)
        if new_page or new_paragraph:
            yield start, at
            start = at
    if start < end:
        yield start, end


def _has_word(side: Side, first: int, end: int) -> bool:
    return any(side.tokens[at].is_word for at in range(first, end))


def _page_order(ours: OurSide, theirs: Side) -> tuple[int, ...]:
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
