"""Page breaks in a text that has no form feeds: page numbers alone on their lines, and `//` between words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ocr_pipeline.text.reading.numerals import dashed_value

_STROKES = re.compile(r"(?<![/\\:])//(?![/\\])")
_TOKEN = re.compile(r"\S*")
_TOKEN_BEFORE = re.compile(r"\S*$")
_ADDRESS = re.compile(r"[A-Za-z@]|:/")
_ENDS_TITLE = re.compile(r"[\w»\"]\s$")

TOKEN_REACH = 200
"""Characters of a word without spaces that are looked at: longer ones are no words."""


def inline_breaks(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `//` stands between words or inside one, as editors mark page breaks.

    That of an address (`https://`, a path) is none. After a word without a stop and before a capital it may be that of
    a citation (`Название // Журнал`): then the others decide, by majority, what this text means by it.
    """
    found = [mark for mark in _STROKES.finditer(text) if not _in_address(text, *mark.span())]
    sure = [mark for mark in found if not _may_be_citation(text, *mark.span())]
    return tuple(mark.span() for mark in (found if len(sure) * 2 >= len(found) else sure))


def _in_address(text: str, start: int, end: int) -> bool:
    before = _TOKEN_BEFORE.search(text, max(0, start - TOKEN_REACH), start)
    after = _TOKEN.match(text, end, end + TOKEN_REACH)
    return bool(_ADDRESS.search((before[0] if before else "") + "//" + (after[0] if after else "")))


def _may_be_citation(text: str, start: int, end: int) -> bool:
    return bool(_ENDS_TITLE.search(text[max(0, start - 2) : start])) and (
        text[end : end + 1].isspace() and text[end + 1 : end + 2].isupper()
    )


CHAIN_REACH = 40
"""Marks looked back at for the number before this one: more decoys than that in a row are no page numbers at all."""

MARK = 4.0
"""What a mark in the chain is worth, in the unit of `pagenumbers`, where a number between dashes is worth as much."""

STEP = 2.0
"""What a gap in the numbers costs, and the same again for each doubling of it."""


def page_starts(lines: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """Return where pages start, given each line's place and text: at numbers between dashes that count upwards.

    Where the text ends with such a number and does not begin with one, numbers stand at the foot and pages start
    behind them. A number out of sequence (`- 15 -` in the middle of a text) starts no page.
    """
    marks = [(place, text, value) for place, text in lines if (value := dashed_value(text.strip())) is not None]
    chain = rising([value for _, _, value in marks])
    if not chain or (len(chain) == 1 and not _alone(marks[chain[0]], [place for place, text in lines if text.strip()])):
        return ()
    written = [place for place, text in lines if text.strip()]
    first, last = marks[chain[0]][0], marks[chain[-1]][0]
    if last == written[-1] and first != written[0]:
        return tuple(marks[index][0] + len(marks[index][1]) for index in chain)
    return tuple(marks[index][0] for index in chain)


SECOND = 2
"""The number that stands alone where the first page bears none."""


def _alone(mark: tuple[int, str, int], written: Sequence[int]) -> bool:
    """Return whether a single mark is a page's number: where the text begins or ends, or before the second page."""
    return mark[2] == SECOND or mark[0] in (written[0], written[-1])


def rising(values: Sequence[int]) -> list[int]:
    """Return the indices of the best chain of rising values: the longest with the fewest and smallest gaps."""
    best: list[tuple[float, int]] = []
    for index, value in enumerate(values):
        score, before = MARK, -1
        for earlier in range(max(0, index - CHAIN_REACH), index):
            gap = value - values[earlier]
            if gap >= 1:
                cost = STEP * (1 + math.log2(gap - 1)) if gap > 1 else 0.0
                candidate = best[earlier][0] + MARK - cost
                if candidate > score:
                    score, before = candidate, earlier
        best.append((score, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda index: best[index][0])
    chain = []
    while at >= 0:
        chain.append(at)
        at = best[at][1]
    return chain[::-1]
