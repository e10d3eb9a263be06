"""English, as diplomatic papers and their editions write it."""

from __future__ import annotations

import calendar
from dataclasses import replace

from ocr_pipeline.languages.lexicon import FrequencyLexicon, Lexicon
from ocr_pipeline.languages.record import (
    DateWords,
    EditionWords,
    FactWords,
    FurnitureWords,
    JoiningWords,
    Language,
    Negations,
    Script,
    ShortWords,
)


def _lexicon() -> Lexicon:
    return FrequencyLexicon("en")


# May is short already; June and July have no usual abbreviation of three letters in these papers.
_SHORT = {1: "Jan", 2: "Feb", 3: "Mar", 4: "Apr", 8: "Aug", 9: "Sept?", 10: "Oct", 11: "Nov", 12: "Dec"}


def _month(index: int, name: str) -> str:
    """Return the pattern of a month; without its capital, `may` is a verb."""
    short = rf"|{_SHORT[index]}\.?" if index in _SHORT else ""
    return f"(?-i:{name}|{name.upper()}{short})"


ENGLISH = Language(
    name="eng",
    title="English",
    tag="en",
    script=Script.LATIN,
    letters="abcdefghijklmnopqrstuvwxyz",
    lexicon=_lexicon,
    beside=("rus",),
    furniture=FurnitureWords(
        documents="telegram|despatch|dispatch|memorandum|minutes|aide-mémoire",
        page=r"page|p\.|pg\.?",
        of="of",
        headers=("top secret", "secret", "confidential", "restricted", "copy no"),
    ),
    joining=JoiningWords(
        often_hyphened=frozenset(
            (
                *("so", "self", "ex", "non", "well", "ill", "half", "all", "cross", "first", "second", "third"),
                *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
            )
        ),
        link_behind="in|of|to|on|by|up|and|the|de",
        link_before="in|of|to|on|by|up|and|the|de",
        abbreviation=r"(?<!\p{L})(?:No|p|pp|Art|vol)\.",
    ),
    short_words=ShortWords(
        one=frozenset("a"),
        two=frozenset(("of", "to", "in", "on", "at", "by", "no", "we", "he", "it", "is", "as")),
        between=frozenset("a"),
    ),
    dates=DateWords(
        months=tuple(_month(index, name) for index, name in enumerate(calendar.month_name) if name),
        day_ending=r"(?:st|nd|rd|th)(?:\sof)?",
        day_ending_behind="st|nd|rd|th",
        month_first=True,
    ),
    facts=FactWords(
        conjunction="and",
        uncounted="and|from|of|to|dated|were|was|are|is",
        archive_parts={
            "fond": "F(?:ond)?",
            "opis": "Op(?:is)?",
            "delo": "D(?:elo)?",
            "papka": "P(?:apka)?",
            "listy": "L(?:ist(?:y|s)?|l)?",
        },
        archive_name=r"(?:[A-Z][a-z]{1,20}\s){0,4}Archives?",
    ),
    editions=EditionWords(
        document=r"Document|Doc\.",
        source_note=r"source \s* : | published \s+ (?:from|in|according) \b | printed \s+ from \b",
        page="p|P|pp|page|Page|PAGE",
        leaf="fol|Fol|folio|Folio",
        reference=r"\b[Ss]ee|\bcf\.",
    ),
    negations=Negations(
        words=frozenset(("not", "no", "never", "nor", "without", "cannot")),
        prefixes=("un", "in"),
    ),
)

LATIN = replace(
    ENGLISH,
    name="Latin",
    title="Latin",
    tag="und",
    letters=ENGLISH.letters + "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿąćčďęěğłńňőřśşšťůűźżž",
)
"""Tesseract's model of all Latin letters, read as English with letters beyond it."""

LANGUAGES = (ENGLISH, LATIN)
