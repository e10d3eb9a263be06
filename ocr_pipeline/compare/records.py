"""What the comparison of a document with a transcription says: variants with verdicts, scores, coverage.

These records are stored (`--json`); they are frozen, and an impossible one cannot be made. *Ours* is what was read on
the scans, *theirs* the transcription. Places in our text count characters of the document's clean text, places in
theirs of `Transcription.text`; both ends count from 0, the end is behind the last character. Reasons and notes are
stored with a code and what they are about (`messages`); in version 1 they were sentences only, and are still read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ocr_pipeline.compare.messages import Message
from ocr_pipeline.records import Box, Confidence, Record

COMPARISON_SCHEMA_VERSION: Literal[2] = 2

Index = Annotated[int, Field(ge=0)]


class Span(Record):
    """A stretch of a text: characters `start` to `end`."""

    start: Index
    end: Index

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span must not end before it starts: {self!r}")
        return self


class PageMark(Record):
    """Where a transcription says that a page begins: the mark as it stands there, and the number it gives, if any."""

    place: Span
    typed: str
    number: int | None = None


class SectionKind(StrEnum):
    """What a part of a transcription's file is, beside the transcription itself."""

    CITATION = "citation"
    SUMMARY = "summary"
    TRANSLATION = "translation"
    APPARATUS = "apparatus"


class Section(Record):
    """A part of the file that is not the transcription: kept for a person, never compared."""

    kind: SectionKind
    text: str


class Metadata(Record):
    """What the file says about the document; None where it does not."""

    title: str | None = None
    date: str | None = None
    archive: str | None = None
    language: str | None = None
    url: str | None = None


class Transcription(Record):
    """A human-made text of a document, as it is compared.

    `text` is the transcription alone, page marks included. `marks` are its page marks; `editorial` are stretches that
    an editor added (`[для сна]`, brackets included) or that are no part of the document (a footnote). `lines_are_lines`
    says whether line breaks are the paper's (PAGE, ALTO, `<lb/>`); else a line is a paragraph or wrapped at will.
    `notes` tell a person how the file was read (format, encoding, what was left out).
    """

    name: str
    text: str
    format: str
    marks: tuple[PageMark, ...] = ()
    editorial: tuple[Span, ...] = ()
    sections: tuple[Section, ...] = ()
    metadata: Metadata = Metadata()
    lines_are_lines: bool = False
    notes: tuple[Message, ...] = ()


class Verdict(StrEnum):
    """Who is right, most likely."""

    READING_ERROR = "reading error likely"
    TRANSCRIPTION_ERROR = "transcription error likely"
    CONVENTION = "convention"
    EDITORIAL = "editorial addition"
    MISSING_IN_TRANSCRIPTION = "missing in the transcription"
    MISSING_IN_SCAN = "missing in the scan"
    UNDECIDED = "undecided"


class Category(StrEnum):
    """What a variant is about, in the order of its weight for a historian."""

    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"
    NAME = "name"
    STRETCH = "omitted or added stretch"
    WORD = "word"
    SPELLING = "spelling"
    PUNCTUATION = "punctuation"
    CONVENTION = "typewriter or editorial convention"
    LAYOUT = "layout"


class Place(Record):
    """Where a variant stands on paper: page (index and id), line (from 0), its box and that of its line on the scan.

    `box` is where the characters stand, or, where we have none, the gap in which they would.
    """

    page: Index
    page_id: str
    line: Index
    box: Box
    line_box: Box


class Variant(Record):
    """One difference: both readings, where they stand, and who is right.

    `before` and `after` are our text around it. `probability` is that of the verdict, calibrated
    where evidence was weighed (`benchmarks/compare.py`), a constant where a rule decides (convention, editorial
    addition). `doubt` is how unsure the engine was of our reading, 0 sure to 1. `weight` ranks variants
    for a historian, highest first. `forgiven_by` names the equivalence that makes the readings alike, if one does.
    """

    number: Annotated[int, Field(ge=1)]
    category: Category
    ours: str
    theirs: str
    our_span: Span
    their_span: Span
    before: str = ""
    after: str = ""
    places: tuple[Place, ...] = ()
    verdict: Verdict
    probability: Confidence
    reasons: Annotated[tuple[Message, ...], Field(min_length=1)]
    weight: float
    doubt: Confidence | None = None
    forgiven_by: str | None = None

    @model_validator(mode="after")
    def _differs(self) -> Self:
        if self.ours == self.theirs:
            raise ValueError(f"a variant must differ: {self!r}")
        return self


class Stretch(Record):
    """A stretch of the transcription and the page of ours (index, id) that it is on."""

    their_span: Span
    our_span: Span
    page: Index
    page_id: str


class Rate(Record):
    """Errors over the length of the truth (grapheme clusters or words), with the 95 % interval of the rate.

    The interval is a bootstrap over lines; `low` and `high` are None where there is one line or none. Unless `exact`,
    `errors` is an upper bound: the texts are too long, and too unlike, for the least number to be found.
    """

    errors: Index
    length: Index
    rate: Annotated[float, Field(ge=0)]
    low: Annotated[float, Field(ge=0)] | None
    high: Annotated[float, Field(ge=0)] | None
    truth_empty: bool = False
    exact: bool = True


class Forgiven(Record):
    """An equivalence and how many differences (in characters) it forgave."""

    name: str
    count: Index


class ScoreLayer(Record):
    """A layer of the score: what it forgives beyond the layer before, and both rates under it."""

    name: Literal["as typed", "layout-neutral", "convention-neutral"]
    cer: Rate
    wer: Rate
    forgiven: tuple[Forgiven, ...] = ()


class Confusion(Record):
    """How often `theirs` stands where we have `ours`; one of them may be empty."""

    ours: str
    theirs: str
    count: Annotated[int, Field(ge=1)]


class Scores(Record):
    """The figures of a comparison; the transcription counts as the truth here, whoever is right."""

    profile: str
    layers: Annotated[tuple[ScoreLayer, ...], Field(min_length=1)]
    bag_of_words: Annotated[float, Field(ge=0)]
    flexible_characters: Confidence
    confusions: tuple[Confusion, ...] = ()


class Coverage(Record):
    """How much of each text the other has: shares of characters that are aligned with like ones."""

    ours: Confidence
    theirs: Confidence


class Comparison(Record):
    """A document compared with a transcription.

    `reading_sha256` tells the reading that was compared from later ones of the same scans; None where it is not known.
    """

    schema_version: Literal[1, 2] = COMPARISON_SCHEMA_VERSION
    document: str
    reading_sha256: str | None = None
    transcription: Transcription
    scores: Scores
    coverage: Coverage
    stretches: tuple[Stretch, ...]
    variants: tuple[Variant, ...]
    pages_without_transcription: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
