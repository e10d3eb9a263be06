"""The whole of a comparison: two texts are aligned, their differences found, evidence gathered, judged, and scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ocr_pipeline.compare.align.collation import Collation, coverage, stretches
from ocr_pipeline.compare.align.differences import Difference, FoundDifference, found_differences
from ocr_pipeline.compare.align.rescans import collated_without_rescans
from ocr_pipeline.compare.align.separators import cell_separators, with_tabs
from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.collector import collector_paused
from ocr_pipeline.compare.judge.additions import additions, missing_at_ends
from ocr_pipeline.compare.judge.category import categories, weight_of
from ocr_pipeline.compare.judge.evidence import Evidence, gathered
from ocr_pipeline.compare.judge.model import SLIPS, estimated
from ocr_pipeline.compare.judge.verdict import Judgement, judged, judged_by_rule
from ocr_pipeline.compare.judge.votes import Rereader, voted
from ocr_pipeline.compare.locate.places import PageLocator, PageSource
from ocr_pipeline.compare.notes import alignment_notes, missing_notes, of_one_document, remark_notes, separators_note
from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.reading import reading_sha256
from ocr_pipeline.compare.records import Category, Comparison, Stretch, Transcription, Variant, Verdict
from ocr_pipeline.compare.score.documents import scores
from ocr_pipeline.compare.script import other_language
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import Document, PageState, replace

CONTEXT = 60
"""Characters of our text on either side of a variant that are kept beside it."""


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
    page_ids = [span.id for span in document.pages]
    ours = our_text(document)
    separators = cell_separators(transcription.text, ours.text, ours.tokens)
    theirs, remarks = their_text(transcription, language, separators)
    collation, rescans = collated_without_rescans(ours, theirs)
    shared = coverage(collation)
    notes = [*alignment_notes(collation, shared, rescans, page_ids), *remark_notes(document.remarks, remarks)]
    variants: tuple[Variant, ...] = ()
    if of_one_document(shared):
        found = found_differences(collation, profile)
        differences = [one.difference for one in found]
        added = additions(collation, differences, transcription, language)
        locator = PageLocator(document, pages)
        weighed = variants_of(found, added, collation, locator, profile, language=language, reread=reread, slips=slips)
        variants = tuple(variant for variant, _ in weighed)
        notes += missing_notes(missing_at_ends(collation, differences, added))
    if (foreign := other_language(document.diplomatic, transcription.text)) is not None:
        notes.append(foreign)
    if separators:
        notes.append(separators_note(transcription.text, separators))
    separated = replace(transcription, text=with_tabs(transcription.text, separators))
    editorial = [one.their_span for one in variants if one.verdict is Verdict.EDITORIAL]
    where = stretches(collation, page_ids)
    return Comparison(
        document=document.name,
        reading_sha256=reading_sha256(document),
        transcription=transcription,
        scores=scores(document, separated, collation.page_order, editorial, profile),
        coverage=shared,
        stretches=where,
        variants=variants,
        pages_without_transcription=_without_transcription(document, where, rescans),
        notes=tuple(notes),
    )


def variants_of(
    found: Sequence[FoundDifference],
    added: Mapping[Difference, str],
    collation: Collation,
    locator: PageLocator,
    profile: Profile,
    *,
    language: str,
    reread: Rereader | None,
    slips: float = SLIPS,
) -> Iterator[tuple[Variant, Evidence]]:
    """Yield the variant that each difference is, numbered from 1, with the evidence that its verdict rests on.

    `added` are the differences that an editor added. Each of the others is judged on what is at hand first, and the
    lines where most is in question are read again. How often this transcription slips is estimated from all of its
    differences; `slips` in 1,000 words are expected before.
    """
    lexicon = load_lexicon(language)
    differences = [one.difference for one in found]
    about = list(categories(found, collation, profile, language=language, lexicon=lexicon))
    rules = [judged_by_rule(one.forgiven_by, added.get(one.difference)) for one in found]
    evidence = list(gathered(differences, collation, locator, lexicon))
    if reread is not None:
        weights = [
            None if rule else _weight(category, judged(known, one.ours, one.theirs))
            for one, category, rule, known in zip(found, about, rules, evidence, strict=True)
        ]
        evidence = list(voted(evidence, differences, weights, collation, locator, reread))
    open_to_doubt = [
        (known, one.ours, one.theirs) for one, rule, known in zip(found, rules, evidence, strict=True) if rule is None
    ]
    prior = estimated(open_to_doubt, words_compared(collation), slips)
    for number, (one, category, rule, known) in enumerate(zip(found, about, rules, evidence, strict=True), start=1):
        judgement = rule or judged(known, one.ours, one.theirs, prior)
        yield _variant(number, one, category, judgement, known, collation), known


def words_compared(collation: Collation) -> int:
    """Return how many words of a transcription were compared; punctuation marks are none."""
    return sum(any(letter.isalnum() for letter in token.text) for token in collation.theirs.tokens)


def _weight(category: Category, judgement: Judgement) -> float:
    return weight_of(category, judgement.verdict, judgement.probability)


def _variant(
    number: int,
    one: FoundDifference,
    category: Category,
    judgement: Judgement,
    evidence: Evidence,
    collation: Collation,
) -> Variant:
    ours, difference = collation.ours, one.difference
    span = ours.span(difference.our_first, difference.our_end)
    return Variant(
        number=number,
        category=category,
        ours=one.ours,
        theirs=one.theirs,
        our_span=span,
        their_span=collation.theirs.source_span(difference.their_first, difference.their_end),
        before=ours.text[max(0, span.start - CONTEXT) : span.start],
        after=ours.text[span.end : span.end + CONTEXT],
        places=evidence.places,
        verdict=judgement.verdict,
        probability=round(judgement.probability, 4),
        reasons=judgement.reasons,
        weight=round(_weight(category, judgement), 3),
        doubt=None if evidence.doubt is None else round(evidence.doubt, 4),
        forgiven_by=one.forgiven_by,
    )


def _without_transcription(document: Document, where: Sequence[Stretch], rescans: Mapping[int, int]) -> tuple[str, ...]:
    """Return the ids of the pages with text that no stretch of the transcription is on."""
    covered = {stretch.page for stretch in where}
    return tuple(
        span.id
        for index, span in enumerate(document.pages)
        if index not in covered and index not in rescans and span.state is PageState.DONE and span.end > span.start
    )
