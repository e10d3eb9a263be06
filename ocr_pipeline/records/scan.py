"""A scan: which file and frame it is, its pixels, its resolution."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ocr_pipeline.records.base import Record
from ocr_pipeline.records.geometry import Image
from ocr_pipeline.records.reasons import Reason


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


@dataclass(frozen=True)
class ScanSource:
    """One frame to be read: the file and the zero-based frame (TIFF directory, PDF page) in it."""

    path: Path
    frame: int = 0


@dataclass(frozen=True, eq=False)
class Scan:
    """One decoded frame: grey pixels as a viewer shows them (EXIF orientation applied), and what the file says.

    `resolution` is what the file believably states, else None: then it is estimated from the typescript itself.
    `warnings` say what a person should know of the pixels, such as damage in the file.
    """

    source: ScanSource
    pixels: Image
    resolution: Resolution | None
    warnings: tuple[Reason, ...] = ()


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
