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
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ocr_pipeline.records import NumberSource, PageNumber
from ocr_pipeline.text.layout import LaidLine, Layout, Measures
from ocr_pipeline.text.numerals import DASHES, as_figures, as_roman, mismatch
from ocr_pipeline.text.rows import Row, edge_rows

TOP_ROWS, BOTTOM_ROWS = 3, 2
"""How many rows from the top or foot a page number may stand: a mark or a stamp may come before it."""

MISREAD_ROWS = 2
"""A row that does not spell the expected number is taken for it only so near the edge."""

HIDDEN = 1.0
"""No number is to be seen on a numbered page."""

UNEXPLAINED = 1.5
"""There is a number between dashes at the edge, and it is not the page's."""

ENTER, LEAVE = 2.5, 2.5
"""Numbering begins; it ends."""

MISSING, EACH_DOUBLING = 3.5, 0.5
"""One page is missing; and more for each doubling of how many."""

DOUBLED = 4.0
"""The same number stands on two pages."""

BACKWARDS, RESTART = 7.0, 5.0
"""Numbers go back; they begin again at 1 or 2."""

SWAPPED = 3.0
"""Two pages have changed places."""

UNSURE_CHARACTER = 0.9
"""Confidence of a typed character where the engine, or a text without images, gives none."""

GARBLED = 5.5
"""The most that a misreading costs: something between dashes at the edge of a page is its number, however misread."""

REACH = 6
"""Pages to each side whose numbers a page may take part in the sequence of."""

KEPT_STATES = 12
"""The best states that a page hands on, whether or not a candidate near it supports them."""

SUPPORT = 3
"""Pages that must agree before numbers without dashes count as page numbers at all."""

CORNER = 0.7
"""Share of the text's width beyond which a bare number at the top stands in the corner, where leaf numbers stand."""


class Scheme(StrEnum):
    """The form of a page number."""

    DASHED = "dashed"
    WORDED = "worded"
    OF_TOTAL = "of total"
    HALF_DASHED = "half dashed"
    DOTTED = "dotted"
    BARE = "bare"


FORMS = (
    (
        Scheme.DASHED,
        re.compile(rf"{DASHES}{{1,2}}\s?([^\s\-–—_~=]{{1,6}}|[^\s\-–—_~=] [^\s\-–—_~=]{{1,3}})\s?{DASHES}{{1,2}}"),
    ),
    (Scheme.WORDED, re.compile(r"(?i:стр|с|страница|page|p|pg)\.?\s?[-–—]?\s?([\dIlОOЗ]{1,5})\.?")),
    (Scheme.OF_TOTAL, re.compile(r"([\dIlОOЗ]{1,4})\s?(?:/|из|of)\s?[\dIlОOЗ]{1,4}")),
    (Scheme.HALF_DASHED, re.compile(rf"{DASHES}\s?([\dIlОOЗ]{{1,5}})|([\dIlОOЗ]{{1,5}})\s?{DASHES}")),
    (Scheme.DOTTED, re.compile(r"([\dIlОOЗIVXLCПШУХ]{1,7})\.")),
    (Scheme.BARE, re.compile(r"\(?([\dIlОOЗIVXLCПШУХ]{1,7})\)?")),
)
WORTH = {
    Scheme.DASHED: -4.0,
    Scheme.WORDED: -4.0,
    Scheme.OF_TOTAL: -2.5,
    Scheme.HALF_DASHED: -1.5,
    Scheme.DOTTED: -1.5,
    Scheme.BARE: -1.5,
}
STRONG = frozenset((Scheme.DASHED, Scheme.WORDED))


@dataclass(frozen=True)
class Candidate:
    """A row at the edge of a page that looks like a number. `lines` is empty where it is no part of the text."""

    lines: tuple[LaidLine, ...]
    typed: str
    body: str
    scheme: Scheme
    at_top: bool
    rank: int
    in_corner: bool
    confidence: float

    @property
    def slot(self) -> tuple[Scheme, bool]:
        """Return the form and the edge, which page numbers of one document share."""
        return self.scheme, self.at_top


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


def candidates(layout: Layout, page: int, taken: frozenset[int]) -> tuple[Candidate, ...]:
    """Return the candidates on a page; lines that start at a place in `taken` are furniture of another kind."""
    lines = [line for line in layout.by_page[page] if line.start not in taken]
    measures = layout.measures.get(page)
    found: list[Candidate] = []
    for row, at_top, rank in edge_rows(lines, TOP_ROWS, BOTTOM_ROWS):
        found += _read_row(row, row.lines, at_top, rank, measures)
    for line in layout.doubtful.get(page, ()):
        if measures is None or _outside(line, lines):
            row = Row((line,))
            at_top = not lines or line.place.top < min(other.place.top for other in lines)
            found += (one for one in _read_row(row, (), at_top, 0, measures) if one.scheme is Scheme.DASHED)
    return tuple(found)


def number_pages(pages: Sequence[Sequence[Candidate]], *, infer_hidden: bool = True) -> tuple[Numbered | None, ...]:
    """Return the number of each page, None where nothing is known. `pages` holds each page's candidates."""
    first = _best_path(pages, WORTH_OF_SLOTS)
    path = _best_path(pages, _worths(pages, first))
    chosen = [candidate for _, candidate in path]
    states = [state for state, _ in path]
    if infer_hidden:
        _fill(states)
    agreeing = [_agrees(page, state, one) for page, (state, one) in enumerate(zip(states, chosen, strict=True))]
    return tuple(
        _numbered(page, states, chosen[page], agreeing, infer_hidden=infer_hidden) for page in range(len(pages))
    )


