"""The pieces that blocks are made of: lines that run on, and what of their place on paper says what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ocr_pipeline.records import BlockKind, RegionKind
from ocr_pipeline.text.joining.joints import Joint
from ocr_pipeline.text.joining.paragraphs import GAP_LINES, SHORT_CHARACTERS, Meeting
from ocr_pipeline.text.text_layout import Frame, LaidLine, Measures, TextLayout

FULL_PARAGRAPH = 100
"""Characters from which a line of a text whose lines are paragraphs is one, and no short line."""

_SET_OFF = {
    RegionKind.PICTURE: BlockKind.LABEL,
    RegionKind.FOOTNOTE: BlockKind.FOOTNOTE,
    RegionKind.MARGIN: BlockKind.MARGIN_NOTE,
}


@dataclass(frozen=True)
class Unit:
    """Lines that run on, or stand together whatever they say, with their place on the page in characters.

    `left`: how far the first line begins to the right of the text's edge; `rest`: how far the last one ends before the
    right edge; `width`: of the text there. `gap`: line distances down from the unit before; None where that stands on
    another page or column. `meets`: how it meets the unit before. `fixed`: what its region says it is. `unwrapped`:
    lines of this text are paragraphs, and their places say nothing.
    """

    lines: tuple[LaidLine, ...]
    meets: Meeting
    left: float
    rest: float
    width: float
    gap: float | None
    fixed: BlockKind | None = None
    unwrapped: bool = False

    @cached_property
    def text(self) -> str:
        """Return its lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def start(self) -> int:
        """Return where it starts in the diplomatic text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return where it ends in the diplomatic text."""
        return self.lines[-1].end

    @property
    def is_short(self) -> bool:
        """Return whether it is one line that ends well before the edge."""
        if self.unwrapped:
            return len(self.lines) == 1 and len(self.lines[0].text) < FULL_PARAGRAPH / 2
        return len(self.lines) == 1 and (self.rest >= SHORT_CHARACTERS or self.left >= self.width / 3)

    @property
    def is_prose(self) -> bool:
        """Return whether it is running text: lines that run on, or a full one from the edge."""
        if self.unwrapped:
            return len(self.text) >= FULL_PARAGRAPH
        return len(self.lines) > 1 or not self.is_short

    @property
    def is_apart(self) -> bool:
        """Return whether more than a line's distance parts it from the unit before."""
        return self.gap is None or self.gap >= GAP_LINES or self.meets is Meeting.PARAGRAPH


def units_of(found: Iterable[Joint], layout: TextLayout) -> Iterator[Unit]:
    """Yield the units of a text whose lines meet so, in their order."""
    lines: list[LaidLine] = []
    meets, before = Meeting.PARAGRAPH, None
    for joint in found:
        if joint.meeting in (Meeting.LINE, Meeting.PARAGRAPH):
            if lines:
                yield _unit(tuple(lines), before, meets, layout)
                before, lines = lines[-1], []
            meets = joint.meeting
        if joint.below is not None:
            lines.append(joint.below)


def _unit(lines: tuple[LaidLine, ...], before: LaidLine | None, meets: Meeting, layout: TextLayout) -> Unit:
    first, last = lines[0], lines[-1]
    here, there = layout.measures[first.frame], layout.measures[last.frame]
    return Unit(
        lines,
        meets,
        left=(first.place.left - here.left) / here.pitch,
        rest=(there.right - last.place.right) / there.pitch,
        width=there.width,
        gap=_gap(before, first, layout.measures),
        fixed=_fixed(first, layout),
        unwrapped=layout.unwrapped or bool(layout.inline_breaks),
    )


def _gap(before: LaidLine | None, first: LaidLine, measures: Mapping[Frame, Measures]) -> float | None:
    distance = measures[first.frame].line_distance
    if before is None or before.frame != first.frame or distance <= 0:
        return None
    return (first.place.bottom - before.place.bottom) / distance


def _fixed(first: LaidLine, layout: TextLayout) -> BlockKind | None:
    if layout.is_in_table(first):
        return BlockKind.TABLE
    return _SET_OFF.get(first.set_off) if first.set_off else None
