"""A job: what it was asked and how far it is; the rows of its overview, one for each page and each document."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ocr_pipeline.records.base import SCHEMA_VERSION, Record
from ocr_pipeline.records.document import Provenance
from ocr_pipeline.records.ink import InkKind
from ocr_pipeline.records.page import Page, PageState
from ocr_pipeline.records.reasons import ReasonCode


class PageRow(Record):
    """One page in a few figures: what a job keeps of it for its progress, its summary and its overview.

    `page` is the page's id, empty for a folder of scans that could not be looked into; `path` is its scan's (the
    folder's), relative to the folder OUTPUT; `unread_mm2` is the ink that is like type and in no line, and
    `unread_characters` how many it would hold; `seconds` is wall time. `warnings` holds
    the reasons of its state as well. `kept` says that an earlier run finished it, `read_by_one` that one of two readers
    failed on it, `is_damaged` that its file is damaged; these are of this run alone and are not stored.
    """

    document: str
    page: str
    path: str
    state: PageState | Literal["waiting"]
    expected_cer: float | None = None
    unread_mm2: float | None = None
    unread_characters: float | None = None
    skew_degrees: float | None = None
    page_number: int | None = None
    seconds: float | None = None
    warnings: tuple[str, ...] = ()
    kept: bool = Field(default=False, exclude=True)
    read_by_one: bool = Field(default=False, exclude=True)
    is_damaged: bool = Field(default=False, exclude=True)

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
            kept=kept,
            read_by_one=any(one.code == ReasonCode.READ_BY_ONE for one in page.warnings),
            is_damaged=any(one.code == ReasonCode.FILE_DAMAGED for one in page.warnings),
        )


class DocumentRow(Record):
    """One document: its pages, those that failed or are unreadable, and its figures beside its transcription, if any.

    The figures of a comparison are of the whole document: they stand here, once, and not beside its pages, where a sum
    or a mean would count them again. `not_compared` is the reason why a comparison asked for was not made.
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


class JobRecord(Record):
    """What a job was asked, with what it was done, and how far it is."""

    schema_version: Literal[4] = SCHEMA_VERSION
    scans: str
    provenance: Provenance
    pages: tuple[PageRow, ...]
