"""ALTO XML (versions 2 to 4): the lines of the pages' blocks, hyphens as typed."""

from __future__ import annotations

from lxml import etree

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.load.xml import attribute, children, local, named
from ocr_pipeline.compare.records import Metadata, PageMark, Span

_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
"""The parts of a page as a reader meets them; the schema has every margin before the print space."""

_HYPHENS = "-‐‑¬\xad="


def content(root: etree._Element) -> Content:
    """Return the text, a line for each TextLine.

    A line ends with its HYP, if it has one; a word that is told to be hyphenated and shows no hyphen stays whole, on
    the line it begins on.
    """
    pieces: list[str] = []
    marks: list[PageMark] = []
    length = 0
    pages = list(named(root, "Page"))
    for page in pages:
        printed = attribute(page, "PRINTED_IMG_NR")
        if printed or len(pages) > 1:
            number = int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 7 else None
            typed = f'<Page PRINTED_IMG_NR="{printed}"/>' if printed else "<Page/>"
            marks.append(PageMark(place=Span(start=length, end=length), typed=typed, number=number))
        for line in _lines(page):
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
        notes=("read as ALTO XML",),
    )


def _lines(page: etree._Element) -> list[str]:
    parts = [part for name in _SPACES for part in children(page, name)]
    lines = (_line(line) for part in parts for line in named(part, "TextLine"))
    return [line for line in lines if line]


def _line(line: etree._Element) -> str:
    """Return the line as typed."""
    hyphen = "".join(attribute(mark, "CONTENT") or "-" for mark in children(line, "HYP"))
    words: list[str] = []
    for string in children(line, "String"):
        part, typed, whole = (attribute(string, name) for name in ("SUBS_TYPE", "CONTENT", "SUBS_CONTENT"))
        if part == "HypPart1" and whole and not hyphen and not typed.endswith(tuple(_HYPHENS)):
            words.append(whole)
        elif not (part == "HypPart2" and _was_whole(line)):
            words.append(typed)
    return " ".join(word for word in words if word) + hyphen


def _was_whole(line: etree._Element) -> bool:
    """Return whether the line before gives its hyphenated word whole."""
    before = line.getprevious()
    while before is not None and local(before) != "TextLine":
        before = before.getprevious()
    if before is None or children(before, "HYP"):
        return False
    strings = children(before, "String")
    return bool(strings) and (
        attribute(strings[-1], "SUBS_TYPE") == "HypPart1"
        and bool(attribute(strings[-1], "SUBS_CONTENT"))
        and not attribute(strings[-1], "CONTENT").endswith(tuple(_HYPHENS))
    )
