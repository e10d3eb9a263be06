"""Which units are headings: of more than one sign that they are, for running text must not be cut into headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.joining.ordinals import begins_with_figures, ordinal_of
from ocr_pipeline.text.joining.paragraphs import SET_RIGHT, heading_words
from ocr_pipeline.text.joining.units import Unit

MOST_LINES, LONGEST = 3, 200
"""Lines and characters of a heading."""

LEAST_LETTERS, SHARE_OF_LETTERS = 4, 0.6
"""Letters of a heading, and their share of what is not white space: a formula has fewer."""

MARGIN = 6.0
"""Characters that a centred line leaves free on either side at least: an indent is at most five."""

OFF_CENTRE = 0.25
"""Share of what a centred line leaves free by which one side may be wider: typists counted by eye."""

WIDEST_CENTRED = 0.8
"""Share of the text's width: wider lines are centred by chance."""

GAP_ABOVE, GAP_BELOW = 1.25, 1.1
"""Line distances above and below a numbered heading, which lines of a paragraph do not have (setun70: 1.4 and 1.2)."""

MOSTLY_CAPITALS = 0.5
"""Share of the letters of a text from which it is typed in capitals: then they show no heading."""

NAME = regex.compile(
    r"(?<!\p{L})(?![Il]\.\s?\p{Cyrillic})(?:(?:\p{Lu}\p{Ll}+\s)?\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}[\p{L}’'-]{2,}"
    r"|\p{Lu}[\p{L}’'-]{2,}\s\p{Lu}\.(?:\s?\p{Lu}\.|$))"
)
"""A person's name with initials, before it or behind it."""

_WORD = regex.compile(r"\p{L}{3}")
_NUMBERS = frozenset("0123456789IlЗВО")
"""What a number begins with, letters typed or read for figures among it."""

_OPEN_END = regex.compile(r"[,;:\-–—=/(]$")
_SENTENCE_END = regex.compile(r"[.!?;:,][\"»)]*$")
_BEGINS = regex.compile(r"[\"«(]?[\p{Lu}\p{N}§]")


def is_heading(
    units: Sequence[Unit], at: int, *, language: str = DEFAULT, capitals: bool, stressed: Callable[[Unit], bool]
) -> bool:
    """Return whether a unit is a heading.

    `capitals`: whether capitals show one in this text; `stressed` says whether all of a unit is letter-spaced or
    underlined.
    """
    unit = units[at]
    if len(unit.lines) > MOST_LINES or len(text := unit.text) > LONGEST:
        return False
    if heading_words(language).match(text):
        return _may_head(text)
    in_capitals = capitals and _in_capitals(text)
    apart = unit.is_short and unit.is_apart and at + 1 < len(units) and units[at + 1].is_apart
    shown = apart and (is_centred(unit) or stressed(unit))
    if not (in_capitals or shown or text[0] in _NUMBERS) or at + 1 == len(units):
        return False
    if not _may_head(text) or NAME.search(text) or _is_mark(text, language):
        return False
    if is_at_right(unit):
        return False
    if in_capitals and _stands_out(units, at):
        return True
    return not _OPEN_END.search(text) and (shown or _is_numbered_heading(units, at))


def _stands_out(units: Sequence[Unit], at: int) -> bool:
    """Return whether more room is above a line of capitals than above another, or nothing above; without a scan,
    whether running text is below."""
    unit = units[at]
    if unit.lines[0].source is None and not (unit.gap or 0) >= GAP_ABOVE:
        return any(other.is_prose for other in units[at + 1 : at + 1 + MOST_LINES])
    return unit.gap is None or unit.gap >= GAP_BELOW or is_centred(unit)


def goes_on(above: Unit, below: Unit, *, capitals: bool) -> bool:
    """Return whether a unit is a further line of the heading above it."""
    if below.gap is None or below.gap >= GAP_ABOVE:
        return False
    if not _may_head(below.text, begins=False) or ordinal_of(below.text) or NAME.search(below.text):
        return False
    if _in_capitals(above.text):
        return capitals and _in_capitals(below.text) and len(below.lines) < MOST_LINES
    if len(below.lines) > 1 or not below.is_short or _SENTENCE_END.search(above.text):
        return False
    numbered = ordinal_of(above.text) is not None and below.lines[0].source is None
    hangs = below.text[0].islower() and (numbered or below.left > above.left + 1)
    return hangs or (is_centred(above) and is_centred(below))


def mostly_capitals(units: Sequence[Unit]) -> bool:
    """Return whether most letters of a text are capitals."""
    text = "".join(line.text for unit in units for line in unit.lines)
    return sum(map(str.isupper, text)) > MOSTLY_CAPITALS * sum(map(str.isalpha, text))


def is_at_right(unit: Unit) -> bool:
    """Return whether a line stands to the right, and not in the middle: that of who signs, or to whom it is written."""
    is_line = not unit.unwrapped and len(unit.lines) == 1
    return is_line and unit.left >= SET_RIGHT * unit.width > 0 and not is_centred(unit)


def is_centred(unit: Unit) -> bool:
    """Return whether a line stands in the middle of the text."""
    if unit.unwrapped or len(unit.lines) > 1:
        return False
    free = unit.left + unit.rest
    return (
        min(unit.left, unit.rest) >= MARGIN
        and abs(unit.left - unit.rest) <= OFF_CENTRE * free
        and unit.width - free <= WIDEST_CENTRED * unit.width
    )


def _may_head(text: str, *, begins: bool = True) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    written = sum(not letter.isspace() for letter in text)
    if letters < LEAST_LETTERS or letters < SHARE_OF_LETTERS * written:
        return False
    if not _WORD.search(text):
        return False
    is_open = text[0] == '"' and text.count('"') == 1
    return not begins or (bool(_BEGINS.match(text)) and not is_open)


def _in_capitals(text: str) -> bool:
    return text.isupper()


def _is_mark(text: str, language: str) -> bool:
    """Return whether a line is a mark of secrecy or of a copy."""
    marks = languages_of(language).words(lambda one: frozenset(one.furniture.headers))
    bare = " ".join(regex.findall(r"\p{L}+", text.casefold()))
    return any(bare == mark or bare.startswith(f"{mark} ") for mark in marks)


def _is_numbered_heading(units: Sequence[Unit], at: int) -> bool:
    """Return whether a unit is the title of a numbered section: short, apart from what is above and below it, and what
    follows is the text of the section and not the next item."""
    unit = units[at]
    mark = ordinal_of(unit.text)
    if mark is None or mark.form[0] != "." or not begins_with_figures(unit.text) or not unit.is_short:
        return False
    end = at + 1
    while end < len(units) and end - at < MOST_LINES and goes_on(units[end - 1], units[end], capitals=False):
        end += 1
    if end == len(units):
        return False
    following = units[end]
    after = ordinal_of(following.text)
    if after is not None and mark.levels == after.levels:
        return False
    above = unit.gap is None or unit.gap >= GAP_ABOVE
    below = following.gap is not None and following.gap >= GAP_BELOW
    if above and below:
        return True
    # Without a scan, lines alone tell.
    ends = mark.levels > 1 or not _SENTENCE_END.search(unit.text)
    return unit.lines[0].source is None and not unit.unwrapped and ends and following.is_prose
