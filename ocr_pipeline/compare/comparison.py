"""The whole of a comparison: a document and a transcription become variants with verdicts, and scores."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ocr_pipeline.compare.category import category_of, weight_of
from ocr_pipeline.compare.collate import Collation, Difference, collated, coverage, differences, stretches
from ocr_pipeline.compare.evidence import Evidence, Gatherer, Rereader
from ocr_pipeline.compare.judge import Judgement, by_rule, judged
from ocr_pipeline.compare.layers import score
from ocr_pipeline.compare.paper import PageSource, Paper
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
from ocr_pipeline.compare.sides import our_side, their_side
from ocr_pipeline.compare.weighing import DEFAULT_PRIOR, SLIPS, Prior, estimated
from ocr_pipeline.compare.wording import Said, remarked, said
from ocr_pipeline.records import Document, EditKind, PageState
from ocr_pipeline.text import applied
from ocr_pipeline.text.dates import find_dates
from ocr_pipeline.text.layout import LINE_BREAK, PAGE_BREAK
from ocr_pipeline.text.lexicon import Lexicon, load_lexicon

OTHER_DOCUMENT = 0.15
"""Coverage under which a transcription is of another document: two telegrams of one series share up to a tenth of their
words in runs of three; of the same document, the worst page read at 100 dpi has 0.8."""

HEADING_WORDS = 80
"""Words of an editor's heading, title or note at the start or end of a transcription; longer passages there are text
that the scans lack."""

REREAD_LINES = 200
"""Lines that are read again for one comparison, those of most weight first: at 0.5 s a line under two minutes."""

CONTEXT = 60
"""Characters of our text on either side of a variant that are kept beside it."""

_SOURCE_NOTE = regex.compile(
    r"(?i)\b(?:печ(?:атается)?\.?\s+по|публикуется|опубл|подлинник|машинопись|автограф|архив|published|source|[ФF]\.\s?\d+)"
)
_FURNITURE = frozenset((EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD))
_SENTENCE_END = regex.compile(r"(?:^|[.!?:\n])\s*$")


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
    theirs, cleaned = their_side(transcription, language)
    collation = collated(ours, theirs)
    covered = coverage(collation)
    page_ids = [span.id for span in document.pages]
    where = stretches(collation, page_ids)
    notes = [*_about(covered, collation, page_ids)]
    notes += (remarked("scans", one.code, one.message, one.pages) for one in document.remarks)
    notes += (remarked("transcription", one.code, one.message, one.pages) for one in cleaned.remarks)
    variants: tuple[Variant, ...] = ()
    if max(covered.ours, covered.theirs) >= OTHER_DOCUMENT:
        found = weighed(
            document, collation, transcription, pages, profile, language=language, reread=reread, slips=slips
        )
        variants = tuple(variant for variant, _ in found)
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
            if index not in covered_pages and span.state is PageState.DONE and span.end > span.start
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
    work = _Work(collation, Paper(document, pages), load_lexicon(language), profile, transcription, reread)
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
    typed = [mark for mark in transcription.marks if mark.typed[:1] in "-–—"]
    left_out = [*editorial, *(mark.place for mark in transcription.marks if mark not in typed)]
    ours = document.diplomatic
    spans = [(span.start, span.end) for span in document.pages]
    if not typed:
        edits = [edit for edit in document.edits if edit.kind in _FURNITURE]
        parts = []
        for start, end in spans:
            here = [
                edit.model_copy(update={"start": edit.start - start}) for edit in edits if start <= edit.start < end
            ]
            parts.append(applied(ours[start:end], here))
    else:
        parts = [ours[start:end] for start, end in spans]
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

    @property
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
        lexicon: Lexicon,
        profile: Profile,
        transcription: Transcription,
        reread: Rereader | None,
    ) -> None:
        self.collation = collation
        self.lexicon = lexicon
        self.profile = profile
        self.transcription = transcription
        self.layouts = {rule.name for rule in profile.of(ForgivenIn.LAYOUT)}
        self.gatherer = Gatherer(collation, paper, lexicon, reread)
        self.our_dates = _date_spans(collation.ours.text)
        self.their_dates = _date_spans(collation.theirs.text)

    def variants(self, slips: float) -> Iterator[tuple[Variant, Evidence]]:
        """Yield the variants in the order of our text, numbered from 1, each with its evidence.

        Each is judged on what is at hand first, and the lines where most is in question are read again. How often this
        transcription slips is told by all of its differences; `slips` in 1,000 words are expected before.
        """
        found = [self._found(difference) for difference in differences(self.collation)]
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

    def _found(self, difference: Difference) -> _Found:
        ours, theirs = self.collation.ours, self.collation.theirs
        mine = ours.words(difference.our_first, difference.our_end)
        other = theirs.words(difference.their_first, difference.their_end)
        forgiven = self.profile.forgiven_by(mine, other) if mine and other else None
        if forgiven:
            category = Category.LAYOUT if set(forgiven.split(" + ")) <= self.layouts else Category.CONVENTION
        else:
            span = ours.span(difference.our_first, difference.our_end)
            their_clean = theirs.span(difference.their_first, difference.their_end)
            category = category_of(
                mine,
                other,
                in_date=_within(span, self.our_dates) or _within(their_clean, self.their_dates),
                starts_sentence=bool(_SENTENCE_END.search(ours.text[max(0, span.start - CONTEXT) : span.start])),
                lexicon=self.lexicon,
            )
        rule = self._by_rule(difference, other, forgiven)
        return _Found(difference, mine, other, forgiven, rule, self.gatherer.evidence(difference), category)

    def _worth_reading_again(self, found: Sequence[_Found]) -> set[tuple[int, int]]:
        open_to_doubt = [one for one in found if one.rule is None and one.line is not None]
        open_to_doubt.sort(key=lambda one: -one.weight)
        lines = dict.fromkeys(one.line for one in open_to_doubt if one.line is not None)
        return set(list(lines)[:REREAD_LINES])

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

    def _by_rule(self, difference: Difference, theirs: str, forgiven: str | None) -> Judgement | None:
        """Return the verdict that a rule gives, None where the evidence must be weighed."""
        if difference.theirs and self._is_editorial(difference):
            return by_rule(Verdict.EDITORIAL, said("marked-editorial"))
        if forgiven:
            return by_rule(Verdict.CONVENTION, said("same-but", forgiven=forgiven))
        if difference.ours or not difference.theirs:
            return None
        leads = difference.their_end <= self.collation.begins
        trails = difference.their_first >= self.collation.ends
        if not leads and not trails:
            return None
        where = "before" if leads else "behind"
        if _SOURCE_NOTE.search(theirs):
            return by_rule(Verdict.EDITORIAL, said(f"source-note-{where}"))
        if difference.theirs <= HEADING_WORDS:
            return by_rule(Verdict.EDITORIAL, said(f"heading-{where}"))
        return by_rule(Verdict.MISSING_IN_SCAN, said(f"words-{where}", count=difference.theirs))

    def _is_editorial(self, difference: Difference) -> bool:
        span = self.collation.theirs.source_span(difference.their_first, difference.their_end)
        return any(one.start <= span.start and span.end <= one.end for one in self.transcription.editorial)


def words_of(collation: Collation) -> int:
    """Return how many words of a transcription were compared; stops and signs are none."""
    return sum(any(letter.isalnum() for letter in token.text) for token in collation.theirs.tokens)


def _date_spans(text: str) -> list[Span]:
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


def _within(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether a stretch lies within one of others; a gap lies in none: it may be next to one."""
    if span.start == span.end:
        return False
    at = bisect_right([one.start for one in spans], span.start) - 1
    near = spans[max(0, at) : at + 2]
    return any(one.start <= span.start and span.end <= one.end for one in near)


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
