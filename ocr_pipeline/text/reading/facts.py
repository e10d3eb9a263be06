"""What a text says in set forms: dates, document numbers, archival references."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import regex

from ocr_pipeline.records import ArchiveFact, Facts, NumberFact
from ocr_pipeline.text.reading.dates import find_dates
from ocr_pipeline.text.reading.numerals import as_figures

# Letters of secrecy stand behind a number without a space: `563сс` (top secret), `5с` (secret), `12оп` (special file).
_NUMBER = (
    r"(?>(?:(?-i:\p{Lu}{1,3})[-/])?[\dIlОOЗ]*\d[\dIlОOЗ]*+(?:[-/.]\p{N}++|[-/][\p{L}\p{N}]++)*+"
    r"(?:(?:сс|оп|\p{Ll})(?!\p{L}))?+)"
)
# A spaced range is one only behind a sign in the plural: in `№ 5 - 3 марта` the dash is a pause.
_ITEM = rf"(?P<number>{_NUMBER}(?:(?(plural)\s?[-–—]\s?|(?!)){_NUMBER}(?!\s?\p{{Ll}}|[.,]\d))?+)"
_DOCUMENT = regex.compile(
    # Directly before the sign: a word that ends its sentence (`5 экземпляров. № 3`) says nothing of the number.
    r"(?P<kind>(?<!\p{L})(?:(?:вх|исх|экз)\.?\s?|(?:входящ\p{L}{1,4}|исходящ\p{L}{1,4}|экземпляр(?:а|у|е|ом)?)\s))?"
    r"(?P<sign>(?P<plural>№№|(?<!\p{L})Nos\.)|№|(?<!\p{L})(?:No\.|N(?=\s?\d)))\s?"
    rf"{_ITEM}(?:(?:,\s?(?:(?:and|и)\s)?|\s(?:и|and)\s){_ITEM}(?!\p{{L}}|[.,]\d))*+",
    regex.IGNORECASE,
)
_COUNTED = regex.compile(r"\s?(?!(?:и|от|за|из|к|на|по|с|в|and|from|of|to|dated|were|was|are|is)\s)\p{Ll}")
"""A word behind a number that may be what it counts (`№ 2, 5 человек`)."""
_UNIT = regex.compile(
    r"\s?(?:(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|чел|руб|коп|экз|тонн|тыс|мл)"
    r"|(?:г|гг|года?|лет|км|кг|м|т)(?!\p{L}))"
)
NEARBY = 20
"""How far a number may be above the one before it to share its sign though a word follows (`№ 362, 363 получили`)."""
_KINDS: dict[str, Literal["incoming", "outgoing", "copy"]] = {"вх": "incoming", "ис": "outgoing", "эк": "copy"}

_PARTS = (
    ("fond", r"Ф(?:онд)?|F(?:ond)?"),
    ("opis", r"Оп(?:ись)?|Op(?:is)?"),
    ("delo", r"Д(?:ело)?|Ед\.\s?хр|D(?:elo)?"),
    ("papka", r"П(?:ап(?:ка)?)?|P(?:apka)?"),
    ("listy", r"Л(?:ист(?:ы)?|л)?|L(?:ist(?:y|s)?|l)?"),
)
# What follows a further number and makes it that of the next word: `5, 3 марта`, `5, 1953 г.`; the back (об.) does not.
_NOT_COUNTED = r"(?!\.?\s?(?!об(?!\p{L}))(?-i:\p{Ll}\p{Ll}|г(?!\p{L})))"
_LEAF = r"\d++(?:\p{Ll}(?!\p{L}))?+"
_BACK = r"(?:\s?об(?!\p{L})\.?+)?+"
# One number or several: `97-99`, `12, 13об.`, `1-5, 7 и 9`, `3 об. - 4`.
_VALUE = (
    rf"(?:[РR]-?)?[\dIlОOЗ]++(?:\p{{Ll}}(?!\p{{L}}))?+{_BACK}"
    rf"(?>(?:\s?[-–—/]\s?|\s?,\s?|\s(?:и|and)\s){_LEAF}{_NOT_COUNTED}{_BACK})*+"
)
_PART = regex.compile(
    "(?:"
    + "|".join(f"(?P<{name}>(?<!\\p{{L}})(?:{form}))" for name, form in _PARTS)
    + rf")(?:\.\s?|\s)(?:№\s?)?(?P<value>{_VALUE})",
    regex.IGNORECASE,
)
_MORE = regex.compile(r"(?:\s?[,;]\s?|\s(?:и|and)\s|\s?[-–—]\s?)\d++\p{L}?+")
_BETWEEN = regex.compile(r"[.,;]?\s{0,3}")
_ARCHIVE = regex.compile(r"(?:[А-ЯЁA-Z][А-ЯЁA-Zа-я]*[А-ЯЁA-Z](?:\s[А-ЯЁA-Z]{2,})*)(?=[.,;]?\s{0,3}$)")
_ADJECTIVE = r"[а-яё]{1,20}(?:-[а-яё]{1,20})?(?:ый|ий|ой)"
_ARCHIVE_NAME = regex.compile(
    rf"(?<!\p{{L}})(?:(?:[А-ЯЁ]{_ADJECTIVE}\s(?:[А-ЯЁ]?{_ADJECTIVE}\s){{0,4}})?+[Аа]рхив(?:[ауе]|ом)?+|(?:[A-Z][a-z]{{1,20}}\s){{0,4}}Archives?)"
    r"(?:\s[\p{L}-]{1,30}){0,8}(?:\s\([^()\n]{1,30}\))?(?=[.,;:]?\s{0,3}$)"
)
"""An archive by its full name: `Архив Президента РФ`, `Государственный архив Российской Федерации`."""
_ORDER = [name for name, _ in _PARTS]

ARCHIVE_REACH = 160
"""Characters before the fond in which the archive's name is looked for."""


