"""The pages of a document as a list of all of them needs them: little of each, but all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.boxes import PageBoxes, Pixels
from ocr_pipeline.formats.placed.parts import placed_page
from ocr_pipeline.formats.placed.steps import languages_read
from ocr_pipeline.records import NumberSource, Page, PageSpan, ScanRef, replace
from ocr_pipeline.text.page_marks import number_text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or what a cell of a table has of one: its name on the page, its text as typed, its place."""

    id: str
    text: str
    place: Pixels


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a document: its record without lines, None where that is gone, its lines, and its language (BCP 47).

    The lines are in reading order, none where they were not asked for; the language is empty where it is not known.
    """

    span: PageSpan
    page: Page | None
    lines: tuple[Line, ...] = ()
    language: str = ""

    @property
    def scan(self) -> ScanRef | None:
        """Return the scan that it was read from, where that is known."""
        return self.page.scan if self.page else None


def leaves(material: Material, *, with_lines: bool = False) -> tuple[Leaf, ...]:
    """Return the pages of a document in its order, all of them."""
    places = {span.id: place for place, span in enumerate(material.document.pages)}
    found = {
        page.id: _leaf(material, places[page.id], page, with_lines) for page in material.pages if page.id in places
    }
    return tuple(found.get(span.id, Leaf(span, None)) for span in material.document.pages)


def _leaf(material: Material, place: int, page: Page, with_lines: bool) -> Leaf:
    lean = replace(page, lines=(), set_apart=(), marks=(), regions=())
    if not with_lines:
        return Leaf(material.document.pages[place], lean)
    placed = placed_page(material, place, page)
    boxes, languages = PageBoxes(placed), languages_read(material, placed)
    lines = tuple(Line(line.id, line.text, boxes.lines([line])) for line in placed.lines)
    return Leaf(placed.span, lean, lines, languages[0].tag if languages else "")


def printed_label(span: PageSpan) -> str | None:
    """Return the number of a page as catalogues give it: one that no one typed in square brackets (ISBD, area 0.3).

    None where it is not known.
    """
    number = span.number
    if number is None:
        return None
    return f"[{number_text(number)}]" if number.source is NumberSource.INFERRED else number_text(number)


def of_several(all_leaves: Iterable[Leaf]) -> frozenset[str]:
    """Return the paths of the scans' files that hold several frames, as far as the document tells; of all PDFs."""
    return frozenset(_of_several(all_leaves))


def _of_several(all_leaves: Iterable[Leaf]) -> Iterator[str]:
    for leaf in all_leaves:
        if (scan := leaf.scan) is not None and (scan.frame > 0 or scan.path.lower().endswith(".pdf")):
            yield scan.path
