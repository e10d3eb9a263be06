"""Page furniture: page numbers of the kind `- 1019 -` that stand alone at the top or the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.layout import LaidLine, Layout

EDGE_LINES = 2
"""How many lines from the top or foot a page number may stand: a heading mark or a stamp may come before it."""

_BETWEEN_DASHES = re.compile(r"[-–—]\s?([0-9IlОO][0-9IlОOЗ]{0,4})\s?[-–—]")

LETTERS_FOR_DIGITS = str.maketrans("IlОOЗ", "11003")
"""What a machine without the digit key types for it: I or l for 1, О for 0, З for 3."""


@dataclass(frozen=True)
class PageNumber:
    """A page number as it is typed on a page, and as it is understood."""

    line: LaidLine
    number: int


def page_numbers(layout: Layout) -> dict[int, PageNumber]:
    """Return the page number typed on each page (counted from 0) that has one; the first from the top counts."""
    found: dict[int, PageNumber] = {}
    for page in layout.measures:
        lines = layout.lines_of(page)
        for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:]):
            match = _BETWEEN_DASHES.fullmatch(line.text)
            if match and page not in found:
                found[page] = PageNumber(line, int(match[1].translate(LETTERS_FOR_DIGITS)))
    return found


def page_number_edits(layout: Layout, numbers: dict[int, PageNumber]) -> Iterator[Edit]:
    """Yield the edits that take page numbers out, each with the line break that parts it from its own page."""
    for page, number in numbers.items():
        span = layout.pages[page]
        start, end = number.line.start, number.line.end
        if end < span.end:
            end += 1
        elif start > span.start:
            start -= 1
        yield Edit(
            kind=EditKind.PAGE_NUMBER,
            start=start,
            before=layout.text[start:end],
            after="",
            reason=f"page number {number.number} between dashes, alone at the edge of the page",
        )
