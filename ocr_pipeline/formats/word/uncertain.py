"""The doubtful words of a document, and which of them get a comment: few enough that a person goes through them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocr_pipeline.formats.running.doubts import MOST_READINGS, Doubt, doubts
from ocr_pipeline.records import Document, Edit, EditKind, Page
from ocr_pipeline.text.edits import in_order

MOST_ON_PAGE = 25
"""Comments on a page: as many as stand beside it legibly. Where more words are doubtful, the page is to be read
beside its scan as a whole."""

MOST_IN_DOCUMENT = 3000
"""Comments in a document, shared evenly among its pages: word processors become slow with thousands."""


@dataclass(frozen=True)
class Chosen:
    """Which doubtful words get a comment, by number, and how many on each page (from 0) get none."""

    commented: frozenset[int]
    others: Mapping[int, int]


def document_doubts(document: Document, pages: Iterable[Page]) -> tuple[Doubt, ...]:
    """Return the doubtful words of a document in the order of its clean text; words torn apart are one."""
    starts = {span.id: span.start for span in document.pages}
    found = (doubt for page in pages if page.id in starts for doubt in doubts(page, starts[page.id]))
    return tuple(_joined(sorted(found, key=lambda doubt: doubt.start), in_order(document.edits)))


def chosen(visible: Iterable[tuple[int, int]], found: Sequence[Doubt], pages: int) -> Chosen:
    """Return which doubtful words get a comment: of each page the least sure.

    `visible` are the numbers of those that stand in the text, and their pages, in the order of the text; `pages` is how
    many the document has.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for number, page in visible:
        by_page[page].append(number)
    most = min(MOST_ON_PAGE, max(1, MOST_IN_DOCUMENT // max(1, pages)))
    commented: set[int] = set()
    others = {}
    for page, numbers in by_page.items():
        least_sure = sorted(numbers, key=lambda number: (found[number].confidence, number))
        commented.update(least_sure[:most])
        if len(numbers) > most:
            others[page] = len(numbers) - most
    return Chosen(frozenset(commented), others)


def _joined(found: Iterable[Doubt], edits: Sequence[Edit]) -> Iterator[Doubt]:
    """Yield doubts, those between which the clean text has nothing as one: halves of a word, letters set apart.

    Those that the clean text does not have are left out.
    """
    clean = _Clean(edits)
    before: Doubt | None = None
    for doubt in found:
        if clean.has_nothing(doubt.start, doubt.end):
            continue
        if before is None:
            before = doubt
        elif clean.has_nothing(before.end, doubt.start):
            before = _together(before, doubt, *clean.cut_off(before.end, doubt.start))
        else:
            yield before
            before = doubt
    if before is not None:
        yield before


class _Clean:
    """What the clean text keeps of stretches of the diplomatic one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        touched = 0
        for edit in edits:
            if not edit.after and self._ends and self._ends[-1] == edit.start == touched:
                self._ends[-1] = edit.end
            elif not edit.after:
                self._starts.append(edit.start)
                self._ends.append(edit.end)
            touched = edit.end if not edit.after else -1
        hyphens = [edit for edit in edits if edit.kind is EditKind.HYPHEN]
        self._behind = {edit.end: len(edit.before) for edit in hyphens}
        self._before = {edit.start: len(edit.before) for edit in hyphens}

    def has_nothing(self, start: int, end: int) -> bool:
        """Return whether nothing stands in the clean text for a stretch: all of it is taken out."""
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and end <= self._ends[number]

    def cut_off(self, end: int, start: int) -> tuple[int, int]:
        """Return how many characters a hyphen has at the end of one word and at the start of the next."""
        return self._behind.get(end, 0), self._before.get(start, 0)


def _together(first: Doubt, second: Doubt, last: int, leading: int) -> Doubt:
    """Return two doubts as one, without the `last` characters of the first one and the `leading` ones of the second."""
    heads = [text[: len(text) - last] for text in (first.text, *first.readings)]
    tails = [text[leading:] for text in (second.text, *second.readings)]
    readings = (*(head + tails[0] for head in heads[1:]), *(heads[0] + tail for tail in tails[1:]))
    return Doubt(
        first.start, second.end, heads[0] + tails[0], min(first.confidence, second.confidence), readings[:MOST_READINGS]
    )
