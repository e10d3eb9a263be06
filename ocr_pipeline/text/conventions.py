"""Typewriter conventions: what was typed for want of a key, resolved for reading. The clean text stays as typed.

`CONVENTIONS` is the table: each row finds places in a clean text and says what stands there for a reader, and why. Rows
come in order of precedence: what an earlier row resolves, a later one leaves alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.dates import numeric_figures, numeric_months
from ocr_pipeline.text.numerals import LETTERS_FOR_DIGITS, as_roman, to_roman

Replacement = tuple[int, str, str]
"""A place, what stands there, what is to stand there."""


@dataclass(frozen=True)
class Convention:
    """One row of the table. `russian`: it holds for texts in Cyrillic letters only."""

    kind: EditKind
    find: Callable[[str], Iterator[Replacement]]
    reason: str
    russian: bool = False


_MONTHS = r"(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
_FIGURE = regex.compile(r"(?<![\p{L}\p{N}])(?=[IlОOЗ]*\d)[\dIlОOЗ]*[IlОOЗ][\dIlОOЗ]*(?![\p{L}\p{N}])")
_ENDING = r"(?:й|го|му|м|я|ю|е|ое|ая|ой|ую|ые|ых|ым|ыми|х)"
_FIGURE_BY_CONTEXT = regex.compile(
    rf"(?<=№\s?)[IlОOЗ]{{1,4}}(?![\p{{L}}\p{{N}}])|(?<![\p{{L}}\p{{N}}.])[IlЗ]{{1,2}}(?=(?:-?го)?\s{_MONTHS})"
    # Digits in groups (`1.ООО.ООО`), fractions (`I/2`) and numbers with an ending (`I-го`, `З-й`).
    rf"|(?<=(?<!\p{{L}})[\dIlОOЗ]{{1,3}}\.)[IlОOЗ]{{3}}(?![\p{{L}}\p{{N}}])"
    rf"|(?<![\p{{L}}\p{{N}}/])[IlЗ](?=/\d)|(?<=(?<![\p{{L}}\p{{N}}])\d{{1,2}}/)[IlОOЗ](?![\p{{L}}\p{{N}}/])"
    rf"|(?<![\p{{L}}\p{{N}}.])[IlЗ]{{1,2}}(?=-{_ENDING}(?!\p{{L}}))"
)
_ROMAN = regex.compile(
    r"(?<![\p{L}\p{N}.])(?P<figures>[IVXІПШУХ]{1,7})(?=[-–—\s]{1,3}(?:(?:го|м|й|я|ой|ом|ая)\s)?(?i:съезд|век|пленум|сесси|конференци|конгресс|интернационал|созыв|квартал|том[аеу]?\b|глав|раздел|част|пятилет|степен|класс|ранг|групп|категори|партсъезд))"
)
_BRACKETED = regex.compile(r"(?<![\p{L}\p{N}/])/(?=[^\s/])[^/\n]{1,300}?(?<=[^\s/])/(?![\p{L}\p{N}/])")
_QUOTE = regex.compile(r"[\"“”„]")
_OPENS_BEFORE = regex.compile(r"[\p{L}\p{N}(\"„«]")
_CLOSES_BEHIND = regex.compile(r"[\p{L}\p{N}.,!?)…\"”»%]")
_PARAGRAPH = regex.compile(r"[^\n]+")
# Not between figures (`3 - 2`), nor before what is written with a hyphen (`кто - нибудь`).
_DASH = regex.compile(
    r"(?<=\S\s)(?<!\d\s)-{1,2}(?=\s)(?!\s(?:то|либо|нибудь|таки|ка)(?!\p{L}))|(?<=\d\s)-{1,2}(?=\s(?!\d))|(?<=[\p{L}\p{N}][,.;])-(?=\s)|(?<=\n)-(?=\s\p{L})"
)
_SPACES = regex.compile(
    r"(?<=\S)[ \u00a0]+(?=[,;:!?)]|\.(?![.\p{L}\p{N}]))|(?<=\()[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]{2,}(?=\S)"
)
_LETTERS = regex.compile(r"\p{L}+")
_GENITIVE_ENDINGS = ("а", "ы", "и", "й", "я", "ов")
_WITHIN_SENTENCE = regex.compile(r"[\p{Ll}\p{N},]\s$")
_WORD = regex.compile(r"[\p{L}]{2,}")
_LATIN, _CYRILLIC = "ABCEHKMOPTXYaceopxyi", "АВСЕНКМОРТХУасеорхуі"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_CYRILLIC_LETTER, _LATIN_LETTER = regex.compile(r"\p{Cyrillic}"), regex.compile(r"\p{Latin}")


def _figures(text: str) -> Iterator[Replacement]:
    for start, typed in numeric_figures(text):
        yield start, typed, typed.translate(LETTERS_FOR_DIGITS)
    for pattern in (_FIGURE, _FIGURE_BY_CONTEXT):
        for found in pattern.finditer(text):
            yield found.start(), found[0], found[0].translate(LETTERS_FOR_DIGITS)


def _months(text: str) -> Iterator[Replacement]:
    for start, typed, value in numeric_months(text):
        yield start, typed, to_roman(value)


def _romans(text: str) -> Iterator[Replacement]:
    for found in _ROMAN.finditer(text):
        value = as_roman(found["figures"])
        if value is not None and not (found["figures"] == "У" and _is_preposition(text, found)):
            yield found.start(), found["figures"], to_roman(value)


def _is_preposition(text: str, found: regex.Match[str]) -> bool:
    """Return whether `У` begins a sentence (`У группы товарищей`): within one, the preposition has no capital.

    Before a noun that is not in the genitive (`У съезд`) it is a number wherever it stands.
    """
    noun = _LETTERS.match(text, found.end() + 1)
    genitive = noun is None or noun[0].casefold().endswith(_GENITIVE_ENDINGS)
    return genitive and not _WITHIN_SENTENCE.search(text, max(0, found.start() - 2), found.start())


def _brackets(text: str) -> Iterator[Replacement]:
    for found in _BRACKETED.finditer(text):
        yield found.start(), "/", "("
        yield found.end() - 1, "/", ")"


def _quotes(text: str) -> Iterator[Replacement]:
    """Yield quotes by what stands beside each; where that could be either, by how many are open in the paragraph."""
    for paragraph in _PARAGRAPH.finditer(text):
        depth = 0
        for found in _QUOTE.finditer(text, *paragraph.span()):
            sign, start, end = found[0], found.start(), found.end()
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            if sign == '"' and before.isdigit() and depth == 0:
                continue  # inches, seconds of arc
            may_open = bool(_OPENS_BEFORE.match(after)) and not _CLOSES_BEHIND.match(before)
            may_close = bool(_CLOSES_BEHIND.match(before)) and not _OPENS_BEFORE.match(after)
            if sign == "„" or may_open or (not may_close and depth == 0 and _OPENS_BEFORE.match(after)):
                depth += 1
                yield start, sign, "«"
            elif depth:
                depth -= 1
                yield start, sign, "»"


def _dashes(text: str) -> Iterator[Replacement]:
    for found in _DASH.finditer(text):
        yield found.start(), found[0], "—"


def _homoglyphs(text: str) -> Iterator[Replacement]:
    """Yield words of two alphabets in the one they can be written in; where that is both, in that of the text."""
    russian = is_russian(text)
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isascii():
            continue
        if not _LATIN_LETTER.search(word) or not _CYRILLIC_LETTER.search(word):
            continue
        to_cyrillic, to_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
        may_be_cyrillic, may_be_latin = not _LATIN_LETTER.search(to_cyrillic), not _CYRILLIC_LETTER.search(to_latin)
        if may_be_cyrillic and (not may_be_latin or russian):
            yield found.start(), word, to_cyrillic
        elif may_be_latin:
            yield found.start(), word, to_latin


def _spaces(text: str) -> Iterator[Replacement]:
    for found in _SPACES.finditer(text):
        between = found.end() < len(text) and text[found.end()] not in ",;:!?)." and text[found.start() - 1] != "("
        yield found.start(), found[0], " " if between else ""


CONVENTIONS = (
    Convention(EditKind.ROMAN, _months, "a Roman month typed with Cyrillic keys", russian=True),
    Convention(EditKind.FIGURE, _figures, "letters typed for figures that the machine does not have"),
    Convention(EditKind.ROMAN, _romans, "a Roman number typed with Cyrillic keys", russian=True),
    Convention(EditKind.HOMOGLYPH, _homoglyphs, "a letter of the other alphabet that looks the same"),
    Convention(EditKind.BRACKETS, _brackets, "strokes typed for brackets", russian=True),
    Convention(EditKind.QUOTES, _quotes, "straight quotes typed for Russian ones", russian=True),
    Convention(EditKind.DASH, _dashes, "a hyphen between spaces typed for a dash"),
    Convention(EditKind.SPACES, _spaces, "more space than print has"),
)


def is_russian(text: str) -> bool:
    """Return whether most letters of a text are Cyrillic."""
    signs = Counter(text)
    cyrillic = sum(count for sign, count in signs.items() if _CYRILLIC_LETTER.match(sign))
    return cyrillic > sum(count for sign, count in signs.items() if _LATIN_LETTER.match(sign))


def convention_edits(clean: str) -> Iterator[Edit]:
    """Yield the edits on a clean text that resolve its typewriter conventions; no two touch the same character."""
    russian = is_russian(clean)
    taken: list[tuple[int, int]] = []
    for convention in CONVENTIONS:
        if convention.russian and not russian:
            continue
        found = sorted({place for place in convention.find(clean) if place[1] != place[2]})
        fresh = [place for place in found if not _touches(taken, place[0], place[0] + len(place[1]))]
        for start, before, after in fresh:
            yield Edit(kind=convention.kind, start=start, before=before, after=after, reason=convention.reason)
        taken = sorted([*taken, *((start, start + len(before)) for start, before, _ in fresh)])


def _touches(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (start, start))
    after = at < len(taken) and taken[at][0] < end
    before = at > 0 and taken[at - 1][1] > start
    return after or before
