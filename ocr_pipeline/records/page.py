"""A page: the image an engine reads, the lines, words and glyphs it reads on it, and how they were come by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ocr_pipeline.records.base import SCHEMA_VERSION, Confidence, Record, replace
from ocr_pipeline.records.curled import PageMap
from ocr_pipeline.records.frozen import FrozenMapping
from ocr_pipeline.records.geometry import Box, Image
from ocr_pipeline.records.ink import InkLedger
from ocr_pipeline.records.reasons import Reason
from ocr_pipeline.records.region import Region
from ocr_pipeline.records.scan import Resolution, ScanRef, Side


@dataclass(frozen=True, eq=False)
class PageImage:
    """One page, ready for the engine.

    `grey` (flattened) and `binary` (0 ink, 255 paper) are the same page in the same prepared frame, `dpi` its
    resolution; `to_scan` maps that frame to the scan's. `split_at` is where a scan was split that was told to be a
    spread by its reading, or by the files of its sides: x at the top and at the bottom of the turned scan.
    """

    side: Side
    grey: Image
    binary: Image
    to_scan: PageMap
    dpi: float
    scan_resolution: Resolution
    quarter_turns: int
    skew_degrees: float
    warnings: tuple[Reason, ...] = ()
    split_at: tuple[float, float] | None = None

    @property
    def pixel_mm2(self) -> float:
        """Return the area of a pixel of the prepared frame in mm²."""
        return float((25.4 / self.dpi) ** 2)


def _is_none(value: object) -> bool:
    return value is None


class Alternative(Record):
    """What else a glyph may be, and how probable that is."""

    text: Annotated[str, Field(min_length=1)]
    probability: Confidence


class RankedBy(StrEnum):
    """What ranked a reading before the one that the image alone supports most."""

    LANGUAGE_MODEL = "language model"
    LEXICON = "lexicon"
    OTHER_DASH = "other dash"
    """The dash at the other end of a page number."""


class Glyph(Record):
    """One character as the engine saw it: its text (one grapheme cluster, rarely more), place and confidence.

    `alternatives` are what else it may be, the likeliest first; empty where the engine does not say. `ranked_by` is
    what ranked its text before what the image alone was read as, which is then among the alternatives; None, and not
    written, where nothing did.
    """

    text: Annotated[str, Field(min_length=1)]
    box: Box
    confidence: Confidence
    alternatives: tuple[Alternative, ...] = ()
    ranked_by: Annotated[RankedBy | None, Field(exclude_if=_is_none)] = None


class Word(Record):
    """Characters between spaces. `glyphs` is empty where the engine gives none, else spells `text` exactly."""

    text: Annotated[str, Field(min_length=1, pattern=r"^\S+$")]
    box: Box
    confidence: Confidence
    glyphs: tuple[Glyph, ...] = ()

    @model_validator(mode="after")
    def _glyphs_spell_the_word(self) -> Self:
        if self.glyphs and "".join(glyph.text for glyph in self.glyphs) != self.text:
            raise ValueError(f"the glyphs of {self.text!r} do not spell it")
        return self

    def letters(self) -> tuple[Glyph, ...]:
        """Return the glyphs; where the engine gives none, each character with an equal share of the word's box."""
        if self.glyphs:
            return self.glyphs
        step = self.box.width / len(self.text)
        return tuple(
            Glyph(
                text=character,
                box=Box(
                    left=self.box.left + step * place,
                    top=self.box.top,
                    right=self.box.left + step * (place + 1),
                    bottom=self.box.bottom,
                ),
                confidence=self.confidence,
            )
            for place, character in enumerate(self.text)
        )


class Gap(Record):
    """A place in a line where something stands that no one typed, on the scan: before the word `before` (from 0), or
    after the last one, whose number is then that of the words."""

    before: Annotated[int, Field(ge=0)]
    box: Box


class TextLine(Record):
    """One line as it stands on paper.

    `block` counts the paragraphs that the engine sees on the page, from 0; all lines have 0 where it sees none.
    `region` is the number of its region, from 0. `gaps` stand from left to right. `read_by` is the reader that read
    it in the stead of the page's own; None, and not written, where its own did.
    """

    words: Annotated[tuple[Word, ...], Field(min_length=1)]
    box: Box
    block: Annotated[int, Field(ge=0)] = 0
    region: Annotated[int, Field(ge=0)] = 0
    gaps: tuple[Gap, ...] = ()
    read_by: Annotated[str | None, Field(exclude_if=_is_none)] = None

    @model_validator(mode="after")
    def _gaps_at_words(self) -> Self:
        if any(gap.before > len(self.words) for gap in self.gaps):
            raise ValueError(f"a gap must be beside words that the line has: {self.gaps!r}")
        return self

    @property
    def text(self) -> str:
        """Return the words with one space between them."""
        return " ".join(word.text for word in self.words)


