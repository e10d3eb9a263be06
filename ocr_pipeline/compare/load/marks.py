"""Page marks in a text, as editors and typewriters write them: numbers between dashes, `//`, `[с. 5]`, form feeds.

Numbers must count upwards: of each kind of mark the best rising chain is kept, so that a number out of sequence
(`- 15 -` in the middle of a text) is no page mark. A number in brackets alone, `[5]`, is a note or a reference, never a
page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from ocr_pipeline.compare.messages import Message, message_of
from ocr_pipeline.compare.records import PageMark, Span
from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.decode.pagemarks import inline_breaks, rising
from ocr_pipeline.text.reading.numerals import as_figures, dashed_value

_GAP = r"[ \xa0]?"


class Trust(Enum):
    """What a form of mark needs, beside its place in a rising chain, to be believed."""

    ALONE = auto()
    SECOND = auto()
    NEIGHBOUR = auto()


@dataclass(frozen=True)
class MarkForm:
    """A form of numbered mark: how it is written, whether it has a line of its own, and what it takes to believe it."""

    name: str
    pattern: re.Pattern[str]
    own_line: bool
    trust: Trust = Trust.ALONE


@lru_cache(maxsize=8)
def mark_forms(language: str) -> tuple[MarkForm, ...]:
    """Return the forms of numbered marks in a language and those beside it, in the order in which they are tried."""
    languages = languages_of(language)
    page = languages.pattern(lambda one: one.editions.page)
    leaf = languages.pattern(lambda one: one.editions.leaf)
    verso = rf"(?P<verso>[ \xa0]?{languages.pattern(lambda one: one.editions.verso)})?"
    return (
        MarkForm(
            "number between dashes",
            re.compile(r"[-‐‑–—−]{1,2}\s?(?P<number>[0-9IlОOЗ]{1,5})\s?[-‐‑–—−]{1,2}"),
            own_line=True,
        ),
        MarkForm(
            "page in brackets", re.compile(rf"\[{_GAP}{page}\.?{_GAP}(?P<number>\d{{1,5}}){_GAP}\]"), own_line=False
        ),
        MarkForm(
            "leaf in brackets",
            re.compile(rf"[\[/|]{_GAP}{leaf}\.?{_GAP}(?P<number>\d{{1,5}}){verso}{_GAP}[\]/|]"),
            own_line=False,
        ),
        # A heading or a reference may be a line that looks so; two that count upwards are no accident.
        MarkForm(
            "page on a line", re.compile(rf"{page}\.?{_GAP}(?P<number>\d{{1,5}})"), own_line=True, trust=Trust.SECOND
        ),
        MarkForm("leaf on a line", re.compile(rf"{leaf}\.?{_GAP}(?P<number>\d{{1,5}}){verso}"), own_line=True),
        # A machine without brackets types `/5/` for `(5)`: pages follow each other, bracketed figures do not.
        MarkForm(
            "number between strokes",
            re.compile(rf"(?<![\d/])/{_GAP}(?P<number>\d{{1,5}}){_GAP}/(?![\d/])"),
            own_line=False,
            trust=Trust.NEIGHBOUR,
        ),
        MarkForm(
            "number between bars", re.compile(rf"(?<![|\d])\|{_GAP}(?P<number>\d{{1,5}}){_GAP}\|(?![|\d])"), False
        ),
        MarkForm("typed tag", re.compile(r"<pb\b(?:[^<>\"]{0,50}\bn=[\"']?(?P<number>\d{1,5}))?[^<>]{0,50}>"), False),
    )


@lru_cache(maxsize=8)
def _reference(language: str) -> re.Pattern[str]:
    return re.compile(languages_of(language).pattern(lambda one: one.editions.reference) + r"\s*$")


_LINE_END = re.compile("[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
_LINE_REACH = 200
"""Characters of a line looked at on either side of a mark."""

MOST = 50_000
"""Marks of one kind: more are no page marks of a document, and would take minutes to put in sequence."""

_BETWEEN = re.compile(r"\s*")


def transcription_marks(
    text: str, stated: Iterable[PageMark] = (), language: str = DEFAULT
) -> tuple[tuple[PageMark, ...], tuple[Message, ...]]:
    """Return the page marks of a text in order, with those that markup `stated`, and notes about them.

    Marks with nothing but white space between them are one (a form feed before `- 5 -`).
    """
    notes = []
    found = [*stated]
    for name, places in (("form feed", _form_feeds(text)), ("//", inline_breaks(text))):
        if len(places) > MOST:
            notes.append(message_of("marks-too-many", most=MOST, kind=name))
        else:
            found.extend(_mark(text, start, end, None) for start, end in places)
    for form in mark_forms(language):
        numbered = list(islice(form.pattern.finditer(text), MOST + 1))
        if len(numbered) > MOST:
            notes.append(message_of("marks-too-many", most=MOST, kind=form.name))
        else:
            found.extend(_numbered(text, form, numbered, language))
    merged = _merged(text, _apart(found))
    dashed = [mark for mark in merged if dashed_value(mark.typed.strip()) is not None]
    if dashed and dashed[-1].place.end == len(text.rstrip()) and text[: dashed[0].place.start].strip():
        notes.append(message_of("numbers-at-foot"))
    return tuple(merged), tuple(notes)


def _form_feeds(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(place.span() for place in re.finditer("\f", text))


def _numbered(text: str, form: MarkForm, candidates: list[re.Match[str]], language: str) -> Iterator[PageMark]:
    places: list[tuple[re.Match[str], int]] = []
    for place in candidates:
        value = as_figures(place["number"]) if place["number"] else None
        if form.name == "typed tag" and value is None:
            yield _mark(text, *place.span(), None)
        elif value is not None and (_own_line(text, place) if form.own_line else _no_decoy(text, place, language)):
            places.append((place, value))
    sides = any(place.groupdict().get("verso") for place, _ in places)
    # The two sides of a leaf have one number: in the chain the back counts as the half after it.
    order = [value * 2 + bool(place.groupdict().get("verso")) if sides else value for place, value in places]
    chain = rising(order)
    if form.trust is Trust.SECOND and len(chain) < 2:
        return
    numbers = {order[index] for index in chain}
    # A number that comes again is a note's, first in the text and then before the note.
    again = {value for value, count in Counter(order).items() if count > 1}
    for index in chain:
        place, value = places[index]
        if form.trust is Trust.NEIGHBOUR and (value in again or not {value - 1, value + 1} & numbers):
            continue
        yield _mark(text, *place.span(), value)


def _mark(text: str, start: int, end: int, number: int | None) -> PageMark:
    return PageMark(place=Span(start=start, end=end), typed=text[start:end], number=number)


def _line(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands on the line before and after a place."""
    before = _LINE_END.split(text[max(0, start - _LINE_REACH) : start])[-1]
    return before, _LINE_END.split(text[end : end + _LINE_REACH], maxsplit=1)[0]