def find_facts(text: str) -> Facts:
    """Return the dates, document numbers and archival references of a clean text, each in the order of its places."""
    references = tuple(_references(text))
    return Facts(dates=find_dates(text), numbers=tuple(_numbers(text, references)), references=references)


def _numbers(text: str, references: Sequence[ArchiveFact]) -> Iterator[NumberFact]:
    """Yield the document numbers; those within a reference (`ф. № 3`) are its parts."""
    starts = [one.start for one in references]
    for found in _DOCUMENT.finditer(text):
        before = bisect_right(starts, found.start("sign")) - 1
        if before >= 0 and found.start("sign") < starts[before] + len(references[before].typed):
            continue
        kind = _KINDS.get((found["kind"] or "")[:2].casefold(), "plain")
        spans = list(_sharing(text, found.spans("number")))
        yield NumberFact(
            start=found.start(),
            typed=text[found.start() : spans[-1][1]],
            kind=kind,
            numbers=tuple("".join(text[start:end].split()) for start, end in spans),
        )


def _sharing(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places of the numbers that share a sign: all up to the first that counts the word behind it."""
    yield spans[0]
    for (start, end), (next_start, next_end) in pairwise(spans):
        if _COUNTED.match(text, next_end):
            first, second = as_figures(text[start:end]), as_figures(text[next_start:next_end])
            in_sequence = first is not None and second is not None and 0 < second - first <= NEARBY <= second
            if not in_sequence or _UNIT.match(text, next_end):
                return
        yield next_start, next_end


def _references(text: str) -> Iterator[ArchiveFact]:
    run: list[regex.Match[str]] = []
    for part in _PART.finditer(text):
        apart = run and not _BETWEEN.fullmatch(text, run[-1].end(), part.start())
        if apart or (run and part["fond"] and any(earlier["fond"] for earlier in run)):
            yield from _reference(text, run)
            run = []
        run.append(part)
    yield from _reference(text, run)


def _reference(text: str, run: list[regex.Match[str]]) -> Iterator[ArchiveFact]:
    """Yield the reference that parts in a row make: a fond and at least one part more."""
    names = [next(name for name in _ORDER if part[name]) for part in run]
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
    more = _MORE.match(text, run[-1].end())
    if problem is None and more and not _UNIT.match(text, more.end()):
        problem = f"{more[0].strip()!r} follows, may belong to it, and is not taken"
    before = text[max(0, run[0].start() - ARCHIVE_REACH) : run[0].start()]
    archive = _ARCHIVE_NAME.search(before) or _ARCHIVE.search(before)
    start = run[0].start() - len(before) + archive.start() if archive else run[0].start()
    values = {name: str(part["value"]).rstrip(".") for name, part in zip(names, run, strict=True)}
    yield ArchiveFact(
        start=start,
        typed=text[start : run[-1].end()],
        archive=archive[0] if archive else None,
        problem=problem,
        **values,
    )
