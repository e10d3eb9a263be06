"""A document: the diplomatic text of its pages, and the edits that make it clean, then readable."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ocr_pipeline.records.base import SCHEMA_VERSION, Confidence, Record
from ocr_pipeline.records.frozen import FrozenMapping
from ocr_pipeline.records.page import MarkKind, PageState


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
    PAGES_ABSENT = "pages-absent"
    GAP = "gap"
    MARK = "mark"
    CELL = "cell"

    TELEGRAPH = "telegraph"
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


PAGE_ORDER = frozenset(
    ("pages-missing", "page-doubled", "pages-swapped", "pages-reversed", "numbers-go-back", "numbering-changes")
)
"""Codes of the remarks that tell what the page numbers say of the pages: whether all are there, once and in order."""


class Emphasis(Record):
    """A stretch of the diplomatic text that the typist set off: letter-spaced or underlined, or deleted: overstruck.

    What is overstruck is no emphasis but a deletion; the text keeps it, so that nothing is lost. What is raised or
    lowered is an exponent or an index: in the text it stands like any figure, and is told here alone.
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


class TableCell(Record):
    """A cell of a table: row and column (from 0), how many of each it covers, its clean text, and its place in the
    diplomatic text."""

    row: Annotated[int, Field(ge=0)]
    column: Annotated[int, Field(ge=0)]
    row_span: Annotated[int, Field(ge=1)] = 1
    column_span: Annotated[int, Field(ge=1)] = 1
    text: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Table(Record):
    """A table of a document: the id of its page, its rows and columns, and the cells in which something stands."""

    page: str
    rows: Annotated[int, Field(ge=0)]
    columns: Annotated[int, Field(ge=0)]
    cells: tuple[TableCell, ...]


class BlockKind(StrEnum):
    """What a block of a document's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    VERSE = "verse"
    ADDRESS = "address"
    SIGNATURE = "signature"
    CONTENTS = "contents"
    """An entry of a table of contents."""
    TABLE = "table"
    FOOTNOTE = "footnote"
    MARGIN_NOTE = "margin-note"
    LABEL = "label"
    """What stands in a picture, or beside it."""


class Block(Record):
    """A paragraph, or what stands as one: its place in the diplomatic text, from its first to its last character.

    What is taken out of the text lies between blocks, or within one that goes on over a page break. Line breaks within
    a block that the clean text keeps are breaks within it. `call`: where the mark stands in the diplomatic text that
    calls a footnote, where that is sure. `continues`: where the paragraph starts that goes on in this block, over notes
    that stand between them.
    """

    kind: BlockKind
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    call: Annotated[int, Field(ge=0)] | None = None
    continues: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a block must not end before it starts: {self!r}")
        return self


class Provenance(Record):
    """What made a document: the program's and the engine's versions and the settings."""

    program: str
    engine: str
    language: str
    settings: FrozenMapping[str | int | float | bool | None] = FrozenMapping()


class Document(Record):
    """A document: its diplomatic text and the edits that make it clean, then readable.

    Applying `edits` to `diplomatic` gives the clean text, applying `reading_edits` to that the reading text; undoing
    them gives `diplomatic` back (`text.edits`). Pages read from scans are joined with form feeds.
    """

    schema_version: Literal[4] = SCHEMA_VERSION
    name: str
    diplomatic: str
    pages: tuple[PageSpan, ...]
    edits: tuple[Edit, ...]
    reading_edits: tuple[Edit, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    remarks: tuple[Remark, ...] = ()
    facts: Facts = Facts()
    provenance: Provenance | None = None
