"""Which difference shows which slip of a damaged transcription: matched exactly, by place and by words."""

from __future__ import annotations

from damage import Damage, Slip
from rapidfuzz import fuzz

from ocr_pipeline.compare.records import Variant

SAME = 60.0
"""Likeness (`rapidfuzz.fuzz.ratio`) of what was typed and what was read of it: of misread words three letters in four
are right."""

HOLDS = 80.0
"""Likeness (`partial_ratio`) of a stretch of what was left out with all of it, and of it all with more than it."""

TELLING = 4
"""Letters of a piece that is distinguished from chance when it is looked for in a line."""


def slip_of(variant: Variant, slips: tuple[Damage, ...], text: str) -> Damage | None:
    """Return the slip that a variant of the damaged `text` shows, None where it shows none.

    Where it shows none the truth stands in the transcription, so that we misread. A variant that only stands beside a
    slip shows none.
    """
    return next((slip for slip in slips if _shows(variant, slip, text)), None)


def _shows(variant: Variant, slip: Damage, text: str) -> bool:
    span = variant.their_span
    if slip.after:
        # Which of two like words is the second one, the alignment cannot know.
        start = slip.start - len(slip.after) if slip.slip is Slip.DOUBLED else slip.start
        if variant.theirs:
            return span.start < slip.end and start < span.end and _has(variant.theirs, slip.after.strip())
        return bool(slip.before) and _touch(span.start, span.end, slip, text) and _alike(variant.ours, slip.before)
    if not _touch(span.start, span.end, slip, text):
        return False
    if not variant.theirs:
        return _alike(variant.ours, slip.before) or _piece(variant.ours, slip.before)
    more = len(variant.ours) - len(variant.theirs)
    return more >= len(slip.before.strip()) / 2 and _piece(slip.before, variant.ours)


def _touch(start: int, end: int, slip: Damage, text: str) -> bool:
    """Return whether no word stands between a stretch and a slip."""
    between = text[min(end, slip.end) : max(start, slip.start)]
    return not any(letter.isalnum() for letter in between)


def _has(theirs: str, after: str) -> bool:
    """Return whether a variant's words have some of what a slip put there: a part of it, where it was split."""
    mine, other = _folded(theirs), _folded(after)
    return other in mine or mine in other or bool(set(theirs.casefold().split()) & set(after.casefold().split()))


def _alike(one: str, other: str) -> bool:
    return _folded(one) == _folded(other) or fuzz.ratio(_folded(one), _folded(other)) >= SAME


def _piece(piece: str, whole: str) -> bool:
    piece, whole = _folded(piece), _folded(whole)
    if len(piece) < TELLING:
        return piece in whole and len(piece) > 1
    return len(piece) <= len(whole) and fuzz.partial_ratio(piece, whole) >= HOLDS


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
