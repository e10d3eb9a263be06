"""hOCR (Breuel 2007; specification 1.2): recognition results in the markup of web pages.

Lines are `ocr_line` and its kin, words `ocrx_word`, characters `ocrx_cinfo` or the `x_bboxes` of a word. What is
well-formed is parsed as XML, as Tesseract writes it; all else as a browser would.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

import regex
from lxml import etree

from ocr_pipeline.errors import InputError, TranscriptionBroken
from ocr_pipeline.interchange.html import html_tree
from ocr_pipeline.interchange.numbers import box_of, enclosing, number, share
from ocr_pipeline.interchange.pages import FileGlyph, FileLine, FilePage, FileRegion, FileWord, PageFile
from ocr_pipeline.interchange.xml import attribute, local, refuse_attack, words_of
from ocr_pipeline.records import Area, MarkKind, RegionKind

FORMAT = "hOCR"

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"})
"""What holds words and no other line. The specification lets some hold lines as well: those are no lines then."""

_PICTURES = frozenset({"ocr_photo", "ocr_image", "ocrx_image", "ocr_linedrawing", "ocr_graphics", "ocr_graphic"})
_KINDS = {
    "ocr_carea": RegionKind.TEXT,
    "ocrx_block": RegionKind.TEXT,
    "ocr_column": RegionKind.TEXT,
    "ocr_math": RegionKind.FORMULA,
    **dict.fromkeys(_PICTURES, RegionKind.PICTURE),
}
_MARKS = {
    "u": MarkKind.UNDERLINED,
    "ins": MarkKind.UNDERLINED,
    "s": MarkKind.OVERSTRUCK,
    "del": MarkKind.OVERSTRUCK,
    "sup": MarkKind.RAISED,
    "sub": MarkKind.LOWERED,
}
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def page_file(data: bytes, subject: str, broken: type[InputError] = TranscriptionBroken) -> PageFile:
    """Return the pages of an hOCR file. Raises `broken` for what has no page, `XmlHarmful`."""
    root = _tree(data, subject, broken)
    pages = [element for element in root.iter() if "ocr_page" in _classes(element)]
    if not pages:
        raise broken(subject, "hOCR without a page")
    software = next((attribute(one, "content") for one in root.iter() if attribute(one, "name") == "ocr-system"), "")
    language = next((attribute(one, "lang") for one in root.iter() if _classes(one) and attribute(one, "lang")), "")
    return PageFile(FORMAT, tuple(_page(page) for page in pages), software, language)


def _tree(data: bytes, subject: str, broken: type[InputError]) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return html_tree(_decoded(data, subject, broken), subject, broken)
    refuse_attack(root, subject)
    if any(not isinstance(element.tag, str) and local(element) != "&;" for element in root.iter(etree.Entity)):
        # `&nbsp;` and its like, which a browser knows.
        return html_tree(_decoded(data, subject, broken), subject, broken)
    return root


def _decoded(data: bytes, subject: str, broken: type[InputError]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise broken(subject, "hOCR in another encoding than UTF-8") from error


def _page(page: etree._Element) -> FilePage:
    properties = _Properties(page)
    box = properties.box
    regions: list[FileRegion] = []
    lines: list[FileLine] = []
    rotations: list[tuple[int, float]] = []
    place: dict[etree._Element, int] = {}
    blocks: dict[etree._Element | None, int] = {}
    for element in page.iterdescendants():
        classes = _classes(element)
        kind = next((_KINDS[name] for name in classes if name in _KINDS), None)
        if kind is not None:
            place[element] = len(regions)
            regions.append(FileRegion(kind, _Properties(element).box))
        elif classes & _LINES and not any(_classes(inner) & _LINES for inner in element.iterdescendants()):
            above = list(element.iterancestors())
            paragraph = next((one for one in above if "ocr_par" in _classes(one)), None)
            region = next((place[one] for one in above if one in place), None)
            if region is None:
                # What stands in none of the page's areas is one of its own.
                region = place.setdefault(page, len(regions))
                if region == len(regions):
                    regions.append(FileRegion(RegionKind.TEXT))
            line = _line(element, blocks.setdefault(paragraph, len(blocks)), region)
            if line.text:
                lines.append(line)
                # As no page states how its text is turned, most of its lines do.
                rotations.append((region, next(iter(_Properties(element).numbers("textangle")), 0.0)))
    resolution = properties.numbers("scan_res")
    usual = Counter(rotation for _, rotation in rotations).most_common(1)
    own = {number: Counter(found for at, found in rotations if at == number).most_common(1) for number, _ in rotations}
    return FilePage(
        box.right if box else None,
        box.bottom if box else None,
        dpi=resolution[0] if resolution else None,
        lines=tuple(lines),
        regions=tuple(
            replace(region, rotation=own[number][0][0] if number in own else None)
            for number, region in enumerate(regions)
        ),
        rotation=usual[0][0] if usual else 0.0,
        number=properties.word("lpageno"),
        mark='<div class="ocr_page">',
    )


def _line(line: etree._Element, block: int, region: int) -> FileLine:
    words = tuple(word for word in (_word(one) for one in line.iter() if "ocrx_word" in _classes(one)) if word.text)
    text = " ".join(word.text for word in words) or words_of(line) or ""
    box = _Properties(line).box or enclosing(word.box for word in words)
    return FileLine(text, words, box, block=block, region=region)


def _word(word: etree._Element) -> FileWord:
    properties = _Properties(word)
    text = words_of(word) or ""
    glyphs = tuple(_characters(word)) or tuple(_of_boxes(text, properties))
    line = takewhile(lambda one: not _classes(one) & _LINES, word.iterancestors())
    within = (*word.iter(), *line)
    marks = frozenset(_MARKS[local(one)] for one in within if local(one) in _MARKS)
    return FileWord(text, properties.box, properties.confidence("x_wconf", "x_conf"), glyphs, marks)


def _characters(word: etree._Element) -> Iterator[FileGlyph]:
    for element in word.iter():
        text = words_of(element) if "ocrx_cinfo" in _classes(element) else None
        if text:
            properties = _Properties(element)
            yield FileGlyph(text, properties.box, properties.confidence("x_conf", "x_confs", "x_wconf"))


def _of_boxes(text: str, properties: _Properties) -> Iterator[FileGlyph]:
    """Yield the characters of a word that has a list of their boxes."""
    letters = regex.findall(r"\X", text)
    sides, confidences = properties.numbers("x_bboxes"), properties.numbers("x_confs")
    if len(sides) != 4 * len(letters):
        return
    for place, letter in enumerate(letters):
        confidence = min(1.0, max(0.0, confidences[place] / 100)) if len(confidences) == len(letters) else None
        yield FileGlyph(letter, box_of(sides[4 * place : 4 * place + 4]), confidence)


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(attribute(element, "class").split()) if isinstance(element.tag, str) else frozenset()


class _Properties:
    """What the title of an element states: `bbox 1 2 3 4; x_wconf 90`."""

    def __init__(self, element: etree._Element) -> None:
        stated = _QUOTED.sub('""', attribute(element, "title"))
        self._values: Mapping[str, list[str]] = {
            name: values for name, *values in (part.split() for part in stated.split(";") if part.strip())
        }

    @property
    def box(self) -> Area | None:
        """Return the box; of a single character also that of `x_bboxes`."""
        return box_of(self.numbers("bbox") or self.numbers("x_bboxes"))

    def numbers(self, name: str) -> list[float]:
        """Return the numbers of a property, none where it is not stated or one of them is none."""
        found = [number(value) for value in self._values.get(name, [])]
        return [one for one in found if one is not None] if all(one is not None for one in found) else []

    def word(self, name: str) -> str:
        """Return the first word of a property, empty where it is not stated."""
        return next(iter(self._values.get(name, [])), "").strip('"')

    def confidence(self, *names: str) -> float | None:
        """Return the first of these properties that is stated, percent, as a confidence from 0 to 1."""
        return next((share(self.word(name), of=100) for name in names if self.word(name)), None)
