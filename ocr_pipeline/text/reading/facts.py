"""What a text says in set forms: dates, document numbers, archival references."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from ocr_pipeline.languages import DEFAULT, Languages, languages_of, one_of
from ocr_pipeline.languages.record import ArchivePart, NumberKind
from ocr_pipeline.records import ArchiveFact, Facts, NumberFact
from ocr_pipeline.text.reading.dates import find_dates
from ocr_pipeline.text.reading.numerals import as_figures

NEARBY = 20
"""How far a number may be above the one before it to share its sign though a word follows (`№ 362, 363 получили`)."""
_PARTS: tuple[ArchivePart, ...] = ("fond", "opis", "delo", "papka", "listy")
_KINDS: tuple[NumberKind, ...] = ("incoming", "outgoing", "copy")
_BETWEEN = regex.compile(r"[.,;]?\s{0,3}")

ARCHIVE_REACH = 160
"""Characters before the fond in which the archive's name is looked for."""


@dataclass(frozen=True)
class _Patterns:
    """The forms of numbers and references in a language and those beside it.

    `counted`: a word behind a number that may be what it counts (`№ 2, 5 человек`); `unit`: one that is. `archive`: an
    acronym (`АВП РФ`); `archive_name`: an archive by its full name (`Архив Президента РФ`).
    """

    document: regex.Pattern[str]
    counted: regex.Pattern[str]
    unit: regex.Pattern[str]
    part: regex.Pattern[str]
    more: regex.Pattern[str]
    archive: regex.Pattern[str]
    archive_name: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    languages = languages_of(language)
    conjunction = languages.pattern(lambda one: one.facts.conjunction)
    uncounted = languages.pattern(lambda one: one.facts.uncounted)
    units = one_of((*(one.dates.month_stems for one in languages), *(one.facts.units for one in languages)))
    capitals = languages.capitals()
    acronym = "".join(one.facts.acronym_letters for one in languages)
    names = languages.pattern(lambda one: one.facts.archive_name)
    return _Patterns(
        document=_document(languages, conjunction),
        counted=regex.compile(rf"\s?(?!{uncounted}\s)\p{{Ll}}"),
        unit=regex.compile(rf"\s?{units}"),
        part=_part(languages, conjunction),
        more=regex.compile(rf"(?:\s?[,;]\s?|\s{conjunction}\s|\s?[-–—]\s?)\d++\p{{L}}?+"),
        archive=regex.compile(
            rf"(?:[{capitals}][{capitals}{acronym}]*[{capitals}](?:\s[{capitals}]{{2,}})*)(?=[.,;]?\s{{0,3}}$)"
        ),
        archive_name=regex.compile(
            rf"(?<!\p{{L}}){names}(?:\s[\p{{L}}-]{{1,30}}){{0,8}}(?:\s\([^()\n]{{1,30}}\))?(?=[.,;:]?\s{{0,3}}$)"
        ),
    )


def _document(languages: Languages, conjunction: str) -> regex.Pattern[str]:
    secrecy = languages.pattern(lambda one: one.facts.secrecy_letters)
    number = (
        r"(?>(?:(?-i:\p{Lu}{1,3})[-/])?[\dIlОOЗ]*\d[\dIlОOЗ]*+(?:[-/.]\p{N}++|[-/][\p{L}\p{N}]++)*+"
        rf"(?:(?:{secrecy}|\p{{Ll}})(?!\p{{L}}))?+)"
    )
    # A spaced range is one only behind a sign in the plural: in `№ 5 - 3 марта` the dash is a pause.
    item = rf"(?P<number>{number}(?:(?(plural)\s?[-–—]\s?|(?!)){number}(?!\s?\p{{Ll}}|[.,]\d))?+)"
    words = [
        (kind, one.facts.number_kinds[kind]) for one in languages for kind in _KINDS if kind in one.facts.number_kinds
    ]
    short = one_of(f"(?P<{kind}>{abbreviation})" for kind, (abbreviation, _) in words)
    long = one_of(f"(?P<{kind}>{word})" for kind, (_, word) in words)
    return regex.compile(
        # Directly before the sign: a word that ends its sentence (`5 экземпляров. № 3`) says nothing of the number.
        rf"(?:(?<!\p{{L}})(?:{short}\.?\s?|{long}\s))?"
        r"(?P<sign>(?P<plural>№№|(?<!\p{L})Nos\.)|№|(?<!\p{L})(?:No\.|N(?=\s?\d)))\s?"
        rf"{item}(?:(?:,\s?(?:{conjunction}\s)?|\s{conjunction}\s){item}(?!\p{{L}}|[.,]\d))*+",
        regex.IGNORECASE,
    )


