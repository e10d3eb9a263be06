"""Page numbers as a sequence: the best path over the whole document, not a pattern on one page.

Each page offers candidates (`candidates`): lines at its edges that look like a number. Hidden behind them is the true
number of each page, which rises by one from page to page unless a page is missing, doubled or out of its place. The
cheapest path through these states (Viterbi 1967) says which candidates are numbers, repairs the misread ones from
their neighbours and infers the hidden ones.

Costs are negative logarithms of odds, rounded to halves: a number between dashes alone at the edge of a page is 50
times likelier to be the page's number than not (-4); a page is missing in one place of thirty (3.5).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ocr_pipeline.records import NumberSource, PageNumber
from ocr_pipeline.text.furniture.candidates import STRONG, Candidate, Scheme
from ocr_pipeline.text.reading.names import NameStep
from ocr_pipeline.text.reading.numerals import as_figures, as_misread, as_roman, mismatch
from ocr_pipeline.text.text_layout import LaidLine

MISREAD_ROWS = 2
"""A row that does not spell the expected number is taken for it only so near the edge."""

RANK = 0.75
"""For each row between the number and the edge: a decoy in the text is the likelier."""

HIDDEN = 1.0
"""No number is to be seen on a numbered page."""

UNEXPLAINED = 1.5
"""There is a number of the document's own form at the edge, and it is not the page's."""

ENTER, LEAVE = 2.5, 2.5
"""Numbering begins; it ends."""

MISSING, EACH_DOUBLING = 3.5, 0.5
"""One page is missing; and more for each doubling of how many."""

NAMED = 0.5
"""As many pages are missing as between the names of their scans."""

NEW_SERIES = 1.0
"""Numbers begin anew, anywhere, where the names of the scans begin a new series."""

DOUBLED = 3.5
"""The same number stands on two pages."""

BACKWARDS, RESTART = 7.0, 5.0
"""Numbers go back; they begin again at 1 or 2."""

SWAPS = 1
"""Pairs of numbers that count down where two pages have changed places; more are pages in reverse order."""

SWAPPED = 3.0
"""Two pages have changed places."""

GARBLED = 5.5
"""The most that a misreading costs: something between dashes at the edge of a page is its number, however misread."""

REACH = 6
"""Pages to each side whose numbers a page may take part in the sequence of."""

KEPT_STATES = 12
"""The best states that a page hands on, whether or not a candidate near it supports them."""

SUPPORT = 4
"""Pages that must agree before numbers without dashes count as page numbers at all; those alone in the middle above
or below the text count twice, years count for nothing."""

YEARS = range(1800, 2030)

WORTH = {
    Scheme.DASHED: -4.0,
    Scheme.WORDED: -4.0,
    Scheme.OF_TOTAL: -2.5,
    Scheme.HALF_DASHED: -1.5,
    Scheme.DOTTED: -1.5,
    Scheme.BARE: -1.5,
}


@dataclass(frozen=True)
class State:
    """What a page's number is: its place in the file plus `offset`, in arabic or Roman figures.

    Of two pages that have changed places, the one that comes too early is `shift` 1 ahead, the other 1 behind.
    """

    offset: int
    roman: bool = False
    shift: int = 0

    def number_of(self, page: int) -> int:
        """Return the number that the page (from 0) has in this state."""
        return page + self.offset + self.shift


@dataclass(frozen=True)
class Numbered:
    """A page's number and the lines that show it, if any."""

    number: PageNumber
    lines: tuple[LaidLine, ...] = ()


Worths = dict[tuple[Scheme, bool], float]
WORTH_OF_SLOTS: Worths = {(scheme, at_top): worth for scheme, worth in WORTH.items() for at_top in (True, False)}

Path = list[tuple[State | None, Candidate | None]]


@dataclass(frozen=True)
class _Step:
    cost: float
    before: State | None
    candidate: Candidate | None


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
    values = [{_value(one, False) for one in offered if one.scheme in STRONG} - {None} for offered in pages]
    return sum(any(value is not None and value + step in after for value in here) for here, after in pairwise(values))


def _forwards(
    pages: Sequence[Sequence[Candidate]], steps: Sequence[NameStep], *, infer_hidden: bool
) -> tuple[Numbered | None, ...]:
    first = _best_path(pages, steps, WORTH_OF_SLOTS)
    path = _best_path(pages, steps, _worths(pages, first))
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
        return _agrees(self.page, self.state, self.candidate)

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


def _value(candidate: Candidate, roman: bool) -> int | None:
    return as_roman(candidate.body) if roman else as_figures(candidate.body)


def _worths(pages: Sequence[Sequence[Candidate]], path: Path) -> Worths:
    """Return what each form at each edge is worth in this document, after a first look.

    Where numbers have a strong form, others are leaf numbers or text; where they have not, the commonest form counts
    if pages enough agree, like a strong one if half of all do, and any other counts for nothing.
    """
    support: Counter[tuple[Scheme, bool]] = Counter()
    for page, (state, one) in enumerate(path):
        year = state is not None and one is not None and state.number_of(page) in YEARS and one.scheme not in STRONG
        if one is not None and not year and _agrees(page, state, one):
            support[one.slot] += 2 if one.in_middle else 1
    worths = {slot: (worth if slot[0] in STRONG else math.inf) for slot, worth in WORTH_OF_SLOTS.items()}
    if any(scheme in STRONG for scheme, _ in support):
        half = {slot: WORTH[Scheme.HALF_DASHED] for slot in worths if slot[0] is Scheme.HALF_DASHED}
        return worths | half
    if support:
        slot, count = support.most_common(1)[0]
        if count >= SUPPORT:
            worths[slot] = WORTH[Scheme.DASHED] if count * 2 >= len(pages) else WORTH[slot[0]]
    return worths


