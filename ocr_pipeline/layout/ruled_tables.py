"""Tables whose columns are parted by rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocr_pipeline.layout.blocks import Grid, Lean, Span
from ocr_pipeline.layout.page_ink import PageInk
from ocr_pipeline.layout.rulings import MEET, Rule, groups_of
from ocr_pipeline.records import Area

SAME_EDGE = 1.5
"""Distance in letters within which rules are one edge: a double rule under the heading, a rule in two pieces."""

COVERED = 0.5
"""Share of a cell's side along which a rule must run to part it from the next cell."""

FROM_EDGE_TO_EDGE = 0.8
"""Share of a cell's side along which a rule must run to be one of the table's; an underlined word has two thirds."""

CROSSES = 0.7
"""Letters that a level rule goes on beyond the edge of a column that it crosses."""

WHOLE = 0.75
"""Share of the table along which a rule runs from which it parts all of it, but for what stands across: rules are drawn
short, and lost where the copy is faint."""

ACROSS = 1.2
"""Gap between letters to both sides of an edge, in their breadths, under which they are one word across it."""

BARE = 0.15
"""Share of a cell's side along which a rule runs at most where none was drawn: an empty cell there is a part of the one
beside it, of a heading over several columns."""

CRUMB_WIDTH = 0.6
"""Breadth, in that of the usual letter, under which a mark at an edge is a piece of its rule."""

GREATEST_LEAN, NARROWEST = 0.08, 16.0
"""How far the rules of a table may lean (tangent), and its least breadth in letters: stamps and emblems are smaller."""

HANGING = 0.25
"""Share of the ends of its rules that may hang free within a table, for frames drawn carelessly; circuits, flow charts
and plots have 0.4 and more (`lvov` 95 and 96, `spread-11233-5`)."""

OUTSIDE = 2.0
"""Letters that rules reach beyond the outermost upright one where a column stands there."""

LEAST_TEXT = 4
"""Marks of the size of letters in a table."""

LEAST_CELLS = 2
"""Cells of a table with text in them: one is what a frame holds, of two rules or with corners drawn beyond it."""

PROSE_LETTERS, PROSE_FILLS = 25.0, 0.6
"""Breadth in letters, and share of it inked by its rows of type, from which a column is one of prose: two of them side
by side are columns of a newspaper in a frame, no table."""

Marks = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RuledTable:
    """A table on the copy: its box, its grid, and the rules drawn."""

    area: Area
    grid: Grid
    rules: tuple[Rule, ...]


def ruled_tables(ink: PageInk, rules: Sequence[Rule]) -> tuple[RuledTable, ...]:
    """Return the tables that the rules of a page make, from top to bottom."""
    groups = (group for group in groups_of(rules, ink.letter) if any(rule.is_upright for rule in group))
    tables = (_table(ink, group) for group in groups if any(not rule.is_upright for rule in group))
    return tuple(sorted((table for table in tables if table is not None), key=lambda table: table.area.top))


