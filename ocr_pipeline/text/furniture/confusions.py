"""Figures that may be read as others all along: misreadings are systematic, of one machine, or one hand.

Nine pages in a row whose 3 is read as 5 are one error, not nine. Suspected are the figures in which what is typed
differs from what the numbers around it ask for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ocr_pipeline.text.furniture.candidates import Candidate
from ocr_pipeline.text.furniture.number_path import Path
from ocr_pipeline.text.reading.numerals import Confusion, confused, confusion_between, mismatch

MOST_SUSPECTS = 6
"""Confusions that are tried, those with most evidence first: each costs one search of the document."""


def suspects(pages: Sequence[Sequence[Candidate]], path: Path) -> tuple[Confusion, ...]:
    """Return the figures that may be read as others all along, by the numbers that the pages have on this path."""
    found = Counter(_differing(pages, path))
    return tuple(confusion for confusion, _ in found.most_common(MOST_SUSPECTS))


def is_all_along(path: Path, confusion: Confusion) -> bool:
    """Return whether, on this path, a figure is read as the other one all along between two sure numbers.

    Of the numbers that have the figure, from the first of those that are read so to the last, most must be: chance
    misreadings are as alike here and there in a long document. Before and behind them a number must be read rightly:
    else all of them may be right.
    """
    shown = [
        (state.number_of(page), candidate.body)
        for page, (state, candidate) in enumerate(path)
        if state is not None and candidate is not None and not state.roman
    ]
    right = [mismatch(body, number) == 0 for number, body in shown]
    read_so = [
        not sure and confused(body, number, confusion) for sure, (number, body) in zip(right, shown, strict=True)
    ]
    if sum(read_so) < LEAST_READ_SO:
        return False
    first, end = read_so.index(True), len(read_so) - read_so[::-1].index(True)
    with_figure = sum(confusion.true in str(number) for number, _ in shown[first:end])
    return any(right[:first]) and any(right[end:]) and sum(read_so) >= MOST_READ_SO * with_figure


LEAST_READ_SO = 2
"""Numbers from which a misreading may be one that is made all along."""

MOST_READ_SO = 0.5
"""Share of the numbers with a figure that are read with the other one, where that is done all along: of `dispak-28-39`,
whose hand makes 3 like 5, five of seven."""


def _differing(pages: Sequence[Sequence[Candidate]], path: Path) -> Iterator[Confusion]:
    """Yield each figure that differs from what is expected: by the page's own number, or by those around a jump."""
    before: int | None = None
    for page, (state, candidate) in enumerate(path):
        number = state.number_of(page) if state is not None and not state.roman else None
        asked = {number, before + 1 if before is not None else None}
        offered = [candidate] if candidate is not None else [one for one in pages[page] if one.rank == 0]
        for wanted in asked - {None}:
            for one in offered:
                confusion = confusion_between(one.body, wanted) if wanted is not None else None
                if confusion is not None:
                    yield confusion
                    # The path may have gone with the misread ones.
                    yield Confusion(read=confusion.true, true=confusion.read)
        before = number if number is not None else before + 1 if before is not None else None
