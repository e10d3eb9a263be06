"""Stretches of a text, asked for what lies within them and cut out of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ocr_pipeline.compare.records import Span


class SpanSet:
    """Stretches of a text, to be asked whether another lies within one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda one: one.start)
        self._starts = [one.start for one in ordered]
        self._ends = list(accumulate((one.end for one in ordered), max))

    def holds(self, span: Span) -> bool:
        """Return whether one of them holds a span: of those that begin before it, the one that ends last.

        A gap lies in none: it may be next to one.
        """
        if span.start == span.end:
            return False
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._ends[at]


def without(text: str, spans: Sequence[Span]) -> str:
    """Return a text without stretches of it; a line break is left where one of them had white space at an end."""
    pieces = []
    place = 0
    for span in sorted(spans, key=lambda one: one.start):
        pieces.append(text[place : max(place, span.start)])
        out = text[span.start : span.end]
        pieces.append("\n" if out != out.strip() else "")
        place = max(place, span.end)
    return "".join((*pieces, text[place:]))
