"""Running headers and footers, by recurrence: what stands in the same place of page after page is no text of theirs."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.furniture.candidates import is_number
from ocr_pipeline.text.furniture.page_edges import EdgeRow, edge_rows
from ocr_pipeline.text.joining.paragraphs import SHORT_CHARACTERS, WIDE_GAP, has_columns
from ocr_pipeline.text.reading.numerals import MISREAD_DIGITS
from ocr_pipeline.text.text_layout import LaidLine, Measures, TextLayout

TOP_ROWS, BOTTOM_ROWS = 4, 3
"""Rows from the top and foot that may be running headers and footers."""

REACH = 4
"""Pages ahead on which a header must come again: facing pages may have headers of their own, some may have none."""

RANKS_APART = 2
"""Rows that a header may wander, where a number or a stamp stands above it or does not."""

ALIKE, ALIKE_SHORT = 72.0, 80.0
"""Likeness (`rapidfuzz.fuzz.ratio`, per cent of letters and figures) of one header misread twice, where it has `LONG`
letters or more, and where it has less: on lvov's pages readings of one header are 74 to 100 alike, two different
headings (`Приложение 3`, `Продолжение`) up to 78."""

LONG = 16
"""Letters and figures of a header that chance does not make like another."""

SHORTEST = 4
"""Letters and figures: less than that recurs by chance."""

PAGES, KNOWN_PAGES = 3, 2
"""Pages on which a line must recur; and a known mark (secrecy, copy number, continuation)."""

BROKEN_OFF = 1 / 3
"""Share of the pages that must break off in mid-sentence at a running line: of the pages of a text at least four in
five do, of papers of one page each none."""

COLUMN_LINES = 2
"""Lines that a header may fall apart into; more at one height are the columns of a table."""

BODY_LINES = 6
"""Lines that tell whether two pages are copies of one another."""

COPIES = 85.0
"""Likeness of these lines in two copies or two scans of one page; those of two pages of one report are 30 to 50."""

FRAGMENT = 5
"""Letters and figures of a document's code that a stamp or a fold has left over."""

SAMPLE = 20
"""Readings of a code among which the one most like the others is taken for it."""

KNOWN_ALIKE = 80.0
"""Likeness (`rapidfuzz.fuzz.ratio`) of a known header misread."""

FRAGMENT_ALIKE = 90.0
"""Likeness of such a rest to the same stretch of the code (`rapidfuzz.fuzz.partial_ratio`)."""

_SIGNS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"»)]*$")
_TRAILING_FIGURES = re.compile(r"\d+$")


@dataclass(frozen=True)
class _Known:
    """What is known of running headers in a language and those beside it; the last two as keys."""

    headers: tuple[str, ...]
    continued: tuple[str, ...]
    headed: tuple[str, ...]


@lru_cache(maxsize=8)
def _known(language: str) -> _Known:
    languages = languages_of(language)
    return _Known(
        headers=tuple(sorted(languages.words(lambda one: one.furniture.headers))),
        continued=tuple(_key(word) for one in languages for word in one.furniture.continued),
        headed=tuple(word for one in languages for word in one.furniture.headed),
    )


@dataclass(frozen=True)
class RunningLine:
    """Lines that make a running header or footer on one page, and why; `mark` if it is one of secrecy or of a copy."""

    lines: tuple[LaidLine, ...]
    at_top: bool
    reason: str
    mark: bool = False


@dataclass(frozen=True)
class _Entry:
    page: int
    row: EdgeRow
    at_top: bool
    rank: int
    key: str
    known: bool


