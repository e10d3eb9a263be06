"""ALTO XML (versions 2 to 4): the lines of the pages' blocks, hyphens as typed."""

from __future__ import annotations

from lxml import etree

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.load.xml import attribute, children, named
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import Metadata, PageMark, Span

_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
"""The parts of a page as a reader meets them; the schema has every margin before the print space."""

_HYPHENS = "-‐‑¬\xad="


def content(root: etree._Element) -> Content:
    """Return the text, a line for each TextLine.

    A line ends with its HYP, if it has one; a word that is stated to be hyphenated and shows no hyphen stays whole, on
    the line it begins on.
    """
    pieces: list[str] = []
    marks: list[PageMark] = []
    length = 0
    pages = list(named(root, "Page"))
    lines = _Lines()
    for page in pages:
        printed = attribute(page, "PRINTED_IMG_NR")
        if printed or len(pages) > 1:
            number = int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 7 else None
            typed = f'<Page PRINTED_IMG_NR="{printed}"/>' if printed else "<Page/>"
            marks.append(PageMark(place=Span(start=length, end=length), typed=typed, number=number))
        for line in lines.of(page):
            pieces.append(line + "\n")
            length += len(line) + 1
    text = "".join(pieces).removesuffix("\n")
    marks = [mark for mark in marks if mark.place.end <= len(text)]
    language = next((attribute(block, "LANG") for block in named(root, "TextBlock") if attribute(block, "LANG")), None)
    return Content(
        text,
        "ALTO XML",
        marks=tuple(marks),
        metadata=Metadata(language=language),
        lines_are_lines=True,
        notes=(message_of("read-as", format="ALTO XML"),),
    )


class _Lines:
    """Reads lines in their order, and keeps the word that the line it began on gives whole.

    Its second half may stand in another block or on the next page, with a page number or a heading between them.
    """

    def __init__(self) -> None:
        self._whole = ""

    def of(self, page: etree._Element) -> list[str]:
        """Return the lines of a page that have text."""
        parts = [part for name in _SPACES for part in children(page, name)]
        lines = (self._line(line) for part in parts for line in named(part, "TextLine"))
        return [line for line in lines if line]

    def _line(self, line: etree._Element) -> str:
        """Return the line as typed."""
        hyphen = "".join(attribute(mark, "CONTENT") or "-" for mark in children(line, "HYP"))
        words: list[str] = []
        for string in children(line, "String"):
            part, typed, whole = (attribute(string, name) for name in ("SUBS_TYPE", "CONTENT", "SUBS_CONTENT"))
            if part == "HypPart1":
                self._whole = "" if hyphen or typed.endswith(tuple(_HYPHENS)) else whole
                words.append(self._whole or typed)
            elif part == "HypPart2" and self._whole and whole in (self._whole, ""):
                self._whole = ""
            else:
                words.append(typed)
        return " ".join(word for word in words if word) + hyphen
