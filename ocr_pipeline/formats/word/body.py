"""The body of a DOCX: paragraphs, tables, page breaks and comment anchors as elements (ISO/IEC 29500-1, 17.3, 17.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from docx.oxml.ns import qn
from lxml import etree

from ocr_pipeline.formats.running.headings import level_of
from ocr_pipeline.formats.word.grid import Slot, rows_of, widths_of
from ocr_pipeline.formats.word.paragraphs import Grid, Paragraph, Run, whole_words
from ocr_pipeline.formats.word.styles import (
    COMMENT_REFERENCE,
    DOUBTFUL,
    HEADING,
    PAGE_MARK,
    STYLE_OF,
    TABLE,
    TEXT_WIDTH,
)
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import BlockKind, MarkKind

_SPACED = "40"
"""Added to each letter of a letter-spaced word: 2 points, in twentieths of one (17.3.2.35)."""

_LOOK_OF: Sequence[tuple[MarkKind, str, str]] = (
    (MarkKind.OVERSTRUCK, "w:strike", "true"),
    (MarkKind.LETTER_SPACED, "w:spacing", _SPACED),
    (MarkKind.UNDERLINED, "w:u", "single"),
    (MarkKind.WAVY, "w:u", "wave"),
    (MarkKind.RAISED, "w:vertAlign", "superscript"),
    (MarkKind.LOWERED, "w:vertAlign", "subscript"),
)
"""What marks are as properties of a run, in the order in which the schema has them (17.3.2.28)."""

_CHARACTER = re.compile(r"[\n\t]|[^\n\t]+")

_VAL = qn("w:val")


class Body:
    """Writes what a document is made of into an element.

    `styles` are the ids of styles by name, `commented` the numbers of doubtful words that get a comment; each is also
    the comment's. `mark` gives the mark of a page (from 0), None where pages are not marked; `breaks`: a sheet begins
    with each page.
    """

    def __init__(
        self,
        element: etree._Element,
        styles: Mapping[str, str],
        *,
        mark: Callable[[int], str] | None = None,
        breaks: bool = False,
        commented: frozenset[int] = frozenset(),
    ) -> None:
        self._body = element
        self._styles = styles
        self._mark = mark
        self._breaks = breaks
        self._commented = commented
        self._shown = -1
        """The page (from 0) of which the beginning was written last."""
        self._last = " "
        """The last character that was written."""
        self._told: set[int] = set()
        """The doubtful words that have their comment."""

    def write(self, content: Iterable[Paragraph | Grid], pages: int) -> None:
        """Write paragraphs and tables, of a document of so many pages, at the end of the element."""
        for one in content:
            if isinstance(one, Grid):
                self._table(one)
            else:
                self._paragraph(self._body, self._style_of(one), one.runs)
        if (self._mark or self._breaks) and self._shown < pages - 1:
            self._begin_pages(self._begun(self._body, STYLE_OF[BlockKind.PARAGRAPH]), pages - 1, at_start=True)

    def _style_of(self, paragraph: Paragraph) -> str:
        if paragraph.kind is BlockKind.HEADING:
            return HEADING.format(level_of(paragraph.text))
        return STYLE_OF[paragraph.kind]

    def _begun(self, parent: etree._Element, style: str) -> etree._Element:
        """Return a new paragraph of a style."""
        paragraph = etree.SubElement(parent, qn("w:p"))
        properties = etree.SubElement(paragraph, qn("w:pPr"))
        etree.SubElement(properties, qn("w:pStyle")).set(_VAL, self._styles[style])
        return paragraph

    def _paragraph(self, parent: etree._Element, style: str, runs: Iterable[Run]) -> None:
        paragraph = self._begun(parent, style)
        at_start = True
        for number, group in groupby(whole_words(runs), key=lambda run: run.doubt):
            words = list(group)
            comment = number if number in self._commented and number not in self._told else None
            if comment is not None:
                self._begin_pages(paragraph, words[0].page, at_start)
                etree.SubElement(paragraph, qn("w:commentRangeStart")).set(qn("w:id"), str(comment))
            for run in words:
                self._begin_pages(paragraph, run.page, at_start)
                self._run(paragraph, run)
                self._last, at_start = run.text[-1], False
            if comment is not None:
                self._told.add(comment)
                etree.SubElement(paragraph, qn("w:commentRangeEnd")).set(qn("w:id"), str(comment))
                reference = self._begun_run(paragraph, self._styles[COMMENT_REFERENCE])
                etree.SubElement(reference, qn("w:commentReference")).set(qn("w:id"), str(comment))

    def _begin_pages(self, paragraph: etree._Element, page: int, at_start: bool) -> None:
        """Write the beginnings of pages up to `page` that are not written yet."""
        for one in range(self._shown + 1, page + 1):
            if self._breaks and one > 0:
                if at_start:
                    # Behind the style, before all else that a paragraph of ours has (17.3.1.26).
                    etree.SubElement(paragraph[0], qn("w:pageBreakBefore"))
                else:
                    etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:br")).set(qn("w:type"), "page")
                at_start = False
                self._last = " "
            if self._mark and (mark := self._mark(one)):
                is_behind_word = not at_start and not self._last.isspace()
                written = f" {mark}" if is_behind_word else f"{mark} "
                self._text(self._begun_run(paragraph, self._styles[PAGE_MARK]), written)
                self._last, at_start = written[-1], False
        self._shown = max(self._shown, page)

    def _begun_run(self, paragraph: etree._Element, style: str) -> etree._Element:
        """Return a new run of a style."""
        run = etree.SubElement(paragraph, qn("w:r"))
        etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rStyle")).set(_VAL, style)
        return run

    def _run(self, paragraph: etree._Element, run: Run) -> None:
        element = etree.SubElement(paragraph, qn("w:r"))
        if run.marks or run.doubt is not None:
            properties = etree.SubElement(element, qn("w:rPr"))
            if run.doubt is not None:
                etree.SubElement(properties, qn("w:rStyle")).set(_VAL, self._styles[DOUBTFUL])
            looks = {name: value for kind, name, value in _LOOK_OF if kind in run.marks}
            for name, value in looks.items():
                etree.SubElement(properties, qn(name)).set(_VAL, value)
        self._text(element, run.text)

    @staticmethod
    def _text(run: etree._Element, text: str) -> None:
        for part in _CHARACTER.findall(text):
            if part == "\n":
                etree.SubElement(run, qn("w:br"))
            elif part == "\t":
                etree.SubElement(run, qn("w:tab"))
            else:
                element = etree.SubElement(run, qn("w:t"))
                element.text = xml_text(part)
                if part != part.strip():
                    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _table(self, grid: Grid) -> None:
        first = next((run.page for cell in grid.cells for run in cell.runs), self._shown)
        if (self._mark or self._breaks) and first > self._shown:
            self._begin_pages(self._begun(self._body, STYLE_OF[BlockKind.TABLE]), first, at_start=True)
        if len(self._body) and self._body[-1].tag == qn("w:tbl"):
            # Word makes one table of two that have no paragraph between them.
            self._begun(self._body, STYLE_OF[BlockKind.TABLE])
        table = etree.SubElement(self._body, qn("w:tbl"))
        properties = etree.SubElement(table, qn("w:tblPr"))
        etree.SubElement(properties, qn("w:tblStyle")).set(_VAL, self._styles[TABLE])
        width = etree.SubElement(properties, qn("w:tblW"))
        width.set(qn("w:w"), "0")
        width.set(qn("w:type"), "auto")
        columns = etree.SubElement(table, qn("w:tblGrid"))
        widths = widths_of(grid, TEXT_WIDTH)
        for one in widths:
            etree.SubElement(columns, qn("w:gridCol")).set(qn("w:w"), str(one))
        for row in rows_of(grid):
            element, column = etree.SubElement(table, qn("w:tr")), 0
            for slot in row:
                self._cell(element, slot, sum(widths[column : column + slot.columns]))
                column += slot.columns

    def _cell(self, row: etree._Element, slot: Slot, wide: int) -> None:
        element = etree.SubElement(row, qn("w:tc"))
        properties = etree.SubElement(element, qn("w:tcPr"))
        width = etree.SubElement(properties, qn("w:tcW"))
        width.set(qn("w:w"), str(wide))
        width.set(qn("w:type"), "dxa")
        if slot.columns > 1:
            etree.SubElement(properties, qn("w:gridSpan")).set(_VAL, str(slot.columns))
        if slot.merged:
            etree.SubElement(properties, qn("w:vMerge")).set(_VAL, slot.merged)
        self._paragraph(element, STYLE_OF[BlockKind.TABLE], slot.runs)