def running_lines(layout: TextLayout, language: str = DEFAULT) -> tuple[RunningLine, ...]:
    """Return the running headers and footers of a document, in the order of its pages."""
    words = _known(language)
    entries: list[_Entry] = []
    every: list[list[_Entry]] = []
    by_page: list[list[int]] = []
    for page, lines in enumerate(layout.by_page):
        here = [_entry(page, row, at_top, rank, words) for row, at_top, rank in edge_rows(lines, TOP_ROWS, BOTTOM_ROWS)]
        every.append(here)
        measures = layout.measures.get((page, 0))
        kept = [
            one
            for one in here
            if len(one.key) >= SHORTEST
            and not is_number(one.row.text, language)
            and not any(map(layout.is_in_table, one.row.lines))
            and not _heads_a_table(one, lines, measures)
        ]
        by_page.append(list(range(len(entries), len(entries) + len(kept))))
        entries += kept
    indices = _groups(entries, by_page, [_body(lines) for lines in layout.by_page])
    groups = [[entries[index] for index in group] for group in indices]
    recurring = {line.start for group in groups if _pages(group) >= PAGES for one in group for line in one.row.lines}
    found: list[RunningLine] = []
    for group in groups:
        count = _pages(group)
        known = sum(one.known for one in group) * 2 > len(group)
        unknown = count >= PAGES and (_is_code(group[0].key) or _stands_apart(group, layout, recurring))
        if unknown or (known and count >= KNOWN_PAGES):
            where = "header" if group[0].at_top else "footer"
            reason = f"running {where}: it recurs in this place on {count} pages"
            mark = known and not any(word in one.key for one in group for word in words.continued)
            found += (RunningLine(one.row.lines, one.at_top, reason, mark) for one in group)
            found += _fragments(group, every, count)
    taken = {line.start for one in found for line in one.lines}
    found += _headings(entries, taken, words)
    return tuple(sorted(found, key=lambda one: one.lines[0].start))


def _pages(group: Iterable[_Entry]) -> int:
    return len({one.page for one in group})


def _is_code(key: str) -> bool:
    """Return whether a key is a document's code: long, and mostly figures."""
    return len(key) >= LONG and sum(letter.isdigit() for letter in key) * 2 >= len(key)


def _stands_apart(group: Sequence[_Entry], layout: TextLayout, recurring: set[int]) -> bool:
    """Return whether lines that recur are no part of the text they stand in.

    Headings that count (`Глава 1`, `Глава 2`) are; so are signatures and salutations of short papers: there, the text
    before them is finished, while pages with running headers and footers mostly break off in mid-sentence.
    """
    numbers = [found[0] for one in group if (found := _TRAILING_FIGURES.search(one.row.text.rstrip(". ")))]
    if len(numbers) * 2 > len(group) and len(set(numbers)) * 2 > len(numbers):
        return False
    before = [line for one in group if (line := _line_before(one, layout, recurring))]
    return sum(_breaks_off(line, layout.measures[line.page, 0]) for line in before) >= BROKEN_OFF * len(before)


def _breaks_off(line: LaidLine, measures: Measures) -> bool:
    """Return whether a line ends in mid-sentence: it has no stop and is full, or its last word is broken."""
    rest = (measures.right - line.place.right) / measures.pitch
    return line.text.endswith("-") or (rest < SHORT_CHARACTERS and not _ENDS_SENTENCE.search(line.text))


def _line_before(entry: _Entry, layout: TextLayout, recurring: set[int]) -> LaidLine | None:
    """Return the line of text before a header or footer, on its own page or the one before."""
    start = entry.row.lines[0].start
    for page in (entry.page, entry.page - 1):
        for line in reversed(layout.by_page[page] if page >= 0 else ()):
            if line.start < start and line.start not in recurring and len(_LETTERS.findall(line.text)) >= SHORTEST:
                return line
    return None


def _body(lines: Sequence[LaidLine]) -> str:
    """Return a stretch of a page's text from within its edges."""
    return "\n".join(line.text for line in lines[TOP_ROWS : TOP_ROWS + BODY_LINES])


def _entry(page: int, row: EdgeRow, at_top: bool, rank: int, words: _Known) -> _Entry:
    typed = _SIGNS.sub(" ", row.text.casefold()).strip()
    stem = _TRAILING_FIGURES.sub("", typed).strip()
    known = bool(process.extractOne(stem, words.headers, scorer=fuzz.ratio, score_cutoff=KNOWN_ALIKE))
    return _Entry(page, row, at_top, rank, _key(row.text), known)


def _key(text: str) -> str:
    """Return the letters and figures of a text, those that look like one digit made that digit."""
    return _SIGNS.sub("", text.casefold().translate(MISREAD_DIGITS))


