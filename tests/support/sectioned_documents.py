"""Documents with headings, each page a list of its blocks."""

from __future__ import annotations

from ocr_pipeline.records import Block, BlockKind, EditKind, PageSpan, PageState
from tests.support.generated_documents import Typing


def document_of(*pages):
    """A document of these pages: each a list of blocks, a heading where it begins with #."""
    typing = Typing()
    for number, blocks in enumerate(pages):
        if number:
            typing.type("\f", "")
        begin = len(typing.text)
        for at, block in enumerate(blocks):
            if at:
                typing.type("\n", "\n\n", EditKind.PARAGRAPH)
            kind = BlockKind.HEADING if block.startswith("#") else BlockKind.PARAGRAPH
            start, end = typing.type(block.removeprefix("#"))
            typing.blocks.append(Block(kind=kind, start=start, end=end))
        state = PageState.DONE if blocks else PageState.BLANK
        typing.pages.append(PageSpan(id=f"{number}", state=state, start=begin, end=len(typing.text)))
    return typing.document()