def _numbered(
    page: int,
    states: Sequence[State | None],
    candidate: Candidate | None,
    agreeing: Sequence[bool],
    *,
    infer_hidden: bool,
) -> Numbered | None:
    state = states[page]
    if state is None:
        return None
    near = range(max(0, page - REACH), min(len(states), page + REACH + 1))
    same = [other for other in near if (there := states[other]) is not None and there.offset == state.offset]
    agree = sum(agreeing[other] for other in same)
    if candidate is None and (not infer_hidden or not agree):
        return None
    source = NumberSource.INFERRED if candidate is None else NumberSource.REPAIRED
    number = PageNumber(
        typed=candidate.typed if candidate else None,
        number=state.number_of(page),
        roman=state.roman,
        source=NumberSource.SEEN if agreeing[page] else source,
        confidence=agree / len(same),
    )
    return Numbered(number, candidate.lines if candidate else ())


def _fill(states: list[State | None]) -> None:
    """Carry numbering over pages in no state: backwards to the front, where title pages bear no number, and between
    numbered pages, forwards; none below 1, none behind the last."""
    known = [page for page, state in enumerate(states) if state is not None]
    if not known:
        return
    for page in range(known[0] - 1, -1, -1):
        states[page] = _if_possible(states[page + 1], page)
    for page in range(known[0] + 1, known[-1]):
        if states[page] is None:
            states[page] = _if_possible(states[page - 1], page)


def _if_possible(state: State | None, page: int) -> State | None:
    if state is None or page + state.offset < 1:
        return None
    return State(state.offset, state.roman)


def _read_row(
    row: Row, lines: tuple[LaidLine, ...], at_top: bool, rank: int, measures: Measures | None
) -> Iterable[Candidate]:
    for scheme, form in FORMS:
        found = form.fullmatch(row.text)
        if found:
            body = next(group for group in found.groups() if group)
            corner = measures is not None and row.left > measures.left + CORNER * (measures.right - measures.left)
            corner = corner and at_top and scheme not in STRONG
            yield Candidate(
                lines, row.text, body.replace(" ", ""), scheme, at_top, rank, corner, _confidence(row, body)
            )
            return


def _outside(line: LaidLine, lines: Sequence[LaidLine]) -> bool:
    return all(line.place.bottom < other.place.top + 1 for other in lines) or all(
        line.place.top > other.place.bottom - 1 for other in lines
    )


def _confidence(row: Row, body: str) -> float:
    glyphs = [glyph for line in row.lines if line.source for word in line.source.words for glyph in word.glyphs]
    typed = [glyph.confidence for glyph in glyphs if glyph.text in body]
    return min(typed) if typed else UNSURE_CHARACTER


def _value(candidate: Candidate, roman: bool) -> int | None:
    return as_roman(candidate.body) if roman else as_figures(candidate.body)


def _worths(pages: Sequence[Sequence[Candidate]], path: Path) -> Worths:
    """Return what each form at each edge is worth in this document, after a first look.

    Where numbers have a strong form, others are leaf numbers or text; where they have not, the commonest form counts
    if pages enough agree, like a strong one if half of all do, and any other counts for nothing.
    """
    support = Counter(
        candidate.slot for page, (state, candidate) in enumerate(path) if candidate and _agrees(page, state, candidate)
    )
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
    strong = any(candidate.scheme is Scheme.DASHED and candidate.lines for candidate in offered)
    best: tuple[float, Candidate | None] = (HIDDEN + UNEXPLAINED * strong, None)
    if state.shift:
        best = (math.inf, None)
    for candidate in offered:
        worth = worths[candidate.slot]
        if candidate.in_corner or worth == math.inf:
            continue
        cost = _misread_cost(candidate, state.number_of(page), state.roman)
        trusted = worth <= WORTH[Scheme.DASHED] and not state.shift
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
    if as_figures(candidate.body) is not None:
        cost -= math.log(max(1e-3, 1 - candidate.confidence))
    return min(cost, GARBLED)


def _agrees(page: int, state: State | None, candidate: Candidate | None) -> bool:
    return state is not None and candidate is not None and _value(candidate, state.roman) == state.number_of(page)


def _jump(before: State, after: State, page: int) -> float:
    step = after.offset - before.offset
    if before.roman == after.roman:
        if step == 0:
            return 0.0
        if step > 0:
            return MISSING + EACH_DOUBLING * math.log2(step)
        if step == -1:
            return DOUBLED
    return RESTART if page + after.offset <= 2 else BACKWARDS


def _change(before: State | None, after: State | None, page: int) -> float:
    """Return the cost of going from the state of the page before to that of `page`; infinite if it cannot be."""
    early = before is not None and before.shift == 1
    late = after is not None and after.shift == -1
    if early or late:
        paired = before is not None and after is not None and before == State(after.offset, after.roman, 1)
        return 0.0 if early and late and paired else math.inf
    if after is None:
        return 0.0 if before is None else LEAVE
    swap = SWAPPED if after.shift == 1 else 0.0
    return swap + (ENTER if before is None else _jump(before, after, page))


def _best_path(pages: Sequence[Sequence[Candidate]], worths: Worths) -> Path:
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
                ((before[one].cost + _change(one, state, page), index) for index, one in enumerate(sources)),
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
