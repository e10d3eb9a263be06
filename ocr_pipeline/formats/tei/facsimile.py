"""The scans and the places on them: a surface for each page, zones for its regions, its lines, and what is doubtful.

Coordinates are whole pixels of the scan, rounded outwards. A line that is no upright box on it has its outline as well
(`zone/@points`), and what does not run across it says how far it is turned (`@rotate`). Lines have zones, and words
that are doubtful: a zone for each word would be five times the rest of the file.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from lxml import etree

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.apart import ApartKind, apart_of
from ocr_pipeline.formats.placed.parts import PlacedLine, placed_page
from ocr_pipeline.formats.placed.shapes import Shapes, is_upright, points_of
from ocr_pipeline.formats.running.doubts import Doubt, doubts
from ocr_pipeline.formats.tei.elements import NEW_LINE, XML_ID, child, element
from ocr_pipeline.records import Box, Page, ScanRef

BY_THEIR_INK = frozenset({ApartKind.STAMP, ApartKind.HANDWRITING, ApartKind.PICTURE, ApartKind.UNREAD})
"""What no one read, and has a zone of its own all the same: `zone/@type`."""


@dataclass(frozen=True)
class SeenPage:
    """What the record of a page adds to the text: its surface, the zones of its lines, its doubtful words and gaps.

    `url` is the address of the scan. `doubts` and `gaps` go with the ids of their zones; gaps are places in the
    diplomatic text.
    """

    surface: etree._Element
    scan: ScanRef
    url: str
    lines: tuple[str, ...] = ()
    doubts: tuple[tuple[Doubt, str], ...] = ()
    gaps: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Facsimile:
    """The pages of a document as seen, by their places in it; a page whose record is gone is not among them."""

    pages: Mapping[int, SeenPage]
    doubts: Sequence[tuple[Doubt, str]] = field(default=())
    gaps: Sequence[tuple[int, str]] = field(default=())

    def surface(self, page: int) -> str:
        """Return the reference to a page's surface, empty where there is none."""
        return f"#{_name(page)}" if page in self.pages else ""

    def line(self, page: int, line: int) -> str:
        """Return the reference to the zone of a line of a page, both from 0, empty where there is none."""
        lines = self.pages[page].lines if page in self.pages else ()
        return f"#{lines[line]}" if line < len(lines) else ""

    def doubt_at(self, start: int) -> int | None:
        """Return the number of the doubtful word in which a place of the diplomatic text is."""
        number = bisect_right(self.doubts, start, key=lambda one: one[0].start) - 1
        return number if number >= 0 and start < self.doubts[number][0].end else None

    def doubts_within(self, start: int, end: int) -> Iterator[tuple[Doubt, str]]:
        """Yield the doubtful words in a stretch of the diplomatic text, or that reach into it."""
        first = bisect_right(self.doubts, start, key=lambda one: one[0].end)
        for number in range(first, len(self.doubts)):
            if self.doubts[number][0].start >= end:
                break
            yield self.doubts[number]

    def gaps_within(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield the gaps within a stretch of the diplomatic text."""
        for number in range(bisect_right(self.gaps, start, key=lambda one: one[0]), len(self.gaps)):
            if self.gaps[number][0] >= end:
                break
            yield self.gaps[number]

    def written(self) -> etree._Element | None:
        """Return the element; None where no page has a record: it must not be empty."""
        if not self.pages:
            return None
        made = element("facsimile")
        made.text = NEW_LINE
        for page in sorted(self.pages):
            surface = self.pages[page].surface
            surface.tail = NEW_LINE
            made.append(surface)
        return made


def facsimile(material: Material) -> Facsimile:
    """Return the pages of a document that have a record, as seen."""
    places = {span.id: number for number, span in enumerate(material.document.pages)}
    seen = {places[page.id]: _seen(material, places[page.id], page) for page in material.pages if page.id in places}
    ordered = [seen[number] for number in sorted(seen)]
    return Facsimile(
        seen, [one for page in ordered for one in page.doubts], [one for page in ordered for one in page.gaps]
    )


def address(way: str, frame: int) -> str:
    """Return the URI of a scan; of a page in a PDF with the page, as RFC 8118 has it."""
    path = way if "://" in way else quote(way.encode("utf-8", "surrogateescape"), safe="/")
    return f"{path}#page={frame + 1}" if path.lower().endswith(".pdf") else path


def _name(page: int) -> str:
    return f"p{page + 1}"


def _seen(material: Material, number: int, page: Page) -> SeenPage:
    span, name, scan = material.document.pages[number], _name(number), page.scan
    shapes, outlines = _outlines(material, number, page)
    surface = element(
        "surface", {XML_ID: name, "n": page.id, "ulx": "0", "uly": "0", "lrx": str(scan.width), "lry": str(scan.height)}
    )
    surface.text = NEW_LINE
    sides = {"width": f"{scan.width}px", "height": f"{scan.height}px"}
    url = address(material.way(page), scan.frame)
    child(surface, "graphic", {"url": url, **sides}).tail = NEW_LINE
    if page.preparation is not None:
        whole = Box(left=0, top=0, right=page.preparation.width, bottom=page.preparation.height)
        said = {"type": "page", "rotate": _turned(shapes.turn())}
        _zone(surface, page.preparation.to_scan.apply_box(whole), said, scan.width, scan.height)
    lines = tuple(f"{name}-l{line + 1}" for line in range(len(page.lines)))
    for region, group in groupby(range(len(page.lines)), key=lambda line: page.lines[line].region):
        parent = surface
        if page.regions:
            found = page.regions[region]
            said = {"type": found.kind.value}
            if found.quarter_turns:
                said["rotate"] = _turned(shapes.turn(found.quarter_turns))
            parent = _zone(surface, found.box, said, scan.width, scan.height)
            parent.text = NEW_LINE
        for line in group:
            said = {XML_ID: lines[line], "type": "line", "points": outlines.get(line, "")}
            _zone(parent, page.lines[line].box, said, scan.width, scan.height)
    boxes = dict(_word_boxes(page, span.start))
    doubtful = []
    for at, doubt in enumerate(doubts(page, span.start), start=1):
        zone = f"{name}-w{at}"
        _zone(surface, boxes[doubt.start], {XML_ID: zone, "type": "word"}, scan.width, scan.height)
        doubtful.append((doubt, zone))
    gaps = []
    for at, (place, box) in enumerate(_gaps(page, span.start), start=1):
        zone = f"{name}-g{at}"
        _zone(surface, box, {XML_ID: zone, "type": "gap"}, scan.width, scan.height)
        gaps.append((place, zone))
    for apart in page.marks_apart():
        stain = _zone(surface, apart.box, {"type": "set-apart", "subtype": apart.cause.value}, scan.width, scan.height)
        child(stain, "note", text=apart.text)
    for one in apart_of(page):
        if one.kind in BY_THEIR_INK:
            seen = _zone(surface, one.box, {"type": one.kind.value}, scan.width, scan.height)
            child(seen, "note", text=one.note)
    return SeenPage(surface, scan, url, lines, tuple(doubtful), tuple(gaps))


def _outlines(material: Material, number: int, page: Page) -> tuple[Shapes, dict[int, str]]:
    """Return the shapes of a page, and the outlines of lines that are no upright box, by their numbers from 0."""
    placed = placed_page(material, number, page)
    shapes = Shapes(placed)
    # What stands in several cells of a table is one line.
    pieces: dict[int, list[PlacedLine]] = {}
    for line in placed.lines:
        pieces.setdefault(line.number, []).append(line)
    outlines = {line: shapes.lines(own) for line, own in pieces.items()}
    return shapes, {line: points_of(outline) for line, outline in outlines.items() if not is_upright(outline)}


def _turned(counter_clockwise: float) -> str:
    """Return by how many degrees, clockwise, what is turned on its scan is rotated there; nothing where it is not."""
    return str(clockwise) if (clockwise := round(-counter_clockwise) % 360) else ""


def _zone(parent: etree._Element, box: Box, attributes: Mapping[str, str], width: int, height: int) -> etree._Element:
    """Return a new zone; it lies within the scan, as corners that are mapped to it may not."""
    sides = {
        "ulx": str(min(max(0, math.floor(box.left)), width)),
        "uly": str(min(max(0, math.floor(box.top)), height)),
        "lrx": str(min(max(0, math.ceil(box.right)), width)),
        "lry": str(min(max(0, math.ceil(box.bottom)), height)),
    }
    made = child(parent, "zone", {**attributes, **sides})
    made.tail = NEW_LINE
    return made


def _word_boxes(page: Page, start: int) -> Iterator[tuple[int, Box]]:
    for line in page.lines:
        for word in line.words:
            yield start, word.box
            start += len(word.text) + 1


def _gaps(page: Page, start: int) -> Iterator[tuple[int, Box]]:
    """Yield the gaps of a page: their places in the diplomatic text, and on the scan."""
    for line in page.lines:
        lengths = [len(word.text) + 1 for word in line.words]
        for gap in line.gaps:
            is_last = gap.before == len(lengths)
            yield start + (len(line.text) if is_last else sum(lengths[: gap.before])), gap.box
        start += len(line.text) + 1
