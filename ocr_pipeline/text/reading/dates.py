"""Dates as they are typed, and what day they mean; months have the names of the language and of those beside it.

date    = day sep month sep year | day name [year] | name year | name day ["," year]
day     = figures, in quotes or with an ending (`«29»`, `29-го`)
sep     = "." | "/" | "-", a space behind it or not; a Roman month may stand between two different ones (`22/VI.41`)
month   = 1-12 in figures or in Roman ones, typed with Latin or Cyrillic keys
name    = a whole word in any case, or an abbreviation (`янв.`, `Sept.`)
year    = 1700-2099 in four figures | two figures, behind a name only before the word for a year: of the 20th century

Of two days or two years that share the rest (`30/31 марта`, `март 1952/53`) neither is a date.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, Language, languages_of, one_of
from ocr_pipeline.records import DateFact
from ocr_pipeline.text.reading.numerals import as_figures, as_roman

CENTURY = 1900
"""Added to a year of two figures."""

_NAME = "name"

_FIGURE = r"[\dIlОOЗ]"
_DAY = rf"(?P<day>{_FIGURE}{{1,2}})"
_FULL_YEAR = rf"(?:[1IlТ][789]|2[0ОO]){_FIGURE}{{2}}"
_YEAR = rf"(?P<year>{_FULL_YEAR}|{_FIGURE}{{2}})"
# No other day that shares the month: `30/31 марта`, `29 - 31.III.53`.
_ALONE = rf"(?<![\p{{L}}\p{{N}}])(?<!\d[/–—-])(?<!(?<![\p{{L}}\p{{N}}]){_FIGURE}{{1,2}}\s?[/–—-]\s?)"

Match = regex.Match[str]


@dataclass(frozen=True)
class _Patterns:
    """The forms of dates in a language and those beside it."""

    numeric: regex.Pattern[str]
    named: regex.Pattern[str]
    month_first: regex.Pattern[str]
    month_day: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    languages = languages_of(language)
    names = one_of(_names(one) for one in languages)
    ending = languages.pattern(lambda one: one.dates.day_ending)
    behind = languages.pattern(lambda one: one.dates.day_ending_behind)
    year = languages.pattern(lambda one: one.dates.year)
    years = one_of((year, languages.pattern(lambda one: one.dates.years)))
    year_forms = languages.pattern(lambda one: one.dates.year_forms)
    year_short = languages.pattern(lambda one: one.dates.year_short)
    day = (
        rf"(?:[«\"“„]\s?{_DAY}\s?[»\"”“]\s{{0,3}}"
        rf"|{_DAY}(?:{ending}(?!\p{{L}})\s{{1,3}}|\s{{0,3}}))"
    )
    no_letter = rf"(?!\p{{N}}|(?!{years}(?!\p{{L}}))\p{{L}})"
    # No letter behind a year but its word; no further year (`1952/53`).
    year_end = (
        rf"{no_letter}(?![/–—-]{_FIGURE}{{1,4}}(?!{_FIGURE}|[./-])"
        rf"|\s[/–—-]\s{_FIGURE}{{2,4}}\s?{year_forms}(?!\p{{L}}))"
    )
    short_year = rf"{_FIGURE}{{2}}(?=\s?{year}(?!\p{{L}}))"
    return _Patterns(
        numeric=regex.compile(
            rf"{_ALONE}(?<![.-]|\p{{L}}/){_DAY}(?P<sep>[./-])\s?"
            rf"(?:(?P<month>{_FIGURE}{{1,2}})(?:(?P=sep)|-)|(?P<month>[1IlVXІПШУХ]{{1,4}})[./-])\s?{_YEAR}"
            rf"{no_letter}(?!/\d|\.[\dIVX])(?!/[IVXІПШУХ]{{1,4}}[./-])"
        ),
        named=regex.compile(
            rf"{_ALONE}(?<!\.){day}{names}(?!\p{{L}})"
            # A year out of bounds is no year, and its day then not one of another year.
            rf"(?!\s(?!{_FULL_YEAR}){_FIGURE}{{3,4}}\s?{year_short}(?!\p{{L}}))"
            rf"(?:(?:\s?,)?\s{{1,3}}(?P<year>{_FULL_YEAR}{year_end}|{short_year}))?",
            regex.IGNORECASE,
        ),
        month_first=regex.compile(
            rf"(?<![\p{{L}}\p{{N}}]){names}(?!\p{{L}})\s{{1,3}}"
            rf"(?:(?:{_DAY}{behind}?(?:\s?,)?\s{{1,3}})?(?P<year>{_FULL_YEAR}){year_end}|(?P<year>{short_year}))",
            regex.IGNORECASE,
        ),
        # `March 31`, where the language has it: in Russian what stands behind the name is something else (`в марте 31
        # человек`).
        month_day=regex.compile(
            rf"(?<![\p{{L}}\p{{N}}]){one_of(_names(one) for one in languages if one.dates.month_first)}\s{{1,3}}"
            rf"{_DAY}{behind}?(?![\p{{L}}\p{{N}}]|[/:%]|[.,]\d|\s?[–—-]\s?\d)",
            regex.IGNORECASE,
        ),
    )


def _names(language: Language) -> str:
    """Return the pattern of the names of months, each a group of its own (`name3` for March)."""
    return "|".join(f"(?P<{_NAME}{index}>{forms})" for index, forms in enumerate(language.dates.months, 1))


def find_dates(text: str, language: str = DEFAULT) -> tuple[DateFact, ...]:
    """Return the dates of a text in the order of their places; no two share a character."""
    patterns = _patterns(language)
    forms = (patterns.named, patterns.month_first, patterns.month_day)
    named = (match for pattern in forms for match in pattern.finditer(text))
    found = sorted((*_numeric(text, patterns), *named), key=lambda match: (match.start(), -match.end()))
    return tuple(_apart(found))


def _numeric(text: str, patterns: _Patterns) -> Iterator[Match]:
    """Yield what may be a date in figures; with hyphens only if its month is Roman: `3-12-45` is a telephone."""
    for match in patterns.numeric.finditer(text):
        if match["sep"] != "-" or _figure_month(match["month"]) is None:
            yield match


@dataclass(frozen=True)
class DatePart:
    """A part of a date or what stands between two of them: its place, as typed, and its number if a Roman month."""

    start: int
    typed: str
    is_figures: bool = False
    roman: int | None = None


def date_parts(text: str, language: str = DEFAULT) -> Iterator[DatePart]:
    """Yield the parts of all that may be a date, the punctuation between them too.

    Of an impossible date nothing is figures or Roman: what it was meant to be is not known. Of one with a name only
    the figures are parts.
    """
    patterns = _patterns(language)
    for match in _numeric(text, patterns):
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
    for match in patterns.named.finditer(text):
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
    return next((int(name[len(_NAME) :]) for name, value in groups.items() if value and name.startswith(_NAME)), None)


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
