"""Candidates for a page's number: the rows at its edges that look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.furniture.page_edges import EdgeRow, edge_rows
from ocr_pipeline.text.reading.numerals import DASHES
from ocr_pipeline.text.text_layout import LaidLine, Measures, TextLayout

TOP_ROWS, BOTTOM_ROWS = 3, 2
"""How many rows from the top or foot a page number may stand: a mark or a stamp may come before it."""

UNSURE_CHARACTER = 0.9
"""Confidence of a typed character where the engine, or a text without images, gives none."""

CENTRE = (0.25, 0.75)
"""Share of the text's width within which a row lies wholly that stands in the middle."""

CORNER = (0.3, 0.7)
"""Shares of the text's width: a number before the first stands in the left corner, one behind the second in the right
one, where at the top of single sheets leaf numbers stand."""


class Corner(StrEnum):
    """A corner of the text."""

    LEFT = "left"
    RIGHT = "right"


class Scheme(StrEnum):
    """The form of a page number."""

    DASHED = "dashed"
    WORDED = "worded"
    OF_TOTAL = "of total"
    HALF_DASHED = "half dashed"
    DOTTED = "dotted"
    BARE = "bare"


@lru_cache(maxsize=8)
def forms(language: str) -> Mapping[Scheme, re.Pattern[str]]:
    """Return what a page number of each form looks like, in the order in which the forms are tried."""
    languages = languages_of(language)
    word = languages.pattern(lambda one: one.furniture.page)
    of = languages.pattern(lambda one: one.furniture.of)
    return {
        Scheme.DASHED: re.compile(
            rf"{DASHES}{{1,2}}\s?([^\s\-–—_~=]{{1,6}}|[^\s\-–—_~=] [^\s\-–—_~=]{{1,3}})\s?{DASHES}{{1,2}}"
        ),
        Scheme.WORDED: re.compile(
            rf"(?i:{word})\s?[-–—]?\s?((?=\S{{0,4}}[\dIlОOЗ])[^\s.]{{1,5}})(?:\s{of}\s\d{{1,5}})?\.?"
        ),
        Scheme.OF_TOTAL: re.compile(rf"([\dIlОOЗ]{{1,4}})\s?(?:/|{of})\s?[\dIlОOЗ]{{1,4}}"),
        Scheme.HALF_DASHED: re.compile(rf"{DASHES}\s?([\dIlОOЗ]{{1,5}})|([\dIlОOЗ]{{1,5}})\s?{DASHES}"),
        Scheme.DOTTED: re.compile(r"([\dIlОOЗIVXLCПШУХ]{1,7})\."),
        Scheme.BARE: re.compile(r"\(?([\dIlОOЗIVXLCПШУХ]{1,7})\)?"),
    }


STRONG = frozenset((Scheme.DASHED, Scheme.WORDED))
"""Forms that show a page number by themselves; the others may be list items, leaf numbers or years."""


@dataclass(frozen=True)
class Candidate:
    """A row at the edge of a page that looks like a number. `lines` is empty where it is no part of the text."""

    lines: tuple[LaidLine, ...]
    typed: str
    body: str
    scheme: Scheme
    at_top: bool
    rank: int
    corner: Corner | None
    in_middle: bool
    confidence: float

    @property
    def may_be_leaf_number(self) -> bool:
        """Return whether it stands where archives write the numbers of leaves."""
        return self.corner is Corner.RIGHT and self.at_top and self.scheme not in STRONG

    @property
    def slot(self) -> tuple[Scheme, bool]:
        """Return the form and the edge, which page numbers of one document share."""
        return self.scheme, self.at_top


def candidates(layout: TextLayout, page: int, taken: frozenset[int], language: str = DEFAULT) -> tuple[Candidate, ...]:
    """Return the candidates on a page; lines that start at a place in `taken` are furniture of another kind."""
    lines = [line for line in layout.by_page[page] if line.start not in taken]
    measures = layout.measures.get((page, 0))
    found: list[Candidate] = []
    for row, at_top, rank in edge_rows(lines, TOP_ROWS, BOTTOM_ROWS):
        if any(map(layout.is_in_table, row.lines)):
            continue
        read = list(_read_row(row, row.lines, at_top, rank, measures, language))
        # A number may share its height with a header.
        apart = [EdgeRow((line,)) for line in row.lines] if not read and len(row.lines) > 1 else []
        found += read or [
            one for part in apart for one in _read_row(part, part.lines, at_top, rank, measures, language)
        ]
    for line in layout.marks_apart.get(page, ()):
        if measures is None or _outside(line, lines):
            row = EdgeRow((line,))
            at_top = not lines or line.place.top < min(other.place.top for other in lines)
            found += (one for one in _read_row(row, (), at_top, 0, measures, language) if one.scheme is Scheme.DASHED)
    return tuple(found)


def is_number(text: str, language: str = DEFAULT) -> bool:
    """Return whether a row's text has the form of a page number."""
    return any(form.fullmatch(text) for form in forms(language).values())


def _read_row(
    row: EdgeRow, lines: tuple[LaidLine, ...], at_top: bool, rank: int, measures: Measures | None, language: str
) -> Iterable[Candidate]:
    for scheme, form in forms(language).items():
        found = form.fullmatch(row.text)
        if found:
            body = next(group for group in found.groups() if group)
            left, right = _across(row, measures)
            middle = rank == 0 and CENTRE[0] <= left and right <= CENTRE[1]
            if scheme is Scheme.HALF_DASHED and middle:
                # Alone in the middle above the text, one dash is what the engine left of two.
                scheme = Scheme.DASHED
            corner = Corner.RIGHT if left > CORNER[1] else Corner.LEFT if 0 <= right < CORNER[0] else None
            yield Candidate(
                lines, row.text, body.replace(" ", ""), scheme, at_top, rank, corner, middle, _confidence(row, body)
            )
            return


def _across(row: EdgeRow, measures: Measures | None) -> tuple[float, float]:
    """Return where a row begins and ends, as shares of the text's width; -1 where that is not known."""
    if measures is None or measures.right <= measures.left:
        return -1.0, -1.0
    width = measures.right - measures.left
    return (row.left - measures.left) / width, (row.right - measures.left) / width


def _outside(line: LaidLine, lines: Sequence[LaidLine]) -> bool:
    return all(line.place.bottom < other.place.top + 1 for other in lines) or all(
        line.place.top > other.place.bottom - 1 for other in lines
    )


def _confidence(row: EdgeRow, body: str) -> float:
    """Return the confidence of the least sure of the glyphs that spell `body`, or of the words without their glyphs."""
    words = [word for line in row.lines if line.source for word in line.source.words]
    glyphs = [glyph.confidence for word in words for glyph in word.glyphs if glyph.text in body]
    typed = glyphs or [word.confidence for word in words if not word.glyphs]
    return min(typed) if typed else UNSURE_CHARACTER
