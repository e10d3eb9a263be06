"""Whether two lines that follow each other run on, begin a new paragraph, or keep their line break."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.text_layout import Frame, LaidLine, Measures

INDENT_CHARACTERS = 2.0
"""An indent is at least so many characters; typists used three to five."""

SHORT_CHARACTERS = 12.0
"""A line that stops so many characters before the right edge did not stop for want of room: the longest word that a
typist would rather move than break has about as many letters."""

GAP_LINES = 1.6
"""A distance of so many line distances, or more, is a blank line."""

WIDE_GAP = 3.0
"""Characters: so far apart stand the columns of a table, words of a line do not."""

NARROW = 36.0
"""Characters: text set narrower than that is a form, a card, an address; typed columns of prose have 55 to 70."""

VERSE_LINES = 4
"""Lines in a row that begin with a capital and differ in length: fewer happen in prose."""

VERSE_RAGGED = 3.0
"""Characters by which the lengths of lines of verse differ at least; full lines of prose differ less."""

VERSE_REST = 8.0
"""Characters before the right edge at which a line of verse without punctuation at its end stops; prose goes on."""

VERSE_ENDED = 2 / 3
"""Share of the lines of verse that end so: some run on into the next."""

_ITEM = regex.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|\p{L}[.)]|[-–—•*]|§)\s")
_NUMBERED = regex.compile(r"\d{1,2}[.)]\s\p{Lu}\p{Ll}")
_VERSE_START = regex.compile(r"[\"«„(]?\p{Lu}")
_GAP = regex.compile(r"\S[ \u00a0]{3,}\S|\t")
_ENDS_PHRASE = regex.compile(r"[.,!?…:;—-][\"»“)]*$")
_ENDS_SENTENCE = regex.compile(r"[.!?…:;][\"»“)]*$")


@lru_cache(maxsize=8)
def _heading(language: str) -> regex.Pattern[str]:
    words = languages_of(language).pattern(lambda one: one.joining.heading)
    return regex.compile(rf"{words}\s(?:№\s?)?[\dIVXПШУХ]+\b\W*\s*(?:\p{{Lu}}|$)")


@lru_cache(maxsize=8)
def _abbreviated(language: str) -> regex.Pattern[str]:
    return regex.compile(languages_of(language).pattern(lambda one: one.joining.abbreviation) + "$")


class Meeting(StrEnum):
    """How two lines meet."""

    RUN_ON = "run-on"
    PARAGRAPH = "paragraph"
    LINE = "line"


def kept_lines(lines: Sequence[LaidLine], measures: dict[Frame, Measures]) -> dict[int, str]:
    """Return the lines (by the place where they start) that are rows of a table or of verse, and which."""
    kept: dict[int, str] = {}
    for row in lines:
        if _columns(row, measures[row.frame]) >= 1:
            kept[row.start] = "a row of a table"
    run: list[LaidLine] = []
    for line in (*lines, None):
        begins = line is not None and line.start not in kept and _VERSE_START.match(line.text)
        if begins and line is not None and (not run or line.page == run[-1].page):
            run.append(line)
            continue
        if len(run) >= VERSE_LINES and _ragged(run, measures) and _ended(run, measures):
            kept |= {one.start: "a line of verse or of a list" for one in run}
        run = [line] if line is not None and begins else []
    return kept


def judge_meeting(
    above: LaidLine,
    below: LaidLine,
    measures: Mapping[Frame, Measures],
    kept: Mapping[int, str],
    language: str = DEFAULT,
) -> tuple[Meeting, str]:
    """Return how `above` and `below` meet, and why. `measures` holds those of both lines' frames."""
    at, here = measures[above.frame], measures[below.frame]
    indent = (below.place.left - here.left) / here.pitch
    rest = (at.right - above.place.right) / at.pitch
    if above.frame == below.frame and here.line_distance > 0:
        gap = (below.place.bottom - above.place.bottom) / here.line_distance
        if gap >= GAP_LINES:
            return Meeting.PARAGRAPH, f"a gap of {gap:.1f} line distances"
    for line in (above, below):
        other = below if line is above else above
        if line.start in kept and (other.start in kept or "table" in kept[line.start]):
            return Meeting.LINE, kept[line.start]
    if _heading(language).match(below.text):
        return Meeting.PARAGRAPH, "a heading"
    if here.width < NARROW and below.text[0].isupper():
        return Meeting.LINE, "lines so short are no running text"
    item = _ITEM.match(below.text)
    above_indented = (above.place.left - at.left) / at.pitch >= INDENT_CHARACTERS
    if indent >= INDENT_CHARACTERS and not (above_indented and _aligned(above, below, here)):
        return Meeting.PARAGRAPH, f"indented by {indent:.0f} characters"
    begins = _NUMBERED.match(below.text) and not _abbreviated(language).search(above.text)
    if item and (begins or _ENDS_SENTENCE.search(above.text) or rest >= SHORT_CHARACTERS):
        return Meeting.LINE, f"an item of a list: {item[0].strip()}"
    if rest >= SHORT_CHARACTERS:
        return Meeting.LINE, f"the line above ends {rest:.0f} characters before the margin"
    return Meeting.RUN_ON, "the line above is full"


def judge_unwrapped(above: LaidLine, below: LaidLine) -> tuple[Meeting, str]:
    """Return how two lines meet in a text whose lines are paragraphs: only where a page parts them may they run on."""
    continues = above.page != below.page and not _ENDS_SENTENCE.search(above.text) and below.text[0].islower()
    if continues:
        return Meeting.RUN_ON, "the sentence goes on after the page break"
    blank = above.page == below.page and below.place.bottom - above.place.bottom >= GAP_LINES
    if blank or above.page != below.page:
        return Meeting.PARAGRAPH, "each line of this text is a paragraph"
    return Meeting.LINE, "each line of this text is a paragraph"


def _ended(lines: Sequence[LaidLine], measures: dict[Frame, Measures]) -> bool:
    """Return whether most lines end as verse does, with punctuation or well before the edge, not full as prose."""
    here = measures[lines[0].frame]
    ended = (
        (here.right - line.place.right) / here.pitch >= VERSE_REST or bool(_ENDS_PHRASE.search(line.text))
        for line in lines
    )
    return sum(ended) >= VERSE_ENDED * len(lines)


def _aligned(above: LaidLine, below: LaidLine, measures: Measures) -> bool:
    return abs(above.place.left - below.place.left) < INDENT_CHARACTERS * measures.pitch


def has_columns(text: str) -> bool:
    """Return whether a line of a text without image has columns: wide gaps or tabs."""
    return bool(_GAP.search(text))


def _columns(line: LaidLine, measures: Measures) -> int:
    """Return how many wide gaps a line has."""
    if line.source is None:
        return len(_GAP.findall(line.text))
    boxes = [word.box for word in line.source.words]
    gaps = (after.left - before.right for before, after in itertools.pairwise(boxes))
    return sum(gap >= WIDE_GAP * measures.pitch for gap in gaps)


def _ragged(lines: Sequence[LaidLine], measures: dict[Frame, Measures]) -> bool:
    pitch = measures[lines[0].frame].pitch
    rights = [line.place.right / pitch for line in lines]
    return max(rights) - min(rights) >= VERSE_RAGGED
