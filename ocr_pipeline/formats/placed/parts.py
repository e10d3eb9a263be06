"""A page laid out for writing: regions in reading order, their parts (paragraphs, furniture, cells), lines, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.document_text import DocumentText, Half, text_of
from ocr_pipeline.records import (
    BlockKind,
    Cell,
    EditKind,
    MarkKind,
    Page,
    PageSpan,
    Region,
    RegionKind,
    TextLine,
    Word,
)


class PartKind(StrEnum):
    """What a part of a region is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    VERSE = "verse"
    ADDRESS = "address"
    SIGNATURE = "signature"
    CONTENTS = "contents"
    FOOTNOTE = "footnote"
    MARGIN_NOTE = "margin note"
    LABEL = "label"
    FORMULA = "formula"
    CELL = "cell"
    BESIDE_CELLS = "beside cells"
    """Words of a table that are in none of its cells."""
    PAGE_NUMBER = "page number"
    HEADER = "header"
    FOOTER = "footer"
    CATCHWORD = "catchword"


FURNITURE = {
    EditKind.PAGE_NUMBER: PartKind.PAGE_NUMBER,
    EditKind.HEADER: PartKind.HEADER,
    EditKind.FOOTER: PartKind.FOOTER,
    EditKind.CATCHWORD: PartKind.CATCHWORD,
}

_BY_BLOCK = {
    BlockKind.PARAGRAPH: PartKind.PARAGRAPH,
    BlockKind.HEADING: PartKind.HEADING,
    BlockKind.LIST_ITEM: PartKind.LIST_ITEM,
    BlockKind.VERSE: PartKind.VERSE,
    BlockKind.ADDRESS: PartKind.ADDRESS,
    BlockKind.SIGNATURE: PartKind.SIGNATURE,
    BlockKind.CONTENTS: PartKind.CONTENTS,
    BlockKind.TABLE: PartKind.PARAGRAPH,
    BlockKind.FOOTNOTE: PartKind.FOOTNOTE,
    BlockKind.MARGIN_NOTE: PartKind.MARGIN_NOTE,
    BlockKind.LABEL: PartKind.LABEL,
}
_BY_REGION = {
    RegionKind.PICTURE: PartKind.LABEL,
    RegionKind.FORMULA: PartKind.FORMULA,
    RegionKind.MARGIN: PartKind.MARGIN_NOTE,
    RegionKind.FOOTNOTE: PartKind.FOOTNOTE,
    RegionKind.TABLE: PartKind.BESIDE_CELLS,
}

Place = tuple[int, int]
"""The line of a word on its page and its number in it, both from 0."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word: its place on the page, where it begins in the diplomatic text of the document, and what is known of it.

    `styles` are the marks on the whole of it, `partly` those on some of its characters: kind, first, behind the last.
    """

    place: Place
    word: Word
    start: int
    half: Half | None
    styles: frozenset[MarkKind]
    partly: tuple[tuple[MarkKind, int, int], ...]

    @property
    def id(self) -> str:
        """Return its name in a file, unique on the page."""
        return f"w{self.place[0] + 1}_{self.place[1] + 1}"

    @property
    def end(self) -> int:
        """Return where it ends in the diplomatic text."""
        return self.start + len(self.word.text)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, or what a cell has of one: its number on the page, from 0, the record, and its words."""

    number: int
    line: TextLine
    words: tuple[PlacedWord, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether it is a whole line."""
        return len(self.words) == len(self.line.words)

    @property
    def id(self) -> str:
        """Return its name in a file, unique on the page."""
        return f"l{self.number + 1}" + ("" if self.is_whole else f"_{self.words[0].place[1] + 1}")

    @property
    def text(self) -> str:
        """Return the words with one space between them."""
        return " ".join(word.word.text for word in self.words)

    @property
    def start(self) -> int:
        """Return where it begins in the diplomatic text of the document."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return where it ends there."""
        return self.words[-1].end


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a region that belong together; `cell` is the cell of the table that they stand in."""

    id: str
    kind: PartKind
    lines: tuple[PlacedLine, ...]
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class PlacedRegion:
    """A region, None for all of a page that has none, and its parts in reading order.

    Of a region whose lines do not stand together in the text, a later stretch `is_continued`: its place is its lines'.
    """

    id: str
    region: Region | None
    parts: tuple[Part, ...]
    is_continued: bool = False

    @property
    def kind(self) -> RegionKind:
        """Return what it is."""
        return self.region.kind if self.region else RegionKind.TEXT

    @property
    def own(self) -> Region | None:
        """Return the record whose place is that of the region and not of its lines alone."""
        return None if self.is_continued else self.region

    @property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """Return its corners on the scan (x, y), none where it has no place but its lines'."""
        if self.own is None:
            return ()
        return self.own.outline or tuple((x, y) for x, y in self.own.box.corners().tolist())

    @property
    def quarter_turns(self) -> int:
        """Return the turns, counter-clockwise, that make it stand upright on the prepared page."""
        return self.region.quarter_turns if self.region else 0


