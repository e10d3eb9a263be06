"""HTML as the lines that a browser would show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

_BLOCKS = (
    *("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "br", "hr", "dt", "dd", "dl"),
    *("section", "article", "header", "footer", "figure", "figcaption", "ul", "ol", "table", "address", "aside"),
)


@dataclass(frozen=True)
class HtmlBlock:
    """A line of HTML as it is shown; `typed`: its white space stands as it is typed."""

    text: str
    typed: bool


def text_of_html(markup: str) -> str:
    """Return what a browser would show of `markup`: white space collapsed, a line for each block, a tab
    between the cells of a row, no scripts; within `<pre>` lines as they are."""
    return shown(blocks_of_html(markup))


class _BlockEdge(NavigableString):
    """Stands in the tree where a block begins or ends; a string without characters would not be found again."""


class _CellEdge(NavigableString):
    """Stands in the tree before a cell."""


def blocks_of_html(markup: str) -> list[HtmlBlock]:
    """Return the lines that a browser would show of `markup`, in their order."""
    soup = BeautifulSoup(markup.lstrip("\ufeff"), "html.parser")
    for tag in soup(["script", "style", "head"]):
        tag.decompose()
    for tag in soup.find_all(("td", "th")):
        if isinstance(tag, Tag):
            tag.insert_before(_CellEdge("\t"))  # a cell that is never closed holds the next
    for tag in soup.find_all(_BLOCKS):
        if isinstance(tag, Tag):
            tag.insert_before(_BlockEdge("\n"))
            tag.insert_after(_BlockEdge("\n"))
    typed = {id(string) for tag in soup("pre") if isinstance(tag, Tag) for string in tag.find_all(string=True)}
    lines = _Lines()
    for string in soup.find_all(string=True):
        if isinstance(string, _BlockEdge):
            lines.end()
        elif isinstance(string, _CellEdge):
            lines.begin_cell()
        elif isinstance(string, PreformattedString):
            continue  # a comment, a doctype: not shown
        elif id(string) in typed:
            first, *following = re.split(r"\r\n?|\n", string)
            lines.add(first, typed=True)
            for line in following:
                lines.end(typed=True)
                lines.add(line, typed=True)
        else:
            lines.add(re.sub(r"\s+", " ", string), typed=False)
    lines.end()
    return lines.blocks


class _Lines:
    """Gathers the strings of HTML into the lines that a browser shows."""

    def __init__(self) -> None:
        self.blocks: list[HtmlBlock] = []
        self._pieces: list[str] = []
        self._typed = False
        self._within_pre = False
        self._in_row = False

    def begin_cell(self) -> None:
        """Begin a cell: the first of a row stands at its start, though it be empty."""
        if self._in_row:
            self.add("\t", typed=False)
        self._in_row = True

    def add(self, piece: str, *, typed: bool) -> None:
        """Put a piece on the line."""
        self._pieces.append(piece)
        self._typed = self._typed or typed

    def end(self, *, typed: bool = False) -> None:
        """End the line; one without text is kept where line ends on both its sides are `typed`."""
        text = "".join(self._pieces)
        text = _without_end(text) if self._typed else _collapsed(text)
        if text.strip() or (typed and self._within_pre):
            self.blocks.append(HtmlBlock(text, self._typed))
        self._pieces, self._typed, self._within_pre, self._in_row = [], False, typed, False


def _without_end(text: str) -> str:
    """Return a line without the white space at its end, but for tabs: these are empty cells."""
    return re.sub(r"[^\S\t]+$", "", text)


def _collapsed(text: str) -> str:
    return re.sub(r" *\t *", "\t", re.sub(r"[^\S\t]+", " ", text)).strip(" ")


def shown(blocks: Sequence[HtmlBlock]) -> str:
    """Return the text of lines."""
    return "\n".join(block.text for block in blocks)
