"""The differences between two texts, as a reader would name them: a word for a word, a passage that one lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.texts import ComparedText
from ocr_pipeline.compare.profile import Profile

JOINED = 4
"""Neighbouring differences that are looked at as one, at most."""

BESIDE = 8
"""Characters of a difference that is looked at with the words beside it: what a rule needs to see next to it (the point
behind `Г`) changes the meaning of an abbreviation or a punctuation mark, not of a long word."""

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


def differences(collation: Collation) -> Iterator[Difference]:
    """Yield every difference in words and punctuation; those in white space alone are none.

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


@dataclass(frozen=True)
class FoundDifference:
    """A difference, the words of both sides as they stand, and the equivalences that make them alike, if any do."""

    difference: Difference
    ours: str
    theirs: str
    forgiven_by: str | None


def found_differences(collation: Collation, profile: Profile) -> tuple[FoundDifference, ...]:
    """Return the differences in the order of our text, neighbours as one where only together they are forgiven.

    `<<` and `«`, `No.` and `№` are two differences each that one equivalence forgives.
    """
    return tuple(
        FoundDifference(
            difference,
            collation.ours.words(difference.our_first, difference.our_end),
            collation.theirs.words(difference.their_first, difference.their_end),
            forgiven_by,
        )
        for difference, forgiven_by in _joined(list(differences(collation)), collation, profile)
    )


def _joined(
    found: Sequence[Difference], collation: Collation, profile: Profile
) -> Iterator[tuple[Difference, str | None]]:
    """Yield the differences with what forgives each, neighbours as one where only together they are forgiven."""
    at = 0
    while at < len(found):
        length, forgiven = _shortest_forgiven(found[at : at + JOINED], 1, collation, profile)
        # A dash for the first of two hyphens is forgiven by itself, the second is not: then both are one.
        if (
            length == 1
            and _meet(found[at : at + 2], 2, collation)
            and not _shortest_forgiven(found[at + 1 : at + 1 + JOINED], 1, collation, profile)[1]
        ):
            longer, by_both = _shortest_forgiven(found[at : at + JOINED], 2, collation, profile)
            length, forgiven = (longer, by_both) if by_both else (length, forgiven)
        yield _united(found[at : at + length]), forgiven
        at += length


def _shortest_forgiven(
    found: Sequence[Difference], least: int, collation: Collation, profile: Profile
) -> tuple[int, str | None]:
    """Return how many of the first differences, `least` or more, are forgiven as one, and by what; else 1, None."""
    length = least
    while _meet(found, length, collation):
        forgiven = _forgiven(_united(found[:length]), collation, profile)
        if forgiven:
            return length, forgiven
        length += 1
    return 1, None


def _meet(found: Sequence[Difference], length: int, collation: Collation) -> bool:
    """Return whether the first `length` differences stand next to each other, in both texts and on one page."""
    if length > len(found):
        return False
    pages = collation.ours.pages
    for one, other in pairwise(found[:length]):
        if (one.our_end, one.their_end) != (other.our_first, other.their_first):
            return False
        if 0 < one.our_end < len(pages) and pages[one.our_end - 1] != pages[one.our_end]:
            return False
    return True


def _forgiven(difference: Difference, collation: Collation, profile: Profile) -> str | None:
    """Return what forgives a difference: by itself, or as it stands between the words beside it."""
    ours, theirs = collation.ours, collation.theirs
    first, end = difference.our_first, difference.our_end
    their_first, their_end = difference.their_first, difference.their_end
    mine, other = ours.words(first, end), theirs.words(their_first, their_end)
    if mine and other and (forgiven := profile.forgiven_by(mine, other)):
        return forgiven
    if max(len(mine), len(other)) > BESIDE:
        return None
    before = first > 0 and their_first > 0 and ours.tokens[first - 1].text == theirs.tokens[their_first - 1].text
    after = (
        end < len(ours.tokens)
        and their_end < len(theirs.tokens)
        and ours.tokens[end].text == theirs.tokens[their_end].text
    )
    for left, right in ((0, 1), (1, 0), (1, 1)):
        # Words of two pages may stand far apart in our text, where the transcription has them in another order.
        if left <= before and right <= after and ours.pages[first - left] == ours.pages[end + right - 1]:
            forgiven = profile.forgiven_by(
                ours.words(first - left, end + right), theirs.words(their_first - left, their_end + right)
            )
            if forgiven:
                return forgiven
    return None


def _united(found: Sequence[Difference]) -> Difference:
    """Return neighbouring differences as one."""
    return Difference(found[0].our_first, found[-1].our_end, found[0].their_first, found[-1].their_end)


def _cuts(side: ComparedText, first: int, end: int, pages: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Yield a run of words in parts: where a paragraph ends between two words, or a page; marks alone are no part."""
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


def _has_word(side: ComparedText, first: int, end: int) -> bool:
    return any(side.tokens[at].is_word for at in range(first, end))
