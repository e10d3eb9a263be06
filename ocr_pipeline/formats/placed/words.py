"""The words of a page as a table parted by tabs, a row a word: for statistics and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.boxes import PageBoxes
from ocr_pipeline.formats.placed.parts import Part, PlacedPage, PlacedWord, placed_page
from ocr_pipeline.formats.tables import tab_table
from ocr_pipeline.records import Page, Word
from ocr_pipeline.text.page_marks import number_text

COLUMNS = (
    "page",
    "page number",
    "region",
    "kind",
    "row",
    "column",
    "line",
    "word",
    "start",
    "end",
    "left",
    "top",
    "right",
    "bottom",
    "confidence",
    "typed",
    "clean",
    "reading",
    "whole word",
    "marks",
    "alternatives",
)
"""Regions, rows, columns, lines and words are counted from 1 on each page; `start` and `end` are places in the
diplomatic text of the document, from 0; the box is in pixels of the scan. `clean` and `reading` are what these layers
have of the word; `whole word` is what it is together with its other half, where the end of a line broke it.
`alternatives` are what else its characters may be: the number of the character, the text, its probability."""


def word_table(material: Material, place: int, page: Page) -> bytes:
    """Return the table of the words of a page of a document, by its number there, from 0."""
    placed = placed_page(material, place, page)
    return as_utf8(tab_table(COLUMNS, _rows(placed)))


def _rows(placed: PlacedPage) -> Iterator[tuple[str, ...]]:
    number = number_text(placed.span.number) if placed.span.number else ""
    boxes, text = PageBoxes(placed), placed.text
    for region_number, region in enumerate(placed.regions, start=1):
        for part in region.parts:
            before = (placed.page.id, number, str(region_number), part.kind.value, *_cell(part))
            for line in part.lines:
                for word in line.words:
                    yield (
                        *before,
                        *(str(one + 1) for one in word.place),
                        str(word.start),
                        str(word.end),
                        *map(str, boxes.word(word)),
                        f"{word.word.confidence:.4g}",
                        word.word.text,
                        text.clean(word.start, word.end),
                        text.reading(word.start, word.end),
                        word.half.whole if word.half else "",
                        _marks(word),
                        _alternatives(word.word),
                    )


def _cell(part: Part) -> tuple[str, str]:
    return (str(part.cell.row + 1), str(part.cell.column + 1)) if part.cell else ("", "")


def _marks(word: PlacedWord) -> str:
    partly = {kind for kind, _, _ in word.partly}
    return "; ".join(
        [*(kind.value for kind in sorted(word.styles)), *(f"{kind.value} in part" for kind in sorted(partly))]
    )


def _alternatives(word: Word) -> str:
    return "; ".join(
        f"{number} {other.text} {other.probability:.4g}"
        for number, glyph in enumerate(word.glyphs, start=1)
        for other in glyph.alternatives
    )


FORMAT = Format("tsv", ".words.tsv", leaf=word_table)
