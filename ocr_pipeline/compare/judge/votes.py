"""Votes of other readings of a line: whether they are nearer to our words or to theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.differences import Difference
from ocr_pipeline.compare.judge.evidence import Evidence
from ocr_pipeline.compare.judge.page_evidence import neighbours, our_characters
from ocr_pipeline.compare.locate.places import PageLocator, Spot
from ocr_pipeline.records import Page

Rereader = Callable[[Page, int], tuple[str, ...]]
"""Reads a line (by its index) of a page again, each time from another preparation of the scan; () if it cannot."""

REREAD_LINES = 200
"""Lines that are read again for one comparison, those of most weight first: at 0.5 s a line under two minutes."""


def voted(
    evidence: Sequence[Evidence],
    differences: Sequence[Difference],
    weights: Sequence[float | None],
    collation: Collation,
    locator: PageLocator,
    reread: Rereader,
) -> Iterator[Evidence]:
    """Yield the evidence with the votes of other readings, those of `REREAD_LINES` lines at most.

    `weights` ranks the differences, the highest are looked at first; None for those that nobody asks about.
    """
    lines = [line_of(one) for one in evidence]
    asked = [(weight, line) for weight, line in zip(weights, lines, strict=True) if weight is not None and line]
    asked.sort(key=lambda one: -one[0])
    again = set(list(dict.fromkeys(line for _, line in asked))[:REREAD_LINES])
    readings: dict[Spot, tuple[str, ...]] = {}

    def read(page: Page, line: Spot) -> tuple[str, ...]:
        if line not in readings:
            readings[line] = reread(page, line.line)
        return readings[line]

    for one, difference, weight, line in zip(evidence, differences, weights, lines, strict=True):
        if weight is None or line not in again:
            yield one
        else:
            yield replace(one, votes=votes(difference, line, collation, locator, read))


def line_of(evidence: Evidence) -> Spot | None:
    """Return the beginning of the line that a difference stands on; None where that is none or several."""
    places = evidence.places
    return Spot(places[0].page, places[0].line, 0) if len(places) == 1 else None


def votes(
    difference: Difference,
    spot: Spot,
    collation: Collation,
    locator: PageLocator,
    read: Callable[[Page, Spot], tuple[str, ...]],
) -> float | None:
    """Return which of both readings the other readings of a line are nearer to: -1 all to theirs, 1 all to ours.

    The line as it was read, and the same with their words in place of ours, are both compared with each: their
    distances say which one the paper supports, whatever else is read otherwise on the line. None where the line cannot
    be read again.
    """
    line, page = locator.line(spot), locator.page(spot.page)
    if line is None or page is None:
        return None
    changed = _with_theirs(difference, spot, line.text, collation, locator)
    if changed is None:
        return None
    readings = read(page, spot)
    if not readings:
        return None
    nearer = [
        Levenshtein.distance(_folded(changed), _folded(reading))
        - Levenshtein.distance(_folded(line.text), _folded(reading))
        for reading in readings
    ]
    return sum((one > 0) - (one < 0) for one in nearer) / len(nearer)


def _with_theirs(
    difference: Difference, spot: Spot, text: str, collation: Collation, locator: PageLocator
) -> str | None:
    """Return a line of ours with their words in place of ours; None where that cannot be said."""
    theirs = collation.theirs.words(difference.their_first, difference.their_end)
    characters = our_characters(collation, difference.our_first, difference.our_end)
    if characters:
        columns = [locator.spot(place).column for place in characters]
        return text[: min(columns)] + theirs + text[max(columns) + 1 :]
    before, after = neighbours(difference, collation)
    if before is not None:
        at = locator.spot(before)
        if (at.page, at.line) == (spot.page, spot.line):
            return f"{text[: at.column + 1]} {theirs} {text[at.column + 1 :]}"
    if after is not None:
        at = locator.spot(after)
        if (at.page, at.line) == (spot.page, spot.line):
            return f"{text[: at.column]} {theirs} {text[at.column :]}"
    return None


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
