"""Reads hOCR, the open markup of recognition results (Breuel 2007; specification 1.2), into lines of text.

Only the classes and properties that Tesseract writes with `hocr_char_boxes` are used: `ocr_line` and its kin,
`ocrx_word` (`bbox`, `x_wconf`), `ocrx_cinfo` (`x_bboxes`, `x_conf`), and `ocr_par` for the block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area

LINE_CLASSES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
"""Tesseract names a line after what it takes it for; all of them are text."""

_NUMBER = r"-?\d+(?:\.\d+)?"
_BOX = re.compile(rf"\b(?:bbox|x_bboxes) ({_NUMBER}) ({_NUMBER}) ({_NUMBER}) ({_NUMBER})")
_CONFIDENCE = re.compile(rf"\b(?:x_conf|x_wconf) ({_NUMBER})")

Calibration = Callable[[float], float]
"""From what the engine calls its confidence, 0 to 1, to the share of such glyphs that are right."""


def parse_hocr(markup: bytes, calibration: Calibration) -> tuple[ReadLine, ...]:
    """Return the lines of the first page in `markup`, in its order, boxes in pixels of the image that was read.

    Lines and words without a visible character are left out. Raises `EngineBabbled` for markup that is not hOCR.
    """
    try:
        root = ElementTree.fromstring(markup)
    except ElementTree.ParseError as error:
        raise EngineBabbled(detail=f"hOCR is not well-formed: {error}") from error
    page = next((element for element in root.iter() if element.get("class") == "ocr_page"), None)
    if page is None:
        raise EngineBabbled(detail="hOCR without a page")
    return tuple(_lines(page, calibration))


def _lines(page: ElementTree.Element, calibration: Calibration) -> Iterator[ReadLine]:
    paragraphs = (element for element in page.iter() if element.get("class") == "ocr_par")
    for block, paragraph in enumerate(paragraphs):
        for element in paragraph.iter():
            if element.get("class") not in LINE_CLASSES:
                continue
            words = tuple(_words(element, calibration))
            if words:
                yield ReadLine(words=words, box=_box(element), block=block)


def _words(line: ElementTree.Element, calibration: Calibration) -> Iterator[ReadWord]:
    for element in line.iter():
        if element.get("class") != "ocrx_word":
            continue
        glyphs = tuple(_glyphs(element, calibration))
        text = "".join(glyph.text for glyph in glyphs)
        if text:
            confidence = sum(glyph.confidence for glyph in glyphs) / len(glyphs)
            yield ReadWord(text=text, box=_box(element), confidence=confidence, glyphs=glyphs)


def _glyphs(word: ElementTree.Element, calibration: Calibration) -> Iterator[ReadGlyph]:
    for element in word.iter():
        if element.get("class") != "ocrx_cinfo":
            continue
        text = _visible("".join(element.itertext()))
        if text:
            yield ReadGlyph(text=text, box=_box(element), confidence=calibration(_confidence(element)))


def _visible(text: str) -> str:
    """Return `text` in NFC without spaces and control characters, which no typewriter strikes.

    A comma that stands apart comes as a low quotation mark, `‚`, which in none of the languages stands alone.
    """
    composed = unicodedata.normalize("NFC", text).replace("‚", ",")
    kept = (letter for letter in composed if unicodedata.category(letter)[0] not in "CZ")
    return "".join(kept)


def _box(element: ElementTree.Element) -> Area:
    found = _BOX.search(element.get("title", ""))
    if found is None:
        raise EngineBabbled(detail=f"hOCR element without a box: {element.get('id', element.tag)}")
    left, top, right, bottom = (float(number) for number in found.groups())
    return Area(left=min(left, right), top=min(top, bottom), right=max(left, right), bottom=max(top, bottom))


def _confidence(element: ElementTree.Element) -> float:
    found = _CONFIDENCE.search(element.get("title", ""))
    if found is None:
        raise EngineBabbled(detail=f"hOCR element without a confidence: {element.get('id', element.tag)}")
    return min(1.0, max(0.0, float(found[1]) / 100.0))
