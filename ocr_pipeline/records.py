"""What passes between the stages. Every record is immutable, and an impossible one cannot be made.

Frames. Coordinates are pixels of the *scan*, origin top left, x to the right, y down, as every viewer shows the file
(EXIF orientation applied). They are continuous: pixel `i` covers `[i, i + 1)`, so a box is as wide as `right - left`.
The *prepared* frame is that of the image the engine reads; names say `prepared` where it is meant.

Records that are stored (`Page`, `Document` and their parts) are frozen pydantic models; their JSON Schema is
published under `schema_version`. Records that hold pixels are frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, model_validator

from ocr_pipeline.errors import PipelineError

Image = npt.NDArray[np.uint8]
"""Grey pixels, shape (height, width), dtype uint8, 0 = black. A binary image holds 0 and 255 only."""

Points = npt.NDArray[np.float64]
"""Coordinates, shape (n, 2), dtype float64, columns x and y."""

SCHEMA_VERSION: Literal[2] = 2

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Record(BaseModel):
    """A stored record: immutable, and strict about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(Record):
    """A rectangle with sides parallel to the axes, in pixels of the scan unless a name says otherwise."""

    left: float
    top: float
    right: float
    bottom: float

    @model_validator(mode="after")
    def _sides_in_order(self) -> Self:
        if not (self.left <= self.right and self.top <= self.bottom):
            raise ValueError(f"a box must have left <= right and top <= bottom: {self!r}")
        return self

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return self.bottom - self.top

    def corners(self) -> Points:
        """Return the corners, shape (4, 2), clockwise from the top left."""
        return np.array(
            [
                (self.left, self.top),
                (self.right, self.top),
                (self.right, self.bottom),
                (self.left, self.bottom),
            ],
            dtype=np.float64,
        )

    @staticmethod
    def around(points: Points) -> Box:
        """Return the smallest box around `points`, shape (n, 2), n >= 1."""
        left, top = points.min(axis=0)
        right, bottom = points.max(axis=0)
        return Box(left=float(left), top=float(top), right=float(right), bottom=float(bottom))

    @staticmethod
    def enclosing(boxes: Sequence[Box]) -> Box:
        """Return the smallest box around one box or more."""
        return Box(
            left=min(box.left for box in boxes),
            top=min(box.top for box in boxes),
            right=max(box.right for box in boxes),
            bottom=max(box.bottom for box in boxes),
        )


class Affine(Record):
    """An affine map of the plane: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0. It can always be inverted."""

    xx: float
    xy: float
    x0: float
    yx: float
    yy: float
    y0: float

    @model_validator(mode="after")
    def _invertible(self) -> Self:
        if abs(self.xx * self.yy - self.xy * self.yx) < 1e-12:
            raise ValueError(f"an affine map between images must be invertible: {self!r}")
        return self

    @staticmethod
    def identity() -> Affine:
        """Return the map that changes nothing."""
        return Affine(xx=1, xy=0, x0=0, yx=0, yy=1, y0=0)

    @staticmethod
    def from_matrix(matrix: npt.NDArray[np.floating]) -> Affine:
        """Return the map of a matrix, shape (2, 3) or (3, 3)."""
        (xx, xy, x0), (yx, yy, y0) = matrix[:2].tolist()
        return Affine(xx=xx, xy=xy, x0=x0, yx=yx, yy=yy, y0=y0)

    def matrix(self) -> npt.NDArray[np.float64]:
        """Return the matrix, shape (3, 3), dtype float64."""
        return np.array([(self.xx, self.xy, self.x0), (self.yx, self.yy, self.y0), (0, 0, 1)], dtype=np.float64)

    def apply(self, points: Points) -> Points:
        """Return `points`, shape (n, 2), mapped."""
        matrix = self.matrix()
        mapped: Points = points @ matrix[:2, :2].T + matrix[:2, 2]
        return mapped

    def apply_box(self, box: Box) -> Box:
        """Return the smallest upright box around the mapped `box`."""
        return Box.around(self.apply(box.corners()))

    def then(self, after: Affine) -> Affine:
        """Return the map that does this one first and `after` second."""
        return Affine.from_matrix(after.matrix() @ self.matrix())

    def inverse(self) -> Affine:
        """Return the map back."""
        return Affine.from_matrix(np.linalg.inv(self.matrix()))


class ResolutionOrigin(StrEnum):
    """Where a resolution comes from."""

    FILE = "file"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"
    USER = "user"


class Resolution(Record):
    """Dots per inch of a scan, and how it is known."""

    dpi: Annotated[float, Field(gt=0)]
    origin: ResolutionOrigin


