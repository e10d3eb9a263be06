"""The blocks of a document: its paragraphs, and what stands as one, by how its lines meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ocr_pipeline.records import Block, BlockKind, RegionKind
from ocr_pipeline.text.joining.joints import PARAGRAPH_BREAK, Joint
from ocr_pipeline.text.text_layout import LaidLine, TextLayout

_SET_OFF = {
    RegionKind.PICTURE: BlockKind.LABEL,
    RegionKind.FOOTNOTE: BlockKind.FOOTNOTE,
    RegionKind.MARGIN: BlockKind.MARGIN_NOTE,
}


def blocks_of(found: Iterable[Joint], layout: TextLayout) -> Iterator[Block]:
    """Yield the blocks of a text whose lines meet so, in their order; in one whose lines are all kept, every line."""
    first: LaidLine | None = None
    for joint in found:
        if joint.above is not None and first is not None and _parts(joint):
            yield Block(kind=_kind(first, layout), start=first.start, end=joint.above.end)
            first = joint.below
        elif joint.above is None:
            first = joint.below


def _parts(joint: Joint) -> bool:
    """Return whether a block ends at a joint."""
    return joint.below is None or (joint.written or "").startswith(PARAGRAPH_BREAK)


def _kind(first: LaidLine, layout: TextLayout) -> BlockKind:
    if layout.is_in_table(first):
        return BlockKind.TABLE
    return _SET_OFF.get(first.set_off, BlockKind.PARAGRAPH) if first.set_off else BlockKind.PARAGRAPH
