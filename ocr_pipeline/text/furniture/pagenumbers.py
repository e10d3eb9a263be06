"""Page numbers as a sequence: the best path over the whole document, not a pattern on one page.

The cheapest path through the numbers that the pages may have (`number_path`) says which candidates are numbers, repairs
the misread ones from their neighbours and infers the hidden ones. It is looked for twice: first by what forms are worth
in any document, then by what they are worth in this one; and again for each figure that may be read as another one all
along (`confusions`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ocr_pipeline.records import NumberSource, PageNumber
from ocr_pipeline.text.furniture.candidates import STRONG, Candidate, Scheme
from ocr_pipeline.text.furniture.confusions import is_all_along, suspects
from ocr_pipeline.text.furniture.number_path import (
    REACH,
    WORTH,
    WORTH_OF_SLOTS,
    Path,
    Rules,
    State,
    Worths,
    agrees,
    best_path,
    in_outer_corner,
    value_of,
)
from ocr_pipeline.text.reading.names import NameStep
from ocr_pipeline.text.reading.numerals import as_misread
from ocr_pipeline.text.text_layout import LaidLine

SWAPS = 1
"""Pairs of numbers that count down where two pages have changed places; more are pages in reverse order."""

SUPPORT = 4
"""Pages that must agree before numbers without dashes count as page numbers at all; those alone in the middle above
or below the text count twice, years count for nothing."""

YEARS = range(1800, 2030)


@dataclass(frozen=True)
class Numbered:
    """A page's number and the lines that show it, if any."""

    number: PageNumber
    lines: tuple[LaidLine, ...] = ()


def number_pages(
    pages: Sequence[Sequence[Candidate]], steps: Sequence[NameStep], *, infer_hidden: bool = True
) -> tuple[Numbered | None, ...]:
    """Return the number of each page, None where nothing is known.

    `pages` holds each page's candidates, `steps` what the scans' names say of the way to it from the page before. Where
    more numbers count down than up, the pages lie in reverse order, and so are numbered.
    """
    if _count(pages, -1) > max(SWAPS, _count(pages, 1)):
        plain = [NameStep()] * len(pages)
        return _forwards(pages[::-1], plain, infer_hidden=infer_hidden)[::-1]
    return _forwards(pages, steps, infer_hidden=infer_hidden)


def _count(pages: Sequence[Sequence[Candidate]], step: int) -> int:
    """Return how many pairs of neighbouring pages have numbers between dashes that are `step` apart."""
    values = [{value_of(one, roman=False) for one in offered if one.scheme in STRONG} - {None} for offered in pages]
    return sum(any(value is not None and value + step in after for value in here) for here, after in pairwise(values))


def _forwards(
    pages: Sequence[Sequence[Candidate]], steps: Sequence[NameStep], *, infer_hidden: bool
) -> tuple[Numbered | None, ...]:
    path = _path(pages, steps)
    states = [state for state, _ in path]
    if infer_hidden:
        for first_page, end in _series(steps):
            states[first_page:end] = _filled(states[first_page:end], first_page)
    by_name = list(accumulate(step.pages for step in steps))
    offered = [
        _Known(page, state, candidate, by_name[page])
        for page, (state, (_, candidate)) in enumerate(zip(states, path, strict=True))
    ]
    return tuple(_numbered(one, offered, infer_hidden=infer_hidden) for one in offered)


def _path(pages: Sequence[Sequence[Candidate]], steps: Sequence[NameStep]) -> Path:
    """Return the numbers of the pages: by a first look at the document, by what numbers are worth in it, and where that
    is cheaper by one figure that is read as another all along."""
    first = Rules(WORTH_OF_SLOTS, outer_corners=_in_outer_corners(pages))
    rules = replace(first, worths=_worths(pages, best_path(pages, steps, first)[1], first))
    cost, path = best_path(pages, steps, rules)
    for along in suspects(pages, path):
        other_cost, other = best_path(pages, steps, replace(rules, along=along))
        if other_cost + READ_ALONG < cost and is_all_along(other, along):
            cost, path = other_cost + READ_ALONG, other
    return path


READ_ALONG = 4.0
"""In a document one figure is read as a certain other one all along: a hand, a worn key."""


def _in_outer_corners(pages: Sequence[Sequence[Candidate]]) -> bool:
    """Return whether numbers stand in the outer corners: on pairs of neighbouring pages in opposite ones, at one edge,
    even ones left and odd ones right. Numbers in the right corners alone are those of leaves."""
    pairs = 0
    for here, after in pairwise(pages):
        left_and_right = (
            one.corner is not other.corner and one.slot == other.slot and following == value + 1
            for one in here
            for other in after
            if (value := value_of(one, roman=False)) is not None
            and (following := value_of(other, roman=False)) is not None
            and in_outer_corner(one, value)
            and in_outer_corner(other, following)
        )
        pairs += any(left_and_right)
    return pairs >= OUTER_PAIRS


