"""The comments of a DOCX: how sure a doubtful word is, and what else it may be (ISO/IEC 29500-1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docx.oxml.ns import nsmap, qn
from lxml import etree

from ocr_pipeline.formats.running.doubts import Doubt
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.languages.record import CommentWords

AUTHOR, INITIALS = "ocr_pipeline", "ocr"


def comments_xml(comments: Mapping[int, Sequence[str]], style: str) -> bytes:
    """Return the part of comments: each by its number, a text in lines; `style` is the id of that of their text."""
    root = etree.Element(qn("w:comments"), nsmap={"w": nsmap["w"]})
    for number, lines in comments.items():
        comment = etree.SubElement(root, qn("w:comment"))
        comment.set(qn("w:id"), str(number))
        comment.set(qn("w:author"), AUTHOR)
        comment.set(qn("w:initials"), INITIALS)
        for line in lines:
            paragraph = etree.SubElement(comment, qn("w:p"))
            properties = etree.SubElement(paragraph, qn("w:pPr"))
            etree.SubElement(properties, qn("w:pStyle")).set(qn("w:val"), style)
            etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t")).text = xml_text(line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def lines_of(doubt: Doubt, others: int, words: CommentWords) -> Iterable[str]:
    """Yield the lines of the comment on a doubtful word; `others`: so many of its page get none."""
    yield words.sureness.format(int(doubt.confidence * 100))
    if doubt.readings:
        yield words.perhaps
        yield from doubt.readings
    if others:
        yield words.others.format(others)
