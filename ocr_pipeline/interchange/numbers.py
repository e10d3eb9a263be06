"""Numbers and places as files of other programs write them; what is none is None, never an error."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from ocr_pipeline.records import Area

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")

Point = tuple[float, float]


def number(typed: str) -> float | None:
    """Return the number that an attribute holds, None for what is no finite number."""
    if not _NUMBER.fullmatch(typed.strip()):
        return None
    found = float(typed)
    return found if math.isfinite(found) else None


def whole(typed: str, otherwise: int = 0) -> int:
    """Return the number from 0 that an attribute holds, `otherwise` for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else otherwise


def share(typed: str, of: float = 1.0) -> float | None:
    """Return a confidence stated as a number up to `of` as one from 0 to 1; None where none is stated."""
    found = number(typed)
    return None if found is None else min(1.0, max(0.0, found / of))


def points(typed: str) -> tuple[Point, ...]:
    """Return the corners in a list of numbers, whatever is between these; empty where one is none or lacks its pair."""
    found = [number(piece) for piece in re.split(r"[\s,]+", typed.strip()) if piece]
    if len(found) % 2 or not all(one is not None for one in found):
        return ()
    sides = [one for one in found if one is not None]
    return tuple(zip(sides[0::2], sides[1::2], strict=True))


def around(corners: Iterable[Point]) -> Area | None:
    """Return the smallest box around corners, None where there are none."""
    xs, ys = zip(*corners, strict=True) if (corners := list(corners)) else ((), ())
    return Area(min(xs), min(ys), max(xs), max(ys)) if xs else None


def box_of(sides: Sequence[float | None]) -> Area | None:
    """Return the box with these sides (left, top, right, bottom), in any order; None where one lacks."""
    if len(sides) != 4 or any(side is None for side in sides):
        return None
    left, top, right, bottom = (side for side in sides if side is not None)
    return Area(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def enclosing(boxes: Iterable[Area | None]) -> Area | None:
    """Return the smallest box around those that are given, None where none is."""
    found = [box for box in boxes if box is not None]
    return Area.enclosing(found) if found else None
