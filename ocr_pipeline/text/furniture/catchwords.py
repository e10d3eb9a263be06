"""Catchwords: the foot of a page repeats the first word of the next, so that leaves are bound in order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.furniture.page_edges import rows_from
from ocr_pipeline.text.text_layout import LaidLine, TextLayout

WORDS = 3
"""More words than that are a line of text."""

WIDTH = 0.4
"""Share of the text's width: a catchword is shorter."""

ALIKE = 75.0
"""Likeness of a word read twice (`rapidfuzz.fuzz.ratio`); figures and words of three letters must be the same."""

CUSTOM = 3
"""Catchwords in a document that show its typist's custom: then one below a finished sentence is one, too."""

_EXCLAIMS = re.compile(r"[!?]$")
_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=8)
def _ends_sentence(language: str) -> re.Pattern[str]:
    """Return what ends a sentence: a stop, or the short word for a year, which is typed with its stop or without."""
    year = languages_of(language).pattern(lambda one: one.dates.year_short)
    return re.compile(rf"[.!?][\"»)]*$|\b{year}\.?$")


def catchwords(layout: TextLayout, taken: frozenset[int], language: str = DEFAULT) -> Iterator[LaidLine]:
    """Yield the lines that are catchwords; lines that start at a place in `taken` are furniture of another kind."""
    found = list(_candidates(layout, taken, language))
    for line, sure in found:
        if sure or len(found) >= CUSTOM:
            yield line


def _candidates(layout: TextLayout, taken: frozenset[int], language: str) -> Iterator[tuple[LaidLine, bool]]:
    """Yield the lines that the next page's first words repeat, and whether that is enough: where the sentence goes on
    over the page or the line is set to the right, no signature and no closing word stands there."""
    bodies = [[line for line in lines if line.start not in taken] for lines in layout.by_page]
    for page, (here, following) in enumerate(itertools.pairwise(bodies)):
        if len(here) < 2 or not following:
            continue
        last = rows_from(here, 1, from_top=False)[0]
        first = rows_from(following, 1, from_top=True)[0]
        if layout.is_in_table(last.lines[0]):
            continue
        if len(last.lines) == 1 and _short(last.lines[0], layout, page) and _repeats(last.text, first.text):
            foot = last.lines[0]
            above = rows_from([line for line in here if line is not foot], 1, from_top=False)
            runs_on = not above or not _ends_sentence(language).search(above[0].text)
            measures = layout.measures[page, 0]
            to_the_right = foot.place.left - measures.left > measures.width * measures.pitch / 2
            yield foot, runs_on or to_the_right


def _short(line: LaidLine, layout: TextLayout, page: int) -> bool:
    measures = layout.measures[page, 0]
    width = (line.place.right - line.place.left) / measures.pitch
    return len(line.text.split()) <= WORDS and width <= WIDTH * measures.width


def _repeats(foot: str, head: str) -> bool:
    if _EXCLAIMS.search(foot):
        return False
    words = [_NO_LETTER.sub("", word).casefold() for word in foot.split()]
    others = [_NO_LETTER.sub("", word).casefold() for word in head.split()]
    words = [word for word in words if word]
    others = [word for word in others if word][: len(words)]
    if not words or len(others) < len(words):
        return False
    return all(_alike(mine, other) for mine, other in zip(words, others, strict=True))


def _alike(mine: str, other: str) -> bool:
    exact = len(mine) <= 3 or any(letter.isdigit() for letter in mine)
    return mine == other if exact else fuzz.ratio(mine, other) >= ALIKE
