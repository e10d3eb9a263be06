"""Lists: where items have numbers that Markdown counts the same way, they are its numbers; else they stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_NUMBERED = re.compile(r"([1-9]\d{0,8}|0)([.)]) +(?=\S)")
_DASHED = re.compile(r"[-–—] +(?=\S)")

BULLET = "- "


def labels(items: Sequence[str]) -> list[tuple[str, int]]:
    """Return what stands before each of these items in Markdown, and how many of its characters that stands for.

    A dash before every item is the bullet; letters and numbers that do not follow one another stand behind bullets.
    """
    numbers = [found for item in items if (found := _NUMBERED.match(item))]
    if len(numbers) == len(items) and _follow(numbers):
        return [(f"{found[1]}{found[2]} ", found.end()) for found in numbers]
    dashes = [found for item in items if (found := _DASHED.match(item))]
    if len(dashes) == len(items):
        return [(BULLET, found.end()) for found in dashes]
    return [(BULLET, 0)] * len(items)


def _follow(numbers: Sequence[re.Match[str]]) -> bool:
    return all(int(next_[1]) == int(one[1]) + 1 and next_[2] == one[2] for one, next_ in pairwise(numbers))
