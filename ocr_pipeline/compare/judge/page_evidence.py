"""Evidence from the page: how sure the engine was, what room there is for words that we lack, marks in the gap."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.differences import Difference
from ocr_pipeline.compare.judge.word_evidence import PASSAGE
from ocr_pipeline.compare.locate.places import PageLocator
from ocr_pipeline.compare.records import Place

ROOM_LIMIT = 1.5
"""Room beyond what is needed that says nothing more."""


def places_of(difference: Difference, collation: Collation, locator: PageLocator) -> tuple[Place, ...]:
    """Return where a difference stands on paper: our words, or the gap where theirs would stand."""
    characters = our_characters(collation, difference.our_first, difference.our_end)
    if characters:
        return locator.places(characters)
    before, after = neighbours(difference, collation)
    return locator.gap(before, after)


def neighbours(difference: Difference, collation: Collation) -> tuple[int | None, int | None]:
    """Return the places, in the diplomatic text, of our characters just before and behind a difference without words.

    None stands for either end of our text, and for words that an edit wrote.
    """
    first = difference.our_first
    before = our_characters(collation, first - 1, first) if first else []
    after = our_characters(collation, first, first + 1)
    return before[-1] if before else None, after[0] if after else None


def our_characters(collation: Collation, first: int, end: int) -> list[int]:
    """Return the places, in the diplomatic text, of the characters of our words `first` to `end`."""
    ours = collation.ours
    found = (ours.origin[at] for token in ours.tokens[first:end] for at in range(token.start, token.end))
    return [place for place in found if place >= 0]


def doubt(difference: Difference, collation: Collation, locator: PageLocator) -> float | None:
    """Return how unsure the engine was of our characters that differ, 0 to 1: None where it said nothing of them.

    It is 1 less the confidence of the least sure, of a passage that only we have 1 less the mean.
    """
    places = our_characters(collation, difference.our_first, difference.our_end)
    mine = "".join(token.text for token in collation.ours.tokens[difference.our_first : difference.our_end])
    other = "".join(token.text for token in collation.theirs.tokens[difference.their_first : difference.their_end])
    if not places:
        return None
    if len(places) == len(mine) and other:
        # Where a letter of theirs is missing in ours, the letters beside the gap are the ones in doubt.
        spans = [
            (code.src_start, code.src_end) if code.src_end > code.src_start else (code.src_start - 1, code.src_end + 1)
            for code in Levenshtein.opcodes(mine, other)
            if code.tag != "equal"
        ]
        places = [places[at] for first, end in spans for at in range(max(0, first), min(len(places), end))]
    confidences = locator.confidences(places)
    if not confidences:
        return None
    passage = difference.ours >= PASSAGE and not other
    return 1.0 - (statistics.fmean(confidences) if passage else min(confidences))


def room(difference: Difference, gaps: Sequence[Place], collation: Collation, locator: PageLocator) -> float | None:
    """Return the free space in a gap, where their words would stand, over what they need, 0 to `ROOM_LIMIT`.

    Between two words of a line it is what is more than one space; between two lines, the end of the first up to
    the page's right edge and the lines that would fit between them.
    """
    needed = len(collation.theirs.words(difference.their_first, difference.their_end)) + 1
    before, after = neighbours(difference, collation)
    if not gaps or before is None or after is None:
        return None
    first, second = locator.spot(before), locator.spot(after)
    line, page = locator.line(first), locator.page(first.page)
    if line is None or page is None or first.page != second.page:
        return None
    level = locator.level_lines(page)
    here, below = level[first.line], level[second.line]
    pitch = max(1.0, here.width / max(1, len(line.text)))
    if first.line == second.line:
        (gap,) = gaps
        return max(0.0, min(ROOM_LIMIT, (locator.level(page, gap.box).width / pitch - 1) / needed))
    left = min(box.left for box in level)
    right = statistics.quantiles([box.right for box in level], n=10)[-1]
    free = max(0.0, right - here.right) / pitch
    steps = [lower.top - upper.top for upper, lower in pairwise(level)]
    distance = statistics.median([step for step in steps if step > 0] or [0.0])
    if distance > 0:
        blank = round((below.top - here.top) / distance) - 1
        free += max(0, blank) * (right - left) / pitch / 2
    return max(0.0, min(ROOM_LIMIT, free / needed))


def has_marks(places: Sequence[Place], locator: PageLocator) -> bool:
    """Return whether marks that the engine gave letters for, and that were set apart, stand in a gap."""
    for place in places:
        page = locator.page(place.page)
        if page is None or not page.marks_apart():
            continue
        gap, around = locator.level(page, place.box), locator.level(page, place.line_box)
        for line in page.marks_apart():
            marks = locator.level(page, line.box)
            across = marks.left < gap.right and marks.right > gap.left
            if across and around.top <= (marks.top + marks.bottom) / 2 <= around.bottom:
                return True
    return False
