"""The pages of a document as one string, and where on paper each of its lines stands.

A text without images is laid out as if every character were one pitch wide and every line one line distance high.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ocr_pipeline.records import Page, PageSpan, PageState, RegionKind, Side, TextLine
from ocr_pipeline.text.columns import columns_of, set_off, turned_upright
from ocr_pipeline.text.decode.pagemarks import inline_breaks, page_starts
from ocr_pipeline.text.laid_tables import LaidTable, laid_tables
from ocr_pipeline.text.reading.names import NameStep, name_steps
from ocr_pipeline.text.typed_rows import has_cells, typed_tables

Frame = tuple[int, int]
"""What has measures of its own: the page (from 0), and the column of it (from 1), 0 for the whole page."""

PAGE_BREAK = "\f"
LINE_BREAK = "\n"

FULL_SHARE = 0.1
"""Share of the lines that may stick out beyond the right edge: a word typed into the margin moves it no further."""

LONGEST_TYPED_LINE = 132
"""Characters: the widest carriage in use (14 inches at 10 to the inch, less margins). A text with longer lines was not
broken into lines by a typist: each of its lines is a paragraph."""

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_WRITTEN, _CELLS = re.compile(r"\S(?:.*\S)?"), re.compile(r"[\S\t](?:.*[\S\t])?")
"""What is written on a line, and on one that is a row of cells: white space at the ends is none of it."""


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a line stands on its page, in pixels of the prepared image, where lines are level."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LaidLine:
    """One line: its characters `start` to `end` in the diplomatic text, its page (from 0), its place on paper.

    `source` is the line as the engine saw it; None in a text without images. `column` counts the columns of its page
    that stand side by side, from 1; 0 where a page has none. `set_off` is the kind of its region, where that is no part
    of the running text.
    """

    text: str
    start: int
    end: int
    page: int
    place: LinePlace
    source: TextLine | None = None
    column: int = 0
    set_off: RegionKind | None = None

    @property
    def frame(self) -> Frame:
        """Return what it is to be measured in."""
        return self.page, self.column


@dataclass(frozen=True)
class Measures:
    """The usual left and right edge of a page's lines, the distance of its lines and the pitch, in prepared pixels."""

    left: float
    right: float
    line_distance: float
    pitch: float

    @property
    def width(self) -> float:
        """Return the width of the text in characters."""
        return (self.right - self.left) / self.pitch


@dataclass(frozen=True)
class TextLayout:
    """The diplomatic text, its pages, its lines in reading order, and the measures of each page that has lines, and of
    each column of a page (by `LaidLine.frame`).

    `steps` lead from page to page by the names of their scans.
    `marks_apart` are lines by page that are no part of the text. `inline_breaks` are the places of `//`, which some
    editors type for a page break. `paged_by_marks` says that pages are known by their numbers alone. `unwrapped` says
    that lines are paragraphs, `without_images` that there are no scans of the text. `wide` are the pages (from 0) on
    sheets as wide as two. `tables` are those of all pages, in order. `typed_rows` are the lines of a text without
    images that are rows of tables: where they start, and where their table does.
    """

    text: str
    pages: tuple[PageSpan, ...]
    lines: tuple[LaidLine, ...]
    measures: dict[Frame, Measures]
    steps: tuple[NameStep, ...]
    marks_apart: dict[int, tuple[LaidLine, ...]] = field(default_factory=dict)
    inline_breaks: tuple[tuple[int, int], ...] = ()
    paged_by_marks: bool = False
    unwrapped: bool = False
    without_images: bool = False
    wide: frozenset[int] = frozenset()
    tables: tuple[LaidTable, ...] = ()
    typed_rows: dict[int, int] = field(default_factory=dict)

    @cached_property
    def table_of(self) -> dict[int, int]:
        """Return the number of the table in which lines stand, by where they start."""
        return {
            line.start: number
            for number, table in enumerate(self.tables)
            for line in self.by_page[table.page]
            if table.start <= line.start < table.end
        }

    def is_in_table(self, line: LaidLine) -> bool:
        """Return whether a line stands in a table."""
        return line.start in self.table_of or line.start in self.typed_rows

    @cached_property
    def by_page(self) -> tuple[tuple[LaidLine, ...], ...]:
        """Return the lines of each page, in reading order."""
        pages: list[list[LaidLine]] = [[] for _ in self.pages]
        for line in self.lines:
            pages[line.page].append(line)
        return tuple(tuple(lines) for lines in pages)


