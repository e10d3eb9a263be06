"""A job: what it was asked and how far it is; the rows of its overview, one for each page and each document."""

from __future__ import annotations

from typing import Literal

from ocr_pipeline.records.base import SCHEMA_VERSION, Record
from ocr_pipeline.records.document import Provenance


class PageEntry(Record):
    """One page. `state` is a page's state, or `waiting`; `path` is its scan's, relative to the folder OUTPUT."""

    document: str
    page: str
    path: str
    state: str
    expected_cer: float | None = None
    skew_degrees: float | None = None
    page_number: int | None = None
    seconds: float | None = None
    warnings: tuple[str, ...] = ()


class DocumentEntry(Record):
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

    schema_version: Literal[3] = SCHEMA_VERSION
    scans: str
    provenance: Provenance
    pages: tuple[PageEntry, ...]
