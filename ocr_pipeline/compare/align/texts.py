"""The two texts of a comparison: each a clean text cut into words, every word led back to where it comes from.

Ours is the clean text of a document; its words lead to its pages. Theirs is the transcription, cleaned by the same
rules, so that page marks and broken words are no differences; its words lead to the characters of the transcription.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr_pipeline.compare.align.separators import with_tabs
from ocr_pipeline.compare.align.tokens import Token, tokens_of
from ocr_pipeline.compare.records import Span, Transcription
from ocr_pipeline.records import Document, Remark
from ocr_pipeline.text import applied
from ocr_pipeline.text.clean import clean_edits
from ocr_pipeline.text.edits import places


@dataclass(frozen=True)
class ComparedText:
    """A clean text, its words in the order in which they are compared, and the text that it was made of.

    `origin` gives for each character of `text` its place in `source`, -1 where an edit wrote it.
    """

    text: str
    source: str
    tokens: tuple[Token, ...]
    origin: array[int]

    def span(self, first: int, end: int) -> Span:
        """Return the characters of `text` that the words `first` to `end` fill; where there are none, the gap."""
        start, stop = self._bounds(first, end)
        return Span(start=start, end=stop)

    def _bounds(self, first: int, end: int) -> tuple[int, int]:
        """Return `span` as two numbers: it is asked for far oftener than a record of it is wanted."""
        if first < end:
            # In the order of the transcription's pages, the first word need not stand first.
            tokens = self.tokens[first:end]
            return min(token.start for token in tokens), max(token.end for token in tokens)
        place = self.tokens[first - 1].end if first else (self.tokens[0].start if self.tokens else 0)
        return place, place

    def source_span(self, first: int, end: int) -> Span:
        """Return the characters of `source` that the words `first` to `end` come from; the gap where there are none."""
        start, stop = self._bounds(first, end)
        places = [place for place in self.origin[start:stop] if place >= 0]
        if places:
            return Span(start=min(places), end=max(places) + 1)
        before = next((self.origin[at] for at in range(start - 1, -1, -1) if self.origin[at] >= 0), -1)
        return Span(start=before + 1, end=before + 1)

    def without(self, spans: Sequence[Span]) -> ComparedText:
        """Return this text without the words that lie within `spans` of the source, in order: page marks."""
        starts = [span.start for span in spans]
        kept = []
        for token in self.tokens:
            place = self.origin[token.start]
            at = bisect_right(starts, place) - 1
            if place < 0 or at < 0 or place >= spans[at].end:
                kept.append(token)
        return ComparedText(self.text, self.source, tuple(kept), self.origin)

    def words(self, first: int, end: int) -> str:
        """Return the words `first` to `end` as they stand in the clean text, with what stands between them."""
        if first >= end:
            return ""
        start, stop = self._bounds(first, end)
        return self.text[start:stop]


@dataclass(frozen=True)
class OurText(ComparedText):
    """What was read, and the page of each word: `page_starts` are the places of the pages in `source`."""

    page_starts: tuple[int, ...] = ()

    def page_of(self, token: int) -> int:
        """Return the index of the page that a word begins on."""
        word = self.tokens[token]
        place = self.origin[word.start]
        if place < 0:  # An edit wrote its first letter.
            place = next((place for place in self.origin[word.start : word.end] if place >= 0), 0)
        return max(0, bisect_right(self.page_starts, place) - 1)

    @cached_property
    def pages(self) -> tuple[int, ...]:
        """Return the page of each word."""
        return tuple(self.page_of(token) for token in range(len(self.tokens)))

    def in_page_order(self, order: Sequence[int]) -> OurText:
        """Return this text with its words in another order of pages; those of pages that it leaves out are left out."""
        rank = {page: at for at, page in enumerate(order)}
        kept = [token for token, page in enumerate(self.pages) if page in rank]
        indices = sorted(kept, key=lambda token: (rank[self.pages[token]], token))
        return OurText(self.text, self.source, tuple(self.tokens[at] for at in indices), self.origin, self.page_starts)


def our_text(document: Document) -> OurText:
    """Return the text that was read; words that nobody typed, such as a note on missing pages, are none of it."""
    text = applied(document.diplomatic, document.edits)
    origin = places(document.diplomatic, document.edits)
    return OurText(
        text,
        document.diplomatic,
        tuple(token for token in tokens_of(text) if any(place >= 0 for place in origin[token.start : token.end])),
        origin,
        tuple(span.start for span in document.pages),
    )


def their_text(
    transcription: Transcription, language: str, separators: Sequence[Span] = ()
) -> tuple[ComparedText, tuple[Remark, ...]]:
    """Return the text of the transcription, a tab for each of its separators of cells, and what the cleaning remarks on
    it."""
    typed = with_tabs(transcription.text, separators)
    edits, remarks = clean_edits(
        typed,
        language=language,
        lines_are_paragraphs=not transcription.lines_are_lines and transcription.format != "plain text",
    )
    text = applied(typed, edits)
    side = ComparedText(text, transcription.text, tuple(tokens_of(text)), places(typed, edits))
    return side.without([mark.place for mark in transcription.marks]), remarks