def lay_out(pages: Sequence[Page]) -> TextLayout:
    """Return the layout of a document: its pages' diplomatic texts, with a form feed between pages."""
    spans: list[PageSpan] = []
    lines: list[LaidLine] = []
    measures: dict[Frame, Measures] = {}
    marks_apart: dict[int, tuple[LaidLine, ...]] = {}
    tables: list[LaidTable] = []
    position = 0
    for index, page in enumerate(pages):
        start = position
        laid: list[LaidLine] = []
        columns = columns_of(page)
        for line in page.lines:
            end = position + len(line.text)
            laid.append(
                LaidLine(
                    line.text,
                    position,
                    end,
                    index,
                    _place(line, page),
                    line,
                    columns.get(line.region, 0),
                    set_off(line, page),
                )
            )
            position = end + len(LINE_BREAK)
        end = laid[-1].end if laid else start
        spans.append(PageSpan(id=page.id, state=page.state, start=start, end=end))
        if laid:
            measures[index, 0] = _measures(laid)
            for column in sorted(set(columns.values())):
                own = [line for line in laid if line.column == column]
                if own:
                    measures[own[0].frame] = _measures(own)
        tables += laid_tables(index, page, [line.start for line in laid])
        if marks := page.marks_apart():
            marks_apart[index] = tuple(
                LaidLine(line.text, start, start, index, _place(line, page), line) for line in marks
            )
        lines += laid
        position = end + len(PAGE_BREAK)
    steps = name_steps([page.scan for page in pages])
    return TextLayout(
        PAGE_BREAK.join(page.text for page in pages),
        tuple(spans),
        tuple(lines),
        measures,
        steps,
        marks_apart,
        wide=frozenset(index for index, page in enumerate(pages) if _is_wide(page)),
        tables=tuple(tables),
    )


AS_WIDE_AS_TWO = 1.15
"""Width by height from which a page may be two: two A4 pages side by side have 1.41, cropped ones less."""


def _is_wide(page: Page) -> bool:
    prepared = page.preparation
    return page.scan.side is Side.WHOLE and prepared is not None and prepared.width >= AS_WIDE_AS_TWO * prepared.height


def lay_out_text(text: str, *, lines_are_paragraphs: bool = False) -> TextLayout:
    """Return the layout of a text without images.

    Pages end at form feeds; in a text without any, page numbers alone on their lines that follow one another, or
    `//` between words, part the pages. `lines_are_paragraphs` is set where the source says so (HTML); else the length
    of the lines tells.
    """
    inline: tuple[tuple[int, int], ...] = ()
    starts: tuple[int, ...]
    by_marks = False
    if PAGE_BREAK in text:
        starts = tuple(found.start() for found in re.finditer(r"(?<=\f)", text))
    else:
        inline = inline_breaks(text)
        starts = tuple(end for _, end in inline)
        if not inline:
            starts = page_starts([(found.start(), found[0]) for found in _LINE.finditer(text)])
            by_marks = bool(starts)
    cuts = sorted({0, *starts})
    ends = (*(start for start in cuts[1:]), len(text))
    spans: list[PageSpan] = []
    lines: list[LaidLine] = []
    measures: dict[Frame, Measures] = {}
    rows: dict[int, int] = {}
    breaks = {end: start for start, end in inline}
    for index, (start, end) in enumerate(zip(cuts, ends, strict=True)):
        page_end = breaks.get(end, end) if index + 1 < len(cuts) else end
        found = [line.span() for line in _LINE.finditer(text, start, page_end)]
        laid = []
        for line, table in _laid(text, start, found, index):
            laid.append(line)
            if table is not None:
                rows[line.start] = table
        state = PageState.DONE if laid else PageState.BLANK
        spans.append(PageSpan(id=f"{index + 1:04d}", state=state, start=start, end=page_end))
        if laid:
            measures[index, 0] = _measures(laid, pitch=1.0, line_distance=1.0)
        lines += laid
    longest = max((len(line.text) for line in lines), default=0)
    return TextLayout(
        text,
        tuple(spans),
        tuple(lines),
        measures,
        (NameStep(),) * len(spans),
        inline_breaks=inline,
        paged_by_marks=by_marks,
        unwrapped=lines_are_paragraphs or longest > LONGEST_TYPED_LINE,
        without_images=True,
        typed_rows=rows,
    )


