"""Where a person should look first: the pages that failed, then those on which most is in doubt or was not read."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from ocr_pipeline.records import PageRow, PageState

SHOWN = 10
"""Pages in the list: what a person looks through at one go."""

FAILED_SHOWN = 5
"""Of them, pages that failed or are unreadable, where there are others: one cause often fails hundreds."""

DOUBTFUL_CER = 0.05
"""Expected share of wrong characters that counts as 1: a correction in more than every fourth line of 60 characters."""

LINE_MM2 = 90.0
"""Unread ink, mm², that counts as 1: a line of 60 characters of 1.5 mm² each."""

WORD_MM2 = 8.0
"""Unread ink, mm², from which it counts: a word of five characters; strokes of a pen are less."""

_UNREAD_STATES: dict[str, int] = {PageState.FAILED: 0, PageState.UNREADABLE: 1}


def urgency(page: PageRow) -> float:
    """Return how much is in doubt or missing on a page that was read: 0 for one that needs no look, 1 for either much
    doubt or a line unread.

    The expected error holds the unread ink already, as a share of the page: a paragraph missing on a full page is
    little of that, and much to look for.
    """
    unread = page.unread_mm2 or 0.0
    doubt = (page.expected_cer or 0.0) / DOUBTFUL_CER
    if doubt < 1 and unread < WORD_MM2:
        return 0.0
    return doubt + (unread / LINE_MM2 if unread >= WORD_MM2 else 0.0)


def look_first(pages: Sequence[PageRow]) -> tuple[PageRow, ...]:
    """Return the pages most in need of a person, at most `SHOWN`: failed, unreadable, then by `urgency`."""
    unread = [page for page in pages if page.state in _UNREAD_STATES]
    unread.sort(key=lambda page: _UNREAD_STATES[page.state])
    scored = ((urgency(page), -place, page) for place, page in enumerate(pages) if page.state not in _UNREAD_STATES)
    doubtful = [page for score, _, page in heapq.nlargest(SHOWN, scored, key=lambda one: one[:2]) if score]
    room = max(FAILED_SHOWN, SHOWN - len(doubtful))
    first = unread[:room]
    return (*first, *doubtful[: SHOWN - len(first)])
