"""A job: what it was asked and how it ended; the rows of its overview, one for each page and each document."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from ocr_pipeline.records.base import Record
from ocr_pipeline.records.document import Provenance, Remark
from ocr_pipeline.records.frozen import FrozenMapping
from ocr_pipeline.records.ink import InkKind
from ocr_pipeline.records.page import Page, PageState
from ocr_pipeline.records.reasons import ReasonCode

JOB_SCHEMA_VERSION: Literal[4] = 4
"""Of the job's record and of its journal. In 4 the pages left the record for the journal."""


class PageRow(Record):
    """One page in a few figures: what a job keeps of it for its progress, its summary and its overview.

    `page` is the page's id, empty for a folder of scans that could not be looked into; `path` is its scan's (the
    folder's), relative to the folder OUTPUT; `unread_mm2` is the ink that is like type and in no line, and
    `unread_characters` how many it would hold; `seconds` is wall time. `warnings` holds
    the reasons of its state as well, these first, and `codes` the names of their causes, in the same order. `stages`
    are the seconds by stage, and `kept` says that an earlier run finished it: these are of this run alone, not stored.
    """

    document: str
    page: str
    path: str
    state: PageState
    expected_cer: float | None = None
    unread_mm2: float | None = None
    unread_characters: float | None = None
    skew_degrees: float | None = None
    page_number: int | None = None
    seconds: float | None = None
    warnings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    stages: FrozenMapping[float] = Field(default=FrozenMapping(), exclude=True)
    kept: bool = Field(default=False, exclude=True)

    @staticmethod
    def of(document: str, page: Page, *, kept: bool) -> PageRow:
        """Return the row of a page of a document."""
        return PageRow(
            document=document,
            page=page.id,
            path=page.scan.path,
            state=page.state,
            expected_cer=page.expected_cer,
            unread_mm2=round(page.ink.of(InkKind.UNREAD), 1) if page.ink.rows else None,
            unread_characters=round(page.ink.unread_characters, 1) if page.ink.rows else None,
            skew_degrees=page.preparation.skew_degrees if page.preparation else None,
            seconds=round(sum(page.seconds.values()), 2),
            warnings=tuple(reason.message for reason in (*page.reasons, *page.warnings)),
            codes=tuple(reason.code for reason in (*page.reasons, *page.warnings)),
            stages=page.seconds,
            kept=kept,
        )

    def as_kept(self) -> PageRow:
        """Return the row of a page that this run keeps, which an earlier one stored."""
        # A job holds as many as it has pages: all kept ones share what they have in common, half of their size.
        values = {name: getattr(self, name) for name in type(self).model_fields}
        values["document"] = sys.intern(self.document)
        return PageRow.model_construct(_FIELDS, **values | {"kept": True})

    @property
    def read_by_one(self) -> bool:
        """Return whether one of two readers failed on it."""
        return ReasonCode.READ_BY_ONE in self.codes

    @property
    def read_safer(self) -> bool:
        """Return whether it failed at first, and was read at another attempt under safer settings."""
        return ReasonCode.SAFER_SETTINGS in self.codes

    @property
    def is_damaged(self) -> bool:
        """Return whether its file is damaged."""
        return ReasonCode.FILE_DAMAGED in self.codes


_FIELDS = set(PageRow.model_fields)


class DocumentRow(Record):
    """One document: its pages, those that failed or are unreadable, and its figures beside its transcription, if any.

    The figures of a comparison are of the whole document: they stand here, once, and not beside its pages, where a sum
    or a mean would count them again. `not_compared` is the reason why a comparison asked for was not made. `remarks`
    are those on the order of its pages; `has_images` says that the prepared images of its pages are written.
    """

    document: str
    pages: int
    failed: int
    transcription: str | None = None
    cer_layout_neutral: float | None = None
    cer_convention_neutral: float | None = None
    cer_as_typed: float | None = None
    variants: int | None = None
    not_compared: str | None = None
    remarks: tuple[Remark, ...] = ()
    has_images: bool = False


class Ending(StrEnum):
    """How a process left its job."""

    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class JobRecord(Record):
    """What a job was asked and with what it was done, written when it begins and again when it ends.

    `scans` is the folder of scans as it was given; `documents` and `planned` count what it holds to read, in documents
    and scans. `ending` is None while the job runs, and where it was killed; `error` is the cause of one that failed.
    `states` counts the pages in each state, once it has ended. What became of each scan is in the journal.
    """

    schema_version: Literal[4] = JOB_SCHEMA_VERSION
    scans: str
    documents: Annotated[int, Field(ge=0)]
    planned: Annotated[int, Field(ge=0)]
    provenance: Provenance
    begun: AwareDatetime
    ended: AwareDatetime | None = None
    ending: Ending | None = None
    error: str | None = None
    states: FrozenMapping[int] = FrozenMapping()