def _heads_a_table(entry: _Entry, lines: Sequence[LaidLine], measures: Measures | None) -> bool:
    """Return whether a row has columns and stands flush with what follows: the head of a table."""
    if measures is None or not entry.at_top:
        return False
    if all(line.source is None for line in entry.row.lines):
        rows_below = [line.text for line in lines if line.start > entry.row.lines[-1].start][:1]
        return any(has_columns(text) for text in rows_below) and has_columns(entry.row.text)
    words = [word.box for line in entry.row.lines if line.source for word in line.source.words]
    gaps = sum(after.left - before.right > WIDE_GAP * measures.pitch for before, after in itertools.pairwise(words))
    if not gaps and len(entry.row.lines) <= COLUMN_LINES:
        return False
    bottom = max(line.place.bottom for line in entry.row.lines)
    below = [line for line in lines if line.place.top >= bottom]
    if not below:
        return False
    following = min(below, key=lambda line: line.place.top)
    return abs(following.place.left - entry.row.left) <= 2 * measures.pitch


def _groups(entries: Sequence[_Entry], by_page: Sequence[Sequence[int]], bodies: Sequence[str]) -> Iterable[list[int]]:
    """Return the entries in groups of like ones. Pages alike in their `bodies` are copies: they prove nothing."""
    parent = list(range(len(entries)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for page, here in enumerate(by_page):
        for ahead in range(page + 1, min(len(by_page), page + 1 + REACH)):
            alike = [
                (mine, other) for mine in here for other in by_page[ahead] if _alike(entries[mine], entries[other])
            ]
            if alike and fuzz.ratio(bodies[page], bodies[ahead], score_cutoff=COPIES) == 0:
                for mine, other in alike:
                    parent[root(other)] = root(mine)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(entries)):
        groups[root(index)].append(index)
    return groups.values()


def _fragments(group: Sequence[_Entry], by_page: Sequence[Sequence[_Entry]], count: int) -> Iterable[RunningLine]:
    """Yield what is left of a document's code on pages where the rest of it is covered: its beginning, its end.

    Only of codes, which are mostly figures: a stretch of a header in words may be a heading of the text.
    """
    keys = [one.key for one in group[:SAMPLE]]
    code = max(keys, key=lambda key: sum(fuzz.ratio(key, other) for other in keys))
    if not _is_code(code):
        return
    pages = {one.page for one in group}
    near = {at for page in pages for at in range(max(0, page - REACH + 1), min(len(by_page), page + REACH))}
    for one in (entry for page in sorted(near - pages) for entry in by_page[page]):
        if one.at_top != group[0].at_top:
            continue
        for line in one.row.lines:
            key = _key(line.text)
            if len(key) >= FRAGMENT and fuzz.partial_ratio(key, code, score_cutoff=FRAGMENT_ALIKE) > 0:
                yield RunningLine((line,), one.at_top, f"what is left of a header that recurs on {count} pages")


def _alike(one: _Entry, other: _Entry) -> bool:
    if one.at_top != other.at_top or abs(one.rank - other.rank) > RANKS_APART:
        return False
    alike = ALIKE if max(len(one.key), len(other.key)) >= LONG else ALIKE_SHORT
    return fuzz.ratio(one.key, other.key, score_cutoff=alike) > 0


def _like(text: str, words: Sequence[str]) -> bool:
    return any(fuzz.ratio(text, word, score_cutoff=KNOWN_ALIKE) > 0 for word in words)


def _headings(entries: Sequence[_Entry], taken: set[int], words: _Known) -> Iterable[RunningLine]:
    """Yield `Приложение 1` where the next page's header is a bare `Продолжение`: it means nothing without the first.

    Where the continuation names the appendix itself (`Продолжение приложения 3`), the heading belongs to the text.
    """
    continued = {one.page for one in entries if one.row.lines[0].start in taken and _like(one.key, words.continued)}
    for one in entries:
        for line in one.row.lines:
            stem = _TRAILING_FIGURES.sub("", _SIGNS.sub("", line.text.casefold()))
            heads = one.at_top and line.start not in taken and _like(stem, words.headed)
            if heads and one.page + 1 in continued:
                yield RunningLine((line,), True, "the first of the headers that go on as “Продолжение”")
