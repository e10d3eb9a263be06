"""What a text says in set forms: dates, document numbers, archival references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from ocr_pipeline.records import ArchiveFact, Facts, NumberFact
from ocr_pipeline.text.dates import find_dates

_NUMBER = r"(?>[\dIlОOЗ]*\d[\dIlОOЗ]*+(?:[-/.]\p{N}++|[-/][\p{L}\p{N}]++)*+(?:\p{Ll}(?!\p{L}))?+)"
_DOCUMENT = regex.compile(
    rf"(?P<kind>(?<!\p{{L}})(?:вх(?:одящ\p{{L}}*)?|исх(?:одящ\p{{L}}*)?|экз(?:емпляр\p{{L}}*)?)\.?\s?)?(?P<sign>№{{1,2}}|(?<!\p{{L}})(?:Nos?\.|N(?=\s?\d)))\s?"
    rf"(?P<number>{_NUMBER})"
    # A number before a word (`№ 2, 1953 г.`) is the word's; one before `и` and a further number is not.
    rf"(?:(?:,\s?|\sи\s)(?P<number>{_NUMBER})(?!\s(?!(?:и|от|за|из|к|на|по|с|в)\s)\p{{Ll}}|\p{{L}}|[.,]\d))*",
    regex.IGNORECASE,
)
_KINDS: dict[str, Literal["incoming", "outgoing", "copy"]] = {"вх": "incoming", "ис": "outgoing", "эк": "copy"}

_PARTS = (
    ("fond", r"Ф(?:онд)?|F(?:ond)?"),
    ("opis", r"Оп(?:ись)?|Op(?:is)?"),
    ("delo", r"Д(?:ело)?|Ед\.\s?хр|D(?:elo)?"),
    ("papka", r"П(?:ап(?:ка)?)?|P(?:apka)?"),
    ("listy", r"Л(?:ист(?:ы)?|л)?|L(?:ist(?:y|s)?|l)?"),
)
# One number or several: `97-99`, `12, 13об.`; one behind a comma and before a word (`5, 3 марта`) is the word's.
_VALUE = (
    r"(?:[РR]-?)?[\dIlОOЗ]++(?:\p{Ll}(?!\p{L}))?+"
    r"(?>(?:\s?об\b)?(?:[-–—/]\s?\d++|,\s?\d++(?!\.?\s?\p{L}\p{L})))*+(?:\s?об\b)?"
)
_PART = regex.compile(
    "(?:"
    + "|".join(f"(?P<{name}>(?<!\\p{{L}})(?:{form}))" for name, form in _PARTS)
    + rf")(?:\.\s?|\s)(?P<value>{_VALUE})",
    regex.IGNORECASE,
)
_BETWEEN = regex.compile(r"[.,;]?\s{0,3}")
_ARCHIVE = regex.compile(r"(?:[А-ЯЁA-Z][А-ЯЁA-Zа-я]*[А-ЯЁA-Z](?:\s[А-ЯЁA-Z]{2,})*)(?=[.,;]?\s{0,3}$)")
_ORDER = [name for name, _ in _PARTS]

ARCHIVE_REACH = 40
"""Characters before the fond in which the archive's name is looked for."""


def find_facts(text: str) -> Facts:
    """Return the dates, document numbers and archival references of a clean text, each in the order of its places."""
    return Facts(dates=find_dates(text), numbers=tuple(_numbers(text)), references=tuple(_references(text)))


def _numbers(text: str) -> Iterator[NumberFact]:
    for found in _DOCUMENT.finditer(text):
        kind = _KINDS.get((found["kind"] or "")[:2].casefold(), "plain")
        yield NumberFact(start=found.start(), typed=found[0], kind=kind, numbers=tuple(found.captures("number")))


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
    before = text[max(0, run[0].start() - ARCHIVE_REACH) : run[0].start()]
    archive = _ARCHIVE.search(before)
    start = run[0].start() - len(before) + archive.start() if archive else run[0].start()
    values = {name: str(part["value"]).rstrip(".") for name, part in zip(names, run, strict=True)}
    yield ArchiveFact(
        start=start,
        typed=text[start : run[-1].end()],
        archive=archive[0] if archive else None,
        problem=problem,
        **values,
    )