def _table(ink: PageInk, group: Sequence[Rule]) -> RuledTable | None:
    letter = ink.letter
    uprights = [rule for rule in group if rule.is_upright]
    # Underlined words are no rules of the table: these go over the edges of columns.
    levels = [rule for rule in group if not rule.is_upright and _crosses(rule, uprights, letter)]
    if not levels:
        return None
    pieces = [rule for rule in group if not rule.is_upright and rule not in levels]
    group = [*uprights, *levels]
    lean = _lean(group)
    upright = _edges([rule for rule in group if rule.is_upright], lean, letter)
    level = _edges(levels, lean, letter)
    left, right = min(level_edge.start for level_edge in level), max(level_edge.end for level_edge in level)
    left, right = min(left, upright[0].place), max(right, upright[-1].place)
    top, bottom = min(edge.start for edge in upright), max(edge.end for edge in upright)
    top, bottom = min(top, level[0].place), max(bottom, level[-1].place)
    left, right = _with_text_beyond(_marks_within(ink, lean, (left, top, right, bottom)), left, right, upright)
    # One that is broken at every upright rule is one still.
    broken = [edge for edge in _edges([*levels, *pieces], lean, letter) if edge.covers(left, right, WHOLE)]
    level = sorted([*level, *(edge for edge in broken if not _has(level, edge, letter))], key=lambda edge: edge.place)
    bands = [edge for edge in level if top + OUTSIDE * letter < edge.place < bottom - letter]
    heights = [top, *(edge.place for edge in bands), bottom]
    columns = [edge for edge in upright if left + OUTSIDE * letter < edge.place < right - OUTSIDE * letter]
    columns = [edge for edge in columns if edge.parts(heights)]
    edges = [left, *(edge.place for edge in columns), right]
    crossing = (any(edge.crosses(column.place, CROSSES * letter) for column in columns) for edge in bands)
    bands = [edge for edge, crosses in zip(bands, crossing, strict=True) if crosses or edge in broken]
    heights = _trimmed([top, *(edge.place for edge in bands), bottom], columns)
    top, bottom = heights[0], heights[-1]
    bands = [edge for edge in bands if top < edge.place < bottom]
    if not columns or max(abs(lean.right), abs(lean.down)) > GREATEST_LEAN or right - left < NARROWEST * letter:
        return None
    if _hanging(group, lean, (left, top, right, bottom), letter) > HANGING:
        return None
    marks = _marks_within(ink, lean, (left, top, right, bottom))
    if len(marks) < LEAST_TEXT or _is_prose(marks, edges, letter):
        return None
    spans = _spans(columns, bands, edges, heights, marks)
    if _filled(spans, marks, edges, heights) < LEAST_CELLS:
        return None
    grid = Grid(lean, tuple(edges[1:-1]), tuple(heights[1:-1]), spans, is_ruled=True)
    return RuledTable(_around(lean, left, top, right, bottom), grid, tuple(group))


def _crosses(level: Rule, uprights: Sequence[Rule], letter: float) -> bool:
    """Return whether a level rule goes on to both sides of an upright one."""
    beyond = CROSSES * letter
    places = (rule.at((level.y0 + level.y1) / 2) for rule in uprights if rule.meets(level, MEET * letter))
    return any(level.x0 + beyond <= x <= level.x1 - beyond for x in places)


def _with_text_beyond(marks: Marks, left: float, right: float, upright: Sequence[_Edge]) -> tuple[float, float]:
    """Return the sides of a table without what no letter stands in beyond its outermost upright rules: the corners of a
    frame are drawn beyond it."""
    first, last = upright[0].place, upright[-1].place
    middle = (marks[:, 0] + marks[:, 2]) / 2
    return left if (middle < first).any() else first, right if (middle > last).any() else last


def _has(edges: Sequence[_Edge], edge: _Edge, letter: float) -> bool:
    return any(abs(one.place - edge.place) <= SAME_EDGE * letter for one in edges)


def _trimmed(heights: list[float], columns: Sequence[_Edge]) -> list[float]:
    """Return the edges of bands without those beyond the ends of all rules between columns."""

    def is_parted(top: float, bottom: float) -> bool:
        return any(edge.covers(top, bottom) for edge in columns)

    while len(heights) > 2 and not is_parted(*heights[:2]):
        heights = heights[1:]
    while len(heights) > 2 and not is_parted(*heights[-2:]):
        heights = heights[:-1]
    return heights


@dataclass
class _Edge:
    """Rules that part the same columns or bands: their place across, and the stretches along which they run."""

    place: float
    stretches: list[tuple[float, float]]

    @property
    def start(self) -> float:
        return min(start for start, _ in self.stretches)

    @property
    def end(self) -> float:
        return max(end for _, end in self.stretches)

    def covers(self, start: float, end: float, share: float = COVERED) -> bool:
        """Return whether rules run along that share of a stretch."""
        shared = (min(end, e) - max(start, s) for s, e in self.stretches)
        return sum(max(0.0, one) for one in shared) >= share * (end - start)

    def parts(self, others: Sequence[float]) -> bool:
        """Return whether the rules go from one edge of the other direction to the next."""
        return any(self.covers(start, end, FROM_EDGE_TO_EDGE) for start, end in pairwise(others))

    def crosses(self, place: float, reach: float) -> bool:
        """Return whether a rule goes on for `reach` pixels to both sides of a place along it."""
        return any(start <= place - reach and end >= place + reach for start, end in self.stretches)


