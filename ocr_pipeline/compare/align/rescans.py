"""Pages that are other pages scanned again: recognized by their texts, and left out of the comparison."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise

from rapidfuzz import fuzz

from ocr_pipeline.compare.align.collation import Collation, collated
from ocr_pipeline.compare.align.texts import ComparedText, OurText
from ocr_pipeline.compare.align.tokens import Token

TWIN_WORDS = 12
"""Words and marks of a page that can be recognized as another scanned again; shorter ones are headings and forms."""

TWIN_PAIRS = 0.3
"""Share of the pairs of neighbouring words that two scans of one page have in common, at least: with one character in
twenty misread in each, about that many are whole in both."""

TWIN_LIKENESS = 90.0
"""Likeness (`rapidfuzz.fuzz.ratio`) of two readings of one page, and of the figures on it."""

MOST_TWINS = 10
"""Pages that have the same two words, at most, for these to speak for two of them being one."""

TWICE_TRANSCRIBED = 1.5
"""Sum of the shares of two pages that the transcription has: about 1 if it has their text once, 2 if twice."""


def collated_without_rescans(ours: OurText, theirs: ComparedText) -> tuple[Collation, Mapping[int, int]]:
    """Return the two texts aligned, and the pages left out: each scanned again, with the earlier page that it is."""
    collation = collated(ours, theirs)
    again = scanned_again(collation)
    return (collated(ours, theirs, again), again) if again else (collation, again)


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
