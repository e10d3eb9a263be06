"""Which units say who writes to whom: a signature behind the text, an address before it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_pipeline.text.joining.headings import NAME
from ocr_pipeline.text.joining.units import Unit

SET_RIGHT = 0.35
"""Share of the text's width at which a line begins that is set to the right."""

MOST_UNITS = 8
"""Lines of a signature or an address."""

FAR = 3.5
"""Line distances above a signature that it is not parted from the text by."""

_SURNAMES = regex.compile(r"\p{Lu}[\p{L}-]{2,}(?:(?:,\s|\sи\s|\sand\s)\p{Lu}[\p{L}-]{2,})+\.?")
"""Names without initials: two or more, for a word alone may be anything."""

_SENTENCE_END = regex.compile(r"[.!?:;][\"»)]*$")


def is_set_right(unit: Unit) -> bool:
    """Return whether a short line begins well to the right."""
    return not unit.unwrapped and len(unit.lines) == 1 and unit.left >= SET_RIGHT * unit.width and unit.width > 0


def signs(unit: Unit) -> bool:
    """Return whether a line holds names as those who sign do."""
    text = unit.text
    return len(unit.lines) == 1 and bool(NAME.search(text) or _SURNAMES.fullmatch(text))


def signature(units: Sequence[Unit], free: Sequence[bool], rows: Sequence[bool], at: int) -> range:
    """Return the units of the signature that begins with a unit; an empty range where none does.

    A line set to the right, a row of office and name, or names alone begin one behind running text; an office may stand
    above the name. `free` are the units that are nothing else, `rows` those in which something stands apart.
    """
    end, named = at, False
    while end < len(units) and end - at < MOST_UNITS and free[end] and len(units[end].lines) == 1:
        unit = units[end]
        if end > at and (unit.gap is None or unit.gap >= FAR):
            break
        signed = signs(unit)
        if not (signed or rows[end] or is_set_right(unit) or _is_office(units, free, end)):
            break
        # A sentence of running text that names somebody is no signature.
        if unit.is_prose and not rows[end] and not is_set_right(unit):
            break
        named = named or signed or is_set_right(unit)
        end += 1
    strong = any(is_set_right(unit) or _SURNAMES.fullmatch(unit.text) for unit in units[at:end])
    strong = strong or any(rows[at:end])
    is_last = all(not unit.is_prose for unit in units[end:])
    return range(at, end) if named and (strong or is_last) else range(at, at)


def _is_office(units: Sequence[Unit], free: Sequence[bool], at: int) -> bool:
    """Return whether a short line stands close above one that signs."""
    if at + 1 >= len(units) or not free[at + 1] or not units[at].is_short or _SENTENCE_END.search(units[at].text):
        return False
    below = units[at + 1]
    return signs(below) and len(below.lines) == 1 and below.gap is not None and below.gap < FAR


def address(units: Sequence[Unit], free: Sequence[bool], at: int) -> range:
    """Return the units of the address that begins with a unit, before the running text: lines set to the right, or
    short ones that follow each other without a gap."""
    end = at
    while end < len(units) and end - at < MOST_UNITS and free[end] and units[end].is_short:
        if end > at and units[end].is_apart and not (is_set_right(units[end]) and _is_close(units[end])):
            break
        end += 1
    alone = end - at < 2 and not (end > at and is_set_right(units[at]))
    return range(at, at) if alone else range(at, end)


def _is_close(unit: Unit) -> bool:
    return unit.gap is not None and unit.gap < FAR / 2
