"""PAGE XML 2019-07-15 (PRImA Research Lab; Pletschacher and Antonacopoulos 2010): a file of each page.

The text of a line, a word and a glyph is the diplomatic one; the clean and the reading text of a line that differ are
further readings of it. Text turned by quarters has the whole turn in `orientation`, as OCR-D has it: directions are
those of the turned region. Times are fixed (`steps.CREATED`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from lxml import etree

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.apart import Apart, ApartKind, apart_of
from ocr_pipeline.formats.placed.parts import (
    Part,
    PartKind,
    PlacedLine,
    PlacedPage,
    PlacedRegion,
    PlacedWord,
    placed_page,
)
from ocr_pipeline.formats.placed.shapes import Path, Shapes, points_of
from ocr_pipeline.formats.placed.steps import CREATED, facts_of, languages_read, page_name, program_of, steps_of
from ocr_pipeline.formats.xml import Vocabulary, escaped, markup, xml_bytes
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import Glyph, MarkKind, Page, PageState, RegionKind, TypeKind

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_VOCABULARY = Vocabulary(NAMESPACE)
_add = _VOCABULARY.add
_ROOT = (
    f'<PcGts xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/pagecontent.xsd"/>'
)

_TYPES = {
    PartKind.PARAGRAPH: "paragraph",
    PartKind.HEADING: "heading",
    PartKind.LIST_ITEM: "paragraph",
    PartKind.VERSE: "paragraph",
    PartKind.ADDRESS: "other",
    PartKind.SIGNATURE: "other",
    PartKind.CONTENTS: "TOC-entry",
    PartKind.FOOTNOTE: "footnote",
    PartKind.MARGIN_NOTE: "marginalia",
    PartKind.LABEL: "other",
    PartKind.FORMULA: "other",
    PartKind.CELL: "paragraph",
    PartKind.BESIDE_CELLS: "other",
    PartKind.PAGE_NUMBER: "page-number",
    PartKind.HEADER: "header",
    PartKind.FOOTER: "footer",
    PartKind.CATCHWORD: "catch-word",
}
"""What PAGE calls the parts."""

_SAID_BESIDE = frozenset(
    {PartKind.LIST_ITEM, PartKind.VERSE, PartKind.ADDRESS, PartKind.SIGNATURE, PartKind.LABEL, PartKind.FORMULA}
)
"""Parts for which PAGE has no word: `custom` has it, as Transkribus writes structure."""

_PRODUCTION = {TypeKind.TYPED: "typewritten", TypeKind.PRINTED: "printed"}

_STYLES: Mapping[MarkKind, Mapping[str, str]] = {
    MarkKind.UNDERLINED: {"underlined": "true", "underlineStyle": "singleLine"},
    MarkKind.WAVY: {"underlined": "true", "underlineStyle": "other"},
    MarkKind.OVERSTRUCK: {"strikethrough": "true"},
    MarkKind.LETTER_SPACED: {"letterSpaced": "true"},
    MarkKind.RAISED: {"superscript": "true"},
    MarkKind.LOWERED: {"subscript": "true"},
}

_APART: Mapping[ApartKind, tuple[str, Mapping[str, str]]] = {
    ApartKind.STAMP: ("GraphicRegion", {"type": "stamp"}),
    ApartKind.HANDWRITING: ("GraphicRegion", {"type": "handwritten-annotation"}),
    ApartKind.PICTURE: ("ImageRegion", {}),
    ApartKind.UNREAD: ("TextRegion", {"type": "other"}),
    ApartKind.SET_APART: ("GraphicRegion", {"type": "other"}),
    ApartKind.GAP: ("GraphicRegion", {"type": "handwritten-annotation"}),
}

_LABELS = {"externalModel": "ocr_pipeline"}


def page_file(material: Material, place: int, page: Page) -> bytes:
    """Return the PAGE file of a page of a document, by its number there, from 0."""
    return xml_bytes(_Writer(material, placed_page(material, place, page)).document())


class _Writer:
    """Writes one page."""

    def __init__(self, material: Material, placed: PlacedPage) -> None:
        self._material = material
        self._placed = placed
        self._page = placed.page
        self._shapes = Shapes(placed)

    def document(self) -> etree._Element:
        """Return the root element."""
        root = etree.fromstring(_ROOT)
        root.set("pcGtsId", page_name(self._page))
        self._metadata(_add(root, "Metadata"))
        self._page_element(_add(root, "Page"))
        return root

    def _metadata(self, metadata: etree._Element) -> None:
        name, version = program_of(self._material.document)
        _add(metadata, "Creator").text = xml_text(f"{name} {version}".strip())
        for time in ("Created", "LastChange"):
            _add(metadata, time).text = CREATED
        for step in steps_of(self._material, self._placed):
            item = _add(
                metadata, "MetadataItem", {"type": "processingStep", "name": step.kind.value, "value": xml_text(name)}
            )
            groups = (("description", {"description": step.description}), ("parameters", step.settings))
            for external, labels in (("version", {name: version} if version else {}), *groups):
                if labels:
                    group = _add(item, "Labels", _LABELS | {"externalId": external})
                    for kind, value in labels.items():
                        _add(group, "Label", {"value": xml_text(value), "type": xml_text(kind)})
        for fact, value in facts_of(self._material, self._placed):
            _add(metadata, "MetadataItem", {"type": "other", "name": fact, "value": xml_text(value)})

    def _page_element(self, element: etree._Element) -> None:
        scan = self._page.scan
        element.set("imageFilename", xml_text(self._material.way(self._page)))
        element.set("imageWidth", str(scan.width))
        element.set("imageHeight", str(scan.height))
        if scan.resolution:
            for axis in ("X", "Y"):
                element.set(f"image{axis}Resolution", f"{scan.resolution.dpi:.6g}")
            element.set("imageResolutionUnit", "PPI")
        element.set("orientation", _angle(self._shapes.turn()))
        if self._page.state is PageState.BLANK:
            element.set("type", "blank")
        for rank, language in zip(("primary", "secondary"), languages_read(self._material, self._placed), strict=False):
            element.set(f"{rank}Language", language.title)
        element.set("readingDirection", "left-to-right")
        element.set("textLineOrder", "top-to-bottom")
        if self._page.expected_cer is not None:
            element.set("conf", _share(1 - self._page.expected_cer))
        apart = list(apart_of(self._page))
        if border := self._shapes.border([one.box for one in apart]):
            _add(_add(element, "Border"), "Coords", {"points": points_of(border)})
        self._reading_order(element)
        self._joins(element)
        for region in self._placed.regions:
            self._region(element, region)
        for number, (one, outline) in enumerate(
            zip(apart, self._shapes.boxes([one.box for one in apart]), strict=True), start=1
        ):
            _apart(element, f"a{number}", one, outline)

    def _reading_order(self, page: etree._Element) -> None:
        """Write in which order the regions are read: a group for each of ours that is several of PAGE's."""
        groups = [(region, self._members(region)) for region in self._placed.regions]
        if not groups:
            return
        order = _add(_add(page, "ReadingOrder"), "OrderedGroup", {"id": "order"})
        for index, (region, members) in enumerate(groups):
            if len(members) == 1:
                _add(order, "RegionRefIndexed", {"index": str(index), "regionRef": members[0]})
                continue
            inner = _add(order, "OrderedGroupIndexed", {"id": f"order_{region.id}", "index": str(index)})
            for number, member in enumerate(members):
                _add(inner, "RegionRefIndexed", {"index": str(number), "regionRef": member})

    def _members(self, region: PlacedRegion) -> list[str]:
        """Return the names of the regions of PAGE that one of ours becomes, but for the cells of a table.

        OCR-D's validator breaks on a group that stands for a table; its cells come in the order of the file.
        """
        parts = [] if _holds_parts(region) else [part.id for part in region.parts]
        return parts if region.kind in _OF_TEXT and parts else [region.id, *parts]

    def _joins(self, page: etree._Element) -> None:
        """Write which words are halves of one, where both are on the page."""
        halves = [word for line in self._placed.lines for word in line.words if word.half]
        pairs = [
            (first, second)
            for first, second in pairwise(halves)
            if first.half
            and second.half
            and first.half.number < second.half.number
            and first.half.whole == second.half.whole
        ]
        if not pairs:
            return
        relations = _add(page, "Relations")
        for number, (first, second) in enumerate(pairs, start=1):
            whole = xml_text(first.half.whole) if first.half else ""
            relation = _add(relations, "Relation", {"id": f"j{number}", "type": "join", "comments": whole})
            _add(relation, "SourceRegionRef", {"regionRef": first.id})
            _add(relation, "TargetRegionRef", {"regionRef": second.id})

    def _region(self, page: etree._Element, region: PlacedRegion) -> None:
        above = page
        if region.kind not in _OF_TEXT or not region.parts:
            above = _add(page, _ELEMENTS[region.kind], {"id": region.id})
            if region.own is not None and region.kind is RegionKind.TABLE:
                above.set("rows", str(region.own.rows))
                above.set("columns", str(region.own.columns))
            self._coords(
                above, self._shapes.lines((line for part in region.parts for line in part.lines), region.outline)
            )
            if not _holds_parts(region):
                above = page
        for part in region.parts:
            self._part(above, region, part)

    def _part(self, above: etree._Element, region: PlacedRegion, part: Part) -> None:
        element = _add(above, "TextRegion", {"id": part.id, "type": _TYPES[part.kind]})
        if part.kind in _SAID_BESIDE:
            element.set("custom", f"structure {{type:{part.kind.value.replace(' ', '-')};}}")
        if region.quarter_turns:
            element.set("orientation", _angle(self._shapes.turn(region.quarter_turns)))
        if region.region and region.region.type:
            element.set("production", _PRODUCTION[region.region.type])
        self._coords(element, self._shapes.lines(part.lines))
        if part.cell is not None:
            cell = part.cell
            role = {"rowIndex": str(cell.row), "columnIndex": str(cell.column)}
            role |= {"rowSpan": str(cell.row_span), "colSpan": str(cell.column_span)}
            _add(_add(element, "Roles"), "TableCellRole", role)
        for index, line in enumerate(part.lines):
            self._line(element, line, index)
        _reading(element, "\n".join(line.text for line in part.lines))

    def _line(self, part: etree._Element, line: PlacedLine, index: int) -> None:
        element = _add(part, "TextLine", {"id": line.id, "index": str(index)})
        if line.line.read_by:
            element.set("comments", xml_text(f"read by {line.line.read_by}"))
        self._coords(element, self._shapes.line(line))
        _add(element, "Baseline", {"points": points_of(self._shapes.baseline(line))})
        _VOCABULARY.add_markup(element, "".join(self._word(word) for word in line.words))
        _reading(element, line.text, {"index": "0"})
        text = self._placed.text
        clean, reading = text.clean(line.start, line.end), text.reading(line.start, line.end)
        if clean and clean != line.text:
            _reading(element, clean, {"index": "1", "comments": "clean text"})
        if reading and reading != clean:
            _reading(element, reading, {"index": "2", "comments": "reading text"})

    def _word(self, word: PlacedWord) -> str:
        """Return the markup of a word."""
        attributes = {"id": word.id}
        if word.half:
            order = ("first", "second")[word.half.number - 1]
            attributes["comments"] = f"the {order} half of: {word.half.whole}"
        inner = [f'<Coords points="{self._shapes.word_points(word)}"/>']
        if word.word.glyphs:
            outlines, at = self._shapes.glyph_points(word), 0
            for number, (glyph, outline) in enumerate(zip(word.word.glyphs, outlines, strict=True), start=1):
                styles = [kind for kind, first, end in word.partly if first <= at < end]
                inner.append(_glyph(f"{word.id}_{number}", glyph, outline, styles))
                at += len(glyph.text)
        inner += [_reading_markup(word.word.text, f'conf="{_share(word.word.confidence)}"'), _style(word.styles)]
        return markup("Word", attributes, "".join(inner))

    def _coords(self, element: etree._Element, outline: Path) -> None:
        _add(element, "Coords", {"points": points_of(outline)})


