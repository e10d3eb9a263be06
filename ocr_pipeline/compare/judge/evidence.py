"""What speaks for either reading of a difference: the engine's doubt, the paper, other readings, lexicon, document."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.differences import Collation, Difference
from ocr_pipeline.compare.align.tokens import key_of
from ocr_pipeline.compare.locate.places import Paper, Spot
from ocr_pipeline.compare.records import Place
from ocr_pipeline.records import Page
from ocr_pipeline.text.lexicon import Lexicon

Rereader = Callable[[Page, int], tuple[str, ...]]
"""Reads a line (by its index) of a page again, each time from another preparation of the scan; () if it cannot."""

ROOM_LIMIT = 1.5
"""Room beyond what is needed that says nothing more."""


PASSAGE = 3
"""Words that are a passage: of these, some are misread, and yet they stand on the paper."""

KNOWN_SHARE = 0.6
"""Share of the words of a passage that the lexicon must have: of noise it has a fifth, of worn pages four fifths."""

TELLING = 4
"""Letters of a word that tells something by standing elsewhere in the document; shorter ones stand everywhere."""


class Kind(StrEnum):
    """Which side has words."""

    BOTH = "replaced"
    OURS = "only ours"
    THEIRS = "only theirs"


@dataclass(frozen=True)
class Evidence:
    """What is known of a difference. None where it cannot be known.

    `doubt`: 1 less the confidence of the least sure of our glyphs that differ, of a passage 1 less their mean. `votes`:
    other readings of the line that are nearer to ours less those nearer to theirs, over all of them, -1 to 1. `room`:
    free space on paper, over what their words need. `marks`: whether marks that are no text stand there. `beside`:
    whether the words next to it differ, too. `known_*`: whether the words are in the lexicon (numbers are). `seen_*`:
    how often the document has these words elsewhere. `distance`: characters that differ. `alike`: whether they look
    alike in worn type. `repeats`: whether their words are those next to them.
    """

    kind: Kind
    places: tuple[Place, ...] = ()
    doubt: float | None = None
    votes: float | None = None
    room: float | None = None
    marks: bool = False
    beside: bool = False
    known_ours: bool = True
    known_theirs: bool = True
    seen_ours: int = 0
    seen_theirs: int = 0
    distance: int = 0
    alike: bool = False
    repeats: bool = False


_ALIKE_GROUPS = (
    *("зэ3", "мшщиыпнкляйц", "соeбео0", "гтп1lі", "ъьыбв68", "хжк", "аод", "уч4", "фр", "юн"),
    *("ceo", "il1tj!", "nuhmr", "ea", "fl", "vy", "gq9", "bh6", "5s", "2z", "38", "17", "56"),
)
_ALIKE = frozenset(
    frozenset((one, other)) for group in _ALIKE_GROUPS for one in group for other in group if one != other
)


class Gatherer:
    """Gathers the evidence on the differences of one comparison."""

    def __init__(self, collation: Collation, paper: Paper, lexicon: Lexicon, reread: Rereader | None) -> None:
        self._collation = collation
        self._paper = paper
        self._lexicon = lexicon
        self._reread = reread
        self._counts = Counter(token.key for token in collation.ours.tokens)
        unequal = [pair for pair in collation.pairs if not pair.same]
        self._our_unequal = {at for pair in unequal for at in range(pair.our_first, pair.our_end)}
        self._their_unequal = {at for pair in unequal for at in range(pair.their_first, pair.their_end)}
        self._readings: dict[tuple[int, int], tuple[str, ...]] = {}

    def evidence(self, difference: Difference) -> Evidence:
        """Return what is known of a difference without reading the paper again."""
        mine, other = self._words(difference)
        kind = Kind.BOTH if mine and other else Kind.OURS if mine else Kind.THEIRS
        places, _ = self._where(difference)
        return Evidence(
            kind=kind,
            places=places,
            doubt=self._doubt(difference),
            room=self._room(difference, places) if kind is Kind.THEIRS else None,
            marks=kind is Kind.THEIRS and self._has_marks(places),
            beside=self._beside(difference),
            known_ours=self._mostly_known(mine),
            known_theirs=self._mostly_known(other),
            seen_ours=self._seen(mine, 1),
            seen_theirs=self._seen(other, 0),
            distance=Levenshtein.distance("".join(mine), "".join(other)),
            alike=_look_alike(" ".join(mine), " ".join(other)),
            repeats=kind is Kind.THEIRS and self._repeats(difference),
        )

    def with_votes(self, evidence: Evidence, difference: Difference) -> Evidence:
        """Return the evidence with the votes of other readings of the line, where there can be any."""
        _, spots = self._where(difference)
        return replace(evidence, votes=self._votes(difference, spots))

    def _words(self, difference: Difference) -> tuple[list[str], list[str]]:
        """Return the words of both sides, without regard to case."""
        mine = self._collation.ours.tokens[difference.our_first : difference.our_end]
        other = self._collation.theirs.tokens[difference.their_first : difference.their_end]
        return [token.text.casefold() for token in mine], [token.text.casefold() for token in other]

    def _beside(self, difference: Difference) -> bool:
        ours = {difference.our_first - 1, difference.our_end} & self._our_unequal
        return bool(ours or {difference.their_first - 1, difference.their_end} & self._their_unequal)

    def _mostly_known(self, words: list[str]) -> bool:
        """Return whether the lexicon has the words: a word or two all, of a passage most."""
        known = [self._known(word) for word in words if word.isalnum()]
        return all(known) if len(known) < PASSAGE else sum(known) >= KNOWN_SHARE * len(known)

    def _known(self, word: str) -> bool:
        return not word.isalpha() or self._lexicon.knows(word)

    def _seen(self, words: list[str], own: int) -> int:
        telling = [word for word in words if word.isalpha() and len(word) >= TELLING]
        return min((self._counts[key_of(word)] - own for word in telling), default=0)

    def _our_places(self, first: int, end: int) -> list[int]:
        """Return the places, in the diplomatic text, of the characters of our words."""
        ours = self._collation.ours
        found = (ours.origin[at] for token in ours.tokens[first:end] for at in range(token.start, token.end))
        return [place for place in found if place >= 0]

    def _where(self, difference: Difference) -> tuple[tuple[Place, ...], list[Spot]]:
        """Return where a difference stands on paper: our words, or the gap where they would, and the lines touched."""
        places = self._our_places(difference.our_first, difference.our_end)
        if places:
            found = self._paper.places(places)
            return found, [Spot(place.page, place.line, 0) for place in found]
        before = self._our_places(difference.our_first - 1, difference.our_first) if difference.our_first else []
        after = self._our_places(difference.our_first, difference.our_first + 1)
        gap = self._paper.gap(before[-1] if before else None, after[0] if after else None)
        return gap, [Spot(place.page, place.line, 0) for place in gap]

    def _doubt(self, difference: Difference) -> float | None:
        places = self._our_places(difference.our_first, difference.our_end)
        mine = "".join(token.text for token in self._collation.ours.tokens[difference.our_first : difference.our_end])
        other = "".join(
            token.text for token in self._collation.theirs.tokens[difference.their_first : difference.their_end]
        )
        if not places:
            return None
        if len(places) == len(mine) and other:
            # Where a letter of theirs is missing in ours, the letters beside the gap are the ones in doubt.
            spans = [
                (code.src_start, code.src_end)
                if code.src_end > code.src_start
                else (code.src_start - 1, code.src_end + 1)
                for code in Levenshtein.opcodes(mine, other)
                if code.tag != "equal"
            ]
            places = [places[at] for first, end in spans for at in range(max(0, first), min(len(places), end))]
        confidences = self._paper.confidences(places)
        if not confidences:
            return None
        passage = difference.ours >= PASSAGE and not other
        return 1.0 - (statistics.fmean(confidences) if passage else min(confidences))

    def _votes(self, difference: Difference, spots: list[Spot]) -> float | None:
        """Return which of both readings the other readings of the line are nearer to.

        The line as it was read, and the same with their words in place of ours, are both compared with each: their
        distances say which one the paper supports, whatever else is read otherwise on the line.
        """
        if self._reread is None or len(spots) != 1:
            return None
        spot = spots[0]
        line, page = self._paper.line(spot), self._paper.page(spot.page)
        if line is None or page is None:
            return None
        changed = self._with_theirs(difference, spot, line.text)
        if changed is None:
            return None
        readings = self._readings.get((spot.page, spot.line))
        if readings is None:
            readings = self._readings[spot.page, spot.line] = self._reread(page, spot.line)
        if not readings:
            return None
        votes = [
            Levenshtein.distance(_folded(changed), _folded(reading))
            - Levenshtein.distance(_folded(line.text), _folded(reading))
            for reading in readings
        ]
        return sum((vote > 0) - (vote < 0) for vote in votes) / len(votes)

    def _with_theirs(self, difference: Difference, spot: Spot, text: str) -> str | None:
        """Return a line of ours with their words in place of ours; None where that cannot be said."""
        theirs = self._collation.theirs.words(difference.their_first, difference.their_end)
        places = self._our_places(difference.our_first, difference.our_end)
        if places:
            columns = [self._paper.spot(place).column for place in places]
            return text[: min(columns)] + theirs + text[max(columns) + 1 :]
        before = self._our_places(difference.our_first - 1, difference.our_first) if difference.our_first else []
        if before:
            at = self._paper.spot(before[-1])
            if (at.page, at.line) == (spot.page, spot.line):
                return f"{text[: at.column + 1]} {theirs} {text[at.column + 1 :]}"
        after = self._our_places(difference.our_first, difference.our_first + 1)
        if after:
            at = self._paper.spot(after[0])
            if (at.page, at.line) == (spot.page, spot.line):
                return f"{text[: at.column]} {theirs} {text[at.column :]}"
        return None

    def _room(self, difference: Difference, gaps: tuple[Place, ...]) -> float | None:
        """Return the free space in a gap, where their words would stand, over what they need, 0 to `ROOM_LIMIT`.

        Between two words of a line it is what is more than one space; between two lines, the end of the first up to
        the page's right edge and the lines that would fit between them.
        """
        needed = len(self._collation.theirs.words(difference.their_first, difference.their_end)) + 1
        before = self._our_places(difference.our_first - 1, difference.our_first) if difference.our_first else []
        after = self._our_places(difference.our_first, difference.our_first + 1)
        if not gaps or not before or not after:
            return None
        first, second = self._paper.spot(before[-1]), self._paper.spot(after[0])
        line, page = self._paper.line(first), self._paper.page(first.page)
        if line is None or page is None or first.page != second.page:
            return None
        level = self._paper.level_lines(page)
        here, below = level[first.line], level[second.line]
        pitch = max(1.0, here.width / max(1, len(line.text)))
        if first.line == second.line:
            (gap,) = gaps
            return max(0.0, min(ROOM_LIMIT, (self._paper.level(page, gap.box).width / pitch - 1) / needed))
        left = min(box.left for box in level)
        right = statistics.quantiles([box.right for box in level], n=10)[-1]
        free = max(0.0, right - here.right) / pitch
        steps = [lower.top - upper.top for upper, lower in pairwise(level)]
        distance = statistics.median([step for step in steps if step > 0] or [0.0])
        if distance > 0:
            blank = round((below.top - here.top) / distance) - 1
            free += max(0, blank) * (right - left) / pitch / 2
        return max(0.0, min(ROOM_LIMIT, free / needed))

    def _has_marks(self, places: tuple[Place, ...]) -> bool:
        """Return whether marks that the engine gave letters for, and that were set apart, stand in a gap."""
        for place in places:
            page = self._paper.page(place.page)
            if page is None or not page.marks_apart():
                continue
            gap, around = self._paper.level(page, place.box), self._paper.level(page, place.line_box)
            for line in page.marks_apart():
                marks = self._paper.level(page, line.box)
                across = marks.left < gap.right and marks.right > gap.left
                if across and around.top <= (marks.top + marks.bottom) / 2 <= around.bottom:
                    return True
        return False

    def _repeats(self, difference: Difference) -> bool:
        theirs = self._collation.theirs.tokens
        count = difference.theirs
        run = [token.key for token in theirs[difference.their_first : difference.their_end]]
        before = [token.key for token in theirs[max(0, difference.their_first - count) : difference.their_first]]
        after = [token.key for token in theirs[difference.their_end : difference.their_end + count]]
        return any(key.isalnum() for key in run) and run in (before, after)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _look_alike(mine: str, other: str) -> bool:
    """Return whether two readings differ only in letters that worn type makes alike."""
    if not mine or not other:
        return False
    codes = [code for code in Levenshtein.opcodes(mine, other) if code.tag != "equal"]
    for code in codes:
        first, second = mine[code.src_start : code.src_end], other[code.dest_start : code.dest_end]
        if code.tag != "replace" or len(first) != len(second):
            return False
        if any(frozenset(pair) not in _ALIKE for pair in zip(first, second, strict=True)):
            return False
    return bool(codes)
