"""The whole of a comparison: a document and a transcription become variants with verdicts, and scores."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

import regex

from ocr_pipeline.compare.align.differences import (
    Collation,
    Difference,
    collated,
    coverage,
    differences,
    scanned_again,
    stretches,
)
from ocr_pipeline.compare.align.texts import our_side, their_side
from ocr_pipeline.compare.collector import collector_paused
from ocr_pipeline.compare.judge.additions import editors, missing_at_ends
from ocr_pipeline.compare.judge.category import category_of, weight_of
from ocr_pipeline.compare.judge.evidence import Evidence, Gatherer, Rereader
from ocr_pipeline.compare.judge.model import DEFAULT_PRIOR, SLIPS, Prior, estimated
from ocr_pipeline.compare.judge.verdict import Judgement, by_rule, judged
from ocr_pipeline.compare.locate.places import PageSource, Paper
from ocr_pipeline.compare.messages import Said, remarked, said
from ocr_pipeline.compare.profile import ForgivenIn, Profile
from ocr_pipeline.compare.records import (
    Category,
    Comparison,
    Coverage,
    Scores,
    Span,
    Transcription,
    Variant,
    Verdict,
)
from ocr_pipeline.compare.score.layers import score
from ocr_pipeline.records import Document, Edit, EditKind, PageState
from ocr_pipeline.records import replace as changed
from ocr_pipeline.text import applied
from ocr_pipeline.text.lexicon import load_lexicon
from ocr_pipeline.text.reading.dates import find_dates
from ocr_pipeline.text.text_layout import LINE_BREAK, PAGE_BREAK

OTHER_DOCUMENT = 0.15
"""Coverage under which a transcription is of another document: two telegrams of one series share up to a tenth of their
words in runs of three; of the same document, the worst page read at 100 dpi has 0.8."""

MISSING_WORDS = 12
"""Words of the transcription before or behind all that was read that are worth a note: a line, and not a signature."""

JOINED = 4
"""Neighbouring differences that are looked at as one: `<<` and `«`, `No.` and `№` are two each."""

BESIDE = 8
"""Characters of a difference that is looked at with the words beside it: what a rule needs to see next to it (the point
behind `Г`) changes the meaning of an abbreviation or a sign, not of a long word."""

REREAD_LINES = 200
"""Lines that are read again for one comparison, those of most weight first: at 0.5 s a line under two minutes."""

CONTEXT = 60
"""Characters of our text on either side of a variant that are kept beside it."""

_FURNITURE = frozenset((EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD))
_DASHES = "-–—"
"""What the number of a page is typed between; other marks of a page are an editor's."""

_SENTENCE_END = regex.compile(r"(?:^|[.!?:\n])\s*$")


@collector_paused()
def compare(
    document: Document,
    transcription: Transcription,
    pages: PageSource,
    profile: Profile,
    *,
    language: str,
    reread: Rereader | None = None,
    slips: float = SLIPS,
) -> Comparison:
    """Return the comparison of a document with a transcription.

    `pages` gives the document's pages with their glyphs; `reread` reads a line of them again, for reasons that a person
    may weigh, verdicts rest on the rest. `language` names the lexicon, as Tesseract names languages. `slips` is how
    many slips 1,000 words of this transcription are expected to have; its own differences then say more.
    """
    ours = our_side(document)
    theirs, remarks = their_side(transcription, language)
    collation = collated(ours, theirs)
    again = scanned_again(collation)
    if again:
        collation = collated(ours, theirs, again)
    covered = coverage(collation)
    page_ids = [span.id for span in document.pages]
    where = stretches(collation, page_ids)
    notes = [*_about(covered, collation, page_ids)]
    notes += (said("page-again", page=page_ids[page], first=page_ids[first]) for page, first in again.items())
    notes += (remarked("scans", one.code, one.message, one.pages) for one in document.remarks)
    notes += (remarked("transcription", one.code, one.message, one.pages) for one in remarks)
    variants: tuple[Variant, ...] = ()
    if max(covered.ours, covered.theirs) >= OTHER_DOCUMENT:
        work = _Work(collation, Paper(document, pages), language, profile, transcription, reread)
        variants = tuple(variant for variant, _ in work.variants(slips))
        notes += work.notes()
    covered_pages = {stretch.page for stretch in where}
    editorial = [one.their_span for one in variants if one.verdict is Verdict.EDITORIAL]
    return Comparison(
        document=document.name,
        transcription=transcription,
        scores=scores(document, transcription, collation.page_order, editorial, profile),
        coverage=covered,
        stretches=where,
        variants=variants,
        pages_without_transcription=tuple(
            span.id
            for index, span in enumerate(document.pages)
            if index not in covered_pages
            and index not in again
            and span.state is PageState.DONE
            and span.end > span.start
        ),
        notes=tuple(notes),
    )


