"""ALTO XML, versions 1 to 4 (Library of Congress), in any namespace or none, one page or several.

Lines come in the order of the file, but for a `ReadingOrder` (4.3) that names their blocks; every margin stands before
the print space in the schema, and is put where a reader meets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from ocr_pipeline.interchange.numbers import around, box_of, enclosing, number, points, share
from ocr_pipeline.interchange.pages import FileGlyph, FileLine, FilePage, FileRegion, FileWord, PageFile, Unit
from ocr_pipeline.interchange.xml import attribute, children, local, named
from ocr_pipeline.records import Area, MarkKind, RegionKind

FORMAT = "ALTO XML"

_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
_UNITS = {"pixel": Unit.PIXEL, "mm10": Unit.TENTH_OF_MM, "inch1200": Unit.INCH_1200}
_PARTS = {"HypPart1": 1, "HypPart2": 2}
_PICTURES = ("Illustration", "GraphicalElement")
_MARKS = {
    "underline": MarkKind.UNDERLINED,
    "superscript": MarkKind.RAISED,
    "subscript": MarkKind.LOWERED,
    "strikethrough": MarkKind.OVERSTRUCK,
}
_LABELS = (("footnote", RegionKind.FOOTNOTE), ("margin", RegionKind.MARGIN))
"""What the label of a block's tag has in it that is no running text, in small letters."""


def page_file(root: etree._Element) -> PageFile:
    """Return the pages of an ALTO file by its root element."""
    unit = next((_UNITS.get((unit.text or "").strip().lower()) for unit in named(root, "MeasurementUnit")), None)
    tags = {attribute(tag, "ID"): attribute(tag, "LABEL").lower() for tags in named(root, "Tags") for tag in tags}
    styles = {attribute(style, "ID"): attribute(style, "FONTSTYLE") for style in named(root, "TextStyle")}
    order = [attribute(one, "REF") for one in named(root, "ElementRef") if attribute(one, "REF")]
    language = next((attribute(one, "LANG") for one in named(root, "TextBlock", "Page") if attribute(one, "LANG")), "")
    pages = tuple(_Page(page, tags, styles, order).page(unit or Unit.PIXEL) for page in named(root, "Page"))
    return PageFile(FORMAT, pages, _software(root), language)


def _software(root: etree._Element) -> str:
    """Return the program that read the pages: that of the last step that names one."""
    found = ""
    for software in named(root, "processingSoftware"):
        parts = ((part.text or "").strip() for part in children(software, "softwareName", "softwareVersion"))
        found = " ".join(part for part in parts if part) or found
    return found


