"""What passes between the stages: immutable, and an impossible record cannot be made.

`geometry` has places and maps, `curled` the map of a curled sheet, `scan` what was put in, `page` what is read on one
sheet side, `ink` where its ink went, `document` what becomes of all pages, `job` how far all documents are. Records
that are stored are frozen pydantic models; their JSON Schema is published under `schema_version`. Records that hold
pixels are frozen dataclasses.
"""

from ocr_pipeline.records.area import Area
from ocr_pipeline.records.base import SCHEMA_VERSION, Confidence, Record, replace
from ocr_pipeline.records.curled import Bend, Curled, PageMap
from ocr_pipeline.records.document import (
    ArchiveFact,
    Block,
    BlockKind,
    DateFact,
    Document,
    Edit,
    EditKind,
    Emphasis,
    Facts,
    NumberFact,
    NumberSource,
    PageNumber,
    PageSpan,
    Provenance,
    Remark,
    Table,
    TableCell,
)
from ocr_pipeline.records.frozen import FrozenMapping
from ocr_pipeline.records.geometry import Affine, Box, Image, Points, Sides
from ocr_pipeline.records.ink import InkKind, InkLedger, InkRow
from ocr_pipeline.records.job import JOB_SCHEMA_VERSION, DocumentRow, Ending, JobRecord, PageRow
from ocr_pipeline.records.journal import (
    JOURNAL_LINE,
    AnyLine,
    BeginLine,
    DocumentLine,
    EndLine,
    JournalLine,
    Resumable,
    ScanLine,
    Tally,
)
from ocr_pipeline.records.page import (
    Alternative,
    Gap,
    Glyph,
    Mark,
    MarkKind,
    Page,
    PageImage,
    PageState,
    Preparation,
    RankedBy,
    SetApart,
    SetApartCause,
    TextLine,
    Word,
)
from ocr_pipeline.records.reasons import Reason, ReasonCode
from ocr_pipeline.records.region import Cell, CellWords, Region, RegionKind, TypeKind
from ocr_pipeline.records.rounding import rounded
from ocr_pipeline.records.scan import Resolution, ResolutionOrigin, Scan, ScanRef, ScanSource, Side
from ocr_pipeline.records.status import JobStatus, ProcessStatus

__all__ = [
    "JOB_SCHEMA_VERSION",
    "JOURNAL_LINE",
    "SCHEMA_VERSION",
    "Affine",
    "Alternative",
    "AnyLine",
    "ArchiveFact",
    "Area",
    "BeginLine",
    "Bend",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "CellWords",
    "Confidence",
    "Curled",
    "DateFact",
    "Document",
    "DocumentLine",
    "DocumentRow",
    "Edit",
    "EditKind",
    "Emphasis",
    "EndLine",
    "Ending",
    "Facts",
    "FrozenMapping",
    "Gap",
    "Glyph",
    "Image",
    "InkKind",
    "InkLedger",
    "InkRow",
    "JobRecord",
    "JobStatus",
    "JournalLine",
    "Mark",
    "MarkKind",
    "NumberFact",
    "NumberSource",
    "Page",
    "PageImage",
    "PageMap",
    "PageNumber",
    "PageRow",
    "PageSpan",
    "PageState",
    "Points",
    "Preparation",
    "ProcessStatus",
    "Provenance",
    "RankedBy",
    "Reason",
    "ReasonCode",
    "Record",
    "Region",
    "RegionKind",
    "Remark",
    "Resolution",
    "ResolutionOrigin",
    "Resumable",
    "Scan",
    "ScanLine",
    "ScanRef",
    "ScanSource",
    "SetApart",
    "SetApartCause",
    "Side",
    "Sides",
    "Table",
    "TableCell",
    "Tally",
    "TextLine",
    "TypeKind",
    "Word",
    "replace",
    "rounded",
]