class Side(StrEnum):
    """Which part of a scan a page is."""

    WHOLE = "whole"
    LEFT = "left"
    RIGHT = "right"


class Reason(Record):
    """Why a page is not done, or what is doubtful about it: a cause's name and a sentence for a person."""

    code: str
    message: str

    @staticmethod
    def of(error: PipelineError) -> Reason:
        """Return the reason that a page's record gives for an error."""
        return Reason(code=error.code, message=str(error))


@dataclass(frozen=True)
class ScanSource:
    """One frame to be read: the file and the zero-based frame (TIFF directory, PDF page) in it."""

    path: Path
    frame: int = 0


@dataclass(frozen=True, eq=False)
class Scan:
    """One decoded frame: grey pixels as a viewer shows them (EXIF orientation applied), and what the file says.

    `resolution` is what the file believably states, else None: then it is estimated from the typescript itself.
    """

    source: ScanSource
    pixels: Image
    resolution: Resolution | None


@dataclass(frozen=True, eq=False)
class PageImage:
    """One page, ready for the engine.

    `grey` (flattened) and `binary` (0 ink, 255 paper) are the same page in the same prepared frame, `dpi` its
    resolution; `to_scan` maps that frame to the scan's.
    """

    side: Side
    grey: Image
    binary: Image
    to_scan: Affine
    dpi: float
    scan_resolution: Resolution
    quarter_turns: int
    skew_degrees: float
    warnings: tuple[Reason, ...] = ()


class Alternative(Record):
    """What else a glyph may be, and how probable that is."""

    text: Annotated[str, Field(min_length=1)]
    probability: Confidence


class Glyph(Record):
    """One character as the engine saw it: its text (one grapheme cluster, rarely more), place and confidence.

    `alternatives` are what else it may be, the likeliest first; empty where the engine does not say.
    """

    text: Annotated[str, Field(min_length=1)]
    box: Box
    confidence: Confidence
    alternatives: tuple[Alternative, ...] = ()


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


class TextLine(Record):
    """One line as it stands on paper. `block` counts the paragraphs the engine sees on the page, from 0."""

    words: Annotated[tuple[Word, ...], Field(min_length=1)]
    box: Box
    block: Annotated[int, Field(ge=0)] = 0

    @property
    def text(self) -> str:
        """Return the words with one space between them."""
        return " ".join(word.text for word in self.words)


class PageState(StrEnum):
    """How far a page got."""

    DONE = "done"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    FAILED = "failed"


class ScanRef(Record):
    """Which pixels a page was read from.

    `path` is relative to the folder OUTPUT of the job that read the page, absolute where no job did.
    """

    path: str
    frame: Annotated[int, Field(ge=0)]
    side: Side
    sha256: str
    width: Annotated[int, Field(ge=0)]
    height: Annotated[int, Field(ge=0)]
    resolution: Resolution | None


class Preparation(Record):
    """What was done to the pixels: turns of 90 degrees and skew, both counter-clockwise; the map to the scan."""

    quarter_turns: Annotated[int, Field(ge=0, le=3)]
    skew_degrees: float
    dpi: float
    width: int
    height: int
    to_scan: Affine


class MarkKind(StrEnum):
    """What the typist did to characters beside typing them."""

    UNDERLINED = "underlined"
    WAVY = "underlined with a wave"
    OVERSTRUCK = "overstruck"
    LETTER_SPACED = "letter-spaced"


