"""Hyphens at line ends: which are a typist's word breaks, and which belong to the word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.text_layout import LaidLine

LONGEST_WORD = 80
"""Characters of a line's end and start that are looked at: no word is longer, and lines without spaces may be."""

MIN_OVERLAP = 2
"""Letters that both halves must share to count as typed twice: one is chance."""

_FIRST_HALF = regex.compile(
    r"(?P<half>[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*(?:-[\p{L}\p{N}]+)*)(?P<space>\s?)(?P<hyphen>[-‐‑¬=\u00ad]|—(?=$)(?<=\p{Ll}—))$"
)
_HYPHENS = frozenset("-‐‑¬=\u00ad—")
_ROMAN = regex.compile(r"[IVXLCІПШУХ]+$")

SHORTEST_HALF, SHORTEST_COMMON = 3, 4
"""Letters of each half of a compound of two words: shorter ones are syllables oftener than words; and where the word
in one piece is in the lexicon, too."""

RARER = 0.01
"""How much rarer than the rarer of its halves a word may be that is written in one piece (`wellknown` beside `well`,
`known`): rarer ones are compounds that some write without their hyphen."""


@dataclass(frozen=True)
class _Words:
    """What a language, and those beside it, write with a hyphen."""

    second_half: regex.Pattern[str]
    adjective: regex.Pattern[str]
    combining: regex.Pattern[str]
    link_behind: regex.Pattern[str]
    link_before: regex.Pattern[str]
    particles: frozenset[str]
    prefixes: frozenset[str]
    numeral_endings: frozenset[str]
    often_hyphened: frozenset[str]


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    languages = languages_of(language)
    marks = "".join(dict.fromkeys("".join(one.word_marks for one in languages.named)))
    return _Words(
        second_half=regex.compile(
            rf"^(?P<again>[-‐]?)(?P<half>[\p{{L}}\p{{N}}{marks}][\p{{L}}\p{{M}}\p{{N}}{marks}]*(?:-[\p{{L}}\p{{N}}]+)*)"
        ),
        adjective=regex.compile(languages.pattern(lambda one: one.joining.adjective) + "$"),
        combining=regex.compile(languages.pattern(lambda one: one.joining.combining) + "$"),
        link_behind=regex.compile(f"-{languages.pattern(lambda one: one.joining.link_behind)}$"),
        link_before=regex.compile(f"^{languages.pattern(lambda one: one.joining.link_before)}-"),
        particles=languages.words(lambda one: one.joining.particles),
        prefixes=languages.words(lambda one: one.joining.prefixes),
        numeral_endings=languages.words(lambda one: one.joining.numeral_endings),
        often_hyphened=languages.words(lambda one: one.joining.often_hyphened),
    )


@dataclass(frozen=True)
class Break:
    """What to do where two lines meet in a hyphen.

    `drop_last` characters leave the end of the first line and `drop_first` the start of the second; `joined` says
    whether the lines then meet without a space. `overlap` says that the halves share letters and are left apart.
    """

    joined: bool
    drop_last: int
    drop_first: int
    reason: str
    overlap: bool = False


def judge_break(
    above: str, below: str, lexicon: DocumentLexicon, *, across_pages: bool, language: str = DEFAULT
) -> Break | None:
    """Return how the lines `above` and `below` are to be joined if the first ends in a hyphenated word, else None."""
    if above[-1:] not in _HYPHENS:
        return None
    words = _words(language)
    first, second = _FIRST_HALF.search(above[-LONGEST_WORD:]), words.second_half.match(below[:LONGEST_WORD])
    if first is None or second is None:
        return None
    half, rest = str(first["half"]), str(second["half"])
    drop = len(first["hyphen"]) + len(first["space"])
    if first["hyphen"] in ("¬", "\u00ad"):
        return Break(True, drop, 0, f"a soft hyphen: {half} + {rest}")
    if second["again"]:
        return Break(True, len(first["space"]), 1, "the hyphen of a compound is repeated at the start of the line")
    if half[-1].isdigit() or rest[0].isdigit():
        if first["space"] or first["hyphen"] in ("=", "—"):
            return None
        return Break(True, 0, 0, "a hyphen beside figures is part of them")
    joined, hyphenated = half + rest, f"{half}-{rest}"
    if first["hyphen"] in ("=", "—") and not lexicon.knows(joined):
        return None
    if first["space"] and not (lexicon.knows(joined) or lexicon.has(joined)):
        return None
    if rest[0].isupper() and not half[-1].isupper():
        return Break(True, 0, 0, f"a capital after the hyphen, a compound name: {hyphenated}")
    if across_pages and len(rest) >= MIN_OVERLAP and half.casefold().endswith(rest.casefold()):
        reason = f"the halves overlap: {half}- / {rest}"
        if not lexicon.knows(joined):
            return Break(False, 0, 0, reason, overlap=True)
    return _by_lexicon(half, rest, drop, len(first["space"]), lexicon, words)


