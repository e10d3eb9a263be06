"""Markdown: a document's clean text for notes, `document.md`.

Straight underlining and letter-spacing are `*…*`, wavy underlining is `**…**`: printers set them so, in italics and in
bold. What is overstruck is `~~…~~`. A list keeps its own numbers, tables are tables, lines that count end in a
backslash; a footnote is one where it is known what calls it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.markdown.escaping import HARD_BREAK, block, heading, indented
from ocr_pipeline.formats.markdown.inline import Inline, Written, label_of
from ocr_pipeline.formats.markdown.lists import labels
from ocr_pipeline.formats.markdown.tables import table, tables_within
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.running.headings import level_of
from ocr_pipeline.formats.running.walk import Part, parts
from ocr_pipeline.records import BlockKind, Document, Table

TOGETHER = frozenset({BlockKind.CONTENTS, BlockKind.LABEL})
"""Kinds of blocks that follow one another as the lines of one paragraph."""

PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class _Item:
    """A part of the text that has text of its own: its kind, and what Markdown has for it before that text."""

    kind: BlockKind | None
    part: Part
    label: str = ""
    leave_out: int = 0


def document_text(material: Material) -> bytes:
    """Return the clean text of a document as Markdown, in UTF-8; nothing for one without text."""
    # The pieces are those of the clean text: what the reading text changes cuts none.
    document = material.document.model_copy(update={"reading_edits": ()})
    inline = Inline(document, page_marks=material.writing.page_marks)
    found = PARAGRAPH.join([*_blocks(document, inline), *inline.marks_left()])
    return as_utf8(found + "\n" if found else "")


def _blocks(document: Document, inline: Inline) -> Iterator[str]:
    """Yield the blocks of a document; text that stands between two is a paragraph."""
    for kind, group in groupby(_items(document, inline), key=lambda one: one[0].kind):
        written = list(group)
        if kind is BlockKind.LIST_ITEM:
            yield "\n".join(_list_item(item, text) for item, text in written)
        elif kind in TOGETHER:
            yield HARD_BREAK.join(line for _, text in written for line in (*text.marks, block(text.text)))
        else:
            for item, text in written:
                yield from text.marks
                yield _block(item, text.text, document.tables, inline)


def _items(document: Document, inline: Inline) -> Iterator[tuple[_Item, Written]]:
    """Yield the parts of a document that have text, as written; those that have none are counted all the same."""
    found = list(parts(document))
    named = _labelled([(part.block.kind if part.block else None, part) for part in found if part.clean.strip()])
    by_part = {id(item.part): item for item in named}
    for part in found:
        item = by_part.get(id(part))
        is_called = part.block is not None and inline.footnote(part.block) is not None
        leave_out = label_of(part.clean) if is_called else item.leave_out if item else 0
        written = inline.write(part, leave_out)
        if item is not None:
            yield item, written


def _labelled(found: Sequence[tuple[BlockKind | None, Part]]) -> Iterator[_Item]:
    for kind, group in groupby(found, key=lambda one: one[0]):
        items = [part for _, part in group]
        if kind is BlockKind.LIST_ITEM:
            before = labels([part.clean for part in items])
            yield from (_Item(kind, part, *label) for part, label in zip(items, before, strict=True))
        else:
            yield from (_Item(kind, part) for part in items)


def _list_item(item: _Item, written: Written) -> str:
    text = " ".join((*written.marks, written.text))
    return item.label + indented(block(text), len(item.label))


def _block(item: _Item, text: str, tables: Sequence[Table], inline: Inline) -> str:
    place = item.part.block
    match item.kind:
        case BlockKind.HEADING:
            return f"{'#' * level_of(item.part.clean)} {heading(text)}"
        case BlockKind.MARGIN_NOTE:
            return "> " + block(text).replace("\n", "\n> ")
        case BlockKind.FOOTNOTE if place is not None and (name := inline.footnote(place)):
            return f"[^{name}]: {indented(block(text), 4)}"
        case BlockKind.TABLE if place is not None and (found := tables_within(tables, place.start, place.end)):
            return PARAGRAPH.join(table(record) for record in found)
        case None:
            return block(text.strip())
    return block(text)


FORMAT = Format("markdown", ".md", document=document_text)
