"""ALTO 4.4 (Library of Congress): a file of each page, in pixels of its scan.

Page numbers and headers at the head of a page, footers and catchwords at its foot stand in its margins, as the standard
has it; `ReadingOrder` says where they are read. A hyphen that the end of a line made is `HYP`, unless it was read as a
word by itself; both halves of its word say the whole one, over pages too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.apart import ApartKind, apart_of
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
from ocr_pipeline.formats.placed.shapes import Path, Shapes, is_upright, points_of
from ocr_pipeline.formats.placed.steps import (
    StepKind,
    facts_of,
    languages_read,
    page_name,
    printed_number,
    program_of,
    steps_of,
)
from ocr_pipeline.formats.xml import Vocabulary, escaped, markup, xml_bytes
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import Glyph, MarkKind, Page, RegionKind, Side, TypeKind

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
VERSION = "4.4"
_VOCABULARY = Vocabulary(NAMESPACE)
_add = _VOCABULARY.add
_ROOT = (
    f'<alto xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="{VERSION}"/>'
)

_AT_HEAD = frozenset({PartKind.PAGE_NUMBER, PartKind.HEADER})
_AT_FOOT = frozenset({PartKind.PAGE_NUMBER, PartKind.FOOTER, PartKind.CATCHWORD})

_STYLES = {
    MarkKind.UNDERLINED: "underline",
    MarkKind.WAVY: "underline",
    MarkKind.OVERSTRUCK: "strikethrough",
    MarkKind.RAISED: "superscript",
    MarkKind.LOWERED: "subscript",
}
"""What ALTO has a style for, and for whole strings only; that a line is wavy, that words are letter-spaced or that some
characters of one are marked are tags."""

_TAGS = {MarkKind.WAVY: "underlined with a wave", MarkKind.LETTER_SPACED: "letter-spaced"}

_WIDTHS = {TypeKind.TYPED: "fixed", TypeKind.PRINTED: "proportional"}
_POSITIONS = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.WHOLE: "Single"}
_HYPHENS = frozenset("-‐‑¬\u00ad=—")
LONGEST_VARIANT = 3
"""Characters that a variant of a glyph may have in ALTO; a glyph itself has one."""

_CATEGORIES = {
    StepKind.PREPARATION: "preOperation",
    StepKind.RECOGNITION: "contentGeneration",
    StepKind.CLEANING: "postOperation",
}
_COMPOSED = {RegionKind.TABLE: "table", RegionKind.FORMULA: "formula"}
_PICTURES = frozenset({RegionKind.PICTURE})
_UPRIGHT = 45.0
"""Degrees up to which text that is turned counts as level."""

_ILLUSTRATIONS = {ApartKind.STAMP: "stamp", ApartKind.PICTURE: "picture"}


def alto_file(material: Material, place: int, page: Page) -> bytes:
    """Return the ALTO file of a page of a document, by its number there, from 0."""
    return xml_bytes(_Writer(material, placed_page(material, place, page)).document())


class _Writer:
    """Writes one page."""

    def __init__(self, material: Material, placed: PlacedPage) -> None:
        self._material = material
        self._placed = placed
        self._page = placed.page
        self._shapes = Shapes(placed)
        self._boxes = PageBoxes(placed)
        self._tags: dict[str, tuple[str, str, str]] = {}

    def document(self) -> etree._Element:
        """Return the root element."""
        root = etree.fromstring(_ROOT)
        self._description(_add(root, "Description"))
        styles, tags, order = _add(root, "Styles"), _add(root, "Tags"), _add(root, "ReadingOrder")
        for type_kind, width in _WIDTHS.items():
            _add(styles, "TextStyle", {"ID": f"style_{type_kind.value}", "FONTWIDTH": width})
        blocks = self._layout(_add(root, "Layout"))
        for name, (element, kind, label) in self._tags.items():
            _add(tags, element, {"ID": name, "TYPE": kind, "LABEL": label})
        if blocks:
            group = _add(order, "OrderedGroup", {"ID": "order"})
            for number, block in enumerate(blocks, start=1):
                _add(group, "ElementRef", {"ID": f"order_{number}", "REF": block})
        for empty in (one for one in (tags, order) if not len(one)):
            root.remove(empty)
        return root

    def _description(self, description: etree._Element) -> None:
        page, document = self._page, self._material.document
        _add(description, "MeasurementUnit").text = "pixel"
        source = _add(description, "sourceImageInformation")
        _add(source, "fileName").text = xml_text(self._material.way(page))
        if page.scan.sha256:
            _add(source, "fileIdentifier", {"fileIdentifierLocation": "SHA-256"}).text = xml_text(page.scan.sha256)
        _add(source, "documentIdentifier").text = xml_text(document.name)
        name, version = program_of(document)
        for step in steps_of(self._material, self._placed):
            process = _add(description, "Processing", {"ID": f"step_{step.kind.value}"})
            _add(process, "processingCategory").text = _CATEGORIES[step.kind]
            _add(process, "processingStepDescription").text = f"{step.kind.value}: {step.description}"
            if step.settings:
                _add(process, "processingStepSettings").text = xml_text(step.settings_text)
            software = _add(process, "processingSoftware")
            _add(software, "softwareName").text = xml_text(name)
            if version:
                _add(software, "softwareVersion").text = xml_text(version)
        facts = _add(description, "Processing", {"ID": "result"})
        _add(facts, "processingCategory").text = "other"
        for fact, value in facts_of(self._material, self._placed):
            _add(facts, "processingStepDescription").text = xml_text(f"{fact}: {value}")

    def _layout(self, layout: etree._Element) -> list[str]:
        """Write the page, and return the names of its blocks in reading order."""
        page, scan = self._page, self._page.scan
        element = _add(layout, "Page", {"ID": page_name(page)})
        element.set("WIDTH", str(scan.width))
        element.set("HEIGHT", str(scan.height))
        element.set("PHYSICAL_IMG_NR", str(self._placed.place + 1))
        if (printed := printed_number(self._placed)) is not None:
            element.set("PRINTED_IMG_NR", printed)
        states = [page.state.value, *(f"{reason.code}: {reason.message}" for reason in page.reasons)]
        element.set("QUALITY_DETAIL", xml_text("; ".join(states)))
        element.set("POSITION", _POSITIONS[scan.side])
        if page.expected_cer is not None:
            element.set("ACCURACY", f"{100 * (1 - page.expected_cer):.4g}")
            element.set("PC", _share(1 - page.expected_cer))
        element.set("ROTATION", _angle(self._shapes.turn()))
        languages = [language.tag for language in languages_read(self._material, self._placed)]
        if languages:
            element.set("LANG", languages[0])
        if languages[1:]:
            element.set("OTHERLANGS", " ".join(languages[1:]))
        head, foot = self._margins
        names = (*(["TopMargin"] if head else []), *(["BottomMargin"] if foot else []), "PrintSpace")
        spaces: dict[str, tuple[etree._Element, list[Pixels]]] = {
            name: (_add(element, name, {"ID": name}), []) for name in names
        }
        blocks: list[str] = []
        for region in self._placed.regions:
            for part, name, box in self._blocks(spaces, region):
                blocks.append(name)
                spaces[self._space(part)][1].append(box)
        space, boxes = spaces["PrintSpace"]
        for number, one in enumerate(apart_of(page), start=1):
            if kind := _ILLUSTRATIONS.get(one.kind):
                boxes.append(self._boxes.frame.pixels(one.box))
                _add(space, "Illustration", {"ID": f"a{number}", **_place(boxes[-1]), "TYPE": kind})
        for space, boxes in spaces.values():
            around = Pixels.enclosing(boxes) if boxes else Pixels(0, 0, scan.width, scan.height)
            for key, value in _place(around).items():
                space.set(key, value)
        return blocks

    def _blocks(
        self, spaces: Mapping[str, tuple[etree._Element, list[Pixels]]], region: PlacedRegion
    ) -> Iterator[tuple[Part | None, str, Pixels]]:
        """Write the blocks of a region; yield the part that each is, its name and its place."""
        above = spaces["PrintSpace"][0]
        lines = [line for part in region.parts for line in part.lines]
        if region.kind in (*_COMPOSED, *_PICTURES) or not region.parts:
            boxes = [self._boxes.lines(lines)] if lines else []
            boxes += [self._boxes.frame.pixels(region.own.box)] if region.own else []
            composed = _COMPOSED.get(region.kind)
            name = "ComposedBlock" if composed else "Illustration" if region.kind in _PICTURES else "TextBlock"
            attributes = {"ID": region.id, **_place(Pixels.enclosing(boxes))}
            if name != "TextBlock":
                attributes["TYPE"] = composed or "picture"
            element = _add(above, name, attributes)
            _shape(element, self._shapes.lines(lines, region.outline))
            yield None, region.id, Pixels.enclosing(boxes)
            if composed:
                for part in region.parts:
                    self._block(element, region, part)
                return
        for part in region.parts:
            yield part, part.id, self._block(spaces[self._space(part)][0], region, part)

    def _space(self, part: Part | None) -> str:
        """Return the name of the space in which a part is."""
        head, foot = self._margins
        return (
            "PrintSpace"
            if part is None
            else "TopMargin"
            if part.id in head
            else ("BottomMargin" if part.id in foot else "PrintSpace")
        )

    @cached_property
    def _margins(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the parts in the upper and in the lower margin: furniture before and behind all else."""
        parts = [None if region.kind in _COMPOSED else part for region in self._placed.regions for part in region.parts]
        head = frozenset(_names(parts, _AT_HEAD))
        return head, frozenset(_names(reversed(parts[len(head) :]), _AT_FOOT))

    def _block(self, above: etree._Element, region: PlacedRegion, part: Part) -> Pixels:
        """Write a part as a block of text, and return its place."""
        box = self._boxes.lines(part.lines)
        block = _add(above, "TextBlock", {"ID": part.id, **_place(box)})
        if region.region and region.region.type:
            block.set("STYLEREFS", f"style_{region.region.type.value}")
        tags = [self._tag("LayoutTag", "kind", part.kind.value)]
        if part.cell is not None:
            tags += [self._tag("LayoutTag", "row", str(part.cell.row + 1))]
            tags += [self._tag("LayoutTag", "column", str(part.cell.column + 1))]
            if part.cell.row_span > 1:
                tags.append(self._tag("LayoutTag", "rows", str(part.cell.row_span)))
            if part.cell.column_span > 1:
                tags.append(self._tag("LayoutTag", "columns", str(part.cell.column_span)))
        block.set("TAGREFS", " ".join(tags))
        turn = self._shapes.turn(region.quarter_turns)
        if region.quarter_turns:
            block.set("ROTATION", _angle(turn))
        if _UPRIGHT < abs(turn) < 180 - _UPRIGHT:
            block.set("BASEDIRECTION", "btt" if turn > 0 else "ttb")
        _shape(block, self._shapes.lines(part.lines))
        for line in part.lines:
            self._line(block, line)
        return box

    def _line(self, block: etree._Element, line: PlacedLine) -> None:
        box = self._boxes.lines([line])
        baseline = points_of(self._shapes.baseline(line))
        element = _add(block, "TextLine", {"ID": line.id, **_place(box), "BASELINE": baseline})
        _shape(element, self._shapes.line(line))
        written = []
        for before, word in zip((None, *line.words), line.words, strict=False):
            if before is not None:
                written.append(_space(self._boxes.word(before), self._boxes.word(word)))
            written.append(self._word(word))
        _VOCABULARY.add_markup(element, "".join(written))

    def _word(self, word: PlacedWord) -> str:
        """Return the markup of a word, and of the hyphen behind it."""
        text, glyphs, half = word.word.text, word.word.glyphs, word.half
        box, cells = self._boxes.word(word), self._boxes.glyphs(word)
        hyphen = text[-1] if half and half.number == 1 and len(text) > 1 and text[-1] in _HYPHENS else ""
        behind = ""
        if hyphen:
            text = text[:-1]
            if glyphs and glyphs[-1].text == hyphen:
                behind = _place_markup(cells[-1])
                glyphs, cells = glyphs[:-1], cells[:-1]
                box = Pixels.enclosing(cells)
            else:
                # The engine gave no place for the hyphen alone.
                glyphs = ()
            behind = f'<HYP {behind} CONTENT="{escaped(hyphen)}"/>'
        confidences = [glyph.confidence for glyph in glyphs for _ in glyph.text] or [word.word.confidence] * len(text)
        attributes = {
            "ID": word.id,
            **_place(box),
            "CONTENT": text,
            "WC": _share(word.word.confidence),
            "CC": " ".join([str(round(9 - 9 * confidence)) for confidence in confidences]),
            **self._marked(word),
        }
        if half:
            attributes |= {"SUBS_TYPE": f"HypPart{half.number}", "SUBS_CONTENT": half.whole}
        composed = [one if len(one) == 1 else unicodedata.normalize("NFC", one) for one in [g.text for g in glyphs]]
        inner = ""
        if all(len(one) == 1 for one in composed):
            inner = "".join(_glyph(*one) for one in zip(glyphs, composed, cells, strict=bool(glyphs)))
        return markup("String", attributes, inner) + behind

    def _marked(self, word: PlacedWord) -> dict[str, str]:
        """Return what the typist did to a word beside typing it."""
        styles = sorted({_STYLES[kind] for kind in word.styles if kind in _STYLES})
        tags = [self._tag("OtherTag", "mark", _TAGS[kind]) for kind in sorted(word.styles) if kind in _TAGS]
        partly = sorted({kind for kind, _, _ in word.partly})
        tags += [self._tag("OtherTag", "mark", f"{kind.value} in part") for kind in partly]
        found = {"STYLE": " ".join(styles), "TAGREFS": " ".join(tags)}
        return {name: value for name, value in found.items() if value}

    def _tag(self, element: str, kind: str, label: str) -> str:
        """Return the name of a tag, which is made where it is not there yet."""
        name = f"{kind}_{label.replace(' ', '-')}"
        self._tags.setdefault(name, (element, kind, label))
        return name