OUTER_PAIRS = 2
"""Pairs of neighbouring pages with numbers in opposite corners from which that is where page numbers stand."""


@dataclass(frozen=True)
class _Known:
    """A page, its state, the candidate that shows its number, and its place by the names of the scans."""

    page: int
    state: State | None
    candidate: Candidate | None
    by_name: int

    @property
    def number(self) -> int | None:
        return self.state.number_of(self.page) if self.state else None

    @property
    def seen(self) -> bool:
        return agrees(self.page, self.state, self.candidate)

    @property
    def spelled(self) -> bool:
        """Whether what is typed spells the number, letters taken for the digits that they look like."""
        return self.seen or (
            self.candidate is not None and self.number is not None and as_misread(self.candidate.body) == self.number
        )

    def in_one_run_with(self, other: _Known) -> bool:
        """Return whether both numbers are of one run, in which none is missing but where the names say so."""
        if self.state is None or other.state is None or self.number is None or other.number is None:
            return False
        apart = other.number - self.number
        return other.state.offset == self.state.offset or apart == other.by_name - self.by_name


def _numbered(one: _Known, pages: Sequence[_Known], *, infer_hidden: bool) -> Numbered | None:
    if one.state is None:
        return None
    near = pages[max(0, one.page - REACH) : one.page + REACH + 1]
    run = [other for other in near if one.in_one_run_with(other)]
    agree = sum(other.spelled for other in run)
    if one.candidate is None and (not infer_hidden or not agree):
        return None
    source = NumberSource.INFERRED if one.candidate is None else NumberSource.REPAIRED
    number = PageNumber(
        typed=one.candidate.typed if one.candidate else None,
        number=one.state.number_of(one.page),
        roman=one.state.roman,
        source=NumberSource.SEEN if one.seen else source,
        confidence=agree / len(run),
    )
    return Numbered(number, one.candidate.lines if one.candidate else ())


def _series(steps: Sequence[NameStep]) -> list[tuple[int, int]]:
    starts = [page for page, step in enumerate(steps) if step.new_series or page == 0]
    return list(pairwise([*starts, len(steps)]))


def _filled(states: Sequence[State | None], first_page: int) -> list[State | None]:
    """Return the states of one series with numbering carried over pages in none: backwards to the front, where title
    pages bear no number, and between numbered pages, forwards; none below 1, none behind the last."""
    filled = list(states)
    known = [at for at, state in enumerate(states) if state is not None]
    if not known:
        return filled
    for at in range(known[0] - 1, -1, -1):
        filled[at] = _if_possible(filled[at + 1], first_page + at)
    for at in range(known[0] + 1, known[-1]):
        if filled[at] is None:
            filled[at] = _if_possible(filled[at - 1], first_page + at)
    return filled


def _if_possible(state: State | None, page: int) -> State | None:
    if state is None or page + state.offset < 1:
        return None
    return State(state.offset, state.roman)


def _worths(pages: Sequence[Sequence[Candidate]], path: Path, rules: Rules) -> Worths:
    """Return what each form at each edge is worth in this document, after a first look.

    Where numbers have a strong form, others are leaf numbers or text; where they have not, the commonest form counts
    if pages enough agree, like a strong one if half of all do, and any other counts for nothing.
    """
    support: Counter[tuple[Scheme, bool]] = Counter()
    for page, (state, one) in enumerate(path):
        year = state is not None and one is not None and state.number_of(page) in YEARS and one.scheme not in STRONG
        if one is not None and not year and agrees(page, state, one):
            outer = state is not None and rules.outer_corners and in_outer_corner(one, state.number_of(page))
            support[one.slot] += 2 if one.in_middle or outer else 1
    worths = {slot: (worth if slot[0] in STRONG else math.inf) for slot, worth in WORTH_OF_SLOTS.items()}
    if any(scheme in STRONG for scheme, _ in support):
        half = {slot: WORTH[Scheme.HALF_DASHED] for slot in worths if slot[0] is Scheme.HALF_DASHED}
        return worths | half
    if support:
        slot, count = support.most_common(1)[0]
        if count >= SUPPORT:
            worths[slot] = WORTH[Scheme.DASHED] if count * 2 >= len(pages) else WORTH[slot[0]]
    return worths
