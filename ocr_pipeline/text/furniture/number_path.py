"""The cheapest path through the numbers that the pages of a document may have (Viterbi 1967).

Each page offers candidates (`candidates`): lines at its edges that look like a number. Hidden behind them is the true
number of each page, which rises by one from page to page unless a page is missing, doubled or out of its place.

Costs are negative logarithms of odds, rounded to halves: a number between dashes alone at the edge of a page is 50
times likelier to be the page's number than not (-4); a page is missing in one place of thirty (3.5).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ocr_pipeline.text.furniture.candidates import Candidate, Corner, Scheme
from ocr_pipeline.text.reading.names import NameStep
from ocr_pipeline.text.reading.numerals import Confusion, as_figures, as_misread, as_roman, confused, mismatch

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

SWAPPED = 3.0
"""Two pages have changed places."""

GARBLED = 5.5
"""The most that a misreading costs: something between dashes at the edge of a page is its number, however misread."""

READ_SO_ALONG = 0.1
"""A figure is read as another one that it is read as all along, in one number."""

REACH = 6
"""Pages to each side whose numbers a page may take part in the sequence of."""

KEPT_STATES = 12
"""The best states that a page hands on, whether or not a candidate near it supports them."""

WORTH = {
    Scheme.DASHED: -4.0,
    Scheme.WORDED: -4.0,
    Scheme.OF_TOTAL: -2.5,
    Scheme.HALF_DASHED: -1.5,
    Scheme.DOTTED: -1.5,
    Scheme.BARE: -1.5,
}

OWN_PLACE = -2.0
"""A bare number stands where nothing but page numbers do: alone in the middle above or below the text, or in the outer
corner, even ones left and odd ones right."""


class State(NamedTuple):
    """What a page's number is: its place in the file plus `offset`, in arabic or Roman figures.

    Of two pages that have changed places, the one that comes too early is `shift` 1 ahead, the other 1 behind.
    """

    offset: int
    roman: bool = False
    shift: int = 0

    def number_of(self, page: int) -> int:
        """Return the number that the page (from 0) has in this state."""
        return page + self.offset + self.shift


Worths = dict[tuple[Scheme, bool], float]
WORTH_OF_SLOTS: Worths = {(scheme, at_top): worth for scheme, worth in WORTH.items() for at_top in (True, False)}

Path = list[tuple[State | None, Candidate | None]]
"""The state of each page, None where it has no number, and the candidate that shows its number, if any."""


@dataclass(frozen=True)
class Rules:
    """What candidates are worth in a document: by form and edge; whether numbers stand in the outer corners, even ones
    left and odd ones right; and a figure that is read as another one all along, if any."""

    worths: Worths
    outer_corners: bool = False
    along: Confusion | None = None


@dataclass(frozen=True)
class _Step:
    cost: float
    before: State | None
    candidate: Candidate | None


def value_of(candidate: Candidate, *, roman: bool) -> int | None:
    """Return the number that a candidate spells in Roman or in arabic figures, None for none."""
    return as_roman(candidate.body) if roman else as_figures(candidate.body)


def agrees(page: int, state: State | None, candidate: Candidate | None) -> bool:
    """Return whether what is typed on a page (from 0) spells the number that it has."""
    return (
        state is not None and candidate is not None and value_of(candidate, roman=state.roman) == state.number_of(page)
    )


def in_outer_corner(candidate: Candidate, number: int) -> bool:
    """Return whether a candidate stands where a number does on a page whose neighbour lies beside it in a book."""
    return candidate.corner is (Corner.RIGHT if number % 2 else Corner.LEFT)


def _hidden(offered: Sequence[Candidate], worths: Worths) -> float:
    """Return what it costs that a page of these candidates has a number which none of them shows."""
    strong = any(one.lines and one.rank == 0 and worths[one.slot] <= WORTH[Scheme.DASHED] for one in offered)
    return HIDDEN + UNEXPLAINED * strong


def _emission(
    page: int, offered: Sequence[Candidate], state: State | None, rules: Rules, hidden: float
) -> tuple[float, Candidate | None]:
    if state is None:
        return 0.0, None
    worths = rules.worths
    best: tuple[float, Candidate | None] = (math.inf if state.shift else hidden, None)
    number = state.number_of(page)
    for candidate in offered:
        worth = worths[candidate.slot]
        outer = rules.outer_corners and in_outer_corner(candidate, number)
        if (candidate.may_be_leaf_number and not outer) or worth == math.inf:
            continue
        worth += RANK * candidate.rank
        if candidate.scheme is Scheme.BARE and worths[candidate.slot] > WORTH[Scheme.DASHED]:
            worth += OWN_PLACE * (outer or candidate.in_middle)
        cost = _misread_cost(candidate, number, rules.along, roman=state.roman)
        trusted = worths[candidate.slot] <= WORTH[Scheme.DASHED] and not state.shift
        if cost > 0 and not (trusted and candidate.rank < MISREAD_ROWS):
            continue
        if worth + cost < best[0]:
            best = (worth + cost, candidate)
    return best


def _misread_cost(candidate: Candidate, number: int, along: Confusion | None, *, roman: bool) -> float:
    if roman:
        if as_roman(candidate.body) == number:
            return 0.0
        return GARBLED if len(candidate.body) > 1 or not candidate.body.isdigit() else math.inf
    cost = mismatch(candidate.body, number)
    if cost == 0:
        return 0.0
    if along is not None and confused(candidate.body, number, along):
        return READ_SO_ALONG
    if as_misread(candidate.body) is not None:
        cost -= math.log(max(1e-3, 1 - candidate.confidence))
    return min(cost, GARBLED)


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


def best_path(pages: Sequence[Sequence[Candidate]], named: Sequence[NameStep], rules: Rules) -> tuple[float, Path]:
    """Return the cheapest path: its cost, and the state of each page with the candidate that shows its number."""
    values = [_values(page, offered, rules.along) for page, offered in enumerate(pages)]
    steps: list[dict[State | None, _Step]] = []
    before: dict[State | None, _Step] = {None: _Step(0.0, None, None)}
    for page, offered in enumerate(pages):
        ranked = sorted(before, key=lambda state: before[state].cost)[:KEPT_STATES]
        hidden = _hidden(offered, rules.worths)
        here: dict[State | None, _Step] = {}
        for state in _states(page, values, ranked):
            emitted, candidate = _emission(page, offered, state, rules, hidden)
            sources = ranked if state in ranked or state not in before else [*ranked, state]
            cost, source = _cheapest(state, sources, before, page, named[page])
            if cost + emitted < math.inf:
                here[state] = _Step(cost + emitted, source, candidate)
        steps.append(here)
        before = here
    return _backwards(steps)


def _cheapest(
    state: State | None,
    sources: Sequence[State | None],
    before: Mapping[State | None, _Step],
    page: int,
    named: NameStep,
) -> tuple[float, State | None]:
    """Return the least cost of coming to a state, and from which source; these are in the order of their own costs."""
    least: tuple[float, State | None] = (math.inf, sources[0])
    for source in sources:
        so_far = before[source].cost
        # No change costs less than nothing.
        if so_far >= least[0]:
            break
        cost = so_far + _change(source, state, page, named)
        if cost < least[0]:
            least = (cost, source)
    return least


def _values(page: int, offered: Sequence[Candidate], along: Confusion | None) -> frozenset[State]:
    """Return the states that what is typed on a page speaks for."""
    states = set()
    for candidate in offered:
        for roman in (False, True):
            value = value_of(candidate, roman=roman)
            if value is None and not roman:
                value = as_misread(candidate.body)
            if value is not None and value >= 1:
                states.add(State(value - page, roman))
        meant = along.undone(candidate.body) if along is not None else None
        if meant is not None and meant >= 1:
            states.add(State(meant - page))
    return frozenset(states)


def _states(page: int, values: Sequence[frozenset[State]], ranked: Sequence[State | None]) -> list[State | None]:
    near = values[max(0, page - REACH) : page + REACH + 1]
    plain = {State(state.offset, state.roman) for state in ranked if state}.union(*near)
    possible = [state for state in plain if page + state.offset >= 1]
    following = values[page + 1] if page + 1 < len(values) else frozenset()
    early = [
        State(state.offset, state.roman, 1)
        for state in possible
        if State(state.offset + 1, state.roman) in values[page] and State(state.offset - 1, state.roman) in following
    ]
    late = [State(state.offset, state.roman, -1) for state in ranked if state and state.shift == 1]
    return [None, *sorted((*possible, *early, *late))]


def _backwards(steps: Sequence[dict[State | None, _Step]]) -> tuple[float, Path]:
    if not steps:
        return 0.0, []
    path: Path = []
    final = {one: step for one, step in steps[-1].items() if one is None or one.shift != 1}
    state = min(final, key=lambda one: final[one].cost)
    cost = final[state].cost
    for here in reversed(steps):
        path.append((state, here[state].candidate))
        state = here[state].before
    return cost, path[::-1]