def weighed(
    document: Document,
    collation: Collation,
    transcription: Transcription,
    pages: PageSource,
    profile: Profile,
    *,
    language: str,
    reread: Rereader | None,
    slips: float = SLIPS,
) -> Iterator[tuple[Variant, Evidence]]:
    """Yield every variant of a collation in the order of our text, with the evidence that its verdict rests on."""
    work = _Work(collation, Paper(document, pages), language, profile, transcription, reread)
    yield from work.variants(slips)


def scores(
    document: Document,
    transcription: Transcription,
    page_order: Sequence[int],
    editorial: Sequence[Span],
    profile: Profile,
) -> Scores:
    """Return the scores of the diplomatic text against the transcription without an editor's additions.

    Page numbers count where the transcription has them; where it has none, furniture is left out of ours, too, and
    marks that nobody typed (`//`, `[с. 5]`) are left out of theirs.
    """
    typed = any(mark.typed[:1] in _DASHES for mark in transcription.marks)
    left_out = [*editorial, *(mark.place for mark in transcription.marks if mark.typed[:1] not in _DASHES)]
    ours = document.diplomatic
    furniture: defaultdict[int, list[Edit]] = defaultdict(list)
    if not typed:
        starts = [span.start for span in document.pages]
        for edit in document.edits:
            if edit.kind in _FURNITURE:
                page = bisect_right(starts, edit.start) - 1
                furniture[page].append(changed(edit, start=edit.start - starts[page]))
    parts = [applied(ours[span.start : span.end], furniture[page]) for page, span in enumerate(document.pages)]
    reading = LINE_BREAK.join(parts[page] for page in page_order)
    return score(reading.replace(PAGE_BREAK, LINE_BREAK), _without(transcription.text, left_out), profile)


@dataclass(frozen=True)
class _Found:
    """A difference with what is known of it, before it is a variant."""

    difference: Difference
    ours: str
    theirs: str
    forgiven: str | None
    rule: Judgement | None
    evidence: Evidence
    category: Category
    prior: Prior = DEFAULT_PRIOR

    @cached_property
    def judgement(self) -> Judgement:
        return self.rule or judged(self.evidence, self.ours, self.theirs, self.prior)

    @property
    def weight(self) -> float:
        return weight_of(self.category, self.judgement.verdict, self.judgement.probability)

    @property
    def line(self) -> tuple[int, int] | None:
        """Return the page and line that it stands on, None where that is none or several."""
        places = self.evidence.places
        return (places[0].page, places[0].line) if len(places) == 1 else None


