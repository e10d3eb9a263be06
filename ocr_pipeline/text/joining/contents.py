"""Entries of a table of contents: a title, dots that lead to the margin, the number of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ocr_pipeline.text.joining.ordinals import ITEM
from ocr_pipeline.text.text_layout import LaidLine

_LEADERS = regex.compile(r"(?P<dots>[.…·_](?:\s?[.…·_]){2,})\s*[\dIlОЗ]{1,4}(?:\s?[-–—]\s?[\dIlОЗ]{1,4})?\.?$")
"""Dots that lead to the number of a page at the end of a line."""

_LAST = frozenset("0123456789IlОЗ.")

LONGEST = 160
"""Characters of a line in which dots may lead: the widest carriage, and room for what is misread."""

LEAST_DOTS = 5
"""Dots that lead in one of two entries at least: three and a number may stand in a formula."""

MOST_LINES = 3
"""Lines of one title: more without dots are other text."""


def contents_entries(lines: Sequence[LaidLine]) -> Iterator[tuple[LaidLine, bool]]:
    """Yield the lines of tables of contents, and of each whether an entry begins with it; else one goes on.

    Two lines with leading dots make one, with at most three lines between them; those belong to the entry below. Before
    the first one, only a line with the number of a section does.
    """
    led = [at for at, line in enumerate(lines) if _dots(line.text)]
    for run in _runs(led):
        if len(run) < 2 or not any(_dots(lines[at].text) >= LEAST_DOTS for at in run):
            continue
        first = run[0]
        while run[0] - first < MOST_LINES - 1 and first and not ITEM.match(lines[first].text):
            first -= 1
        start = first if ITEM.match(lines[first].text) and lines[first].page == lines[run[0]].page else run[0]
        begins = True
        for at in range(start, run[-1] + 1):
            yield lines[at], begins
            begins = at in run


def _runs(led: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in led:
        if run and at - run[-1] > MOST_LINES:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _dots(text: str) -> int:
    """Return how many dots lead from a title to a number; 0 where none do."""
    found = _LEADERS.search(text) if len(text) <= LONGEST and text[-1] in _LAST else None
    if found is None or not any(letter.isalpha() for letter in text[: found.start()]):
        return 0
    return sum(sign in ".·_" for sign in found["dots"]) + 3 * found["dots"].count("…")