class _Page:
    """One page on its way: the regions found so far, and the lines of each block."""

    def __init__(
        self, page: etree._Element, tags: Mapping[str, str], styles: Mapping[str, str], order: list[str]
    ) -> None:
        self._element = page
        self._tags = tags
        self._styles = styles
        self._rank = {reference: place for place, reference in reversed(list(enumerate(order)))}
        self._regions: list[FileRegion] = []
        self._lines: list[tuple[int, FileLine]] = []
        self._blocks = 0

    def page(self, unit: Unit) -> FilePage:
        """Return the page, measured in `unit`."""
        for name in _SPACES:
            for space in children(self._element, name):
                kind = RegionKind.MARGIN if name in ("LeftMargin", "RightMargin") else RegionKind.TEXT
                self._take(space, kind, len(self._rank))
        # Sorting keeps the order of what has the same place: blocks that the order does not name come last.
        lines = [line for _, line in sorted(self._lines, key=lambda ranked: ranked[0])]
        printed = attribute(self._element, "PRINTED_IMG_NR")
        return FilePage(
            number(attribute(self._element, "WIDTH")),
            number(attribute(self._element, "HEIGHT")),
            unit,
            lines=tuple(lines),
            regions=tuple(self._regions),
            number=printed,
            mark=f'<Page PRINTED_IMG_NR="{printed}"/>' if printed else "<Page/>",
            rotation=number(attribute(self._element, "ROTATION")) or 0.0,
        )

    def _take(self, space: etree._Element, kind: RegionKind, rank: int) -> None:
        for block in space:
            name, here = local(block), self._rank.get(attribute(block, "ID"), rank)
            if name == "ComposedBlock":
                self._take(block, kind, here)
            elif name in _PICTURES:
                self._regions.append(FileRegion(RegionKind.PICTURE, *_place(block)))
            elif name == "TextBlock":
                self._block(block, kind, here)

    def _block(self, block: etree._Element, kind: RegionKind, rank: int) -> None:
        labels = " ".join(self._tags.get(reference, "") for reference in attribute(block, "TAGREFS").split())
        kind = next((one for label, one in _LABELS if label in labels), kind)
        ranks = [self._rank.get(attribute(line, "ID"), rank) for line in children(block, "TextLine")]
        lines = [self._line(line, block) for line in children(block, "TextLine")]
        box, outline = _place(block)
        box = box or enclosing(line.box for line in lines)
        self._regions.append(FileRegion(kind, box, outline, rotation=number(attribute(block, "ROTATION"))))
        for here, line in zip(ranks, lines, strict=True):
            if line.text:
                self._lines.append((here, replace(line, block=self._blocks, region=len(self._regions) - 1)))
        self._blocks += 1

    def _line(self, line: etree._Element, block: etree._Element) -> FileLine:
        styles = [attribute(block, "STYLEREFS"), attribute(line, "STYLEREFS")]
        words = tuple(word for word in (self._word(string, styles) for string in children(line, "String")) if word.text)
        hyphens = children(line, "HYP")
        hyphen = "".join(attribute(mark, "CONTENT") or "-" for mark in hyphens)
        box = _place(line)[0] or enclosing([word.box for word in words])
        place = enclosing(_hyphen_place(mark, words[-1].box if words else box) for mark in hyphens)
        text = " ".join(word.text for word in words) + hyphen
        return FileLine(text, words, box, hyphen=hyphen, hyphen_box=place)

    def _word(self, string: etree._Element, styles: list[str]) -> FileWord:
        references = " ".join([*styles, attribute(string, "STYLEREFS")]).split()
        style = " ".join([attribute(string, "STYLE"), *(self._styles.get(one, "") for one in references)]).split()
        return FileWord(
            attribute(string, "CONTENT"),
            _place(string)[0],
            share(attribute(string, "WC")),
            tuple(_glyphs(string)),
            frozenset(_MARKS[name] for name in style if name in _MARKS),
            _PARTS.get(attribute(string, "SUBS_TYPE"), 0),
            attribute(string, "SUBS_CONTENT"),
        )


def _glyphs(string: etree._Element) -> Iterator[FileGlyph]:
    for glyph in children(string, "Glyph"):
        variants = ((attribute(one, "CONTENT"), share(attribute(one, "VC"))) for one in children(glyph, "Variant"))
        yield FileGlyph(
            attribute(glyph, "CONTENT"),
            _place(glyph)[0],
            share(attribute(glyph, "GC")),
            tuple((text, probability) for text, probability in variants if text),
        )


def _hyphen_place(hyphen: etree._Element, beside: Area | None) -> Area | None:
    """Return the box of a hyphen; it need not state its height: then it has that of the word `beside` it."""
    stated, _ = _place(hyphen)
    if stated is not None:
        return stated
    left, width = number(attribute(hyphen, "HPOS")), number(attribute(hyphen, "WIDTH"))
    if left is None or width is None or beside is None:
        return None
    return box_of((left, beside.top, left + width, beside.bottom))


def _place(element: etree._Element) -> tuple[Area | None, tuple[tuple[float, float], ...]]:
    """Return the box of an element, around its outline where it states no box, and the outline."""
    outlines = (polygon for shape in children(element, "Shape") for polygon in children(shape, "Polygon"))
    corners = tuple(point for outline in outlines for point in points(attribute(outline, "POINTS")))
    left, top, width, height = (number(attribute(element, name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if left is None or top is None or width is None or height is None:
        return around(corners), corners
    return box_of((left, top, left + width, top + height)), corners
