"""Dates as they are typed in Russian and English papers, and what day they mean.

date    = day sep month sep year | day name [year] | name year | name day ["," year]
day     = figures, in quotes or with an ending (`«29»`, `29-го`)
sep     = "." | "/" | "-", a space behind it or not; a Roman month may stand between two different ones (`22/VI.41`)
month   = 1-12 in figures or in Roman ones, typed with Latin or Cyrillic keys
name    = a whole word in any case, or an abbreviation (`янв.`, `Sept.`)
year    = 1700-2099 in four figures | two figures, behind a name only before `г`: of the 20th century

Of two days or two years that share the rest (`30/31 марта`, `март 1952/53`) neither is a date.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ocr_pipeline.records import DateFact
from ocr_pipeline.text.reading.numerals import as_figures, as_roman

CENTURY = 1900
"""Added to a year of two figures."""

_SOFT = "(?:ь|я|ю|е|[её]м)"
_HARD = "(?:а|у|е|ом)?"
_RUSSIAN = (
    f"январ{_SOFT}|янв\\.",
    f"феврал{_SOFT}|февр?\\.",
    f"март{_HARD}",
    f"апрел{_SOFT}|апр\\.",
    "ма(?:й|я|ю|е|ем)",
    f"июн{_SOFT}",
    f"июл{_SOFT}",
    f"август{_HARD}|авг\\.",
    f"сентябр{_SOFT}|сент?\\.",
    f"октябр{_SOFT}|окт\\.",
    f"ноябр{_SOFT}|нояб?\\.",
    f"декабр{_SOFT}|дек\\.",
)
"""The names of the months by whole words: `Августин`, `майор` and `Мартов` begin like them and are none."""

# May is short already; June and July have no usual abbreviation of three letters in these papers.
_SHORT = {1: "Jan", 2: "Feb", 3: "Mar", 4: "Apr", 8: "Aug", 9: "Sept?", 10: "Oct", 11: "Nov", 12: "Dec"}


def _english(index: int, name: str) -> str:
    """Return the pattern of an English name; without its capital, `may` is a verb."""
    short = rf"|{_SHORT[index]}\.?" if index in _SHORT else ""
    return f"(?-i:{name}|{name.upper()}{short})"


_NAMES = "|".join(
    (
        *(f"(?P<ru{index}>{forms})" for index, forms in enumerate(_RUSSIAN, 1)),
        *(f"(?P<en{index}>{_english(index, name)})" for index, name in enumerate(calendar.month_name) if name),
    )
)
_FIGURE = r"[\dIlОOЗ]"
_DAY = rf"(?P<day>{_FIGURE}{{1,2}})"
_DAY_NAMED = (
    rf"(?:[«\"“„]\s?{_DAY}\s?[»\"”“]\s{{0,3}}"
    rf"|{_DAY}(?:(?:-?(?:о?го|о?е)|st|nd|rd|th)(?:\sof)?(?!\p{{L}})\s{{1,3}}|\s{{0,3}}))"
)
_FULL_YEAR = rf"(?:[1IlТ][789]|2[0ОO]){_FIGURE}{{2}}"
_YEAR = rf"(?P<year>{_FULL_YEAR}|{_FIGURE}{{2}})"
# No letter behind a year but `г`; no further year (`1952/53`).
_YEAR_END = (
    r"(?!\p{N}|(?!г(?:г|ода?|оду)?(?!\p{L}))\p{L})"
    rf"(?![/–—-]{_FIGURE}{{1,4}}(?!{_FIGURE}|[./-])|\s[/–—-]\s{_FIGURE}{{2,4}}\s?г(?:г|од\p{{L}}{{0,3}})?(?!\p{{L}}))"
)
_SHORT_YEAR = rf"{_FIGURE}{{2}}(?=\s?г(?:ода?|оду)?(?!\p{{L}}))"
# No other day that shares the month: `30/31 марта`, `29 - 31.III.53`.
_ALONE = rf"(?<![\p{{L}}\p{{N}}])(?<!\d[/–—-])(?<!(?<![\p{{L}}\p{{N}}]){_FIGURE}{{1,2}}\s?[/–—-]\s?)"
_NUMERIC = regex.compile(
    rf"{_ALONE}(?<![.-]|\p{{L}}/){_DAY}(?P<sep>[./-])\s?"
    rf"(?:(?P<month>{_FIGURE}{{1,2}})(?:(?P=sep)|-)|(?P<month>[1IlVXІПШУХ]{{1,4}})[./-])\s?{_YEAR}"
    r"(?!\p{N}|(?!г(?:г|ода?|оду)?(?!\p{L}))\p{L})(?!/\d|\.[\dIVX])(?!/[IVXІПШУХ]{1,4}[./-])"
)
_NAMED = regex.compile(
    rf"{_ALONE}(?<!\.){_DAY_NAMED}(?:{_NAMES})(?!\p{{L}})"
    # A year out of bounds is no year, and its day then not one of another year.
    rf"(?!\s(?!{_FULL_YEAR}){_FIGURE}{{3,4}}\s?г(?!\p{{L}}))(?:(?:\s?,)?\s{{1,3}}(?P<year>{_FULL_YEAR}{_YEAR_END}|{_SHORT_YEAR}))?",
    regex.IGNORECASE,
)
_MONTH_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_NAMES})(?!\p{{L}})\s{{1,3}}"
    rf"(?:(?:{_DAY}(?:st|nd|rd|th)?(?:\s?,)?\s{{1,3}})?(?P<year>{_FULL_YEAR}){_YEAR_END}|(?P<year>{_SHORT_YEAR}))",
    regex.IGNORECASE,
)
# `March 31`: in English only, for in Russian what stands behind the name is something else (`в марте 31 человек`).
_MONTH_DAY = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_NAMES})(?<=[A-Za-z]\.?)\s{{1,3}}"
    rf"{_DAY}(?:st|nd|rd|th)?(?![\p{{L}}\p{{N}}]|[/:%]|[.,]\d|\s?[–—-]\s?\d)",
    regex.IGNORECASE,
)

Match = regex.Match[str]


def find_dates(text: str) -> tuple[DateFact, ...]:
    """Return the dates of a text in the order of their places; no two share a character."""
    named = (match for pattern in (_NAMED, _MONTH_FIRST, _MONTH_DAY) for match in pattern.finditer(text))
    found = sorted((*_numeric(text), *named), key=lambda match: (match.start(), -match.end()))
    return tuple(_apart(found))


def _numeric(text: str) -> Iterator[Match]:
    """Yield what may be a date in figures; with hyphens only if its month is Roman: `3-12-45` is a telephone."""
    for match in _NUMERIC.finditer(text):
        if match["sep"] != "-" or _figure_month(match["month"]) is None:
            yield match


@dataclass(frozen=True)
class DatePart:
    """A part of a date or what stands between two of them: its place, as typed, and its number if a Roman month."""

    start: int
    typed: str
    is_figures: bool = False
    roman: int | None = None


def date_parts(text: str) -> Iterator[DatePart]:
    """Yield the parts of all that may be a date, the signs between them too.

    Of an impossible date nothing is figures or Roman: what it was meant to be is not known. Of one with a name only
    the figures are parts.
    """
    for match in _numeric(text):
        if _fact(match).iso is None:
            yield DatePart(match.start(), match[0])
            continue
        end = match.start()
        for name in ("day", "month", "year"):
            start, typed = match.start(name), match[name]
            if end < start:
                yield DatePart(end, text[end:start])
            roman = as_roman(typed) if name == "month" and _figure_month(typed) is None else None
            yield DatePart(start, typed, is_figures=roman is None, roman=roman)
            end = match.end(name)
    for match in _NAMED.finditer(text):
        if _fact(match).iso is not None:
            for name in ("day", "year"):
                if match[name]:
                    yield DatePart(match.start(name), match[name], is_figures=True)


def _apart(matches: list[Match]) -> Iterator[DateFact]:
    end = 0
    for match in matches:
        if match.start() >= end:
            end = match.end()
            yield _fact(match)


def _fact(match: Match) -> DateFact:
    groups = match.groupdict()
    day, year = groups.get("day"), groups.get("year")
    number = as_figures(day) if day else None
    when = _year(year) if year else None
    month = _month(groups)
    problem = _problem(number if day else 1, month, when)
    iso = None
    if problem is None:
        head = f"{when:04d}" if when else "-"
        iso = f"{head}-{month:02d}" + (f"-{number:02d}" if number else "")
    return DateFact(start=match.start(), typed=match[0], iso=iso, problem=problem)


def _month(groups: dict[str, str | None]) -> int | None:
    typed = groups.get("month")
    if typed:
        figures = _figure_month(typed)
        return figures if figures is not None else as_roman(typed)
    return next((int(name[2:]) for name, value in groups.items() if value and name[:2] in ("ru", "en")), None)


def _figure_month(typed: str) -> int | None:
    """Return the month that is typed in figures; `I`, `II` and `III` are Roman (`11` is typed `ll` or `I1`)."""
    return as_figures(typed) if any(letter.isdigit() for letter in typed) or set(typed) <= set("ОOlЗ") else None


def _year(typed: str) -> int | None:
    figures = as_figures(typed.replace("Т", "1"))
    if figures is None or len(typed) == 4:
        return figures
    return CENTURY + figures


def _problem(day: int | None, month: int | None, year: int | None) -> str | None:
    if month is None or not 1 <= month <= 12:
        return "there is no such month"
    longest = calendar.monthrange(year, month)[1] if year else calendar.monthrange(CENTURY + 4, month)[1]
    if day is None or not 1 <= day <= longest:
        return f"month {month}{f' of {year}' if year else ''} has {longest} days"
    return None
