"""HTML as the lines that a browser would show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from ocr_pipeline.errors import TextIsNoText
from ocr_pipeline.interchange.html import html_tree

_UNSEEN = frozenset(("script", "style", "head"))
_CELLS = frozenset(("td", "th"))
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


def blocks_of_html(markup: str, subject: str = "") -> list[HtmlBlock]:
    """Return the lines that a browser would show of `markup`, in their order.

    Raises `TextIsNoText`, which names `subject`, for markup beyond all measure (`html_tree`).
    """
    root = html_tree(markup.lstrip("\ufeff"), subject, TextIsNoText)
    lines = _Lines()
    typed = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = str(element.tag)
        if event == "start":
            if name in _UNSEEN:
                walk.skip_subtree()
                continue
            if name in _BLOCKS:
                lines.end()
            elif name in _CELLS:
                lines.begin_cell()
            typed += name == "pre"
            lines.write(element.text, typed=typed > 0)
            continue
        typed -= name == "pre"
        if name in _BLOCKS:
            lines.end()
        lines.write(element.tail, typed=typed > 0)
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

    def write(self, text: str | None, *, typed: bool) -> None:
        """Add a text of the page: where its white space is not typed, runs of it are one space."""
        if not text:
            return
        if not typed:
            self.add(re.sub(r"\s+", " ", text), typed=False)
            return
        first, *following = re.split(r"\r\n?|\n", text)
        self.add(first, typed=True)
        for line in following:
            self.end(typed=True)
            self.add(line, typed=True)

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