class _Work:
    """What the variants of one comparison are made with."""

    def __init__(
        self,
        collation: Collation,
        paper: Paper,
        language: str,
        profile: Profile,
        transcription: Transcription,
        reread: Rereader | None,
    ) -> None:
        self.collation = collation
        self.language = language
        self.lexicon = load_lexicon(language)
        self.profile = profile
        self.layouts = {rule.name for rule in profile.of(ForgivenIn.LAYOUT)}
        self.gatherer = Gatherer(collation, paper, self.lexicon, reread)
        self.lines_reread = REREAD_LINES if reread else 0
        self.our_dates = _Spans(_dates(collation.ours.text))
        self.their_dates = _Spans(_dates(collation.theirs.text))
        self.editorial = _Spans(transcription.editorial)
        self.joined = tuple(self._joined(list(differences(collation))))
        by_form = editors(
            collation,
            [difference for difference, _ in self.joined],
            lines_are_paragraphs=not transcription.lines_are_lines and transcription.format != "plain text",
        )
        self.editors = dict(by_form)

    def variants(self, slips: float) -> Iterator[tuple[Variant, Evidence]]:
        """Yield the variants in the order of our text, numbered from 1, each with its evidence.

        Each is judged on what is at hand first, and the lines where most is in question are read again. How often this
        transcription slips is told by all of its differences; `slips` in 1,000 words are expected before.
        """
        found = [self._found(difference, forgiven) for difference, forgiven in self.joined]
        again = self._worth_reading_again(found)
        found = [
            replace(one, evidence=self.gatherer.with_votes(one.evidence, one.difference))
            if one.line in again and one.rule is None
            else one
            for one in found
        ]
        prior = estimated(
            [(one.evidence, one.ours, one.theirs) for one in found if one.rule is None],
            words_of(self.collation),
            slips,
        )
        for number, one in enumerate(found, start=1):
            yield self._variant(number, replace(one, prior=prior)), one.evidence

    def notes(self) -> Iterator[Said]:
        """Yield what is to be said of the ends of the transcription."""
        found = [difference for difference, _ in self.joined if not self._is_editorial(difference)]
        for words, where in missing_at_ends(self.collation, found, tuple(self.editors)):
            if words >= MISSING_WORDS:
                yield said(f"missing-{where}", count=words)

    def _joined(self, found: Sequence[Difference]) -> Iterator[tuple[Difference, str | None]]:
        """Yield the differences with what forgives each, neighbours as one where only together they are forgiven."""
        at = 0
        while at < len(found):
            length, forgiven = self._shortest_forgiven(found, at, 1)
            # A dash for the first of two hyphens is forgiven by itself, the second is not: then both are one.
            if length == 1 and self._meet(found, at, 2) and not self._shortest_forgiven(found, at + 1, 1)[1]:
                longer, by_both = self._shortest_forgiven(found, at, 2)
                length, forgiven = (longer, by_both) if by_both else (length, forgiven)
            yield _united(found[at : at + length]), forgiven
            at += length

    def _shortest_forgiven(self, found: Sequence[Difference], at: int, least: int) -> tuple[int, str | None]:
        """Return how many differences from a place on, `least` or more, are forgiven as one, and by what; 1, None."""
        length = least
        while length <= JOINED and self._meet(found, at, length):
            forgiven = self._forgiven(_united(found[at : at + length]))
            if forgiven:
                return length, forgiven
            length += 1
        return 1, None

    def _meet(self, found: Sequence[Difference], at: int, length: int) -> bool:
        """Return whether so many differences from a place on stand next to each other, on both sides and on a page."""
        if at + length > len(found):
            return False
        pages = self.collation.ours.pages
        for one, other in pairwise(found[at : at + length]):
            if (one.our_end, one.their_end) != (other.our_first, other.their_first):
                return False
            if 0 < one.our_end < len(pages) and pages[one.our_end - 1] != pages[one.our_end]:
                return False
        return True

    def _forgiven(self, difference: Difference) -> str | None:
        """Return what forgives a difference: by itself, or as it stands between the words beside it."""
        ours, theirs = self.collation.ours, self.collation.theirs
        first, end = difference.our_first, difference.our_end
        their_first, their_end = difference.their_first, difference.their_end
        mine, other = ours.words(first, end), theirs.words(their_first, their_end)
        if mine and other and (forgiven := self.profile.forgiven_by(mine, other)):
            return forgiven
        if max(len(mine), len(other)) > BESIDE:
            return None
        before = first > 0 and their_first > 0 and ours.tokens[first - 1].text == theirs.tokens[their_first - 1].text
        after = (
            end < len(ours.tokens)
            and their_end < len(theirs.tokens)
            and ours.tokens[end].text == theirs.tokens[their_end].text
        )
        for left, right in ((0, 1), (1, 0), (1, 1)):
            # Words of two pages may stand far apart in our text, where the transcription has them in another order.
            if left <= before and right <= after and ours.pages[first - left] == ours.pages[end + right - 1]:
                forgiven = self.profile.forgiven_by(
                    ours.words(first - left, end + right), theirs.words(their_first - left, their_end + right)
                )
                if forgiven:
                    return forgiven
        return None

    def _found(self, difference: Difference, forgiven: str | None) -> _Found:
        ours, theirs = self.collation.ours, self.collation.theirs
        mine = ours.words(difference.our_first, difference.our_end)
        other = theirs.words(difference.their_first, difference.their_end)
        if forgiven:
            category = Category.LAYOUT if set(forgiven.split(" + ")) <= self.layouts else Category.CONVENTION
        else:
            span = ours.span(difference.our_first, difference.our_end)
            their_clean = theirs.span(difference.their_first, difference.their_end)
            category = category_of(
                mine,
                other,
                in_date=self.our_dates.hold(span) or self.their_dates.hold(their_clean),
                starts_sentence=bool(_SENTENCE_END.search(ours.text[max(0, span.start - CONTEXT) : span.start])),
                language=self.language,
                lexicon=self.lexicon,
            )
        rule = self._by_rule(difference, forgiven)
        return _Found(difference, mine, other, forgiven, rule, self.gatherer.evidence(difference), category)

    def _worth_reading_again(self, found: Sequence[_Found]) -> set[tuple[int, int]]:
        if not self.lines_reread:
            return set()
        open_to_doubt = [one for one in found if one.rule is None and one.line is not None]
        open_to_doubt.sort(key=lambda one: -one.weight)
        lines = dict.fromkeys(one.line for one in open_to_doubt if one.line is not None)
        return set(list(lines)[: self.lines_reread])

    def _variant(self, number: int, one: _Found) -> Variant:
        ours = self.collation.ours
        span = ours.span(one.difference.our_first, one.difference.our_end)
        judgement = one.judgement
        return Variant(
            number=number,
            category=one.category,
            ours=one.ours,
            theirs=one.theirs,
            our_span=span,
            their_span=self.collation.theirs.source_span(one.difference.their_first, one.difference.their_end),
            before=ours.text[max(0, span.start - CONTEXT) : span.start],
            after=ours.text[span.end : span.end + CONTEXT],
            places=one.evidence.places,
            verdict=judgement.verdict,
            probability=round(judgement.probability, 4),
            reasons=judgement.reasons,
            weight=round(one.weight, 3),
            doubt=None if one.evidence.doubt is None else round(one.evidence.doubt, 4),
            forgiven_by=one.forgiven,
        )

    def _by_rule(self, difference: Difference, forgiven: str | None) -> Judgement | None:
        """Return the verdict that a rule gives, None where the evidence must be weighed."""
        if difference.theirs and self._is_editorial(difference):
            return by_rule(Verdict.EDITORIAL, said("marked-editorial"))
        if forgiven:
            return by_rule(Verdict.CONVENTION, said("same-but", forgiven=forgiven))
        if difference in self.editors:
            return by_rule(Verdict.EDITORIAL, said(self.editors[difference]))
        return None

    def _is_editorial(self, difference: Difference) -> bool:
        span = self.collation.theirs.source_span(difference.their_first, difference.their_end)
        return self.editorial.hold(span)


