"""PAGE XML (2019-07-15 and its earlier versions): the lines of a page's regions in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.load.xml import attribute, children, local, named
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import Metadata

_REGION = re.compile(r"\w+Region")
_INDEX = re.compile(r"readingOrder\s*\{\s*index\s*:\s*(\d+)")


def content(root: etree._Element) -> Content:
    """Return the text, a line for each TextLine; regions that the reading order leaves out come last."""
    lines: list[str] = []
    unordered = 0
    language = None
    for page in named(root, "Page"):
        language = language or attribute(page, "primaryLanguage") or None
        regions, beyond = _in_order(page)
        unordered += beyond
        for region in regions:
            lines.extend(_lines(region))
    notes = [message_of("read-as", format="PAGE XML")]
    if unordered:
        notes.append(message_of("regions-unordered", count=unordered))
    return Content(
        "\n".join(lines), "PAGE XML", metadata=Metadata(language=language), lines_are_lines=True, notes=tuple(notes)
    )


def _in_order(page: etree._Element) -> tuple[list[etree._Element], int]:
    """Return the page's outer regions in reading order, and how many of them it does not name."""
    regions = [child for child in page if _REGION.fullmatch(local(child))]
    by_id = {attribute(region, "id"): region for region in page.iter() if _REGION.fullmatch(local(region))}
    ordered: dict[etree._Element, None] = {}
    for order in children(page, "ReadingOrder"):
        for reference in _references(order):
            outer = _outer(by_id.get(reference))
            if outer is not None:
                ordered.setdefault(outer)
    if not ordered:
        return _by_index(regions), 0
    beyond = [region for region in regions if region not in ordered]
    return [*ordered, *beyond], len([region for region in beyond if any(_lines(region))])


def _outer(region: etree._Element | None) -> etree._Element | None:
    """Return the region of the page that a region is in, or is."""
    while region is not None and (above := region.getparent()) is not None and local(above) != "Page":
        region = above
    return region


def _references(group: etree._Element) -> Iterator[str]:
    """Yield the regions a group names: by index in an ordered group, as they stand in an unordered one."""
    members = [member for member in group if isinstance(member.tag, str)]
    if "Ordered" in local(group) and "Unordered" not in local(group):
        members.sort(key=lambda member: _number(attribute(member, "index")))
    for member in members:
        if attribute(member, "regionRef"):
            yield attribute(member, "regionRef")
        yield from _references(member)


def _lines(region: etree._Element) -> list[str]:
    """Return a region's lines, those of regions inside it included; its own text where it has no lines."""
    inner = [child for child in region if local(child) == "TextLine" or _REGION.fullmatch(local(child))]
    if not inner:
        text = _text(region)
        return text.splitlines() if text else []
    lines: list[str] = []
    for child in _by_index(inner):
        if local(child) == "TextLine":
            text = _text(child) or " ".join(filter(None, (_text(word) for word in children(child, "Word"))))
            lines.extend(text.splitlines())
        else:
            lines.extend(_lines(child))
    return lines


def _by_index(elements: list[etree._Element]) -> list[etree._Element]:
    """Return elements by the index that Transkribus writes into `custom`, as they stand where one has none."""
    found = [_INDEX.search(attribute(element, "custom")) for element in elements]
    if not all(found):
        return elements
    indices = [_number(index[1]) for index in found if index]
    return [element for _, element in sorted(zip(indices, elements, strict=True), key=lambda pair: pair[0])]


def _text(element: etree._Element) -> str:
    """Return the first reading of an element: the one with the lowest index."""
    readings = sorted(children(element, "TextEquiv"), key=lambda reading: _number(attribute(reading, "index")))
    for reading in readings[:1]:
        for text in (*children(reading, "Unicode"), *children(reading, "PlainText")):
            if text.text:
                return "".join(str(piece) for piece in text.itertext()).strip("\n")
    return ""


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
