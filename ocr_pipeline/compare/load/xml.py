"""XML from anywhere, parsed so that it can do no harm.

Entities are not resolved and nothing is fetched, so that an entity bomb or a reference to a file on this machine stays
the few characters it is; a document that is nested too deep or has a text too long for libxml2's limits is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ocr_pipeline.errors import TranscriptionBroken


def parsed(data: bytes, subject: str) -> etree._Element:
    """Return the root element. Raises `TranscriptionBroken` if the XML is not well-formed or beyond all measure."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TranscriptionBroken(subject, str(error)) from error


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; `&name;` for an entity that was not resolved."""
    if not isinstance(element.tag, str):
        return f"&{getattr(element, 'name', '') or ''};"
    return element.tag.rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its name without namespace, empty if there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the element and its descendants that have one of the names, in document order."""
    return (found for found in element.iter() if local(found) in names)


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children that have one of the names."""
    return [child for child in element if local(child) in names]


def words_of(element: etree._Element | None) -> str | None:
    """Return an element's whole text, white space collapsed; None if there is no element or no text."""
    if element is None:
        return None
    return " ".join("".join(str(piece) for piece in element.itertext()).split()) or None