_OF_TEXT = frozenset({RegionKind.TEXT, RegionKind.MARGIN, RegionKind.FOOTNOTE})
"""Regions that are nothing but their text: PAGE has their parts in their stead."""

_ELEMENTS = {
    **dict.fromkeys(_OF_TEXT, "TextRegion"),
    RegionKind.TABLE: "TableRegion",
    RegionKind.PICTURE: "ImageRegion",
    RegionKind.FORMULA: "MathsRegion",
}


def _holds_parts(region: PlacedRegion) -> bool:
    """Return whether the parts of a region are within it in the file: the cells of a table are.

    Labels stand beside their picture: what makes other formats of PAGE looks for no text in one.
    """
    return region.kind is RegionKind.TABLE


def _apart(page: etree._Element, name: str, one: Apart, outline: Path) -> None:
    element, attributes = _APART[one.kind]
    region = _add(page, element, {"id": name, "comments": xml_text(one.note), **attributes})
    _add(region, "Coords", {"points": points_of(outline)})


def _glyph(name: str, glyph: Glyph, outline: str, styles: Iterable[MarkKind]) -> str:
    """Return the markup of a glyph."""
    readings = [_reading_markup(glyph.text, f'index="0" conf="{_share(glyph.confidence)}"')]
    for index, other in enumerate(glyph.alternatives, start=1):
        readings.append(_reading_markup(other.text, f'index="{index}" conf="{_share(other.probability)}"'))
    ranked = f' comments="ranked by: {glyph.ranked_by.value}"' if glyph.ranked_by else ""
    return f'<Glyph id="{name}"{ranked}><Coords points="{outline}"/>{"".join(readings)}{_style(styles)}</Glyph>'


def _reading_markup(text: str, attributes: str) -> str:
    return f"<TextEquiv {attributes}><Unicode>{escaped(text)}</Unicode></TextEquiv>"


def _style(styles: Iterable[MarkKind]) -> str:
    """Return the markup of a style, nothing for plain text."""
    attributes = {name: value for kind in sorted(styles) for name, value in _STYLES[kind].items()}
    return markup("TextStyle", attributes) if attributes else ""


def _reading(element: etree._Element, text: str, attributes: dict[str, str] | None = None) -> None:
    _add(_add(element, "TextEquiv", attributes), "Unicode").text = xml_text(text)


def _share(value: float) -> str:
    return f"{value:.4g}"


def _angle(counter_clockwise: float) -> str:
    """Return by how much to turn clockwise what is turned counter-clockwise: degrees."""
    return f"{counter_clockwise:.6g}"


FORMAT = Format("page", ".page.xml", leaf=page_file)
