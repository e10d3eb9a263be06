"""The blocks of a document: paragraphs, and what stands as one, and the white space that parts them.

One rule: an empty line parts blocks. Within a block that keeps its lines (verse, an address, a signature, the rows of a
table, a heading of several lines) one line feed stands between them, and so it does between the items of a list and the
entries of a table of contents, each a block of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.records import Block, EditKind
from ocr_pipeline.text.joining.joints import PARAGRAPH_BREAK, Joint, Surroundings
from ocr_pipeline.text.joining.kinds import Setting, ends_block, kinds_of, spans
from ocr_pipeline.text.joining.units import units_of
from ocr_pipeline.text.text_layout import LINE_BREAK


def settled(
    found: Sequence[Joint], around: Surroundings, stressed: frozenset[int] = frozenset()
) -> tuple[tuple[Joint, ...], tuple[Block, ...]]:
    """Return the joints with what is written between blocks and within them, and the blocks in their order.

    `stressed`: where lines start that are letter-spaced or underlined as a whole.
    """
    units = list(units_of(found, around.layout))
    kinds = kinds_of(units, Setting(around.language, around.kept, stressed))
    at_start = {unit.start: number for number, unit in enumerate(units)}
    joints = []
    for joint in found:
        number = at_start.get(joint.below.start, 0) if joint.below else 0
        if not number or joint.written is None or joint.kind is EditKind.PAGES_ABSENT:
            joints.append(joint)
        elif ends_block(kinds[number - 1], kinds[number]):
            joints.append(replace(joint, written=PARAGRAPH_BREAK, kind=EditKind.PARAGRAPH))
        else:
            joints.append(_kept(joint, further=kinds[number][1]))
    return tuple(joints), tuple(Block(kind=kind, start=start, end=end) for kind, start, end in spans(units, kinds))


def _kept(joint: Joint, *, further: bool) -> Joint:
    """Return a joint at which a line feed stands, and in a text without images within a block the indent behind it."""
    if joint.above is None or joint.below is None:
        return joint
    indent = 0
    if further and joint.below.source is None and joint.above.page == joint.below.page:
        indent = round(joint.below.place.left)
    kind = EditKind.PAGE_JOIN if joint.above.page != joint.below.page else EditKind.LINE_JOIN
    return replace(joint, written=LINE_BREAK + " " * indent, kind=kind)
