"""What the names of scans tell of the pages: that one is missing between two of them, that a new series begins.

`s07L`, `s08R` are a left and a right page with two others between; `a_0012`, `a_0015` most often are, too, unless the
numbers are a camera's. So names make a gap likely; only what is typed on the pages proves it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from ocr_pipeline.records import ScanRef, Side

_NAME = re.compile(r"(?P<series>.*?)(?P<number>\d{1,9})[ _-]?(?P<half>[LRlrЛлПпABab]|об|verso|recto|v)?")

_SECOND_HALVES = frozenset(("r", "п", "b", "об", "verso", "v"))
"""The right page of a spread, the back of a leaf. A bare `r` after a number is right, not recto: scans of spreads are
named so oftener than those of leaves."""


@dataclass(frozen=True)
class NameStep:
    """From one page to the next by the names of their scans: by how many pages; whether a new series begins."""

    pages: int = 1
    new_series: bool = False


@dataclass(frozen=True)
class _Named:
    series: str
    number: int
    half: int | None


def name_steps(scans: Sequence[ScanRef]) -> tuple[NameStep, ...]:
    """Return the step that leads to each page from the one before; that to the first begins a series."""
    return tuple([NameStep(new_series=True)][: len(scans)] + [_step(*pair) for pair in pairwise(scans)])


def _step(before: ScanRef, after: ScanRef) -> NameStep:
    if before.path == after.path:
        return NameStep()
    first, second = _named(before), _named(after)
    if first is None or second is None:
        return NameStep()
    if first.series != second.series:
        return NameStep(new_series=True)
    pages = second.number - first.number
    if first.half is not None and second.half is not None:
        pages = 2 * pages + second.half - first.half
    return NameStep(max(1, pages))


def _named(scan: ScanRef) -> _Named | None:
    path = PurePath(scan.path)
    found = _NAME.fullmatch(path.stem)
    if found is None:
        return None
    half = None if scan.side is Side.WHOLE else int(scan.side is Side.RIGHT)
    if found["half"]:
        half = int(found["half"].casefold() in _SECOND_HALVES)
    return _Named(str(path.parent / found["series"]), int(found["number"]), half)