def _part(languages: Languages, conjunction: str) -> regex.Pattern[str]:
    back_of_leaf = languages.pattern(lambda one: one.facts.leaf_back)
    year = languages.pattern(lambda one: one.dates.year_short)
    # What follows a further number and makes it that of the next word: `5, 3 марта`, `5, 1953 г.`; the back of a leaf
    # (`об.`) does not.
    not_counted = rf"(?!\.?\s?(?!{back_of_leaf}(?!\p{{L}}))(?-i:\p{{Ll}}\p{{Ll}}|{year}(?!\p{{L}})))"
    leaf = r"\d++(?:\p{Ll}(?!\p{L}))?+"
    back = rf"(?:\s?{back_of_leaf}(?!\p{{L}})\.?+)?+"
    # One number or several: `97-99`, `12, 13об.`, `1-5, 7 и 9`, `3 об. - 4`.
    value = (
        rf"(?:[РR]-?)?[\dIlОOЗ]++(?:\p{{Ll}}(?!\p{{L}}))?+{back}"
        rf"(?>(?:\s?[-–—/]\s?|\s?,\s?|\s{conjunction}\s){leaf}{not_counted}{back})*+"
    )
    words = {name: one_of(one.facts.archive_parts.get(name, "") for one in languages) for name in _PARTS}
    names = "|".join(rf"(?P<{name}>(?<!\p{{L}}){form})" for name, form in words.items())
    return regex.compile(rf"(?:{names})(?:\.\s?|\s)(?:№\s?)?(?P<value>{value})", regex.IGNORECASE)


def find_facts(text: str, language: str = DEFAULT) -> Facts:
    """Return the dates, document numbers and archival references of a clean text, each in the order of its places."""
    patterns = _patterns(language)
    references = tuple(_references(text, patterns))
    numbers = tuple(_numbers(text, references, patterns))
    return Facts(dates=find_dates(text, language), numbers=numbers, references=references)


def _numbers(text: str, references: Sequence[ArchiveFact], patterns: _Patterns) -> Iterator[NumberFact]:
    """Yield the document numbers; those within a reference (`ф. № 3`) are its parts."""
    starts = [one.start for one in references]
    for found in patterns.document.finditer(text):
        before = bisect_right(starts, found.start("sign")) - 1
        if before >= 0 and found.start("sign") < starts[before] + len(references[before].typed):
            continue
        kind = next((kind for kind in _KINDS if found.groupdict().get(kind)), "plain")
        spans = list(_sharing(text, found.spans("number"), patterns))
        yield NumberFact(
            start=found.start(),
            typed=text[found.start() : spans[-1][1]],
            kind=kind,
            numbers=tuple("".join(text[start:end].split()) for start, end in spans),
        )


def _sharing(text: str, spans: Sequence[tuple[int, int]], patterns: _Patterns) -> Iterator[tuple[int, int]]:
    """Yield the places of the numbers that share a sign: all up to the first that counts the word behind it."""
    yield spans[0]
    for (start, end), (next_start, next_end) in pairwise(spans):
        if patterns.counted.match(text, next_end):
            first, second = as_figures(text[start:end]), as_figures(text[next_start:next_end])
            in_sequence = first is not None and second is not None and 0 < second - first <= NEARBY <= second
            if not in_sequence or patterns.unit.match(text, next_end):
                return
        yield next_start, next_end


def _references(text: str, patterns: _Patterns) -> Iterator[ArchiveFact]:
    run: list[regex.Match[str]] = []
    for part in patterns.part.finditer(text):
        apart = run and not _BETWEEN.fullmatch(text, run[-1].end(), part.start())
        if apart or (run and part["fond"] and any(earlier["fond"] for earlier in run)):
            yield from _reference(text, run, patterns)
            run = []
        run.append(part)
    yield from _reference(text, run, patterns)


def _reference(text: str, run: list[regex.Match[str]], patterns: _Patterns) -> Iterator[ArchiveFact]:
    """Yield the reference that parts in a row make: a fond and at least one part more."""
    names = [next(name for name in _PARTS if part[name]) for part in run]
    if "fond" not in names or len(names) < 2:
        return
    run, names = run[names.index("fond") :], names[names.index("fond") :]
    problem = None
    if names.count("listy") == 2 and "delo" not in names:
        at = names.index("listy")
        problem = f"{run[at][0]} stands where the file (Д.) is due, and is taken for it"
        names[at] = "delo"
    elif len(set(names)) < len(names):
        problem = "a part is given twice; the last one counts"
    more = patterns.more.match(text, run[-1].end())
    if problem is None and more and not patterns.unit.match(text, more.end()):
        problem = f"{more[0].strip()!r} follows, may belong to it, and is not taken"
    before = text[max(0, run[0].start() - ARCHIVE_REACH) : run[0].start()]
    archive = patterns.archive_name.search(before) or patterns.archive.search(before)
    start = run[0].start() - len(before) + archive.start() if archive else run[0].start()
    values = {name: str(part["value"]).rstrip(".") for name, part in zip(names, run, strict=True)}
    yield ArchiveFact(
        start=start,
        typed=text[start : run[-1].end()],
        archive=archive[0] if archive else None,
        problem=problem,
        **values,
    )
