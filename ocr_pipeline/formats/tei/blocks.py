"""The blocks of a text as elements: headings begin divisions, items stand in lists, and breaks between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from ocr_pipeline.formats.tei.breaks import Run
from ocr_pipeline.formats.tei.elements import NEW_LINE, XML_ID, child
from ocr_pipeline.formats.tei.inline import Inline, Item, call_id
from ocr_pipeline.formats.tei.tables import Filled, write_table
from ocr_pipeline.formats.tei.tokens import Content
from ocr_pipeline.records import Block, BlockKind

CONTAINERS = {
    BlockKind.LIST_ITEM: ("list", {}),
    BlockKind.CONTENTS: ("list", {"type": "contents"}),
    BlockKind.LABEL: ("figure", {}),
}
"""Kinds of blocks that stand together, and in what."""

ELEMENTS: dict[BlockKind, tuple[str, dict[str, str]]] = {
    BlockKind.PARAGRAPH: ("p", {}),
    BlockKind.HEADING: ("head", {}),
    BlockKind.LIST_ITEM: ("item", {}),
    BlockKind.CONTENTS: ("item", {}),
    BlockKind.SIGNATURE: ("signed", {}),
    BlockKind.TABLE: ("ab", {"type": "table"}),
    BlockKind.FOOTNOTE: ("note", {"type": "authorial", "place": "bottom"}),
    BlockKind.MARGIN_NOTE: ("note", {"type": "authorial", "place": "margin"}),
    BlockKind.LABEL: ("ab", {"type": "label"}),
}
"""What stands for a block. `ab` is a table of which the cells are not known; notes are the author's, typed on paper."""

BY_LINES = {BlockKind.VERSE: ("lg", "l"), BlockKind.ADDRESS: ("address", "addrLine")}
"""Kinds of blocks whose lines are elements."""


class Blocks:
    """Writes the blocks of a text into the element `body`."""

    def __init__(self, body: etree._Element, inline: Inline) -> None:
        self._body = body
        self._inline = inline
        self._div = self._new_div()
        self._container: etree._Element | None = None
        self._kind: BlockKind | None = None
        self._begun = self._signed = False

    def write(self, items: Iterator[Item], blocks: Sequence[Block]) -> None:
        """Write contents, those of one part as one block, and the runs between them."""
        run: Run | None = None
        going_on = frozenset(block.continues for block in blocks if block.continues is not None)
        for part, group in groupby(items, key=_part):
            found = list(group)
            if part is None:
                run = found[0] if isinstance(found[0], Run) else None
                continue
            first = found[0]
            number = first.block if isinstance(first, Content) else None
            self._block(None if number is None else blocks[number], found, run, going_on)
            run = None
        if run is not None:
            for element in self._inline.breaks(run):
                _append(self._div, element)
        if not len(self._div):
            child(self._div, "p")

    def _block(self, block: Block | None, items: Sequence[Item], run: Run | None, going_on: frozenset[int]) -> None:
        kind = None if block is None else block.kind
        parent = self._parent(kind)
        leading = list(self._inline.breaks(run)) if run is not None else []
        filled = items[0] if isinstance(items[0], Filled) and len(items) == 1 else None
        inside = leading.pop() if leading and filled is None and leading[-1].tag.endswith("}lb") else None
        for element in leading:
            _append(parent, element)
        if filled is not None:
            write_table(parent, filled, self._inline)
        elif kind in BY_LINES:
            self._by_lines(parent, kind, items, inside)
        else:
            name, attributes = ELEMENTS[kind] if kind is not None else ("ab", {})
            made = child(parent, name, attributes | _links(block, going_on))
            if inside is not None:
                made.append(inside)
            self._inline.write(made, items)
        parent[-1].tail = NEW_LINE

    def _by_lines(
        self, parent: etree._Element, kind: BlockKind, items: Sequence[Item], inside: etree._Element | None
    ) -> None:
        name, line = BY_LINES[kind]
        group = child(child(parent, "p") if kind is BlockKind.ADDRESS else parent, name)
        for begins, content in _lines(items):
            made = child(group, line)
            if inside is not None:
                made.append(inside)
                inside = None
            if begins is not None:
                for element in self._inline.breaks(begins):
                    made.append(element)
            self._inline.write(made, content)
            made.tail = NEW_LINE

    def _parent(self, kind: BlockKind | None) -> etree._Element:
        """Return where a block of a kind goes, after a division or a container is begun or ended for it."""
        if kind is BlockKind.HEADING:
            if self._begun:
                self._div = self._new_div()
        elif self._signed and kind is not BlockKind.SIGNATURE:
            self._div = self._new_div()
        if kind is not BlockKind.HEADING:
            self._begun = True
            self._signed = kind is BlockKind.SIGNATURE
        if kind != self._kind or self._container is None or self._container.getparent() is not self._div:
            self._container = None
            if kind in CONTAINERS:
                name, attributes = CONTAINERS[kind]
                self._container = child(self._div, name, attributes)
                self._container.text = self._container.tail = NEW_LINE
        self._kind = kind
        return self._div if self._container is None else self._container

    def _new_div(self) -> etree._Element:
        self._begun = self._signed = False
        made = child(self._body, "div")
        made.text = made.tail = NEW_LINE
        return made


def _links(block: Block | None, going_on: frozenset[int]) -> dict[str, str]:
    """Return what leads from a block to others: from a footnote to its call, from a paragraph to where it began."""
    if block is None:
        return {}
    return {
        XML_ID: f"b{block.start}" if block.start in going_on else "",
        "target": f"#{call_id(block)}" if block.kind is BlockKind.FOOTNOTE and block.call is not None else "",
        "prev": "" if block.continues is None else f"#b{block.continues}",
    }


def _append(parent: etree._Element, element: etree._Element) -> None:
    parent.append(element)
    element.tail = NEW_LINE


def _part(item: Item) -> int | None:
    """Return what tells the block of an item; None for a run between two blocks, whose place is told by no block."""
    return item.part if isinstance(item, Content) else item.within


def _lines(items: Sequence[Item]) -> Iterator[tuple[Run | None, list[Item]]]:
    """Yield the lines of a block that keeps them: the run with which each begins, and what stands in it."""
    begins: Run | None = None
    line: list[Item] = []
    for item in items:
        if isinstance(item, Run) and item.kind == "line":
            yield begins, line
            begins, line = item, []
        else:
            line.append(item)
    yield begins, line