def _laid(text: str, start: int, found: Sequence[tuple[int, int]], page: int) -> Iterator[tuple[LaidLine, int | None]]:
    """Yield the lines of a page at the places `found`, with the start of the table of which they are rows."""
    table_of = {row: found[rows[0]][0] for rows in typed_tables(text, found) for row in rows}
    row, counted = 0, start
    for number, (first, end) in enumerate(found):
        line = text[first:end]
        # Empty cells at the ends of a row are cells.
        is_row = number in table_of or has_cells(line)
        written = (_CELLS if is_row else _WRITTEN).search(line)
        if written is None:
            continue
        content = written[0]
        row += text.count("\n", counted, first) or text.count("\r", counted, first)
        counted = first
        indent = written.start()
        place = LinePlace(left=indent, right=indent + len(content), top=row, bottom=row + 1)
        at = first + indent
        yield LaidLine(content, at, at + len(content), page, place), table_of.get(number)


def _place(line: TextLine, page: Page) -> LinePlace:
    """Return the line's place on the levelled page: on a skewed scan, margins are no vertical lines."""
    first, last = line.words[0].box, line.words[-1].box
    if page.preparation is not None:
        to_prepared = page.preparation.to_scan.inverse()
        first, last = to_prepared.apply_box(first), to_prepared.apply_box(last)
    if page.regions:
        turned = turned_upright(page.regions[line.region].quarter_turns)
        first, last = turned.apply_box(first), turned.apply_box(last)
    return LinePlace(
        left=min(first.left, last.left),
        right=max(first.right, last.right),
        top=(first.top + last.top) / 2,
        bottom=(first.bottom + last.bottom) / 2,
    )


def _measures(lines: Sequence[LaidLine], *, pitch: float | None = None, line_distance: float | None = None) -> Measures:
    if pitch is None:
        widths = [(line.place.right - line.place.left) / max(1, len(line.text)) for line in lines]
        pitch = max(1e-6, statistics.median(widths))
    if line_distance is None:
        line_distance = statistics.median(_distances(lines) or [0.0])
    rights = sorted(line.place.right for line in lines)
    left = _commonest([line.place.left for line in lines], pitch)
    return Measures(
        left=left,
        right=rights[-max(1, round(FULL_SHARE * len(rights)))],
        line_distance=line_distance,
        pitch=pitch,
    )


def _distances(lines: Iterable[LaidLine]) -> list[float]:
    steps = (below.place.bottom - above.place.bottom for above, below in pairwise(lines))
    return [step for step in steps if step > 0]


def _commonest(positions: Sequence[float], within: float) -> float:
    """Return the leftmost of the positions that most others are `within` reach of: the margin, not the indents."""
    ordered = sorted(positions)
    best, best_count, low, high = ordered[0], 0, 0, 0
    for at in ordered:
        while ordered[low] < at - within:
            low += 1
        while high < len(ordered) and ordered[high] <= at + within:
            high += 1
        if high - low > best_count:
            best, best_count = at, high - low
    return best
