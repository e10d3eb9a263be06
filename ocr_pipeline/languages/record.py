"""What a language knows, as one record: a stage asks it, and never for its name.

Fields called a *pattern* are regular expressions of the module `regex`, alternatives without a group around them; most
are searched without regard to case. An empty one stands for nothing: the language has no such word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from ocr_pipeline.languages.lexicon import Lexicon

NumberKind = Literal["incoming", "outgoing", "copy"]
ArchivePart = Literal["fond", "opis", "delo", "papka", "listy"]


class Script(StrEnum):
    """The alphabet that a language is written in."""

    CYRILLIC = "Cyrillic"
    LATIN = "Latin"


@dataclass(frozen=True, kw_only=True)
class Encodings:
    """The 8-bit encodings of a language's texts.

    `names`: as Python's codecs name them, the commonest first: of two that read a text equally well, the first is
    taken. `pairs`: the pairs of letters that make up three quarters of those in running text. `letters`: those of
    running text where they are not the whole alphabet.
    """

    names: tuple[str, ...] = ()
    letters: str = ""
    pairs: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class FurnitureWords:
    """Words of page furniture, in small letters unless they are patterns.

    `page` (pattern): before a page's number; `of` (pattern): between it and their total. `headers`: marks of secrecy
    and of copies, which recur on pages. `continued` stands over the further pages of what `headed` stands over.
    `documents` (pattern): what the headings of documents begin with.
    """

    page: str = ""
    of: str = ""
    headers: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()
    headed: tuple[str, ...] = ()
    documents: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteWords:
    """What the program writes into a text of this language where pages are not there, and where they begin; `{}` stands
    for their numbers.

    `missing`: one page, and several, that no scan shows; `some`: several of which not all are there; `unread`: one, and
    several, that could not be read; `unknown`: one, and several by their count, that could not be read and have no
    number. `leaf`: the front of a leaf begins, and its back; `scan`: a page known by its scan's name alone; `in_order`:
    one known by its place among the pages alone.
    """

    missing: tuple[str, str] = ("[page {} is missing]", "[pages {} are missing]")
    some: str = "[not all of pages {} are here]"
    unread: tuple[str, str] = ("[page {} could not be read]", "[pages {} could not be read]")
    unknown: tuple[str, str] = ("[a page could not be read]", "[pages that could not be read: {}]")
    leaf: tuple[str, str] = ("[fol. {}]", "[fol. {} verso]")
    scan: str = "[scan {}]"
    in_order: str = "[page {} in order]"


@dataclass(frozen=True, kw_only=True)
class CommentWords:
    """What the program writes beside doubtful words of this language, in files that have comments.

    `sureness`: how sure a word is, in per cent for `{}`; `perhaps`: before what else it may be; `others`: how many more
    doubtful words its page has.
    """

    sureness: str = "{} % sure"
    perhaps: str = "Perhaps:"
    others: str = "More doubtful words on this page: {}. Read it beside the scan."


@dataclass(frozen=True, kw_only=True)
class JoiningWords:
    """What tells a typist's word break from a hyphen of the word, and a paragraph from a line that is full.

    `particles` are written with a hyphen behind any word, `prefixes` before one, `numeral_endings` behind a Roman
    number. `often_hyphened`: first parts that
    keep their hyphen where the word in one piece is rare. Patterns: `adjective`, the endings; `combining`, first halves
    of compound adjectives; `link_behind`, `link_before`: words within compounds of three (`Ростов-на-Дону`), at the end
    of the first half and at the start of the second; `abbreviation`, before a number (`ст. 5`); `heading`.
    """

    particles: frozenset[str] = frozenset()
    numeral_endings: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    often_hyphened: frozenset[str] = frozenset()
    adjective: str = ""
    combining: str = ""
    link_behind: str = ""
    link_before: str = ""
    abbreviation: str = ""
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortWords:
    """Words of one letter and of two, which the lexicon's many short entries do not tell from chance.

    `between`: those of one letter that may stand between two variables (`с и м`).
    """

    one: frozenset[str] = frozenset()
    two: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class DateWords:
    """Words of dates, all patterns.

    `months`: each month's forms and abbreviations as whole words; `month_stems`: how the names begin. `day_ending`:
    behind the figures of a day before its month (`29-го`); `day_ending_behind`: where the day stands behind the month
    (`March 29th`). `year`: the word behind one year; `years`: behind several; `year_forms`: any
    form of it; `year_short`: its abbreviation without the stop. `month_first`: whether a day may stand behind the month
    without a year (`March 31`).
    """

    months: tuple[str, ...] = ()
    month_stems: str = ""
    day_ending: str = ""
    day_ending_behind: str = ""
    year: str = ""
    years: str = ""
    year_forms: str = ""
    year_short: str = ""
    month_first: bool = False


@dataclass(frozen=True, kw_only=True)
class FactWords:
    """Words of document numbers and archival references, patterns but where a set says otherwise.

    `number_kinds`: for each kind the abbreviation and the word that stand before `№`. `secrecy_letters`: behind a
    number without a space (`563сс`). `conjunction`: between the last two numbers of several. `uncounted`: words behind
    a number that do not count anything; `units`: those that are counted. `archive_parts`: the words of a reference;
    `leaf_back`: the back of a leaf; `archive_name`: an archive by its full name, its case regarded;
    `acronym_letters`: small letters within an archive's acronym, as a range of a character class.
    """

    number_kinds: Mapping[NumberKind, tuple[str, str]] = field(default_factory=dict)
    secrecy_letters: str = ""
    conjunction: str = ""
    uncounted: str = ""
    units: str = ""
    archive_parts: Mapping[ArchivePart, str] = field(default_factory=dict)
    leaf_back: str = ""
    archive_name: str = ""
    acronym_letters: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadingWords:
    """What typewriter conventions are resolved by, and into what.

    `day_ending`: behind the figure of a day before its month (`I-го марта`). `conjunction`: between numbers behind one
    `№`. `numeral_ending`: behind the figures of an ordinal number (`5-й`); `numeral_case`: an ending typed between a
    Roman number and its noun; `roman_nouns`: nouns that Roman numbers count. `genitive`: how nouns end behind a capital
    `У` that is the preposition. `units`: what figures before them count; `not_parted`: what stands behind a hyphen with
    spaces and is no new part of the sentence (`кто - нибудь`). Patterns but `genitive`, `quotes`, `strokes_bracket`.
    """

    day_ending: str = ""
    conjunction: str = ""
    numeral_ending: str = ""
    numeral_case: str = ""
    roman_nouns: str = ""
    genitive: tuple[str, ...] = ()
    units: str = ""
    not_parted: str = ""
    quotes: tuple[str, str] | None = None
    """What straight quotes are typed for; None: they stay."""
    strokes_bracket: bool = False
    """Whether strokes (`/ /`) are typed for brackets."""


@dataclass(frozen=True, kw_only=True)
class TelegraphWords:
    """Words that telegrams have for marks, in small letters.

    `behind`: for each the mark, which stands close behind a word; `sure`: those of them that are nothing else, and no
    word's end. `pairs`: for each the marks that open and close. `dash`, `paragraph`, `number`: words for a dash, the
    beginning of a paragraph, the number sign before figures. `names` (pattern): how the marks are called, as in a list
    that explains such words.
    """

    behind: Mapping[str, str] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    dash: frozenset[str] = frozenset()
    paragraph: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    names: str = ""


@dataclass(frozen=True, kw_only=True)
class EditionWords:
    """Words of editions, which transcriptions have and scans do not; patterns.

    `document`: before a document's number; `source_note`: how a note on the source begins (extended syntax: white space
    counts for nothing); `page`, `leaf`: before the number of a page mark, their case regarded; `verso`: behind it, the
    back of the leaf; `reference`: what sends the reader elsewhere (`см.`), its case regarded.
    """

    document: str = ""
    source_note: str = ""
    page: str = ""
    leaf: str = ""
    verso: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Negations:
    """Words that negate, and what negates before a word, in small letters."""

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """What one language knows; compared by identity.

    `name`: as Tesseract names its model. `title`: its name in English. `tag`: BCP 47. `letters`: its alphabet in small
    letters, empty where it is not known. `word_marks`: characters that stand within words as letters do (the apostrophe
    of `п'ять`). `lexicon`: loads it; None: no word is known. `beside`: languages, by name, whose words stand in texts
    of this one.
    """

    name: str
    title: str
    tag: str = "und"
    script: Script | None = None
    letters: str = ""
    word_marks: str = ""
    lexicon: Callable[[], Lexicon] | None = None
    beside: tuple[str, ...] = ()
    encodings: Encodings = Encodings()
    furniture: FurnitureWords = FurnitureWords()
    notes: NoteWords = NoteWords()
    comments: CommentWords = CommentWords()
    joining: JoiningWords = JoiningWords()
    short_words: ShortWords = ShortWords()
    dates: DateWords = DateWords()
    facts: FactWords = FactWords()
    reading: ReadingWords = ReadingWords()
    telegraph: TelegraphWords = TelegraphWords()
    editions: EditionWords = EditionWords()
    negations: Negations = Negations()