def _by_lexicon(half: str, rest: str, drop: int, space: int, lexicon: DocumentLexicon, words: _Words) -> Break:
    joined, hyphenated = half + rest, f"{half}-{rest}"
    join = Break(True, drop, 0, f"in no lexicon, joined as most words are: {half} + {rest}")
    if lexicon.has(hyphenated) and not lexicon.has(joined):
        return Break(True, space, 0, f"the document has the word with its hyphen elsewhere: {hyphenated}")
    if lexicon.has(joined):
        return Break(True, drop, 0, f"the document has the word in one piece elsewhere: {joined}")
    if half.casefold() in words.prefixes and lexicon.knows(hyphenated):
        return Break(True, space, 0, f"the lexicon knows {hyphenated}")
    if lexicon.knows(joined) and not _rare(joined, half, rest, lexicon, words):
        return Break(True, drop, 0, f"the lexicon knows {joined}")
    if lexicon.knows(hyphenated):
        return Break(True, space, 0, f"the lexicon knows {hyphenated}")
    if rest.casefold() in words.particles or half.casefold() in words.prefixes:
        return Break(True, space, 0, f"a particle is written with a hyphen: {hyphenated}")
    if _ROMAN.fullmatch(half) and rest in words.numeral_endings:
        return Break(True, space, 0, f"a Roman number with its ending: {hyphenated}")
    if _links(half, words) or (_links(rest, words) and not lexicon.knows(joined)):
        return Break(True, space, 0, f"a compound of several words: {hyphenated}")
    often = half.casefold() in words.often_hyphened and lexicon.knows(rest)
    if often or _compound(half, rest, lexicon, words):
        return Break(True, space, 0, f"the lexicon knows {half} and {rest}, not {joined}")
    outer = half.rsplit("-", 1)[-1] + rest.split("-", 1)[0]
    if outer != joined and lexicon.knows(outer):
        return Break(True, drop, 0, f"the lexicon knows {outer}")
    if half.isupper() and rest[0].islower() and len(half) > 1:
        return Break(True, space, 0, f"an abbreviation with its ending: {hyphenated}")
    return join


def _links(half: str, words: _Words) -> bool:
    return bool(words.link_behind.search(half.casefold()) or words.link_before.search(half.casefold()))


def _rare(joined: str, half: str, rest: str, lexicon: DocumentLexicon, words: _Words) -> bool:
    """Return whether a word in one piece is much rarer than both of its halves, each a word."""
    if half.casefold() in words.often_hyphened:
        return lexicon.weight(joined) < RARER * lexicon.weight(rest)
    if min(len(half), len(rest)) < SHORTEST_COMMON:
        return False
    return lexicon.weight(joined) < RARER * min(lexicon.weight(half), lexicon.weight(rest))


def _compound(half: str, rest: str, lexicon: DocumentLexicon, words: _Words) -> bool:
    """Return whether two halves are words of a compound: `инженер-механик`, `советско-китайский`."""
    if min(len(half), len(rest)) < SHORTEST_HALF or not lexicon.knows(rest):
        return False
    return lexicon.knows(half) or bool(
        words.combining.search(half.casefold()) and words.adjective.search(rest.casefold())
    )


_TORN = regex.compile(r"\s*(\p{L}{1,8})([ \u00a0]+)(\p{Ll}+)")


def torn_words(text: str, breaks: Iterable[tuple[int, int]], lexicon: DocumentLexicon) -> Iterator[Edit]:
    """Yield the edits that close up a word broken where a page mark (`breaks`: start, end) was moved before it.

    `материке // Ки тая`: the lexicon knows the word, and not both of its pieces.
    """
    for _, end in breaks:
        found = _TORN.match(text, end)
        if found is None:
            continue
        first, second = str(found[1]), str(found[3])
        if lexicon.knows(first + second) and not (lexicon.knows(first) and lexicon.knows(second)):
            reason = f"a word torn at the page break: the lexicon knows {first + second}"
            yield Edit(kind=EditKind.PAGE_JOIN, start=found.start(2), before=str(found[2]), after="", reason=reason)


_INNER = regex.compile(r"(?<![\p{L}\p{N}-])(\p{L}{2,})-(\p{Ll}{2,})(?![\p{L}\p{N}-])")


def stray_hyphens(line: LaidLine, lexicon: DocumentLexicon, language: str = DEFAULT) -> Iterator[Edit]:
    """Yield the edits that take out hyphens left from line ends that are gone (`Китай-ской`) in copied texts.

    Only where the lexicon knows the word without the hyphen, not with it, and not both of its halves.
    """
    words = _words(language)
    for found in _INNER.finditer(line.text):
        first, second = str(found[1]), str(found[2])
        joined, hyphenated = first + second, str(found[0])
        halves = lexicon.knows(first) and lexicon.knows(second)
        particle = second.casefold() in words.particles or first.casefold() in words.prefixes
        if not halves and not particle and lexicon.knows(joined) and not lexicon.knows(hyphenated):
            place = line.start + found.start() + len(first)
            reason = f"a hyphen left from a line end: the lexicon knows {joined}, not {hyphenated}"
            yield Edit(kind=EditKind.HYPHEN, start=place, before="-", after="", reason=reason)
