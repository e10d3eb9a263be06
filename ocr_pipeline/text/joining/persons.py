"""Which units say who writes to whom: a signature behind the text, an address before it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_pipeline.text.joining.headings import NAME, is_at_right
from ocr_pipeline.text.joining.paragraphs import GAP_LINES, SET_RIGHT
from ocr_pipeline.text.joining.units import Unit

MOST_UNITS = 8
"""Lines of a signature or an address."""

FAR = 3.5
"""Line distances above a signature that it is not parted from the text by."""

_SURNAMES = regex.compile(r"\p{Lu}[\p{L}-]{2,}(?:(?:,\s|\sи\s|\sand\s)\p{Lu}[\p{L}-]{2,})+")
"""Names without initials: two or more, for a word alone may be anything."""

_SURNAME = regex.compile(r"\p{Lu}{2}[\p{Lu}-]+")
"""A name in capitals without initials, at the right below the last text of a page: so telegrams are signed. In small
letters it may be the catchword of a page that is not there."""

_OFFICE_AND_NAME = regex.compile(r"\p{Lu}[^()\d]*\s(?:\p{Lu}\.\s?)*\p{Lu}[\p{L}-]{2,}")
"""What stands on the row of an office and the name of its holder, the one left, the other right."""

_SENTENCE_END = regex.compile(r"[.!?:;][\"»)]*$")


def is_set_right(unit: Unit) -> bool:
    """Return whether a short line begins well to the right."""
    return not unit.unwrapped and len(unit.lines) == 1 and unit.left >= SET_RIGHT * unit.width and unit.width > 0


def signs(unit: Unit) -> bool:
    """Return whether a line holds names as those who sign do."""
    text = unit.text
    return len(unit.lines) == 1 and bool(NAME.search(text) or _SURNAMES.fullmatch(text))


def is_office_and_name(unit: Unit) -> bool:
    """Return whether a row may be that of an office and the name of its holder."""
    return bool(_OFFICE_AND_NAME.fullmatch(unit.text))


def signature(units: Sequence[Unit], free: Sequence[bool], rows: Sequence[bool], at: int) -> range:
    """Return the units of the signature that begins with a unit; an empty range where none does.

    A line set to the right, a row of office and name, or names alone begin one behind running text; an office may stand
    above the name. `free` are the units that are nothing else, `rows` those of office and name.
    """
    end, named, strong = at, False, False
    if units[at].text[-1:] in ",;:-" and not is_set_right(units[at]):
        return range(at, at)
    while end < len(units) and end - at < MOST_UNITS and free[end] and len(units[end].lines) == 1:
        unit = units[end]
        if end > at and (unit.gap is None or unit.gap >= FAR):
            break
        in_row = rows[end]
        alone = end == at and _is_surname_below_all(units, at)
        signed = signs(unit) or in_row or alone
        if not (signed or is_set_right(unit) or _is_office(units, free, end)):
            break
        # A sentence of running text that names somebody is no signature.
        if unit.is_prose and not in_row and not is_set_right(unit):
            break
        named = named or signed
        strong = strong or in_row or alone or (signed and (is_set_right(unit) or bool(_SURNAMES.fullmatch(unit.text))))
        end += 1
    is_last = all(not unit.is_prose for unit in units[end:])
    at_right = end == len(units) and end - at > 1 and all(map(is_set_right, units[at:end]))
    return range(at, end) if at_right or (named and (strong or is_last)) else range(at, at)


def _is_surname_below_all(units: Sequence[Unit], at: int) -> bool:
    """Return whether a name stands alone at the right, and nothing below it on its page."""
    is_last = at + 1 == len(units) or units[at + 1].lines[0].page != units[at].lines[0].page
    return is_last and is_at_right(units[at]) and bool(_SURNAME.fullmatch(units[at].text))


def _is_office(units: Sequence[Unit], free: Sequence[bool], at: int) -> bool:
    """Return whether a short line stands close above one that signs."""
    if at + 1 >= len(units) or not free[at + 1] or not units[at].is_short or _SENTENCE_END.search(units[at].text):
        return False
    below = units[at + 1]
    return signs(below) and len(below.lines) == 1 and below.gap is not None and below.gap < FAR


def address(units: Sequence[Unit], free: Sequence[bool], at: int) -> range:
    """Return the units of the address that begins with a unit, before the running text: short lines without a gap
    between them, set to the right, with a comma between two, or with a person's name."""
    end = at
    while end < len(units) and end - at < MOST_UNITS and free[end] and units[end].is_short:
        gap = units[end].gap
        if end > at and (gap is None or gap >= GAP_LINES):
            break
        end += 1
    lines = units[at:end]
    right = sum(map(is_set_right, lines))
    commas = sum(line.text.endswith(",") for line in lines[:-1])
    letters = all(sum(letter.isalpha() for letter in line.text) >= len(line.text) / 2 for line in lines)
    if not lines or not lines[0].text[0].isupper():
        return range(at, at)
    told = right > 1 or commas or any(NAME.search(line.text) for line in lines)
    return range(at, end) if letters and len(lines) > 1 and told else range(at, at)
