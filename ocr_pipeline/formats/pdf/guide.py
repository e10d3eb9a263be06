"""What leads a reader through a PDF: the printed numbers of its pages as labels, and its outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from ocr_pipeline.formats.running.headings import headings
from ocr_pipeline.formats.running.walk import parts
from ocr_pipeline.records import Document, PageSpan
from ocr_pipeline.text.page_marks import number_text

LONGEST_TITLE = 200
"""Characters of a heading that the outline shows."""

_SPACE = re.compile(r"\s+")
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
"""What no line of text holds, or no text of XML: controls, halves of characters, no characters."""

_MOST_LABELLED = 2**31 - 1
"""The largest number of a label; viewers count with 32 bits."""


@dataclass(frozen=True)
class Leaf:
    """What is known of a page of the PDF: its place in the document, why it is empty where it is, and where on it the
    lines of its text begin, top left corners in points, None where it is turned and no place on it is named."""

    span: PageSpan
    empty: str | None = None
    lines: tuple[tuple[float, float], ...] | None = None


def shown_text(text: str) -> str:
    """Return a text as a line that any PDF and its metadata can hold."""
    return _SPACE.sub(" ", _UNWRITABLE.sub(" ", text)).strip()


def title_of(document: Document) -> str:
    """Return the title of a document: the name of its folder or file."""
    return shown_text(document.name.rstrip("/").rsplit("/", 1)[-1]) or "-"


def add_labels(pdf: pikepdf.Pdf, leaves: Sequence[Leaf]) -> None:
    """Label each page with the number that stands on it; one without a number with its name.

    Roman numbers are labelled so, in small letters where any is typed in them. What is to be known of an empty page
    stands in its label.
    """
    typed = {number.typed for leaf in leaves if (number := leaf.span.number) and number.roman and number.typed}
    roman = pikepdf.Name.r if any(one.islower() for one in typed) else pikepdf.Name.R
    entries: list[int | pikepdf.Dictionary] = []
    expected: tuple[pikepdf.Name, int] | None = None
    for place, leaf in enumerate(leaves):
        number = leaf.span.number
        if leaf.empty is None and number is not None and 1 <= number.number <= _MOST_LABELLED:
            style = roman if number.roman else pikepdf.Name.D
            if expected != (style, number.number):
                entries += [place, pikepdf.Dictionary(S=style, St=number.number)]
            expected = style, number.number + 1
        else:
            entries += [place, pikepdf.Dictionary(P=_label(leaf))]
            expected = None
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(entries))


def _label(leaf: Leaf) -> str:
    number = leaf.span.number
    name = shown_text(leaf.span.id) if number is None else number_text(number)
    return name if leaf.empty is None else f"{name} {leaf.empty}"


def add_outline(pdf: pikepdf.Pdf, document: Document, leaves: Sequence[Leaf]) -> None:
    """Give a PDF with labels its outline: the document, below it its headings, each below that whose number it goes on;
    where it has none, its pages' labels.
    """
    if not leaves:
        return
    items = _nested(_headings(document, leaves)) or [
        pikepdf.OutlineItem(page.label, place, "Fit") for place, page in enumerate(pdf.pages)
    ]
    with pdf.open_outline() as outline:
        root = pikepdf.OutlineItem(title_of(document), 0, "Fit")
        root.children.extend(items)
        outline.root.append(root)


def _nested(items: Iterable[tuple[int, pikepdf.OutlineItem]]) -> list[pikepdf.OutlineItem]:
    """Return items with their levels as a tree: each is below the last one of a lesser level before it."""
    top: list[pikepdf.OutlineItem] = []
    above: list[tuple[int, pikepdf.OutlineItem]] = []
    for level, item in items:
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].children if above else top).append(item)
        above.append((level, item))
    return top


def _headings(document: Document, leaves: Sequence[Leaf]) -> Iterator[tuple[int, pikepdf.OutlineItem]]:
    """Yield the headings of a document in their order: the level of each, and the item that leads to it."""
    for heading in headings(parts(document)):
        title, leaf = shown_text(heading.text)[:LONGEST_TITLE], leaves[heading.page]
        line = document.diplomatic.count("\n", leaf.span.start, heading.start)
        if not title:
            continue
        if leaf.lines is None or line >= len(leaf.lines):
            yield heading.level, pikepdf.OutlineItem(title, heading.page, "Fit")
        else:
            left, top = leaf.lines[line]
            yield heading.level, pikepdf.OutlineItem(title, heading.page, "XYZ", left=left, top=top)