def _emission(
    page: int, offered: Sequence[Candidate], state: State | None, worths: Worths
) -> tuple[float, Candidate | None]:
    if state is None:
        return 0.0, None
    strong = any(one.lines and one.rank == 0 and worths[one.slot] <= WORTH[Scheme.DASHED] for one in offered)
    best: tuple[float, Candidate | None] = (HIDDEN + UNEXPLAINED * strong, None)
    if state.shift:
        best = (math.inf, None)
    for candidate in offered:
        worth = worths[candidate.slot]
        if candidate.in_corner or worth == math.inf:
            continue
        worth += RANK * candidate.rank
        cost = _misread_cost(candidate, state.number_of(page), state.roman)
        trusted = worths[candidate.slot] <= WORTH[Scheme.DASHED] and not state.shift
        if cost > 0 and not (trusted and candidate.rank < MISREAD_ROWS):
            continue
        if worth + cost < best[0]:
            best = (worth + cost, candidate)
    return best


def _misread_cost(candidate: Candidate, number: int, roman: bool) -> float:
    if roman:
        if as_roman(candidate.body) == number:
            return 0.0
        return GARBLED if len(candidate.body) > 1 or not candidate.body.isdigit() else math.inf
    cost = mismatch(candidate.body, number)
    if cost == 0:
        return 0.0
    if as_misread(candidate.body) is not None:
        cost -= math.log(max(1e-3, 1 - candidate.confidence))
    return min(cost, GARBLED)


def _agrees(page: int, state: State | None, candidate: Candidate | None) -> bool:
    return state is not None and candidate is not None and _value(candidate, state.roman) == state.number_of(page)


def _jump(before: State, after: State, page: int, named: NameStep) -> float:
    cost = _step_cost(before, after, page, named)
    return min(cost, NEW_SERIES) if named.new_series else cost


def _step_cost(before: State, after: State, page: int, named: NameStep) -> float:
    step = after.offset - before.offset
    if before.roman == after.roman:
        if step == 0:
            return 0.0
        if step == named.pages - 1:
            return NAMED
        if step > 0:
            return MISSING + EACH_DOUBLING * math.log2(step)
        if step == -1:
            return DOUBLED
    return RESTART if page + after.offset <= 2 else BACKWARDS


def _change(before: State | None, after: State | None, page: int, named: NameStep) -> float:
    """Return the cost of going from the state of the page before to that of `page`; infinite if it cannot be."""
    early = before is not None and before.shift == 1
    late = after is not None and after.shift == -1
    if early or late:
        paired = before is not None and after is not None and before == State(after.offset, after.roman, 1)
        return 0.0 if early and late and paired else math.inf
    if after is None:
        return 0.0 if before is None else LEAVE
    swap = SWAPPED if after.shift == 1 else 0.0
    return swap + (ENTER if before is None else _jump(before, after, page, named))


def _best_path(pages: Sequence[Sequence[Candidate]], named: Sequence[NameStep], worths: Worths) -> Path:
    """Return the state of each page on the cheapest path, and the candidate that shows its number."""
    values = [_values(page, offered) for page, offered in enumerate(pages)]
    steps: list[dict[State | None, _Step]] = []
    before: dict[State | None, _Step] = {None: _Step(0.0, None, None)}
    for page, offered in enumerate(pages):
        ranked = sorted(before, key=lambda state: before[state].cost)[:KEPT_STATES]
        here: dict[State | None, _Step] = {}
        for state in _states(page, values, ranked):
            emitted, candidate = _emission(page, offered, state, worths)
            sources = ranked if state in ranked or state not in before else [*ranked, state]
            cost, source = min(
                (
                    (before[one].cost + _change(one, state, page, named[page]), index)
                    for index, one in enumerate(sources)
                ),
            )
            if cost + emitted < math.inf:
                here[state] = _Step(cost + emitted, sources[source], candidate)
        steps.append(here)
        before = here
    return _backwards(steps)


def _values(page: int, offered: Sequence[Candidate]) -> frozenset[State]:
    """Return the states that what is typed on a page speaks for."""
    states = set()
    for candidate in offered:
        for roman in (False, True):
            value = _value(candidate, roman)
            if value is None and not roman:
                value = as_misread(candidate.body)
            if value is not None and value >= 1:
                states.add(State(value - page, roman))
    return frozenset(states)


def _states(page: int, values: Sequence[frozenset[State]], ranked: Sequence[State | None]) -> list[State | None]:
    near = values[max(0, page - REACH) : page + REACH + 1]
    plain = {State(state.offset, state.roman) for state in (*ranked, *(one for some in near for one in some)) if state}
    possible = [state for state in plain if page + state.offset >= 1]
    following = values[page + 1] if page + 1 < len(values) else frozenset()
    early = [
        State(state.offset, state.roman, 1)
        for state in possible
        if State(state.offset + 1, state.roman) in values[page] and State(state.offset - 1, state.roman) in following
    ]
    late = [State(state.offset, state.roman, -1) for state in ranked if state and state.shift == 1]
    ordered = sorted((*possible, *early, *late), key=lambda state: (state.offset, state.roman, state.shift))
    return [None, *ordered]


def _backwards(steps: Sequence[dict[State | None, _Step]]) -> Path:
    path: Path = []
    state: State | None = None
    if steps:
        final = {one: step for one, step in steps[-1].items() if one is None or one.shift != 1}
        state = min(final, key=lambda one: final[one].cost)
    for here in reversed(steps):
        path.append((state, here[state].candidate))
        state = here[state].before
    return path[::-1]
