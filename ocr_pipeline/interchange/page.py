"""PAGE XML (PRImA), the versions of 2009 to 2019, in any namespace or none.

Regions come in the reading order, those that it leaves out last; without one, by the index that Transkribus writes into
`custom`, else as they stand. Of several readings (`TextEquiv`) the one with the lowest index counts; the text of a line
counts before that of its words, as who corrects lines seldom corrects words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ocr_pipeline.interchange.numbers import around, enclosing, number, points, share, whole
from ocr_pipeline.interchange.pages import FileCell, FileGlyph, FileLine, FilePage, FileRegion, FileWord, PageFile
from ocr_pipeline.interchange.xml import attribute, children, local, named
from ocr_pipeline.records import Area, MarkKind, RegionKind

FORMAT = "PAGE XML"

MM_PER_INCH = 25.4

_REGION = re.compile(r"\w+Region|TableCell")
_INDEX = re.compile(r"readingOrder\s*\{\s*index\s*:\s*(\d+)")
_KINDS = {
    "TableRegion": RegionKind.TABLE,
    "MathsRegion": RegionKind.FORMULA,
    **dict.fromkeys(
        (
            *("ImageRegion", "LineDrawingRegion", "GraphicRegion", "ChartRegion", "MapRegion", "MusicRegion"),
            *("AdvertRegion", "ChemRegion"),
        ),
        RegionKind.PICTURE,
    ),
}
_TYPES = {
    "marginalia": RegionKind.MARGIN,
    "footnote": RegionKind.FOOTNOTE,
    "footnote-continued": RegionKind.FOOTNOTE,
    "endnote": RegionKind.FOOTNOTE,
}
_NO_REGIONS = ("NoiseRegion", "SeparatorRegion", "BorderRegion")
"""Regions that are none of the page's: nothing stands in them."""

_STYLES = {
    "underlined": MarkKind.UNDERLINED,
    "strikethrough": MarkKind.OVERSTRUCK,
    "letterSpaced": MarkKind.LETTER_SPACED,
    "superscript": MarkKind.RAISED,
    "subscript": MarkKind.LOWERED,
}
_PER_INCH = {"PPI": 1.0, "PPCM": MM_PER_INCH / 10}


def page_file(root: etree._Element) -> PageFile:
    """Return the page of a PAGE file by its root element."""
    pages = [_Page(page) for page in named(root, "Page")]
    creator = next((" ".join((one.text or "").split()) for one in named(root, "Creator")), "")
    language = next((attribute(page, "primaryLanguage") for page in named(root, "Page")), "")
    read = tuple(page.page() for page in pages)
    return PageFile(FORMAT, read, creator, language, unordered=sum(page.unordered for page in pages))


class _Page:
    """One page on its way: its regions and lines, in order."""

    def __init__(self, page: etree._Element) -> None:
        self._element = page
        self._regions: list[FileRegion] = []
        self._lines: list[FileLine] = []
        self._cells: list[FileCell] = []
        self._blocks = 0
        self.unordered = 0

    def page(self) -> FilePage:
        """Return the page."""
        regions, beyond = _in_order(self._element)
        for place, region in enumerate([*regions, *beyond]):
            before = len(self._lines)
            self._outer(region)
            self.unordered += place >= len(regions) and len(self._lines) > before
        per_inch = _PER_INCH.get(attribute(self._element, "imageResolutionUnit"))
        resolution = number(attribute(self._element, "imageXResolution"))
        return FilePage(
            number(attribute(self._element, "imageWidth")),
            number(attribute(self._element, "imageHeight")),
            dpi=resolution * per_inch if per_inch and resolution else None,
            lines=tuple(self._lines),
            regions=tuple(self._regions),
            mark="<Page/>",
            rotation=number(attribute(self._element, "orientation")) or 0.0,
        )

    def _outer(self, region: etree._Element) -> None:
        """Take a region of the page with all that is in it: its lines, and those of regions inside."""
        name = local(region)
        if name in _NO_REGIONS:
            return
        kind = _KINDS.get(name) or _TYPES.get(attribute(region, "type"), RegionKind.TEXT)
        outline = _corners(region)
        first = len(self._lines)
        self._cells = []
        self._take(region, None)
        if kind is RegionKind.TABLE:
            lines = self._lines[first:]
            if any(line.cell is None for line in lines):
                kind = RegionKind.TEXT
            else:
                # Row by row, however the file has its cells.
                self._lines[first:] = sorted(lines, key=_row_and_column)
        box = around(outline) or enclosing(line.box for line in self._lines[first:])
        cells = tuple(dict.fromkeys(self._cells)) if kind is RegionKind.TABLE else ()
        rotation = number(attribute(region, "orientation"))
        self._regions.append(FileRegion(kind, box, outline, cells, rotation))

    def _take(self, region: etree._Element, cell: FileCell | None) -> None:
        own = _cell(region)
        if own is not None:
            cell = own
            self._cells.append(own)
        inner = [child for child in region if local(child) == "TextLine" or _REGION.fullmatch(local(child))]
        if not inner:
            self._text_alone(region, cell)
            return
        for child in _by_index(inner):
            if local(child) == "TextLine":
                self._add(_line(child), cell)
            else:
                self._blocks += bool(self._lines)
                self._take(child, cell)
        self._blocks += 1

    def _text_alone(self, region: etree._Element, cell: FileCell | None) -> None:
        """Take a region that has a text and no lines: each of its lines has an equal share of its height."""
        text, confidence = _reading(region)
        typed = [line for line in text.splitlines() if line.strip()]
        box = around(_corners(region))
        step = box.height / len(typed) if box and typed else 0.0
        for place, line in enumerate(typed):
            top = box.top + step * place if box else 0.0
            part = Area(box.left, top, box.right, top + step) if box else None
            self._add(FileLine(line, (), part, confidence), cell)
        self._blocks += 1

    def _add(self, line: FileLine, cell: FileCell | None) -> None:
        if line.text:
            region, block = len(self._regions), self._blocks
            self._lines.append(
                FileLine(line.text, line.words, line.box, line.confidence, block=block, region=region, cell=cell)
            )