def _names(parts: Iterable[Part | None], kinds: frozenset[PartKind]) -> Iterator[str]:
    """Yield the names of the first parts, up to one that is of no such kind."""
    for part in parts:
        if part is None or part.kind not in kinds:
            return
        yield part.id


def _glyph(glyph: Glyph, text: str, box: Pixels) -> str:
    """Return the markup of a glyph."""
    variants = "".join(
        f'<Variant CONTENT="{escaped(other.text)}" VC="{_share(other.probability)}"/>'
        for other in glyph.alternatives
        if len(other.text) <= LONGEST_VARIANT
    )
    own = f'CONTENT="{escaped(text)}" GC="{_share(glyph.confidence)}" {_place_markup(box)}'
    return f"<Glyph {own}>{variants}</Glyph>" if variants else f"<Glyph {own}/>"


def _space(before: Pixels, behind: Pixels) -> str:
    """Return the markup of the space between two words; its place where they stand beside one another."""
    if before.right >= behind.left:
        return "<SP/>"
    return f'<SP HPOS="{before.right}" VPOS="{before.top}" WIDTH="{behind.left - before.right}"/>'


def _place_markup(box: Pixels) -> str:
    left, top, right, bottom = box
    return f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'


def _shape(element: etree._Element, outline: Path) -> None:
    """Write the outline of what is no upright box."""
    if not is_upright(outline):
        _add(_add(element, "Shape"), "Polygon", {"POINTS": points_of(outline)})


def _place(box: Pixels) -> dict[str, str]:
    return {"HPOS": str(box.left), "VPOS": str(box.top), "WIDTH": str(box.width), "HEIGHT": str(box.height)}


def _share(value: float) -> str:
    return f"{value:.4g}"


def _angle(counter_clockwise: float) -> str:
    return f"{counter_clockwise:.6g}"


FORMAT = Format("alto", ".alto.xml", leaf=alto_file)
