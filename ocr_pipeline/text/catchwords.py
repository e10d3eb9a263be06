"""Catchwords: the foot of a page repeats the first word of the next, so that leaves are bound in order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from ocr_pipeline.text.layout import LaidLine, Layout
from ocr_pipeline.text.rows import rows_from

WORDS = 3
"""More words than that are a line of text."""

WIDTH = 0.4
"""Share of the text's width: a catchword is shorter."""

ALIKE = 75.0
"""Likeness of a word read twice (`rapidfuzz.fuzz.ratio`); words of three letters or fewer must be the same."""

_SIGNS = re.compile(r"[\W_]+")


def catchwords(layout: Layout, taken: frozenset[int]) -> Iterator[LaidLine]:
    """Yield the lines that are catchwords; lines that start at a place in `taken` are furniture of another kind."""
    bodies = [[line for line in lines if line.start not in taken] for lines in layout.by_page]
    for page, (here, following) in enumerate(itertools.pairwise(bodies)):
        if len(here) < 2 or not following:
            continue
        last = rows_from(here, 1, from_top=False)[0]
        first = rows_from(following, 1, from_top=True)[0]
        if len(last.lines) == 1 and _short(last.lines[0], layout, page) and _repeats(last.text, first.text):
            yield last.lines[0]


def _short(line: LaidLine, layout: Layout, page: int) -> bool:
    measures = layout.measures[page]
    width = (line.place.right - line.place.left) / measures.pitch
    return len(line.text.split()) <= WORDS and width <= WIDTH * measures.width


def _repeats(foot: str, head: str) -> bool:
    words = [_SIGNS.sub("", word).casefold() for word in foot.split()]
    others = [_SIGNS.sub("", word).casefold() for word in head.split()]
    words = [word for word in words if word]
    others = [word for word in others if word][: len(words)]
    mine, other = "".join(words), "".join(others)
    if not mine or len(others) < len(words):
        return False
    return mine == other if len(mine) <= 3 else fuzz.ratio(mine, other) >= ALIKE
