"""Typewriter conventions: what was typed for want of a key, resolved for reading. The clean text stays as typed.

`CONVENTIONS` is the table: each row finds places in a clean text and says what stands there for a reader, and why. Rows
come in order of precedence: what an earlier row resolves or says to leave as it is, a later one does not touch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.reading.dates import date_parts
from ocr_pipeline.text.reading.numerals import LETTERS_FOR_DIGITS, as_roman, to_roman

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
_SIGN = r"[\dIlОOЗ]"
# One number or several joined: `I,25`, `З.500`, `З-З0`; not behind an initial (`И.З.`) nor before one.
_TOKEN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?<![\p{{L}}\p{{N}}][.,/-]){_SIGN}++(?P<joined>[.,/-]{_SIGN}++)*+(?![\p{{L}}\p{{N}}])"
)
_UNITS = (
    r"\s?(?:%|(?:(?:проц|руб|коп|чел|тыс|млн|млрд|экз|шт|тонн|человек|процент|рубл|копе|миллион|тысяч|экземпляр"
    r"|километр|метр|литр|гектар|килограмм)\p{L}{0,3}|год[ау]?|лет|час(?:а|ов)?|дн(?:я|ей)|день|минут[аы]?"
    r"|км|кг|га|кв|м|т|г)(?!\p{L}))"
)
_BEFORE_UNIT = regex.compile(_UNITS)
_BEFORE_MONTH = regex.compile(rf"\s{{0,3}}{_MONTHS}")
_THOUSANDS = regex.compile(rf"{_SIGN}{{1,3}}(?:\.(?!III(?!{_SIGN})){_SIGN}{{3}})+")
_JOINTS = regex.compile(r"[.,/-]")
# In a row behind №; `О` and an initial further on are words again (`№ 5, О том`, `№ 5, З. Иванова`).
_NUMBERED = regex.compile(
    rf"№{{1,2}}\s?(?P<one>{_SIGN}{{1,6}})(?![\p{{L}}\p{{N}}])"
    rf"(?:(?:,\s?|\sи\s|\s?-\s?)(?P<one>{_SIGN}{{1,6}})(?<![,\s][ОO])(?![\p{{L}}\p{{N}}]|\.\s?\p{{Lu}}))*+"
)
_FIGURE_BY_CONTEXT = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.])[IlЗ]{{1,2}}(?=(?:-?го)?\s{{1,3}}{_MONTHS})"
    # Fractions (`I/2`) and numbers with an ending (`I-го`, `З-й`); `II-й` is the second.
    rf"|(?<![\p{{L}}\p{{N}}/])[IlЗ](?=/\d)|(?<=(?<![\p{{L}}\p{{N}}])\d{{1,2}}/)[IlОOЗ](?![\p{{L}}\p{{N}}/])"
    rf"|(?<![\p{{L}}\p{{N}}.])(?!II)[IlЗ]{{1,2}}(?=-{_ENDING}(?!\p{{L}}))"
    # I is no Russian letter: beside О or З it is a figure (`IОО`).
    r"|(?<![\p{L}\p{N}])[Il]{1,3}[ОЗ][IlОOЗ]{0,5}(?![\p{L}\p{N}])"
)
_ROMAN = regex.compile(
    r"(?<![\p{L}\p{N}.])(?P<figures>[IVXІПШУХ]{1,7})(?=[-–—\s]{1,3}(?:(?:го|м|й|я|ой|ом|ая)\s)?(?i:съезд|век|пленум|сесси|конференци|конгресс|интернационал|созыв|квартал|том[аеу]?\b|глав|раздел|част|пятилет|степен|класс|ранг|групп|категори|партсъезд))"
)
_BRACKETED = regex.compile(r"(?<![\p{L}\p{N}/])/(?=[^\s/])[^/\n]{1,300}?(?<=[^\s/])/(?![\p{L}\p{N}/])")
# Quotes in a row all open or all close: `""Победа""`.
_QUOTES = regex.compile(r"[\"“”„]++")
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
_COLUMNS = regex.compile(r"(?<=\S)(?:[ \u00a0]{3,}+|[ \u00a0]*+\t\s*+)(?=\S)")
"""A gap between the columns of a table row."""
_FOR_FIGURES = frozenset("IlОOЗ")
_OF_NUMBERS = _FOR_FIGURES | frozenset("VXІПШУХ")
_LETTERS = regex.compile(r"\p{L}+")
_GENITIVE_ENDINGS = ("а", "ы", "и", "й", "я", "ов")
_WITHIN_SENTENCE = regex.compile(r"[\p{Ll}\p{N},]\s$")
_WORD = regex.compile(r"[\p{L}]{2,}")
_LATIN, _CYRILLIC = "ABCEHKMOPTXYaceopxyi", "АВСЕНКМОРТХУасеорхуі"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_CYRILLIC_LETTER, _LATIN_LETTER = regex.compile(r"\p{Cyrillic}"), regex.compile(r"\p{Latin}")


def _months(text: str) -> Iterator[Replacement]:
    for part in date_parts(text):
        if part.roman is not None:
            yield part.start, part.typed, to_roman(part.roman)


def _dates(text: str) -> Iterator[Replacement]:
    """Yield the figures of dates, and unchanged what else belongs to them."""
    for part in date_parts(text):
        if part.roman is None:
            yield part.start, part.typed, _as_digits(part.typed) if part.is_figures else part.typed


def _joined(text: str) -> Iterator[Replacement]:
    for found in _TOKEN.finditer(text):
        typed = found[0]
        if not typed.isdigit() and (found["joined"] or _BEFORE_UNIT.match(text, found.end())):
            yield found.start(), typed, _as_digits(typed) if _is_number(text, found) else typed


def _is_number(text: str, found: regex.Match[str]) -> bool:
    """Return whether what may be figures is a number as a whole: by its unit, its thousands or the figures in it."""
    typed = found[0]
    if _BEFORE_UNIT.match(text, found.end()):
        # `О часах` is a preposition; `I - О%` is none.
        return typed not in ("О", "O") or text[found.end() :][:2].lstrip().startswith("%")
    if _THOUSANDS.fullmatch(typed) or _BEFORE_MONTH.match(text, found.end()):
        return True
    pieces = _JOINTS.split(typed)
    has_figures = any(sign.isdigit() for sign in typed)
    # `29.III` and `II/5` have a Roman number, `5.I` and `I.5` may have one.
    is_roman = any(piece in ("II", "III") for piece in pieces) or ("." in typed and "I" in pieces and len(typed) < 5)
    return has_figures and not is_roman


def _numbered(text: str) -> Iterator[Replacement]:
    for found in _NUMBERED.finditer(text):
        for start, end in found.spans("one"):
            yield start, text[start:end], _as_digits(text[start:end])


def _figures(text: str) -> Iterator[Replacement]:
    for pattern in (_FIGURE, _FIGURE_BY_CONTEXT):
        for found in pattern.finditer(text):
            yield found.start(), found[0], _as_digits(found[0])


def _as_digits(typed: str) -> str:
    return typed.translate(LETTERS_FOR_DIGITS)


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
        for found in _QUOTES.finditer(text, *paragraph.span()):
            signs, start, end = found[0], found.start(), found.end()
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            if signs == '"' and before.isdigit() and depth == 0:
                continue  # inches, seconds of arc
            may_open = bool(_OPENS_BEFORE.match(after)) and not _CLOSES_BEHIND.match(before)
            may_close = bool(_CLOSES_BEHIND.match(before)) and not _OPENS_BEFORE.match(after)
            if signs[0] == "„" or may_open or (not may_close and depth == 0 and _OPENS_BEFORE.match(after)):
                depth += len(signs)
                yield from ((at, text[at], "«") for at in range(start, end))
            elif depth:
                closed = range(start, min(end, start + depth))
                depth -= len(closed)
                yield from ((at, text[at], "»") for at in closed)


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
        if not _LATIN_LETTER.search(word) or not _CYRILLIC_LETTER.search(word) or set(word) <= _FOR_FIGURES:
            continue
        to_cyrillic, to_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
        may_be_cyrillic, may_be_latin = not _LATIN_LETTER.search(to_cyrillic), not _CYRILLIC_LETTER.search(to_latin)
        if may_be_cyrillic and (not may_be_latin or russian):
            yield found.start(), word, to_cyrillic
        elif may_be_latin:
            yield found.start(), word, to_latin


def _spaces(text: str) -> Iterator[Replacement]:
    """Yield spaces that print has not; in a row of a table wide gaps are left: they tell its columns."""
    for line in _PARAGRAPH.finditer(text):
        is_row = bool(_COLUMNS.search(text, *line.span()))
        for found in _SPACES.finditer(text, *line.span()):
            if is_row and len(found[0]) > 1:
                continue
            between = found.end() < len(text) and text[found.end()] not in ",;:!?)." and text[found.start() - 1] != "("
            yield found.start(), found[0], " " if between else ""


CONVENTIONS = (
    Convention(EditKind.ROMAN, _months, "a Roman month typed with Cyrillic keys"),
    Convention(EditKind.FIGURE, _dates, "letters typed for the figures of a date"),
    Convention(EditKind.ROMAN, _romans, "a Roman number typed with Cyrillic keys", russian=True),
    Convention(EditKind.FIGURE, _numbered, "letters typed for figures behind №"),
    Convention(EditKind.FIGURE, _joined, "letters typed for figures in a number with joints or before a unit"),
    Convention(EditKind.FIGURE, _figures, "letters typed for figures that the machine does not have"),
    Convention(EditKind.HOMOGLYPH, _homoglyphs, "a letter of the other alphabet that looks the same"),
    Convention(EditKind.BRACKETS, _brackets, "strokes typed for brackets", russian=True),
    Convention(EditKind.QUOTES, _quotes, "straight quotes typed for Russian ones", russian=True),
    Convention(EditKind.DASH, _dashes, "a hyphen between spaces typed for a dash"),
    Convention(EditKind.SPACES, _spaces, "more space than print has"),
)


def is_russian(text: str) -> bool:
    """Return whether most letters of a text are Cyrillic; those that stand for figures and Roman ones tell nothing."""
    signs = Counter(sign for sign in text if sign not in _OF_NUMBERS)
    cyrillic = sum(count for sign, count in signs.items() if _CYRILLIC_LETTER.match(sign))
    return cyrillic > sum(count for sign, count in signs.items() if _LATIN_LETTER.match(sign))


def convention_edits(clean: str) -> Iterator[Edit]:
    """Yield the edits on a clean text that resolve its typewriter conventions; no two touch the same character."""
    russian = is_russian(clean)
    taken = bytearray(len(clean))
    for convention in CONVENTIONS:
        if convention.russian and not russian:
            continue
        for start, before, after in convention.find(clean):
            end = start + len(before)
            if any(taken[start:end]):
                continue
            # What a row leaves as it is, it has settled as well.
            taken[start:end] = b"\1" * len(before)
            if before != after:
                yield Edit(kind=convention.kind, start=start, before=before, after=after, reason=convention.reason)