def _lean(group: Sequence[Rule]) -> Lean:
    """Return the frame in which most of the rules are upright or level."""
    x = float(np.mean([(rule.x0 + rule.x1) / 2 for rule in group]))
    y = float(np.mean([(rule.y0 + rule.y1) / 2 for rule in group]))
    upright = [rule for rule in group if rule.is_upright]
    level = [rule for rule in group if not rule.is_upright]
    right = _weighted_median([(rule.x1 - rule.x0) / rule.length for rule in upright], [rule.length for rule in upright])
    down = _weighted_median([(rule.y1 - rule.y0) / rule.length for rule in level], [rule.length for rule in level])
    return Lean(x, y, right, down)


def _weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(values)[order][np.searchsorted(reached, reached[-1] / 2)])


def _edges(rules: Sequence[Rule], lean: Lean, letter: float) -> list[_Edge]:
    """Return the edges that rules of one direction make, in order."""
    placed = sorted(((_place(rule, lean), *_stretch(rule, lean)) for rule in rules), key=lambda one: one[0])
    edges: list[_Edge] = []
    for place, start, end in placed:
        if edges and place - edges[-1].place <= SAME_EDGE * letter:
            edges[-1].stretches.append((start, end))
        else:
            edges.append(_Edge(place, [(start, end)]))
    return edges