class Mark(Record):
    """A mark seen in the pixels: where it stands on the scan, and the line (from 0) and words it belongs to."""

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

    `id` names its files (`0007`, `0007L`). `doubtful` are marks that the engine gave letters for and that are most
    likely no typing (stamps, handwriting, stains): kept for a person to see, no part of the text. `marks` are the
    underlinings and overstrikings seen. `expected_cer` is
    the share of characters expected to be wrong, from the confidences; None where nothing was read.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    id: str
    scan: ScanRef
    state: PageState
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    preparation: Preparation | None = None
    lines: tuple[TextLine, ...] = ()
    doubtful: tuple[TextLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    expected_cer: Confidence | None = None
    key: str = ""
    engine: str = ""
    seconds: dict[str, float] = Field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the diplomatic text: the lines, with a line feed between them."""
        return "\n".join(line.text for line in self.lines)


class EditKind(StrEnum):
    """What an edit does to the text. The first group makes the clean text, the second the reading text from it."""

    PAGE_NUMBER = "page-number"
    HEADER = "header"
    FOOTER = "footer"
    CATCHWORD = "catchword"
    PAGE_MARK = "page-mark"
    HYPHEN = "hyphen"
    LETTER_SPACING = "letter-spacing"
    LINE_JOIN = "line-join"
    PARAGRAPH = "paragraph"
    PAGE_JOIN = "page-join"

    FIGURE = "figure"
    ROMAN = "roman"
    QUOTES = "quotes"
    DASH = "dash"
    BRACKETS = "brackets"
    HOMOGLYPH = "homoglyph"
    SPACES = "spaces"


class Edit(Record):
    """One change on top of the diplomatic text: characters `start` to `end` (`before`) are replaced by `after`."""

    kind: EditKind
    start: Annotated[int, Field(ge=0)]
    before: str
    after: str
    reason: str

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.before == self.after:
            raise ValueError(f"an edit must change something: {self!r}")
        return self

    @property
    def end(self) -> int:
        """Return the position behind the last character replaced."""
        return self.start + len(self.before)


class NumberSource(StrEnum):
    """How a page's number is known."""

    SEEN = "seen"
    REPAIRED = "repaired"
    INFERRED = "inferred"


class PageNumber(Record):
    """The number of a page: as typed (None where it is hidden), as understood, how that is known and how surely.

    `seen`: what is typed is this number; `repaired`: something else is typed there, its neighbours say this;
    `inferred`: nothing is to be seen, its neighbours say this. `confidence` is the share of the pages around (this one
    counted, at most six to each side) whose own typed numbers agree with it.
    """

    typed: str | None
    number: Annotated[int, Field(ge=0)]
    roman: bool = False
    source: NumberSource
    confidence: Confidence


class PageSpan(Record):
    """Where a page stands in the diplomatic text of its document, and its number."""

    id: str
    state: PageState
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    number: PageNumber | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a page must not end before it starts: {self!r}")
        return self


class Remark(Record):
    """Something a person should know of a document: pages missing, doubled, swapped; halves of a word that overlap.

    `pages` are the ids of the pages meant; `start` to `end` the place in the diplomatic text, where there is one.
    """

    code: str
    message: str
    pages: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


class Emphasis(Record):
    """A stretch of the diplomatic text that the typist set off: letter-spaced or underlined, or deleted: overstruck.

    What is overstruck is no emphasis but a deletion; the text keeps it, so that nothing is lost.
    """

    kind: MarkKind
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a stretch must not end before it starts: {self!r}")
        return self


class DateFact(Record):
    """A date in the clean text: as typed, and as ISO 8601 (`1953-03-29`, `1953-03`, `--03-29` where no year is typed).

    An impossible one (31 February) has no `iso` and says why in `problem`.
    """

    start: Annotated[int, Field(ge=0)]
    typed: str
    iso: str | None
    problem: str | None = None


class NumberFact(Record):
    """A document number in the clean text: incoming (`вх.`), outgoing (`исх.`), of a copy
    (`экз.`) or plain; several share one sign."""

    start: Annotated[int, Field(ge=0)]
    typed: str
    kind: Literal["plain", "incoming", "outgoing", "copy"]
    numbers: Annotated[tuple[str, ...], Field(min_length=1)]


class ArchiveFact(Record):
    """An archival reference in the clean text, by its parts as they are typed; parts not given are None.

    `problem` names what does not fit, as two parts of the same name.
    """

    start: Annotated[int, Field(ge=0)]
    typed: str
    archive: str | None = None
    fond: str | None = None
    opis: str | None = None
    delo: str | None = None
    papka: str | None = None
    listy: str | None = None
    problem: str | None = None


class Facts(Record):
    """What a document says in a form that a program can use."""

    dates: tuple[DateFact, ...] = ()
    numbers: tuple[NumberFact, ...] = ()
    references: tuple[ArchiveFact, ...] = ()


class Provenance(Record):
    """What made a document: the program's and the engine's versions and the settings."""

    program: str
    engine: str
    language: str
    settings: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class Document(Record):
    """A document: its diplomatic text and the edits that make it clean, then readable.

    Applying `edits` to `diplomatic` gives the clean text, applying `reading_edits` to that the reading text; undoing
    them gives `diplomatic` back (`text.edits`). Pages read from scans are joined with form feeds.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    name: str
    diplomatic: str
    pages: tuple[PageSpan, ...]
    edits: tuple[Edit, ...]
    reading_edits: tuple[Edit, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    remarks: tuple[Remark, ...] = ()
    facts: Facts = Facts()
    provenance: Provenance | None = None
