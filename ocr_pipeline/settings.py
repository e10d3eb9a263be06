"""Every knob a user can turn: its unit, its default, and why that default.

Thresholds that belong to one method stand beside it, with the benchmark that measured them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Binarization(StrEnum):
    """How black is separated from white; `image/binarize.py` describes each."""

    AUTO = "auto"
    OTSU = "otsu"
    SAUVOLA = "sauvola"
    WOLF = "wolf"
    NICK = "nick"


class Settings(BaseModel):
    """What a user can choose. Everything here that changes a result is part of a finished page's key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*(\+[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*)*$")] = (
        "rus"
    )
    """Tesseract's names, joined with +. The material is Russian."""

    engine: str = "auto"
    """Name of a recognition engine, or `package.module:Class`; `auto` takes the best one installed."""

    binarization: Binarization = Binarization.AUTO
    """How the prepared black-and-white image is made."""

    split_spreads: bool = True
    """Whether a scan of two facing pages becomes two pages."""

    dpi: Annotated[float, Field(ge=40, le=1200)] | None = None
    """Resolution of every scan, dots per inch; None: from the file where believable, else estimated. Outside these
    bounds (`image.prepare`) no page is read. A PDF's own is kept where the typing fits that better (`scans.open`)."""

    page_seconds: Annotated[float, Field(gt=0, le=86_400)] = 120.0
    """Time limit for one engine call, and for drawing a page of a PDF, seconds of wall time. A worn page of noise has
    been seen to take 112 s, drawing a page of 100 megapixels in JPEG 2000 about 30 s."""

    gaps: bool = False
    """Whether the clean text shows a gap, where something stands in a line that no one typed, as `[…]`."""

    max_megapixels: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 200.0
    """Largest scan, millions of pixels: A3 at 600 dpi has 70, A1 at 400 dpi 124. A worker needs 12 bytes a pixel."""