def _place(rule: Rule, lean: Lean) -> float:
    x, y = (rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2
    return lean.across(x, y) if rule.is_upright else lean.along(x, y)


def _stretch(rule: Rule, lean: Lean) -> tuple[float, float]:
    along = lean.along if rule.is_upright else lean.across
    return along(rule.x0, rule.y0), along(rule.x1, rule.y1)


def _hanging(group: Sequence[Rule], lean: Lean, sides: tuple[float, float, float, float], letter: float) -> float:
    """Return the share of the rules' ends that meet no other rule, within the outline of them all."""
    left, top, right, bottom = sides
    reach = MEET * letter
    free = 0
    for rule in group:
        low, high = (top, bottom) if rule.is_upright else (left, right)
        for end in _stretch(rule, lean):
            if end - low <= reach or high - end <= reach:
                continue
            others = (other for other in group if other.is_upright != rule.is_upright)
            free += not any(_meets_end(_place(rule, lean), end, other, lean, reach) for other in others)
    return free / (2 * len(group))


def _meets_end(place: float, end: float, other: Rule, lean: Lean, reach: float) -> bool:
    start, stop = _stretch(other, lean)
    return abs(_place(other, lean) - end) <= reach and start - reach <= place <= stop + reach


def _marks_within(ink: PageInk, lean: Lean, sides: tuple[float, float, float, float]) -> Marks:
    """Return left, top, right, bottom of the marks of a letter's size in a table, in its frame."""
    left, top, right, bottom = sides
    x = ink.marks[:, 0] + ink.marks[:, 2] / 2
    y = ink.marks[:, 1] + ink.marks[:, 3] / 2
    across, along = x - lean.right * (y - lean.y), y - lean.down * (x - lean.x)
    inside = (across >= left) & (across <= right) & (along >= top) & (along <= bottom)
    half_width, half_height = ink.marks[inside, 2] / 2, ink.marks[inside, 3] / 2
    across, along = across[inside], along[inside]
    return np.stack([across - half_width, along - half_height, across + half_width, along + half_height], axis=1)


def _is_prose(marks: Marks, edges: Sequence[float], letter: float) -> bool:
    """Return whether two of the columns are full of lines."""
    full = 0
    for left, right in pairwise(edges):
        inside = marks[(marks[:, 0] + marks[:, 2] >= 2 * left) & (marks[:, 0] + marks[:, 2] < 2 * right)]
        if right - left < PROSE_LETTERS * letter or not len(inside):
            continue
        rows = np.zeros((int(marks[:, 3].max()) + 2, int(right - left) + 2), dtype=np.bool_)
        for mark in inside:
            rows[int(max(0.0, mark[1])) : int(mark[3]) + 1, int(max(0.0, mark[0] - left)) : int(mark[2] - left) + 1] = 1
        # A gap between words is bridged.
        counted = rows.any(axis=1)
        reach = [float(np.flatnonzero(row)[-1] - np.flatnonzero(row)[0]) for row in rows[counted]]
        full += float(np.mean(reach)) >= PROSE_FILLS * (right - left)
    return full >= 2


def _spans(
    columns: Sequence[_Edge],
    bands: Sequence[_Edge],
    edges: Sequence[float],
    heights: Sequence[float],
    marks: Marks,
) -> tuple[Span, ...]:
    """Return the cells: those of the full grid that nothing parts are one, if they make a rectangle."""
    across, down = len(edges) - 1, len(heights) - 1
    home = {(band, column): (band, column) for band in range(down) for column in range(across)}

    def first(cell: tuple[int, int]) -> tuple[int, int]:
        while home[cell] != cell:
            cell = home[cell]
        return cell

    for column, edge in enumerate(columns):
        for band, (top, bottom) in enumerate(pairwise(heights)):
            if edge.covers(top, bottom):
                continue
            sides = (edges[column], edge.place), (edge.place, edges[column + 2])
            bare = not edge.covers(top, bottom, BARE) and not all(
                _has_text(marks, *side, top, bottom) for side in sides
            )
            if bare or _stands_across(marks, edge.place, top, bottom):
                home[first((band, column + 1))] = first((band, column))
    for band, edge in enumerate(bands):
        whole = edge.covers(edges[0], edges[-1], WHOLE)
        for column, (left, right) in enumerate(pairwise(edges)):
            if not whole and not edge.covers(left, right):
                one, other = sorted((first((band, column)), first((band + 1, column))))
                home[other] = one
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in home:
        cells.setdefault(first(cell), []).append(cell)
    spans: list[Span] = []
    for members in cells.values():
        bands_of, columns_of = {band for band, _ in members}, {column for _, column in members}
        if len(members) == len(bands_of) * len(columns_of):
            spans.append(Span(min(bands_of), min(columns_of), len(bands_of), len(columns_of)))
        else:
            spans += [Span(band, column) for band, column in members]
    return tuple(sorted(spans, key=lambda span: (span.band, span.column)))


def _filled(spans: Sequence[Span], marks: Marks, edges: Sequence[float], heights: Sequence[float]) -> int:
    """Return how many cells have text in them."""
    width = marks[:, 2] - marks[:, 0]
    letters = marks[width >= CRUMB_WIDTH * float(np.median(width))]
    return sum(
        _has_text(
            letters,
            edges[span.column],
            edges[span.column + span.columns],
            heights[span.band],
            heights[span.band + span.bands],
        )
        for span in spans
    )


def _has_text(marks: Marks, left: float, right: float, top: float, bottom: float) -> bool:
    x, y = (marks[:, 0] + marks[:, 2]) / 2, (marks[:, 1] + marks[:, 3]) / 2
    return bool(((x > left) & (x < right) & (y > top) & (y < bottom)).any())


def _stands_across(marks: Marks, edge: float, top: float, bottom: float) -> bool:
    """Return whether letters stand on an edge between two columns, or close to both sides of it, in a band."""
    middle = (marks[:, 1] + marks[:, 3]) / 2
    row = marks[(middle > top) & (middle < bottom)]
    if not len(row):
        return False
    width = float(np.median(row[:, 2] - row[:, 0]))
    # Crumbs of the rule itself are no letters.
    narrow = row[:, 2] - row[:, 0] < CRUMB_WIDTH * width
    row = row[~(narrow & (np.abs((row[:, 0] + row[:, 2]) / 2 - edge) < width))]
    before, after = row[row[:, 2] <= edge, 2], row[row[:, 0] >= edge, 0]
    on_it = bool(((row[:, 0] < edge) & (row[:, 2] > edge)).any())
    return on_it or bool(len(before) and len(after) and after.min() - before.max() < ACROSS * width)


def _around(lean: Lean, left: float, top: float, right: float, bottom: float) -> Area:
    """Return the upright box around a rectangle of the frame."""
    corners = [(across, along) for across in (left, right) for along in (top, bottom)]
    # The frame leans little: one step of the way back is exact to a thousandth of the page.
    xs = [across + lean.right * (along - lean.y) for across, along in corners]
    ys = [along + lean.down * (across - lean.x) for across, along in corners]
    return Area(max(0.0, min(xs)), max(0.0, min(ys)), max(xs), max(ys))
