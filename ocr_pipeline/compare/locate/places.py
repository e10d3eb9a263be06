"""Where characters of a document's clean text stand on paper, and how sure the engine was of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from ocr_pipeline.compare.locate.upright_frame import Frame, frame_of, upright, upright_all
from ocr_pipeline.compare.records import Place
from ocr_pipeline.records import Box, Document, Glyph, Page, TextLine

PageSource = Callable[[int], Page | None]
"""Gives a page of the document by its index, with its glyphs; None where its record is missing."""


@dataclass(frozen=True)
class Spot:
    """A character of the diplomatic text: its page, its line and its column there, all from 0."""

    page: int
    line: int
    column: int


@dataclass(frozen=True)
class _Upright:
    """A page's upright frame, and its lines as they stand there, worked out once for all differences on the page."""

    page: Page

    @cached_property
    def frame(self) -> Frame:
        return frame_of(self.page)

    @cached_property
    def lines(self) -> tuple[Box, ...]:
        return upright_all([line.box for line in self.page.lines], self.frame)


class PageLocator:
    """A document's pages, opened one at a time, and the way from its diplomatic text to them."""

    def __init__(self, document: Document, pages: PageSource) -> None:
        self._document = document
        self._pages = pages
        self._starts = [span.start for span in document.pages]
        self._breaks = [found.start() for found in re.finditer("\n", document.diplomatic)]
        self._open: tuple[int, Page | None] = (-1, None)
        self._upright: _Upright | None = None
        self._split: tuple[TextLine | None, list[Glyph | None]] = (None, [])

    def page(self, index: int) -> Page | None:
        """Return a page; the one asked for last is kept."""
        if self._open[0] != index:
            self._open = index, self._pages(index)
        return self._open[1]

    def page_id(self, index: int) -> str:
        """Return a page's id."""
        return self._document.pages[index].id

    def spot(self, place: int) -> Spot:
        """Return where a character of the diplomatic text stands."""
        page = max(0, bisect_right(self._starts, place) - 1)
        start = self._starts[page]
        first, after = bisect_left(self._breaks, start), bisect_left(self._breaks, place)
        return Spot(page, after - first, place - (self._breaks[after - 1] + 1 if after > first else start))

    def line(self, spot: Spot) -> TextLine | None:
        """Return the line that a character stands on, None where its page's record is missing."""
        page = self.page(spot.page)
        return page.lines[spot.line] if page is not None and spot.line < len(page.lines) else None

    def _columns(self, line: TextLine) -> list[Glyph | None]:
        """Return the glyph at each column of a line; those of the line asked for last are kept."""
        if self._split[0] is not line:
            self._split = line, list(_glyphs(line))
        return self._split[1]

    def _glyph_at(self, line: TextLine, column: int) -> Glyph | None:
        columns = self._columns(line)
        return columns[column] if column < len(columns) else None

    def _box_at(self, line: TextLine, column: int) -> Box | None:
        glyph = self._glyph_at(line, column)
        return glyph.box if glyph else None

    def places(self, places: list[int]) -> tuple[Place, ...]:
        """Return where characters of the diplomatic text stand on paper, a place for each line they touch."""
        by_line: dict[tuple[int, int], list[int]] = {}
        for place in places:
            spot = self.spot(place)
            by_line.setdefault((spot.page, spot.line), []).append(spot.column)
        found = []
        for (page, number), columns in by_line.items():
            line = self.line(Spot(page, number, 0))
            if line is None:
                continue
            boxes = [box for column in columns if (box := self._box_at(line, column)) is not None]
            box = Box.enclosing(boxes) if boxes else line.box
            found.append(Place(page=page, page_id=self.page_id(page), line=number, box=box, line_box=line.box))
        return tuple(found)

    def level(self, page: Page, box: Box) -> Box:
        """Return a box of the scan as it stands on the upright page: x runs along the lines, y down from line to line.

        On a sheet that was scanned on its head or on its side, and on a skewed one, the scan's own x and y do not.
        """
        return upright(box, self._on(page).frame)

    def level_lines(self, page: Page) -> tuple[Box, ...]:
        """Return the boxes of a page's lines as they stand on the upright page."""
        return self._on(page).lines

    def _on(self, page: Page) -> _Upright:
        """Return the upright frame of a page; that of the page asked for last is kept."""
        if self._upright is None or self._upright.page is not page:
            self._upright = _Upright(page)
        return self._upright

    def gap(self, before: int | None, after: int | None) -> tuple[Place, ...]:
        """Return the gap between two characters of the diplomatic text, in which something else would stand.

        On one line it is what is between them; else the end of the first line, on whatever page the second is.
        """
        spots = [self.spot(place) for place in (before, after) if place is not None]
        if len(spots) == 2 and (spots[0].page, spots[0].line) != (spots[1].page, spots[1].line):
            spots = spots[:1]
        boxes = []
        page = self.page(spots[0].page) if spots else None
        line = self.line(spots[0]) if spots else None
        if page is None or line is None:
            return ()
        level = self.level(page, line.box)
        for spot, place in zip(spots, (before, after) if before is not None else (after,), strict=False):
            box = self._box_at(line, spot.column) if place is not None else None
            if box is not None:
                boxes.append(self.level(page, box))
        if len(boxes) == 2:
            left, right = sorted((boxes[0].right, boxes[1].left))
        elif boxes and before is not None:
            left, right = boxes[0].right, max(boxes[0].right, level.right)
        elif boxes:
            left, right = min(level.left, boxes[0].left), boxes[0].left
        else:
            left = right = level.left
        box = self._on(page).frame.to_scan.apply_box(Box(left=left, top=level.top, right=right, bottom=level.bottom))
        spot = spots[0]
        return (Place(page=spot.page, page_id=self.page_id(spot.page), line=spot.line, box=box, line_box=line.box),)

    def confidences(self, places: list[int]) -> list[float]:
        """Return the confidence of each character of the diplomatic text, those without one left out."""
        found = []
        for place in places:
            spot = self.spot(place)
            line = self.line(spot)
            glyph = self._glyph_at(line, spot.column) if line else None
            if glyph is not None:
                found.append(glyph.confidence)
        return found


def _glyphs(line: TextLine) -> Iterator[Glyph | None]:
    """Yield for each column of a line the glyph that it is in; None for a space between words.

    Where the engine gives no glyphs, each character has an equal share of its word.
    """
    for index, word in enumerate(line.words):
        if index:
            yield None
        for glyph in word.letters():
            yield from repeat(glyph, len(glyph.text))
