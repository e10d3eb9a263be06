"""Dates as they are typed in Russian and English papers, and what day they mean.

date    = day sep month sep year | day name [year] | name year | name day "," year
day     = figures, in quotes or with an ending (`«29»`, `29-го`)
sep     = "." | "/" | "-", a space behind it or not
month   = 1-12 in figures or in Roman ones, typed with Latin or Cyrillic keys
year    = four figures | two figures, behind the name of a month only before `г`: of the 20th century
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator

import regex

from ocr_pipeline.records import DateFact
from ocr_pipeline.text.numerals import as_figures, as_roman

CENTURY = 1900
"""Added to a year of two figures."""

_STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма[йяею](?![а-я])",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_ENGLISH = tuple(name for name in calendar.month_name if name)
_NAMES = "|".join(
    (
        *(f"(?P<ru{index}>{stem}[а-я]{{0,2}})" for index, stem in enumerate(_STEMS, 1)),
        *(f"(?P<en{index}>(?-i:{name}|{name.upper()}))" for index, name in enumerate(_ENGLISH, 1)),
    )
)
_DAY = r"(?P<day>[\dIlОOЗ]{1,2})"
_DAY_NAMED = r"(?:[«\"]?(?P<day>[\dIlОOЗ]{1,2})(?:[»\"]|-?го|-?е|st|nd|rd|th)?)"
_FULL_YEAR = r"[12IlТ][\dIlОOЗ]{3}"
_YEAR = rf"(?P<year>{_FULL_YEAR}|[\dIlОOЗ]{{2}})"
_YEAR_END = r"(?![\p{N}]|(?!г(?:г|ода?|оду)?(?!\p{L}))\p{L})"
_NUMERIC = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}./-]){_DAY}(?P<sep>[./-])\s?(?P<month>[\dIlОOЗ]{{1,2}}|[1IVXІПШУХ]{{1,4}})(?:(?P=sep)|-)\s?{_YEAR}{_YEAR_END}(?![./]\d)"
)
_NAMED = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.]){_DAY_NAMED}\s(?:{_NAMES})(?!\p{{L}})(?:,?\s(?P<year>{_FULL_YEAR}{_YEAR_END}|[\dIlОOЗ]{{2}}(?=\s?г(?!\p{{L}}))|[\dIlОOЗ]{{2}}(?=\s?года?(?!\p{{L}}))))?",
    regex.IGNORECASE,
)
_MONTH_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_NAMES})(?!\p{{L}})\s(?:{_DAY}(?:st|nd|rd|th)?,\s)?(?P<year>{_FULL_YEAR}){_YEAR_END}",
    regex.IGNORECASE,
)

Match = regex.Match[str]


def find_dates(text: str) -> tuple[DateFact, ...]:
    """Return the dates of a text in the order of their places; no two share a character."""
    found = sorted(
        (*_numeric(text), *_NAMED.finditer(text), *_MONTH_FIRST.finditer(text)),
        key=lambda match: (match.start(), -match.end()),
    )
    return tuple(_apart(found))


def _numeric(text: str) -> Iterator[Match]:
    """Yield what may be a date in figures; with hyphens only if its month is Roman: `3-12-45` is a telephone."""
    for match in _NUMERIC.finditer(text):
        if match["sep"] != "-" or as_figures(match["month"]) is None:
            yield match


def numeric_months(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield the place, the typed figures and the number of each Roman month within a possible date."""
    for match in _numeric(text):
        value = as_roman(match["month"])
        if as_figures(match["month"]) is None and value is not None and _fact(match).iso is not None:
            yield match.start("month"), match["month"], value


def numeric_figures(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the figures of the day, the month and the year of each possible date in figures."""
    for match in _numeric(text):
        if _fact(match).iso is not None:
            for name in ("day", "month", "year"):
                if name != "month" or as_figures(match[name]) is not None:
                    yield match.start(name), match[name]


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
        figures = as_figures(typed) if any(letter.isdigit() for letter in typed) or set(typed) <= set("ОOlЗ") else None
        return figures if figures is not None else as_roman(typed)
    return next((int(name[2:]) for name, value in groups.items() if value and name[:2] in ("ru", "en")), None)


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
