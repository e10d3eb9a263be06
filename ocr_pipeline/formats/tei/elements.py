"""Elements of TEI, and text in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from ocr_pipeline.formats.xml_text import xml_text

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DEFAULT = cast("dict[str, str]", {None: NAMESPACE})
"""The default namespace has no prefix: `None`, which the stubs of lxml do not know."""

NEW_LINE = "\n"
"""In the file: for people, no text."""


def element(name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Return an element of TEI; an attribute without value is left out."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_DEFAULT)
    for key, value in (attributes or {}).items():
        if value:
            made.set(key, xml_text(value))
    return made


def child(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> etree._Element:
    """Return a new element at the end of another one, with a text in it."""
    made = element(name, attributes)
    parent.append(made)
    if text:
        made.text = xml_text(text)
    return made


def write(parent: etree._Element, text: str) -> None:
    """Add text at the end of an element."""
    if not text:
        return
    text = xml_text(text)
    # To ask for the number of children is to count them: of a paragraph of a whole document, each time.
    last = next(parent.iterchildren(reversed=True), None)
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def certainty(value: float) -> str:
    """Return a confidence, 0 to 1, as an attribute (teidata.probCert)."""
    return f"{value:.2f}"
