"""XML from anywhere, parsed so that it can do no harm.

Entities are not resolved and nothing is fetched. A document that declares entities of the kind that attacks are made of
is refused and named as what it is: those that stand for a file or an address (XXE), those made of others ("billion
laughs"), and long ones, which a short file repeats ("quadratic blow-up"). A document that is nested too deep or has
a text too long for libxml2's limits is refused as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ocr_pipeline.errors import InputError, TranscriptionBroken, XmlHarmful

LONGEST_ENTITY = 1000
"""Characters of an entity that is no attack: those that stand for a letter, a name or a phrase have fewer."""

LARGEST = 64 * 2**20
"""Bytes of a document, at most: of empty elements alone it fills 2 GB of memory, of text a tenth."""

_REFERENCE = re.compile(r"[&%][^#\s;&%]+;")
"""A reference to another entity; one to a character (`&#38;`) unfolds to nothing more."""

_EXPLODED = re.compile(r"amplification|entity reference loop|entity loop", re.IGNORECASE)
"""How libxml2 says that it stopped unfolding entities."""


def parsed(data: bytes, subject: str, broken: type[InputError] = TranscriptionBroken) -> etree._Element:
    """Return the root element.

    Raises `broken` if the XML is not well-formed or beyond all measure, `XmlHarmful` for entities that attack.
    """
    if len(data) > LARGEST:
        raise broken(subject, f"XML of more than {LARGEST // 2**20} MB")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if _EXPLODED.search(str(error)):
            raise XmlHarmful(subject, "entities that unfold without end") from error
        raise broken(subject, str(error)) from error
    refuse_attack(root, subject)
    return root


def refuse_attack(root: etree._Element, subject: str) -> None:
    """Raise `XmlHarmful` for a document that declares an entity of the kinds that attacks are made of."""
    declared = root.getroottree().docinfo.internalDTD
    entities = declared.iterentities() if declared is not None else ()  # type: ignore[attr-defined]
    for entity in entities:
        # What stands for something outside the file has no content here.
        if entity.content is None:
            raise XmlHarmful(subject, f"the entity {entity.name} stands for a file or an address")
        if _REFERENCE.search(entity.orig or entity.content):
            raise XmlHarmful(subject, f"the entity {entity.name} is made of other entities")
        if len(entity.content) > LONGEST_ENTITY:
            raise XmlHarmful(subject, f"the entity {entity.name} has {len(entity.content)} characters")


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
