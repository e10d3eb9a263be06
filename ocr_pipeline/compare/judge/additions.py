"""What an editor put before and behind a text: number, title, a note on the source.

Nothing in a plain text tells an editor's title from a first line that was overlooked on the scan, so only what has the
form of a title or of such a note is taken for one, and only where little is without counterpart at that end: a page
that was never scanned, or not read, must not pass for an edition's apparatus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.differences import Difference
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.compare.spans import SpanSet
from ocr_pipeline.languages import DEFAULT, languages_of, one_of

HEADING_WORDS = 80
"""Words without counterpart at one end of a transcription, all together, of which some may be an editor's: with more,
text is missing there, and who wrote which paragraph is not asked."""

NOTE_WORDS = 60
"""Words of a note on the source: the longest name three archives and an earlier edition."""

_SENTENCE_END = regex.compile(r"\p{Ll}{4,}[.!?…]+[\"»”)]*\s")
_APART = regex.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True)
class _Patterns:
    """The forms of what editors add in a language and those beside it.

    `number`: a document's number alone; `closed`: how a sentence ends that is no title; `source_note`: how a note on
    the source begins.
    """

    number: regex.Pattern[str]
    closed: regex.Pattern[str]
    source_note: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    languages = languages_of(language)
    document = languages.pattern(lambda one: one.editions.document)
    year = one_of(part for one in languages for part in (one.dates.year_short, one.dates.years))
    return _Patterns(
        number=regex.compile(rf"(?:{document}\s*)?(?:№|N[oº°]?\.?|#)?\s*\d{{1,5}}[.)]?", regex.IGNORECASE),
        closed=regex.compile(rf"[.,:;!?…\p{{Pd}}](?<!\b{year}\.)$"),
        source_note=regex.compile(
            rf"^ [\p{{P}}\s]* {languages.pattern(lambda one: one.editions.source_note)}",
            regex.VERBOSE | regex.IGNORECASE,
        ),
    )


MARKED = "marked-editorial"
"""Code of an addition that the transcription itself marks as its editor's."""


def additions(
    collation: Collation, found: Sequence[Difference], transcription: Transcription, language: str = DEFAULT
) -> dict[Difference, str]:
    """Return the differences that an editor added, each with the code of its reason (`messages`).

    Those that the transcription marks are its editor's wherever they stand; a title, a number or a note on the source
    is recognized by its place and form.
    """
    lines_are_paragraphs = not transcription.lines_are_lines and transcription.format != "plain text"
    added = dict(additions_by_form(collation, found, lines_are_paragraphs=lines_are_paragraphs, language=language))
    marked = SpanSet(transcription.editorial)
    for one in found:
        if one.theirs and marked.holds(collation.theirs.source_span(one.their_first, one.their_end)):
            added[one] = MARKED
    return added


def additions_by_form(
    collation: Collation, found: Sequence[Difference], *, lines_are_paragraphs: bool, language: str = DEFAULT
) -> Iterator[tuple[Difference, str]]:
    """Yield the differences that are an editor's by their place and form, with the code of what each is (`messages`).

    Titles and notes lie at the outer ends: behind the first paragraph that is none, nothing is the editor's.
    """
    leading, trailing = _at_ends(collation, found)
    paragraphs = _Paragraphs(collation, _patterns(language), lines_are_paragraphs=lines_are_paragraphs)
    if _words(collation, leading) <= HEADING_WORDS:
        for one in leading:
            what = paragraphs.note(one) or paragraphs.heading(one)
            if not what:
                break
            yield one, f"{what}-before"
    if _words(collation, trailing) <= HEADING_WORDS:
        for one in reversed(trailing):
            what = paragraphs.note(one)
            if not what:
                break
            yield one, f"{what}-behind"


def missing_at_ends(
    collation: Collation, found: Sequence[Difference], added: Mapping[Difference, str]
) -> Mapping[str, int]:
    """Return how many words of the transcription have no counterpart `before` our text begins, and `behind` its end.

    What an editor added does not count.
    """
    leading, trailing = _at_ends(collation, [one for one in found if not one.ours and one not in added])
    return {"before": _words(collation, leading), "behind": _words(collation, trailing)}


def _at_ends(collation: Collation, found: Sequence[Difference]) -> tuple[list[Difference], list[Difference]]:
    """Return the differences before the first and behind the last of their words that have a counterpart."""
    begins, ends = collation.begins, collation.ends
    return [one for one in found if one.their_end <= begins], [one for one in found if one.their_first >= ends]


def _words(collation: Collation, found: Sequence[Difference]) -> int:
    tokens = collation.theirs.tokens
    return sum(tokens[at].is_word for one in found for at in range(one.their_first, one.their_end))


class _Paragraphs:
    """Tells whether a difference is a paragraph of theirs that has the form of a title or a note."""

    def __init__(self, collation: Collation, patterns: _Patterns, *, lines_are_paragraphs: bool) -> None:
        self._theirs = collation.theirs
        self._patterns = patterns
        self._lines_are_paragraphs = lines_are_paragraphs

    def heading(self, one: Difference) -> str | None:
        """Return what an editor's heading is; None for a text that could be a piece of the document."""
        text = self._text(one)
        after = self._theirs.tokens[one.their_end].text if one.their_end < len(self._theirs.tokens) else ""
        if text is None or after[:1].islower() or not self._ends_apart(one):
            return None
        if self._patterns.number.fullmatch(text):
            return "number"
        if text[0].islower() or _SENTENCE_END.search(text) or self._patterns.closed.search(text):
            return None
        return "heading"

    def note(self, one: Difference) -> str | None:
        """Return what a note on the source is; None for anything else."""
        text = self._text(one)
        if text is None or len(text.split()) > NOTE_WORDS or not self._patterns.source_note.search(text):
            return None
        return "source-note"

    def _text(self, one: Difference) -> str | None:
        """Return the text of a difference that only they have and that begins with a line; None for another."""
        if one.ours or not one.theirs:
            return None
        text = self._theirs.words(one.their_first, one.their_end)
        if one.their_first == 0:
            return text
        place = self._theirs.tokens[one.their_first - 1].end
        return text if "\n" in self._theirs.text[place : self._theirs.tokens[one.their_first].start] else None

    def _ends_apart(self, one: Difference) -> bool:
        """Return whether a paragraph is set apart from the next: by a line that is empty, where lines are wrapped."""
        if one.their_end == len(self._theirs.tokens):
            return True
        end = self._theirs.source_span(one.their_first, one.their_end).end
        start = self._theirs.source_span(one.their_end, one.their_end + 1).start
        between = self._theirs.source[end:start]
        return "\n" in between if self._lines_are_paragraphs else bool(_APART.search(between))
