"""Typewriter conventions: what was typed for want of a key, resolved for reading. The clean text stays as typed.

`CONVENTIONS` is the table: each row finds places in a clean text and says what stands there for a reader, and why. Rows
come in order of precedence: what an earlier row resolves or says to leave as it is, a later one does not touch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, Language, Script, languages_of
from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.reading.dates import date_parts
from ocr_pipeline.text.reading.numerals import LETTERS_FOR_DIGITS, as_roman, to_roman
from ocr_pipeline.text.reading.telegraph import telegraph_marks

Replacement = tuple[int, str, str]
"""A place, what stands there, what is to stand there."""


@dataclass(frozen=True)
class TextLanguage:
    """What a convention is resolved by: the language named for the text, and the one that its letters are of.

    `written` is the first of the languages named, or of those beside them, whose script most letters of the text have.
    """

    named: str
    written: Language | None
    patterns: _Patterns


@dataclass(frozen=True)
class Convention:
    """One row of the table; `{language}` in the reason stands for the language that is written."""

    kind: EditKind
    find: Callable[[str, TextLanguage], Iterator[Replacement]]
    reason: str


_FIGURE = regex.compile(r"(?<![\p{L}\p{N}])(?=[IlОOЗ]*\d)[\dIlОOЗ]*[IlОOЗ][\dIlОOЗ]*(?![\p{L}\p{N}])")
_SIGN = r"[\dIlОOЗ]"
# One number or several joined: `I,25`, `З.500`, `З-З0`; not behind an initial (`И.З.`) nor before one.
_TOKEN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?<![\p{{L}}\p{{N}}][.,/-]){_SIGN}++(?P<joined>[.,/-]{_SIGN}++)*+(?![\p{{L}}\p{{N}}])"
)
_THOUSANDS = regex.compile(rf"{_SIGN}{{1,3}}(?:\.(?!III(?!{_SIGN})){_SIGN}{{3}})+")
_JOINTS = regex.compile(r"[.,/-]")
_BRACKETED = regex.compile(r"(?<![\p{L}\p{N}/])/(?=[^\s/])[^/\n]{1,300}?(?<=[^\s/])/(?![\p{L}\p{N}/])")
# Quotes in a row all open or all close: `""Победа""`.
_QUOTES = regex.compile(r"[\"“”„]++")
_OPENS_BEFORE = regex.compile(r"[\p{L}\p{N}(\"„«]")
_CLOSES_BEHIND = regex.compile(r"[\p{L}\p{N}.,!?)…\"”»%]")
_PARAGRAPH = regex.compile(r"[^\n]+")
_SPACES = regex.compile(
    r"(?<=\S)[ \u00a0]+(?=[,;:!?)]|\.(?![.\p{L}\p{N}]))|(?<=\()[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]{2,}(?=\S)"
)
_COLUMNS = regex.compile(r"(?<=\S)(?:[ \u00a0]{3,}+|[ \u00a0]*+\t\s*+)(?=\S)")
"""A gap between the columns of a table row."""
_FOR_FIGURES = frozenset("IlОOЗ")
_OF_NUMBERS = _FOR_FIGURES | frozenset("VXІПШУХ")
_LETTERS = regex.compile(r"\p{L}+")
_WITHIN_SENTENCE = regex.compile(r"[\p{Ll}\p{N},]\s$")
_WORD = regex.compile(r"[\p{L}]{2,}")
_LATIN, _CYRILLIC = "ABCEHKMOPTXYaceopxyi", "АВСЕНКМОРТХУасеорхуі"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_CYRILLIC_LETTER, _LATIN_LETTER = regex.compile(r"\p{Cyrillic}"), regex.compile(r"\p{Latin}")


@dataclass(frozen=True)
class _Patterns:
    """The forms of what is typed for want of a key, in a language and those beside it."""

    unit: regex.Pattern[str]
    month: regex.Pattern[str]
    numbered: regex.Pattern[str]
    figure_by_context: regex.Pattern[str]
    roman: regex.Pattern[str]
    dash: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    languages = languages_of(language)
    month = languages.pattern(lambda one: one.dates.month_stems)
    day = languages.pattern(lambda one: one.reading.day_ending)
    ending = languages.pattern(lambda one: one.reading.numeral_ending)
    conjunction = languages.pattern(lambda one: one.reading.conjunction)
    case = languages.pattern(lambda one: one.reading.numeral_case)
    nouns = languages.pattern(lambda one: one.reading.roman_nouns)
    not_parted = languages.pattern(lambda one: one.reading.not_parted)
    return _Patterns(
        unit=regex.compile(rf"\s?(?:%|{languages.pattern(lambda one: one.reading.units)}(?!\p{{L}}))"),
        month=regex.compile(rf"\s{{0,3}}{month}"),
        # In a row behind №; `О` and an initial further on are words again (`№ 5, О том`, `№ 5, З. Иванова`).
        numbered=regex.compile(
            rf"№{{1,2}}\s?(?P<one>{_SIGN}{{1,6}})(?![\p{{L}}\p{{N}}])(?:(?:,\s?|\s{conjunction}\s|\s?-\s?)"
            rf"(?P<one>{_SIGN}{{1,6}})(?<![,\s][ОO])(?![\p{{L}}\p{{N}}]|\.\s?\p{{Lu}}))*+"
        ),
        figure_by_context=regex.compile(
            rf"(?<![\p{{L}}\p{{N}}.])[IlЗ]{{1,2}}(?=(?:-?{day})?\s{{1,3}}{month})"
            # Fractions (`I/2`) and numbers with an ending (`I-го`, `З-й`); `II-й` is the second.
            rf"|(?<![\p{{L}}\p{{N}}/])[IlЗ](?=/\d)|(?<=(?<![\p{{L}}\p{{N}}])\d{{1,2}}/)[IlОOЗ](?![\p{{L}}\p{{N}}/])"
            rf"|(?<![\p{{L}}\p{{N}}.])(?!II)[IlЗ]{{1,2}}(?=-{ending}(?!\p{{L}}))"
            # I is no Cyrillic letter of these papers: beside О or З it is a figure (`IОО`).
            r"|(?<![\p{L}\p{N}])[Il]{1,3}[ОЗ][IlОOЗ]{0,5}(?![\p{L}\p{N}])"
        ),
        roman=regex.compile(
            rf"(?<![\p{{L}}\p{{N}}.])(?P<figures>[IVXІПШУХ]{{1,7}})(?=[-–—\s]{{1,3}}(?:{case}\s)?(?i:{nouns}))"
        ),
        # Not between figures (`3 - 2`), nor before what is written with a hyphen (`кто - нибудь`).
        dash=regex.compile(
            rf"(?<=\S\s)(?<!\d\s)-{{1,2}}(?=\s)(?!\s{not_parted}(?!\p{{L}}))"
            r"|(?<=\d\s)-{1,2}(?=\s(?!\d))|(?<=[\p{L}\p{N}][,.;])-(?=\s)|(?<=\n)-(?=\s\p{L})"
        ),
    )


def _months(text: str, language: TextLanguage) -> Iterator[Replacement]:
    for part in date_parts(text, language.named):
        if part.roman is not None:
            yield part.start, part.typed, to_roman(part.roman)


def _dates(text: str, language: TextLanguage) -> Iterator[Replacement]:
    """Yield the figures of dates, and unchanged what else belongs to them."""
    for part in date_parts(text, language.named):
        if part.roman is None:
            yield part.start, part.typed, _as_digits(part.typed) if part.is_figures else part.typed


def _joined(text: str, language: TextLanguage) -> Iterator[Replacement]:
    for found in _TOKEN.finditer(text):
        typed = found[0]
        if not typed.isdigit() and (found["joined"] or language.patterns.unit.match(text, found.end())):
            yield found.start(), typed, _as_digits(typed) if _is_number(text, found, language.patterns) else typed


def _is_number(text: str, found: regex.Match[str], patterns: _Patterns) -> bool:
    """Return whether what may be figures is a number as a whole: by its unit, its thousands or the figures in it."""
    typed = found[0]
    if patterns.unit.match(text, found.end()):
        # `О часах` is a preposition; `I - О%` is none.
        return typed not in ("О", "O") or text[found.end() :][:2].lstrip().startswith("%")
    if _THOUSANDS.fullmatch(typed) or patterns.month.match(text, found.end()):
        return True
    pieces = _JOINTS.split(typed)
    has_figures = any(character.isdigit() for character in typed)
    # `29.III` and `II/5` have a Roman number, `5.I` and `I.5` may have one.
    is_roman = any(piece in ("II", "III") for piece in pieces) or ("." in typed and "I" in pieces and len(typed) < 5)
    return has_figures and not is_roman


def _numbered(text: str, language: TextLanguage) -> Iterator[Replacement]:
    for found in language.patterns.numbered.finditer(text):
        for start, end in found.spans("one"):
            yield start, text[start:end], _as_digits(text[start:end])


def _figures(text: str, language: TextLanguage) -> Iterator[Replacement]:
    for pattern in (_FIGURE, language.patterns.figure_by_context):
        for found in pattern.finditer(text):
            yield found.start(), found[0], _as_digits(found[0])


def _as_digits(typed: str) -> str:
    return typed.translate(LETTERS_FOR_DIGITS)


def _romans(text: str, language: TextLanguage) -> Iterator[Replacement]:
    if language.written is None or not language.written.reading.roman_nouns:
        return
    genitive = language.written.reading.genitive
    for found in language.patterns.roman.finditer(text):
        value = as_roman(found["figures"])
        if value is not None and not (found["figures"] == "У" and _is_preposition(text, found, genitive)):
            yield found.start(), found["figures"], to_roman(value)


def _is_preposition(text: str, found: regex.Match[str], endings: tuple[str, ...]) -> bool:
    """Return whether `У` begins a sentence (`У группы товарищей`): within one, the preposition has no capital.

    Before a noun that is not in the genitive (`У съезд`) it is a number wherever it stands.
    """
    noun = _LETTERS.match(text, found.end() + 1)
    genitive = noun is None or noun[0].casefold().endswith(endings)
    return genitive and not _WITHIN_SENTENCE.search(text, max(0, found.start() - 2), found.start())


def _brackets(text: str, language: TextLanguage) -> Iterator[Replacement]:
    if language.written is None or not language.written.reading.strokes_bracket:
        return
    for found in _BRACKETED.finditer(text):
        yield found.start(), "/", "("
        yield found.end() - 1, "/", ")"


def _quotes(text: str, language: TextLanguage) -> Iterator[Replacement]:
    """Yield quotes by what stands beside each; where that could be either, by how many are open in the paragraph."""
    if language.written is None or language.written.reading.quotes is None:
        return
    opening, closing = language.written.reading.quotes
    for paragraph in _PARAGRAPH.finditer(text):
        depth = 0
        for found in _QUOTES.finditer(text, *paragraph.span()):
            marks, start, end = found[0], found.start(), found.end()
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            if marks == '"' and before.isdigit() and depth == 0:
                continue  # inches, seconds of arc
            may_open = bool(_OPENS_BEFORE.match(after)) and not _CLOSES_BEHIND.match(before)
            may_close = bool(_CLOSES_BEHIND.match(before)) and not _OPENS_BEFORE.match(after)
            if marks[0] == "„" or may_open or (not may_close and depth == 0 and _OPENS_BEFORE.match(after)):
                depth += len(marks)
                yield from ((at, text[at], opening) for at in range(start, end))
            elif depth:
                closed = range(start, min(end, start + depth))
                depth -= len(closed)
                yield from ((at, text[at], closing) for at in closed)


def _dashes(text: str, language: TextLanguage) -> Iterator[Replacement]:
    for found in language.patterns.dash.finditer(text):
        yield found.start(), found[0], "—"


def _homoglyphs(text: str, language: TextLanguage) -> Iterator[Replacement]:
    """Yield words of two alphabets in the one they can be written in; where that is both, in that of the text."""
    cyrillic = language.written is not None and language.written.script is Script.CYRILLIC
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isascii():
            continue
        if not _LATIN_LETTER.search(word) or not _CYRILLIC_LETTER.search(word) or set(word) <= _FOR_FIGURES:
            continue
        to_cyrillic, to_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
        may_be_cyrillic, may_be_latin = not _LATIN_LETTER.search(to_cyrillic), not _CYRILLIC_LETTER.search(to_latin)
        if may_be_cyrillic and (not may_be_latin or cyrillic):
            yield found.start(), word, to_cyrillic
        elif may_be_latin:
            yield found.start(), word, to_latin


def _spaces(text: str, _language: TextLanguage) -> Iterator[Replacement]:
    """Yield spaces absent from print; in a row of a table wide gaps are kept: they show its columns."""
    for line in _PARAGRAPH.finditer(text):
        is_row = bool(_COLUMNS.search(text, *line.span()))
        for found in _SPACES.finditer(text, *line.span()):
            if is_row and len(found[0]) > 1:
                continue
            between = found.end() < len(text) and text[found.end()] not in ",;:!?)." and text[found.start() - 1] != "("
            yield found.start(), found[0], " " if between else ""


def _telegraph(text: str, language: TextLanguage) -> Iterator[Replacement]:
    yield from telegraph_marks(text, language.named)


CONVENTIONS = (
    Convention(EditKind.TELEGRAPH, _telegraph, "a word that telegrams have for a mark"),
    Convention(EditKind.ROMAN, _months, "a Roman month typed with Cyrillic keys"),
    Convention(EditKind.FIGURE, _dates, "letters typed for the figures of a date"),
    Convention(EditKind.ROMAN, _romans, "a Roman number typed with Cyrillic keys"),
    Convention(EditKind.FIGURE, _numbered, "letters typed for figures behind №"),
    Convention(EditKind.FIGURE, _joined, "letters typed for figures in a number with joints or before a unit"),
    Convention(EditKind.FIGURE, _figures, "letters typed for figures that the machine does not have"),
    Convention(EditKind.HOMOGLYPH, _homoglyphs, "a letter of the other alphabet that looks the same"),
    Convention(EditKind.BRACKETS, _brackets, "strokes typed for brackets"),
    Convention(EditKind.QUOTES, _quotes, "straight quotes typed for {language} ones"),
    Convention(EditKind.DASH, _dashes, "a hyphen between spaces typed for a dash"),
    Convention(EditKind.SPACES, _spaces, "more space than print has"),
)


def written_language(text: str, language: str) -> Language | None:
    """Return the first language, of those named and those beside them, whose script most letters of a text have.

    Letters that stand for figures and Roman numbers tell nothing; without others, Latin counts.
    """
    counts = Counter(letter for letter in text if letter not in _OF_NUMBERS)
    cyrillic = sum(count for letter, count in counts.items() if _CYRILLIC_LETTER.match(letter))
    latin = sum(count for letter, count in counts.items() if _LATIN_LETTER.match(letter))
    return languages_of(language).in_script(Script.CYRILLIC if cyrillic > latin else Script.LATIN)


def convention_edits(clean: str, language: str = DEFAULT) -> Iterator[Edit]:
    """Yield the edits on a clean text that resolve its typewriter conventions; no two touch the same character."""
    written = written_language(clean, language)
    known = TextLanguage(language, written, _patterns(language))
    title = written.title if written else ""
    taken = bytearray(len(clean))
    for convention in CONVENTIONS:
        reason = convention.reason.format(language=title)
        for start, before, after in convention.find(clean, known):
            end = start + len(before)
            if any(taken[start:end]):
                continue
            # What a row leaves as it is, it has settled as well.
            taken[start:end] = b"\1" * len(before)
            if before != after:
                yield Edit(kind=convention.kind, start=start, before=before, after=after, reason=reason)
