"""Hyphens at line ends: which are a typist's word breaks, and which belong to the word."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIN_OVERLAP = 2
"""Letters that both halves must share to count as typed twice: one is chance."""

_FIRST_HALF = re.compile(r"\w+[-‐¬]$")
_SECOND_HALF = re.compile(r"^[-‐]?(\w+)")


@dataclass(frozen=True)
class Break:
    """What to do where two lines meet in a hyphen.

    `drop_last` characters leave the end of the first line and `drop_first` the start of the second; `joined` says
    whether the lines then meet without a space.
    """

    joined: bool
    drop_last: int
    drop_first: int
    reason: str


def judge_break(above: str, below: str, *, across_pages: bool) -> Break | None:
    """Return how the lines `above` and `below` are to be joined if the first ends in a hyphenated word, else None."""
    first, second = _FIRST_HALF.search(above), _SECOND_HALF.search(below)
    if first is None or second is None:
        return None
    half, rest = first[0][:-1], second[1]
    if second[0].startswith(("-", "‐")):
        return Break(True, 0, 1, "the typist repeated the hyphen of a compound at the start of the line")
    if half[-1].isdigit() or rest[0].isdigit():
        return Break(True, 0, 0, "a hyphen between figures is part of them")
    if rest[0].isupper() and not half[-1].isupper():
        return Break(True, 0, 0, "a capital after the hyphen: a compound name")
    if across_pages and len(rest) >= MIN_OVERLAP and half.endswith(rest):
        return Break(False, 0, 0, f"the halves overlap: {half}- / {rest}")
    return Break(True, 1, 0, f"a word broken at the line end: {half} + {rest}")
