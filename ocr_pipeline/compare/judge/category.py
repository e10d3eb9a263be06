"""What a difference is about, and how much it weighs for a historian."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex
from rapidfuzz import fuzz

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.differences import FoundDifference
from ocr_pipeline.compare.profile import ForgivenIn, Profile
from ocr_pipeline.compare.records import Category, Span, Verdict
from ocr_pipeline.compare.spans import SpanSet
from ocr_pipeline.languages import Lexicon, languages_of
from ocr_pipeline.text.reading.dates import find_dates

LONG = 4
"""Words without counterpart that are a passage, not a slip."""

SPELLING_ALIKE = 70.0
"""Likeness (`rapidfuzz.fuzz.ratio`) of two spellings, or two forms, of one word; other words are less alike."""

WEIGHT: Mapping[Category, float] = {
    Category.NUMBER: 10.0,
    Category.DATE: 10.0,
    Category.NEGATION: 9.5,
    Category.NAME: 9.0,
    Category.STRETCH: 9.0,
    Category.WORD: 7.0,
    Category.SPELLING: 5.0,
    Category.PUNCTUATION: 2.0,
    Category.CONVENTION: 1.0,
    Category.LAYOUT: 0.5,
}
"""How much a difference of each kind changes what a document says: an order, on a scale of 10."""

SHARE: Mapping[Verdict, float] = {
    Verdict.TRANSCRIPTION_ERROR: 1.0,
    Verdict.MISSING_IN_TRANSCRIPTION: 1.0,
    Verdict.MISSING_IN_SCAN: 1.0,
    Verdict.UNDECIDED: 0.8,
    Verdict.EDITORIAL: 0.5,
    Verdict.READING_ERROR: 0.3,
    Verdict.CONVENTION: 0.3,
}
"""How much of that weight is left under each verdict: where the program misread, there is nothing to mend in theirs."""

_BEFORE = 60
"""Characters before a difference in which the end of a sentence is looked for."""

_SENTENCE_END = regex.compile(r"(?:^|[.!?:\n])\s*$")
_DIGIT = regex.compile(r"\p{N}")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_CAPITALIZED = regex.compile(r"\p{Lu}\p{L}*")


def categories(
    found: Sequence[FoundDifference], collation: Collation, profile: Profile, *, language: str, lexicon: Lexicon
) -> Iterator[Category]:
    """Yield what each difference is about: one that the profile forgives is layout or convention."""
    ours, theirs = collation.ours, collation.theirs
    of_layout = {rule.name for rule in profile.of(ForgivenIn.LAYOUT)}
    our_dates, their_dates = _dates(ours.text, language), _dates(theirs.text, language)
    for one in found:
        if one.forgiven_by:
            names = set(one.forgiven_by.split(" + "))
            yield Category.LAYOUT if names <= of_layout else Category.CONVENTION
            continue
        span = ours.span(one.difference.our_first, one.difference.our_end)
        their_span = theirs.span(one.difference.their_first, one.difference.their_end)
        yield category_of(
            one.ours,
            one.theirs,
            in_date=our_dates.holds(span) or their_dates.holds(their_span),
            starts_sentence=bool(_SENTENCE_END.search(ours.text[max(0, span.start - _BEFORE) : span.start])),
            language=language,
            lexicon=lexicon,
        )


def _dates(text: str, language: str) -> SpanSet:
    return SpanSet([Span(start=one.start, end=one.start + len(one.typed)) for one in find_dates(text, language)])


def category_of(
    ours: str, theirs: str, *, in_date: bool, starts_sentence: bool, language: str, lexicon: Lexicon
) -> Category:
    """Return what a difference is about. `in_date`: it stands within a date. Nothing is a convention here.

    `language` is the document's, as Tesseract names it; several are joined with `+`.
    """
    mine, other = _WORD.findall(ours), _WORD.findall(theirs)
    if not mine and not other:
        return Category.PUNCTUATION
    if ours.casefold() == theirs.casefold():
        return Category.SPELLING
    if in_date:
        return Category.DATE
    if max(len(mine), len(other)) >= LONG and not (mine and other):
        return Category.STRETCH
    if _numbers(ours) != _numbers(theirs):
        return Category.NUMBER
    lower, other_lower = [word.casefold() for word in mine], [word.casefold() for word in other]
    changed = set(lower) ^ set(other_lower)
    # Of the languages named only: `No` in a Russian text is a number sign.
    negations = [one.negations for one in languages_of(language).named]
    if any(changed & one.words or _negated(lower, other_lower, one.prefixes) for one in negations):
        return Category.NEGATION
    if any(_is_name(word, lexicon, starts_sentence=starts_sentence) for word in (*mine, *other)):
        return Category.NAME
    if mine and other:
        all_known = all(lexicon.knows(word) for word in (*mine, *other) if word.isalpha())
        alike = fuzz.ratio("".join(lower), "".join(other_lower)) >= SPELLING_ALIKE
        return Category.SPELLING if alike and not all_known else Category.WORD
    return Category.WORD


def weight_of(category: Category, verdict: Verdict, probability: float) -> float:
    """Return how much a difference weighs, 0 to 10: by what it is about, less where theirs is right."""
    return WEIGHT[category] * SHARE[verdict] * (0.5 + 0.5 * probability)


def _numbers(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if _DIGIT.search(word)]


def _negated(mine: list[str], other: list[str], before: tuple[str, ...]) -> bool:
    """Return whether one word is the other with `не` before it."""
    if len(mine) != 1 or len(other) != 1:
        return False
    short, long = sorted((mine[0], other[0]), key=len)
    return any(long == each + short for each in before)


def _is_name(word: str, lexicon: Lexicon, *, starts_sentence: bool) -> bool:
    if not _CAPITALIZED.fullmatch(word) or len(word) < 2:
        return False
    return not starts_sentence or not lexicon.knows(word)
