"""Whether two lines that follow each other run on, begin a new paragraph, or keep their line break."""

from __future__ import annotations

from enum import StrEnum

from ocr_pipeline.text.layout import LaidLine, Measures

INDENT_CHARACTERS = 2.0
"""An indent is at least so many characters; typists used three to five."""

SHORT_CHARACTERS = 12.0
"""A line that stops so many characters before the right edge did not stop for want of room: the longest word that a
typist would rather move than break has about as many letters."""

GAP_LINES = 1.6
"""A distance of so many line distances, or more, is a blank line."""


class Meeting(StrEnum):
    """How two lines meet."""

    RUN_ON = "run-on"
    PARAGRAPH = "paragraph"
    LINE = "line"


def judge_meeting(above: LaidLine, below: LaidLine, measures: dict[int, Measures]) -> tuple[Meeting, str]:
    """Return how `above` and `below` meet, and why. `measures` holds those of both lines' pages."""
    at, here = measures[above.page], measures[below.page]
    indent = (below.place.left - here.left) / here.pitch
    rest = (at.right - above.place.right) / at.pitch
    same_page = above.page == below.page
    if same_page and here.line_distance > 0:
        gap = (below.place.bottom - above.place.bottom) / here.line_distance
        if gap >= GAP_LINES:
            return Meeting.PARAGRAPH, f"a gap of {gap:.1f} line distances"
    above_indented = (above.place.left - at.left) / at.pitch >= INDENT_CHARACTERS
    if indent >= INDENT_CHARACTERS and not (above_indented and _aligned(above, below, here)):
        return Meeting.PARAGRAPH, f"indented by {indent:.0f} characters"
    if rest >= SHORT_CHARACTERS:
        return Meeting.LINE, f"the line above ends {rest:.0f} characters before the margin"
    return Meeting.RUN_ON, "the line above is full"


def _aligned(above: LaidLine, below: LaidLine, measures: Measures) -> bool:
    return abs(above.place.left - below.place.left) < INDENT_CHARACTERS * measures.pitch
