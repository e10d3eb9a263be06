"""Pages that are not there: missing between two numbers, or not read. Nothing is joined over them; the text says so.

What is written into the text is an edit like any other: nobody typed it, and no error rate counts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ocr_pipeline.languages import languages_of
from ocr_pipeline.languages.record import NoteWords
from ocr_pipeline.records import PageSpan, PageState
from ocr_pipeline.text.furniture.pagenumbers import Numbered

NOT_READ = frozenset({PageState.FAILED, PageState.UNREADABLE})


@dataclass(frozen=True)
class MissingPages:
    """Numbers `first` to `last` that no page bears, between the pages `before` and `after` (from 0).

    `doubtful`: that they are missing is not sure, as the numbers beside have no other to support them, or a sheet there
    is as wide as two pages.
    """

    before: int
    after: int
    first: int
    last: int
    doubtful: bool = False

    @property
    def between(self) -> int:
        """Return how many pages without a number of their own lie there: each may bear one of the numbers."""
        return self.after - self.before - 1


def absences(
    pages: Sequence[PageSpan], numbers: Sequence[Numbered | None], missing: Sequence[MissingPages], language: str
) -> Mapping[int, tuple[str, ...]]:
    """Return the notes that stand before a page (from 0; the number of pages: behind the last one), in their order.

    Where pages without a number stand between two numbers, which of them are missing is not known: the note stands
    before the second one, and says among which. Of what is doubtful there is no note.
    """
    words = notes_of(language)
    found: dict[int, list[str]] = {}
    for at, note in _unread(pages, numbers, uncertain(missing), words):
        found.setdefault(at, []).append(note)
    for one in missing:
        if one.doubtful:
            continue
        numbered = f"{one.first}-{one.last}"
        note = words.some.format(numbered) if one.between else _with_numbers(words.missing, one.first, one.last)
        found.setdefault(one.after, []).append(note)
    return {at: tuple(notes) for at, notes in found.items()}


def uncertain(missing: Sequence[MissingPages]) -> frozenset[int]:
    """Return the pages (from 0) before which pages may be missing: nothing is joined there either."""
    return frozenset(page for one in missing for page in range(one.before + 1, one.after + 1))


def notes_of(language: str) -> NoteWords:
    """Return what is written in the first of the languages named."""
    return languages_of(language).named[0].notes


def _unread(
    pages: Sequence[PageSpan], numbers: Sequence[Numbered | None], open_places: frozenset[int], words: NoteWords
) -> Iterator[tuple[int, str]]:
    """Yield a note for each run of pages that were not read, at the first one; without their numbers where others may
    be missing there."""
    for is_unread, run in groupby(range(len(pages)), key=lambda at: pages[at].state in NOT_READ):
        places = list(run)
        if not is_unread:
            continue
        known = [numbered.number.number for at in places if (numbered := numbers[at]) and at not in open_places]
        if len(known) == len(places) and known == list(range(known[0], known[0] + len(known))):
            yield places[0], _with_numbers(words.unread, known[0], known[-1])
        else:
            one, several = words.unknown
            yield places[0], one if len(places) == 1 else several.format(len(places))


def _with_numbers(phrases: tuple[str, str], first: int, last: int) -> str:
    one, several = phrases
    return one.format(first) if first == last else several.format(f"{first}-{last}")