def _own_line(text: str, place: re.Match[str]) -> bool:
    before, after = _line(text, *place.span())
    return not before.strip() and not after.strip()


def _no_decoy(text: str, place: re.Match[str], language: str) -> bool:
    before, after = _line(text, *place.span())
    if _reference(language).search(before):
        return False
    # Bars that are left when the numbers between them are gone are those of a table.
    return not place[0].startswith("|") or "|" not in place.re.sub("", before + place[0] + after)


def _apart(marks: list[PageMark]) -> list[PageMark]:
    kept: list[PageMark] = []
    for mark in sorted(marks, key=lambda mark: (mark.place.start, -mark.place.end)):
        if not kept or mark.place.start >= kept[-1].place.end:
            kept.append(mark)
    return kept


def _merged(text: str, marks: list[PageMark]) -> list[PageMark]:
    merged: list[PageMark] = []
    for mark in marks:
        last = merged[-1] if merged else None
        if last and _alike(last) != _alike(mark) and _touch(text, last, mark):
            merged[-1] = _one(text, last, mark)
        else:
            merged.append(mark)
    return merged


def _one(text: str, first: PageMark, second: PageMark) -> PageMark:
    """Return two marks of one page break as one; where one of them is markup, the other's place is theirs."""
    places = [mark.place for mark in (first, second) if mark.place.end > mark.place.start] or [second.place]
    start, end = places[0].start, places[-1].end
    number = second.number
    # A typed number before the break is that of the page that ends there.
    if number is None and dashed_value(first.typed.strip()) is None:
        number = first.number
    return PageMark(place=Span(start=start, end=end), typed=text[start:end] or second.typed, number=number)


def _alike(mark: PageMark) -> str:
    return re.sub(r"\d+", "", mark.typed)


def _touch(text: str, first: PageMark, second: PageMark) -> bool:
    between = _BETWEEN.match(text, first.place.end)
    return between is not None and between.end() >= second.place.start
