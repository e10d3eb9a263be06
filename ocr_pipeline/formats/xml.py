"""XML as this program writes it: UTF-8, and no character in it that XML 1.0 forbids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lxml import etree

from ocr_pipeline.formats.xml_text import xml_text

_SPECIAL = re.compile("[^ !#-%'-;=?-~\xa0-\ud7ff]")
"""What may not stand in markup as it is, and what seldom occurs."""

_REFERENCES = {ord(one): f"&#{ord(one)};" for one in '&<>"\t\n\r'}


def markup(name: str, attributes: Mapping[str, str], inner: str = "") -> str:
    """Return the markup of an element that holds `inner`, which is markup: for those of which a page has thousands."""
    written = "".join([f' {key}="{escaped(value)}"' for key, value in attributes.items()])
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def escaped(text: str) -> str:
    """Return a text as it stands in markup, within an attribute too."""
    return xml_text(text).translate(_REFERENCES) if _SPECIAL.search(text) else text


def xml_bytes(root: etree._Element) -> bytes:
    """Return a document as UTF-8, indented where an element holds elements alone."""
    return b"<?xml version='1.0' encoding='UTF-8'?>\n" + etree.tostring(root, encoding="UTF-8", pretty_print=True)


class Vocabulary:
    """The elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        """Take the namespace's URI."""
        self._namespace = namespace
        self._tag = cache(f"{{{namespace}}}".__add__)

    def add(self, above: etree._Element, name: str, attributes: dict[str, str] | None = None) -> etree._Element:
        """Return a new last child of an element, of a local name."""
        return etree.SubElement(above, self._tag(name), attributes)

    def add_markup(self, above: etree._Element, written: str) -> None:
        """Add elements at the end of an element, as `markup` gives them: a fifth of the time of making each."""
        above.extend(etree.fromstring(f'<x xmlns="{self._namespace}">{written}</x>'))