class SetApartCause(StrEnum):
    """Why something that was read is no part of the text."""

    MARK = "mark"
    """It is most likely no typing: a stamp, handwriting, a stain."""
    OUTVOTED = "outvoted"
    """One of two readers alone has it, or it lies on what is read already."""


class SetApart(TextLine):
    """A line, or part of one, that was read and is no part of the text: kept for a person to see."""

    cause: SetApartCause


class PageState(StrEnum):
    """How far a page got."""

    DONE = "done"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    FAILED = "failed"


class Preparation(Record):
    """What was done to the pixels: turns of 90 degrees and skew, both counter-clockwise; the map to the scan.

    `split_at` is as in `PageImage`.
    """

    quarter_turns: Annotated[int, Field(ge=0, le=3)]
    skew_degrees: float
    dpi: float
    width: int
    height: int
    to_scan: PageMap
    split_at: tuple[float, float] | None = None


class MarkKind(StrEnum):
    """What the typist did to characters beside typing them, or where they stand: exponents and indices off the line."""

    UNDERLINED = "underlined"
    WAVY = "underlined with a wave"
    OVERSTRUCK = "overstruck"
    LETTER_SPACED = "letter-spaced"
    RAISED = "raised"
    LOWERED = "lowered"


class Mark(Record):
    """A mark seen in the pixels: where it stands on the scan, and the line (from 0) and words it belongs to.

    What is raised or lowered is often a part of its word; the box is that of the part.
    """

    kind: MarkKind
    box: Box
    line: Annotated[int, Field(ge=0)]
    first_word: Annotated[int, Field(ge=0)]
    last_word: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _words_in_order(self) -> Self:
        if self.last_word < self.first_word:
            raise ValueError(f"a mark must not end before it begins: {self!r}")
        return self


class Page(Record):
    """One sheet side: its diplomatic lines in reading order, and how they were come by.

    `id` is the name of its scan and of its files (`1019`, `1019L`, `book-0003`). `set_apart` is what was read and is no
    part of the text. `marks` are the underlinings, overstrikings, exponents and indices seen, on words of `lines`.
    `regions` are what the page is divided into, in reading order; a page of an earlier version has none. `expected_cer`
    is the share of characters expected to be wrong or missing: by the confidences, the unread ink, and the order of the
    lines; 1 where a page is unreadable, None where nothing was looked at. `ink` is where the ink of the page went.
    `language` is that in which it was read, by Tesseract's names; `seconds` is what each stage took, of wall time.
    """

    schema_version: Literal[4] = SCHEMA_VERSION
    id: str
    scan: ScanRef
    state: PageState
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    preparation: Preparation | None = None
    lines: tuple[TextLine, ...] = ()
    set_apart: tuple[SetApart, ...] = ()
    marks: tuple[Mark, ...] = ()
    regions: tuple[Region, ...] = ()
    expected_cer: Confidence | None = None
    ink: InkLedger = InkLedger()
    key: str = ""
    language: str = ""
    engine: str = ""
    seconds: FrozenMapping[float] = FrozenMapping()

    @model_validator(mode="after")
    def _marks_on_words(self) -> Self:
        for mark in self.marks:
            if mark.line >= len(self.lines) or mark.last_word >= len(self.lines[mark.line].words):
                raise ValueError(f"a mark must be on words that the page has: {mark!r}")
        return self

    @model_validator(mode="after")
    def _lines_in_regions(self) -> Self:
        if self.regions and any(line.region >= len(self.regions) for line in self.lines):
            raise ValueError("a line must be in a region that the page has")
        for region in self.regions:
            for part in (words for cell in region.cells for words in cell.words):
                if part.line >= len(self.lines) or part.last_word >= len(self.lines[part.line].words):
                    raise ValueError(f"a cell must be of words that the page has: {part!r}")
        return self

    def without_glyphs(self) -> Page:
        """Return the page without its glyphs, which are most of its size."""
        lean = {"lines": self.lines, "set_apart": self.set_apart}
        return replace(self, **{name: tuple(_without_glyphs(line) for line in lines) for name, lines in lean.items()})

    def marks_apart(self) -> tuple[SetApart, ...]:
        """Return what is set apart as no typing."""
        return tuple(one for one in self.set_apart if one.cause is SetApartCause.MARK)

    @property
    def text(self) -> str:
        """Return the diplomatic text: the lines, with a line feed between them."""
        return "\n".join(line.text for line in self.lines)


def _without_glyphs(line: TextLine) -> TextLine:
    return replace(line, words=tuple(replace(word, glyphs=()) for word in line.words))
