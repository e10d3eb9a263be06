"""hOCR 1.2 (Breuel 2007): a file of each page, XHTML that browsers read as HTML too.

Regions are `ocr_carea`, their parts `ocr_par`, within `ocr_pageno`, `ocr_header` or `ocr_footer` where they belong to
the page; tables are tables of HTML. What the typist underlined, struck out, raised or lowered is marked up as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.boxes import PageBoxes, Pixels
from ocr_pipeline.formats.placed.parts import (
    Part,
    PartKind,
    PlacedLine,
    PlacedPage,
    PlacedRegion,
    PlacedWord,
    placed_page,
)
from ocr_pipeline.formats.placed.shapes import Shapes, is_upright
from ocr_pipeline.formats.placed.steps import facts_of, languages_read, printed_number, program_of, steps_of
from ocr_pipeline.formats.running.spans import spanned
from ocr_pipeline.formats.xml import Vocabulary
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.languages.record import Script
from ocr_pipeline.records import Cell, MarkKind, Page, Region, RegionKind

NAMESPACE = "http://www.w3.org/1999/xhtml"
_add = Vocabulary(NAMESPACE).add
_ROOT = f'<html xmlns="{NAMESPACE}"/>'
_HEAD = b"<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE html>\n"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CAPABILITIES = (
    "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_table ocr_image ocr_math ocr_pageno ocr_header ocr_footer "
    "ocrp_poly ocrp_wconf ocrp_lang"
)
_FURNITURE = {
    PartKind.PAGE_NUMBER: "ocr_pageno",
    PartKind.HEADER: "ocr_header",
    PartKind.FOOTER: "ocr_footer",
    PartKind.CATCHWORD: "ocr_footer",
}
_AREAS = {RegionKind.FORMULA: "ocr_math"}
"""What regions of text are called that are no `ocr_carea`."""

_OWN_PLACE = frozenset({RegionKind.TABLE, RegionKind.PICTURE, RegionKind.FORMULA})
"""Regions that are more than their lines."""

_SCRIPTS = {Script.CYRILLIC: "Cyrl", Script.LATIN: "Latn"}
"""By ISO 15924."""

_ELEMENTS: Mapping[MarkKind, tuple[str, dict[str, str]]] = {
    MarkKind.LETTER_SPACED: ("em", {"style": "font-style: normal; letter-spacing: 0.2em"}),
    MarkKind.UNDERLINED: ("u", {}),
    MarkKind.WAVY: ("u", {"style": "text-decoration-style: wavy"}),
    MarkKind.OVERSTRUCK: ("s", {}),
    MarkKind.RAISED: ("sup", {}),
    MarkKind.LOWERED: ("sub", {}),
}
_UPRIGHT = 45.0
"""Degrees up to which text that is turned counts as level: of that alone hOCR can say where its baseline is."""


def hocr_file(material: Material, place: int, page: Page) -> bytes:
    """Return the hOCR file of a page of a document, by its number there, from 0."""
    root = _Writer(material, placed_page(material, place, page)).document()
    return _HEAD + etree.tostring(root, encoding="UTF-8") + b"\n"


class _Writer:
    """Writes one page."""

    def __init__(self, material: Material, placed: PlacedPage) -> None:
        self._material = material
        self._placed = placed
        self._shapes = Shapes(placed)
        self._boxes = PageBoxes(placed)

    def document(self) -> etree._Element:
        """Return the root element."""
        root = etree.fromstring(_ROOT)
        languages = languages_read(self._material, self._placed)
        if languages:
            root.set("lang", languages[0].tag)
            root.set(_XML_LANG, languages[0].tag)
        head = _add(root, "head")
        _add(head, "meta", {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"}).tail = "\n"
        title = _add(head, "title")
        title.text, title.tail = xml_text(f"{self._material.document.name}: {self._placed.page.id}"), "\n"
        meta = {
            "ocr-system": " ".join(program_of(self._material.document)).strip(),
            "ocr-capabilities": CAPABILITIES,
            "ocr-number-of-pages": "1",
            "ocr-langs": " ".join(language.tag for language in languages),
            "ocr-scripts": " ".join(dict.fromkeys(_SCRIPTS[one.script] for one in languages if one.script)),
        }
        for name, content in meta.items():
            if content:
                _add(head, "meta", {"name": name, "content": xml_text(content)}).tail = "\n"
        for name, content in (*self._steps(), *facts_of(self._material, self._placed)):
            _add(head, "meta", {"name": f"x-{name}", "content": xml_text(content)}).tail = "\n"
        body = _add(root, "body")
        self._page(body, languages[0].tag if languages else "")
        for element in (head, body):
            element.text = element.tail = "\n"
        return root

    def _steps(self) -> Iterator[tuple[str, str]]:
        for step in steps_of(self._material, self._placed):
            said = f" ({step.settings_text})" if step.settings else ""
            yield step.kind.value, step.description + said

    def _page(self, body: etree._Element, language: str) -> None:
        scan, number = self._placed.page.scan, printed_number(self._placed)
        properties = [f"image {_quoted(self._material.way_from_page(self._placed.page))}"]
        properties.append(f"bbox 0 0 {scan.width} {scan.height}")
        properties.append(f"ppageno {self._placed.place}")
        if number is not None:
            properties.append(f"lpageno {number}")
        if scan.resolution:
            properties.append(f"scan_res {round(scan.resolution.dpi)} {round(scan.resolution.dpi)}")
        page = _block(body, "div", "ocr_page", "page_1", "; ".join(properties))
        if language:
            page.set("lang", language)
        for region in self._placed.regions:
            self._region(page, region)

    def _region(self, page: etree._Element, region: PlacedRegion) -> None:
        record = region.own
        lines = [line for part in region.parts for line in part.lines]
        boxes = [self._boxes.lines(lines)] if lines else []
        if record and (region.kind in _OWN_PLACE or not lines):
            boxes.append(self._boxes.frame.pixels(record.box))
        title = _bbox(Pixels.enclosing(boxes))
        if region.kind is RegionKind.TABLE and record is not None:
            self._table(page, region, record, title)
            return
        name = region.id
        if region.kind is RegionKind.PICTURE:
            _block(page, "div", "ocr_image", name, title).text = ""
            name, title = f"{name}_labels", _bbox(boxes[0])
            if not lines:
                return
        area = _block(page, "div", _AREAS.get(region.kind, "ocr_carea"), name, title)
        for part in region.parts:
            self._part(area, part)

    def _table(self, page: etree._Element, region: PlacedRegion, record: Region, title: str) -> None:
        """Write a table, what stands in none of its cells before it or behind it."""
        first = next((number for number, part in enumerate(region.parts) if part.cell), 0)
        if before := region.parts[:first]:
            self._beside(page, f"{region.id}_before", before)
        table = _block(page, "table", "ocr_table", region.id, title)
        of_cell = {id(part.cell): part for part in region.parts if part.cell}
        for row in _rows(record):
            line = _add(table, "tr")
            line.tail = "\n"
            for cell in row:
                spans = {"rowspan": cell.row_span, "colspan": cell.column_span} if cell else {}
                data = _add(line, "td", {name: str(count) for name, count in spans.items() if count > 1})
                data.text = ""
                if cell and (part := of_cell.pop(id(cell), None)):
                    self._part(data, part)
        # What is in no cell, and cells that the record puts where another one is.
        if behind := [part for part in region.parts[first:] if not part.cell or id(part.cell) in of_cell]:
            self._beside(page, f"{region.id}_behind", behind)

    def _beside(self, page: etree._Element, name: str, parts: Sequence[Part]) -> None:
        box = self._boxes.lines(line for part in parts for line in part.lines)
        area = _block(page, "div", "ocr_carea", name, _bbox(box))
        for part in parts:
            self._part(area, part)

    def _part(self, above: etree._Element, part: Part) -> None:
        title = _bbox(self._boxes.lines(part.lines))
        if furniture := _FURNITURE.get(part.kind):
            above = _block(above, "div", furniture, f"{part.id}_furniture", title)
        elif part.kind not in (PartKind.PARAGRAPH, PartKind.CELL):
            title += f"; x_kind {part.kind.value.replace(' ', '-')}"
        paragraph = _block(above, "p", "ocr_par", part.id, title)
        for line in part.lines:
            self._line(paragraph, line)

    def _line(self, paragraph: etree._Element, line: PlacedLine) -> None:
        box = self._boxes.lines([line])
        properties = [_bbox(box), self._lie(line, box)]
        if not is_upright(outline := self._shapes.line(line)):
            properties.append("poly " + " ".join(f"{x} {y}" for x, y in outline))
        element = _block(paragraph, "span", "ocr_line", line.id, "; ".join(properties))
        element.text = None
        for number, word in enumerate(line.words, start=1):
            self._word(element, word).tail = " " if number < len(line.words) else None

    def _lie(self, line: PlacedLine, box: Pixels) -> str:
        """Return where the baseline of a line is in its box, or how far it is turned; and how high it is."""
        regions = self._placed.page.regions
        turn = self._shapes.turn(regions[line.line.region].quarter_turns if regions else 0)
        size = f"x_size {self._shapes.height(line):.4g}"
        if abs(turn) > _UPRIGHT:
            return f"textangle {turn % 360:.4g}; {size}"
        (left, first), *_, (right, last) = self._shapes.baseline(line)
        slope = (last - first) / (right - left) if right > left else 0.0
        offset = first + slope * (box.left - left) - box.bottom
        return f"baseline {slope:.4g} {round(offset)}; {size}"

    def _word(self, line: etree._Element, word: PlacedWord) -> etree._Element:
        properties = [_bbox(self._boxes.word(word)), f"x_wconf {round(100 * word.word.confidence)}"]
        if word.word.glyphs:
            boxes = zip(word.word.glyphs, self._boxes.glyphs(word), strict=True)
            places = [box for glyph, box in boxes for _ in glyph.text]
            shares = [glyph.confidence for glyph in word.word.glyphs for _ in glyph.text]
            properties.append(
                "x_bboxes " + " ".join(f"{one.left} {one.top} {one.right} {one.bottom}" for one in places)
            )
            properties.append("x_confs " + " ".join(f"{100 * share:.4g}" for share in shares))
        element = _add(line, "span", {"class": "ocrx_word", "id": word.id, "title": "; ".join(properties)})
        inner = element
        for kind in _ELEMENTS:
            if kind in word.styles:
                inner = _add(inner, *_ELEMENTS[kind])
        _text(inner, word)
        return element


def _text(element: etree._Element, word: PlacedWord) -> None:
    """Write the characters of a word, those marked that are."""
    text = xml_text(word.word.text)
    at, last = 0, None
    for kind, first, end in sorted(word.partly, key=lambda one: one[1]):
        if first < at:
            # Two marks that overlap within a word: the first one is shown.
            continue
        _append(element, last, text[at:first])
        name, attributes = _ELEMENTS[kind]
        last = _add(element, name, attributes)
        last.text = text[first:end]
        at = end
    _append(element, last, text[at:])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def _rows(table: Region) -> Iterator[list[Cell | None]]:
    """Yield the rows of a table: its cells, and None for each place that none covers."""
    starting = {(cell.row, cell.column): cell for cell in table.cells}
    hidden = spanned(table.cells)
    for row in range(table.rows):
        places_of_row = [(row, column) for column in range(table.columns)]
        yield [starting.get(one) for one in places_of_row if one not in hidden]


def _block(above: etree._Element, name: str, kind: str, identity: str, title: str) -> etree._Element:
    element = _add(above, name, {"class": kind, "id": identity, "title": xml_text(title)})
    element.text = element.tail = "\n"
    return element


def _bbox(box: Pixels) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def _quoted(path: str) -> str:
    """Return a path as a value of a property: hOCR knows no way to write a quotation mark within one."""
    quote = "'" if '"' in path else '"'
    return quote + path.replace(quote, "%22" if quote == '"' else "%27") + quote


FORMAT = Format("hocr", ".hocr", leaf=hocr_file)