@dataclass(frozen=True)
class PlacedPage:
    """A page of a document laid out for writing; `place` is its number there, from 0."""

    page: Page
    place: int
    span: PageSpan
    text: DocumentText
    regions: tuple[PlacedRegion, ...]

    @property
    def parts(self) -> Iterator[Part]:
        """Yield the parts of all regions, in reading order."""
        return (part for region in self.regions for part in region.parts)

    @property
    def lines(self) -> Iterator[PlacedLine]:
        """Yield the lines of all parts, in reading order."""
        return (line for part in self.parts for line in part.lines)


def placed_page(material: Material, place: int, page: Page) -> PlacedPage:
    """Return a page laid out, by its number in the document, from 0: what its file in any format is made of."""
    span, text = material.document.pages[place], text_of(material.document)
    lines = tuple(_lines(page, span, text))
    return PlacedPage(page, place, span, text, tuple(_regions(page, lines, text)))


def _lines(page: Page, span: PageSpan, text: DocumentText) -> Iterator[PlacedLine]:
    starts = accumulate((len(line.text) + 1 for line in page.lines), initial=span.start)
    for number, (line, start) in enumerate(zip(page.lines, starts, strict=False)):
        ends = accumulate((len(word.text) + 1 for word in line.words), initial=start)
        emphases = text.emphases(start, start + len(line.text))
        words = []
        for at, (word, begin) in enumerate(zip(line.words, ends, strict=False)):
            end = begin + len(word.text)
            on_it = [one for one in emphases if one.start < end and one.end > begin]
            whole = frozenset(one.kind for one in on_it if one.start <= begin and one.end >= end)
            partly = tuple(
                (one.kind, max(one.start, begin) - begin, min(one.end, end) - begin)
                for one in on_it
                if one.kind not in whole
            )
            words.append(PlacedWord((number, at), word, begin, text.half(begin), whole, partly))
        yield PlacedLine(number, line, tuple(words))


def _regions(page: Page, lines: Sequence[PlacedLine], text: DocumentText) -> Iterator[PlacedRegion]:
    """Yield the regions in the order of their lines, those without any where their number puts them."""
    if not page.regions:
        if lines:
            yield PlacedRegion("r1", None, tuple(_text_parts("r1", None, lines, text)))
        return
    with_lines = {line.line.region for line in lines}
    empty = [number for number in range(len(page.regions)) if number not in with_lines]
    times: dict[int, int] = {}
    for number, group in groupby(lines, key=lambda line: line.line.region):
        while empty and empty[0] < number:
            first = empty.pop(0)
            yield PlacedRegion(f"r{first + 1}", page.regions[first], ())
        times[number] = times.get(number, 0) + 1
        name = f"r{number + 1}" + (f"_{times[number]}" if times[number] > 1 else "")
        region, own = page.regions[number], tuple(group)
        is_table = region.kind is RegionKind.TABLE
        parts = _table_parts(name, region, own, text) if is_table else _text_parts(name, region, own, text)
        yield PlacedRegion(name, region, tuple(parts), is_continued=times[number] > 1)
    for number in empty:
        yield PlacedRegion(f"r{number + 1}", page.regions[number], ())


def _text_parts(name: str, region: Region | None, lines: Iterable[PlacedLine], text: DocumentText) -> Iterator[Part]:
    """Yield the parts of running text: what belongs to one block of the document, and what is furniture."""

    def belongs_to(line: PlacedLine) -> tuple[PartKind, int]:
        furniture = text.furniture(line.start, line.end)
        if furniture is not None:
            return FURNITURE[furniture], -1
        block = text.block(line.start)
        kind = _BY_REGION.get(region.kind) if region else None
        if block is None:
            # A document of an earlier version has no blocks: there the engine's count.
            return kind or PartKind.PARAGRAPH, -2 - line.line.block
        return kind or _BY_BLOCK[block.kind], block.start

    for number, ((kind, _), group) in enumerate(groupby(lines, key=belongs_to), start=1):
        yield Part(f"{name}p{number}", kind, tuple(group))


def _table_parts(name: str, region: Region, lines: Sequence[PlacedLine], text: DocumentText) -> Iterator[Part]:
    """Yield the cells in which words stand and what stands beside them, in the order of their first words."""
    of_line = {line.number: line for line in lines}
    taken: set[Place] = set()
    found: list[tuple[PartKind, Cell | None, tuple[PlacedLine, ...]]] = []
    for cell in region.cells:
        own = []
        for stretch in cell.words:
            line = of_line.get(stretch.line)
            words = [] if line is None else line.words[stretch.first_word : stretch.last_word + 1]
            # No word twice, whatever the record of a table says.
            words = tuple(word for word in words if word.place not in taken)
            if line is not None and words:
                taken.update(word.place for word in words)
                own.append(PlacedLine(line.number, line.line, words))
        if own:
            found.append((PartKind.CELL, cell, tuple(own)))
    for line in lines:
        furniture = text.furniture(line.start, line.end)
        kind = FURNITURE[furniture] if furniture else PartKind.BESIDE_CELLS
        for is_taken, group in groupby(line.words, key=lambda word: word.place in taken):
            if not is_taken:
                found.append((kind, None, (PlacedLine(line.number, line.line, tuple(group)),)))
    found.sort(key=lambda part: part[2][0].words[0].place)
    for number, (kind, of_cell, own_lines) in enumerate(found, start=1):
        yield Part(f"{name}p{number}", kind, own_lines, of_cell)