def words_of(collation: Collation) -> int:
    """Return how many words of a transcription were compared; stops and signs are none."""
    return sum(any(letter.isalnum() for letter in token.text) for token in collation.theirs.tokens)


def _united(found: Sequence[Difference]) -> Difference:
    """Return neighbouring differences as one."""
    return Difference(found[0].our_first, found[-1].our_end, found[0].their_first, found[-1].their_end)


class _Spans:
    """Stretches of a text, to be asked whether another lies within one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda one: one.start)
        self._starts = [one.start for one in ordered]
        self._ends = list(accumulate((one.end for one in ordered), max))

    def hold(self, span: Span) -> bool:
        """Return whether one of them holds a span: of those that begin before it, the one that ends last.

        A gap lies in none: it may be next to one.
        """
        if span.start == span.end:
            return False
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._ends[at]


def _dates(text: str) -> list[Span]:
    return [Span(start=one.start, end=one.start + len(one.typed)) for one in find_dates(text)]


def _about(covered: Coverage, collation: Collation, page_ids: Sequence[str]) -> Iterator[Said]:
    shared = max(covered.ours, covered.theirs)
    if not collation.theirs.tokens:
        yield said("transcription-empty")
    elif not collation.ours.tokens:
        yield said("nothing-read")
    elif shared < OTHER_DOCUMENT:
        yield said("other-document", share=round(shared, 4))
    order = collation.page_order
    if list(order) != sorted(order):
        yield said("page-order", pages=", ".join(page_ids[page] for page in order))


def _without(text: str, spans: Sequence[Span]) -> str:
    """Return a text without stretches of it; those that white space parts from what is left still part it."""
    pieces = []
    place = 0
    for span in sorted(spans, key=lambda one: one.start):
        pieces.append(text[place : max(place, span.start)])
        out = text[span.start : span.end]
        pieces.append(LINE_BREAK if out != out.strip() else "")
        place = max(place, span.end)
    return "".join((*pieces, text[place:]))
