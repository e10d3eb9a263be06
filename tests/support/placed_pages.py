"""Pages and documents for the formats that say where words stand: turned, skewed and curled, with odd characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as replace_

import numpy as np
from hypothesis import strategies as st
from lxml import etree

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.material import Material
from ocr_pipeline.records import (
    Affine,
    Alternative,
    Bend,
    Box,
    Curled,
    Glyph,
    Page,
    PageMap,
    PageState,
    Preparation,
    Provenance,
    Region,
    RegionKind,
    ScanRef,
    Side,
    TextLine,
    Word,
    replace,
)
from ocr_pipeline.store.files import name_in_folder
from ocr_pipeline.text import clean_document
from tests.support.table_pages import pages_with_tables
from tests.support.typed_pages import FRAGMENTS

WIDTH, HEIGHT = 2000, 3000
"""Of a scan; the prepared page is as large, upright."""

PITCH, STEP, LETTER, DEEP = 20, 60, 24, 8
"""Between letters and between lines, the height of a letter, and how far some reach below the baseline; pixels of the
prepared page."""

BELOW = frozenset("рущфцд,")

LEVEL = Affine.identity()
SKEWED = Affine(xx=0.9998, xy=0.0175, x0=-20, yx=-0.0175, yy=0.9998, y0=30)
"""Turned by a degree counter-clockwise on the scan."""

ON_ITS_SIDE = Affine(xx=0, xy=1, x0=0, yx=-1, yy=0, y0=HEIGHT)
"""Read from the bottom of the scan up."""

UPSIDE_DOWN = Affine(xx=-1, xy=0, x0=WIDTH, yx=0, yy=-1, y0=HEIGHT)
CURLED = Curled(
    before=LEVEL,
    bend=Bend(width=WIDTH, height=HEIGHT, top=(0, 30, 60, 30, 0), foot=(0, 10, 20, 10, 0)),
    after=LEVEL,
)
MAPS: tuple[PageMap, ...] = (LEVEL, SKEWED, ON_ITS_SIDE, UPSIDE_DOWN, CURLED)

PROVENANCE = Provenance(
    program="ocr_pipeline 0.1.0", engine="typescript & co", language="rus", settings={"split_spreads": True}
)


def typed_line(text: str, row: int, to_scan: PageMap = LEVEL, *, region: int = 0, glyphs: bool = True) -> TextLine:
    """A line of type whose letters stand on the height `STEP * row + LETTER` of the prepared page."""
    words: list[Word] = []
    column = 0
    for piece in text.split(" "):
        if piece:
            sides = np.array([
                (100 + PITCH * (column + at), STEP * row, 116 + PITCH * (column + at), STEP * row + LETTER + deep)
                for at, deep in enumerate(DEEP if letter in BELOW else 0 for letter in piece)
            ], dtype=np.float64)  # fmt: skip
            boxes = Box.of_sides(np.round(to_scan.outlines(sides), 1))
            typed = tuple(Glyph(text=one, box=box, confidence=0.9) for one, box in zip(piece, boxes, strict=True))
            words.append(Word(text=piece, box=Box.enclosing(boxes), confidence=0.9, glyphs=typed if glyphs else ()))
        column += len(piece) + 1
    return TextLine(words=tuple(words), box=Box.enclosing([word.box for word in words]), region=region)


def typed_page(name: str, *lines: str, to_scan: PageMap = LEVEL, glyphs: bool = True, **more: object) -> Page:
    """A page of these lines, each a line distance below the one before; `more` are fields of the record."""
    placed = tuple(typed_line(line, row + 1, to_scan, glyphs=glyphs) for row, line in enumerate(lines) if line.strip())
    scan = ScanRef(
        path="scans/a.png", frame=0, side=Side.WHOLE, sha256="ab", width=WIDTH, height=HEIGHT, resolution=None
    )
    made = Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=WIDTH, height=HEIGHT, to_scan=to_scan)
    page = Page(
        id=name,
        scan=scan,
        state=PageState.DONE if placed else PageState.BLANK,
        lines=placed,
        preparation=made,
        language="rus",
        engine="typescript",
        expected_cer=0.01,
    )
    return replace(page, **more)


def a_region(kind: RegionKind, **more: object) -> Region:
    """A region that is as large as the page."""
    outline = ((0.0, 0.0), (float(WIDTH), 0.0), (float(WIDTH), float(HEIGHT)), (0.0, float(HEIGHT)))
    box = Box(left=0, top=0, right=WIDTH, bottom=HEIGHT)
    return replace(Region(kind=kind, box=box, outline=outline), **more)


def material_of(*pages: Page, provenance: Provenance | None = PROVENANCE) -> Material:
    """What the files of the document of these pages are made of."""
    return Material(clean_document("дело & <том>", pages, provenance), pages, name=name_in_folder)


def leaf_written(
    one: Format, *pages: Page, place: int = 0, way: Callable[[Page], str] | None = None
) -> tuple[etree._Element, bytes]:
    """The file of one of these pages in a format that is XML, as its root and as it is written."""
    material = material_of(*pages)
    assert one.leaf
    content = one.leaf(replace_(material, way=way) if way else material, place, pages[place])
    return etree.fromstring(content), content


def failed_page(name: str) -> Page:
    """A page whose scan could not be opened: nothing is known of it but why."""
    scan = ScanRef(path="a & b.png", frame=0, side=Side.WHOLE, sha256="", width=0, height=0, resolution=None)
    return Page(id=name, scan=scan, state=PageState.FAILED)


_CHARACTERS = st.characters(exclude_categories=("Z", "Cs"), exclude_characters="\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_LINES = st.one_of(
    st.lists(FRAGMENTS, min_size=1, max_size=5).map(" ".join),
    st.text(_CHARACTERS, min_size=1, max_size=12),
    st.sampled_from(["<b>&amp;\"'</b> ]]>", "a\x00b \x1bc", "\ufffe\uffff", "А" * 150]),
)


@st.composite
def _pages(draw: st.DrawFn, number: int) -> Page:
    lines = draw(st.lists(_LINES, max_size=6))
    page = typed_page(f"{number} ю&<", *lines, to_scan=draw(st.sampled_from(MAPS)), glyphs=draw(st.booleans()))
    other = draw(st.sampled_from(["", "ш", "rn<&", "\x01", "abcd"]))
    return _with_alternative(page, other) if other else page


def _with_alternative(page: Page, other: str) -> Page:
    lines = []
    for line in page.lines:
        words = [
            replace(
                word,
                glyphs=tuple(
                    replace(glyph, alternatives=(Alternative(text=other, probability=0.25),)) for glyph in word.glyphs
                ),
            )
            for word in line.words
        ]
        lines.append(replace(line, words=tuple(words)))
    return replace(page, lines=tuple(lines))


@st.composite
def documents(draw: st.DrawFn, *, tables: bool = True) -> Sequence[Page]:
    """Pages of a document: typed, blank, failed, of odd characters, and with tables where asked."""
    if tables and draw(st.booleans()):
        return draw(pages_with_tables())
    pages = [draw(_pages(number)) for number in range(draw(st.integers(0, 3)))]
    return [*pages, failed_page("last")] if draw(st.booleans()) else pages