def _row_and_column(line: FileLine) -> tuple[int, int]:
    return (line.cell.row, line.cell.column) if line.cell else (0, 0)


def _in_order(page: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return the page's outer regions in reading order, and those that it does not name."""
    regions = [child for child in page if _REGION.fullmatch(local(child))]
    by_id = {attribute(region, "id"): region for region in page.iter() if _REGION.fullmatch(local(region))}
    ordered: dict[etree._Element, None] = {}
    for order in children(page, "ReadingOrder"):
        for reference in _references(order):
            outer = _outermost(by_id.get(reference))
            if outer is not None:
                ordered.setdefault(outer)
    if not ordered:
        return _by_index(regions), []
    return list(ordered), [region for region in regions if region not in ordered]


def _outermost(region: etree._Element | None) -> etree._Element | None:
    """Return the region of the page that a region is in, or is."""
    while region is not None and (above := region.getparent()) is not None and local(above) != "Page":
        region = above
    return region


def _references(group: etree._Element) -> Iterator[str]:
    """Yield the regions a group names: by index in an ordered group, as they stand in an unordered one."""
    members = [member for member in group if isinstance(member.tag, str)]
    if "Ordered" in local(group) and "Unordered" not in local(group):
        members.sort(key=lambda member: whole(attribute(member, "index")))
    for member in members:
        if attribute(member, "regionRef"):
            yield attribute(member, "regionRef")
        yield from _references(member)


def _by_index(elements: list[etree._Element]) -> list[etree._Element]:
    """Return elements by the index that Transkribus writes into `custom`, as they stand where one has none."""
    found = [_INDEX.search(attribute(element, "custom")) for element in elements]
    if not all(found):
        return elements
    indices = [whole(index[1]) for index in found if index]
    return [element for _, element in sorted(zip(indices, elements, strict=True), key=lambda pair: pair[0])]


def _cell(region: etree._Element) -> FileCell | None:
    """Return the place of a region in its table: as the role of 2019 states it, or as Transkribus has it."""
    roles = [role for roles in children(region, "Roles") for role in children(roles, "TableCellRole")]
    if not roles and local(region) != "TableCell":
        return None
    role, row, column = (roles[0], "rowIndex", "columnIndex") if roles else (region, "row", "col")
    return FileCell(
        whole(attribute(role, row)),
        whole(attribute(role, column)),
        max(1, whole(attribute(role, "rowSpan"), 1)),
        max(1, whole(attribute(role, "colSpan"), 1)),
    )


def _line(line: etree._Element) -> FileLine:
    marks = _marks(line)
    words = tuple(word for word in (_word(word, marks) for word in _by_index(children(line, "Word"))) if word.text)
    text, confidence = _reading(line)
    box = around(_corners(line)) or enclosing(word.box for word in words)
    return FileLine(" ".join((text or " ".join(word.text for word in words)).splitlines()), words, box, confidence)


def _word(word: etree._Element, marks: frozenset[MarkKind]) -> FileWord:
    text, confidence = _reading(word)
    glyphs = tuple(glyph for glyph in map(_glyph, children(word, "Glyph")) if glyph.text)
    box = around(_corners(word)) or enclosing(glyph.box for glyph in glyphs)
    return FileWord(text or "".join(one.text for one in glyphs), box, confidence, glyphs, marks | _marks(word))


def _glyph(glyph: etree._Element) -> FileGlyph:
    readings = _readings(glyph)
    if not readings:
        return FileGlyph("", None)
    (text, confidence), *others = readings
    return FileGlyph(text, around(_corners(glyph)), confidence, tuple(one for one in others if one[0]))


def _marks(element: etree._Element) -> frozenset[MarkKind]:
    styles = children(element, "TextStyle")
    return frozenset(kind for name, kind in _STYLES.items() for style in styles if attribute(style, name) == "true")


def _corners(element: etree._Element) -> tuple[tuple[float, float], ...]:
    """Return the corners of an element: listed since 2013, before as elements of their own."""
    for coords in children(element, "Coords"):
        listed = points(attribute(coords, "points"))
        if listed:
            return listed
        ends = [(number(attribute(one, "x")), number(attribute(one, "y"))) for one in children(coords, "Point")]
        return tuple((x, y) for x, y in ends if x is not None and y is not None)
    return ()


def _reading(element: etree._Element) -> tuple[str, float | None]:
    """Return the first reading of an element and its confidence: an empty text where it has none."""
    readings = _readings(element)
    return readings[0] if readings else ("", None)


def _readings(element: etree._Element) -> list[tuple[str, float | None]]:
    """Return the readings of an element, the one with the lowest index first, with their confidences."""
    found = sorted(children(element, "TextEquiv"), key=lambda reading: whole(attribute(reading, "index")))
    return [(_unicode(reading), share(attribute(reading, "conf"))) for reading in found]


def _unicode(reading: etree._Element) -> str:
    for text in (*children(reading, "Unicode"), *children(reading, "PlainText")):
        if text.text:
            return "".join(str(piece) for piece in text.itertext()).strip("\n")
    return ""
