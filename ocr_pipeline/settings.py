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


class Writing(BaseModel):
    """What is asked of the files that are written of a document. Nothing here changes what is read on a page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page_marks: bool = False
    """Whether running texts say where each page begins, as `[1019]`: a text to read and to quote goes without."""

    page_breaks: bool = False
    """Whether formats that have sheets begin one where a page of the scans begins, so that both can be laid side by
    side; a text to edit runs on."""

    iiif_base: Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$")] | None = None
    """The address under which an archive serves its scans, to which manifests lead; None: they name the files."""


AS_USUAL = Writing()
"""Nothing particular is asked."""


class Settings(BaseModel):
    """What a user can choose. Everything here that changes a result is part of a finished page's key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*(\+[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*)*$")] = (
        "rus"
    )
    """Tesseract's names, joined with +. The material is Russian."""

    engine: str = "auto"
    """Name of a recognition engine, or `package.module:Class`; `auto` takes the best one installed. `file:DIR` is none:
    what another program recognized is taken from its ALTO, PAGE or hOCR files in the folder DIR."""

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

    half_resolution: bool = False
    """Whether pages are read at half the resolution that they are prepared at: what an attempt after a failed one does
    (`job.scan.safer`)."""

    gaps: bool = False
    """Whether the clean text shows a gap, where something stands in a line that no one typed, as `[…]`."""

    max_megapixels: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 200.0
    """Largest scan, millions of pixels: A3 at 600 dpi has 70, A1 at 400 dpi 124. A worker needs 12 bytes a pixel."""

    writing: Writing = AS_USUAL
    """What is asked of the files that are written of a document."""


class FailurePolicy(BaseModel):
    """What a job does about pages that fail. Nothing here changes what is read on a page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page_memory_mb: Annotated[int, Field(ge=500)] = 4000
    """Memory that a worker and its engine may have while they work on a scan, MB; above it they are ended, and the page
    has failed. The largest scan allowed needs 2,400 (`Settings.max_megapixels`) beside the 400 that a worker may keep;
    what is needed beyond would be taken from the workers beside it. A worker itself needs 240 to read anything."""

    retries: Annotated[int, Field(ge=0, le=10)] = 1
    """How often a page that failed is read once more, by one reader and at half the resolution. Most of what fails for
    want of time or memory then passes; what fails twice so fails again."""

    max_failed: Annotated[float, Field(ge=0, le=1)] = 1.0
    """Share of pages that may fail before the job ends early, asked after the first hundred; 1: it never does. A folder
    with many bad scans is worth reading: only who knows that his are good can tell that something else is wrong."""

    fail_fast: bool = False
    """Whether the job ends at the first page that failed: for those who look for the cause, not for the text."""

    worker_wait_seconds: Annotated[float, Field(gt=0, le=604_800)] = 600.0
    """How long a job on a cluster waits while no worker is there that it can use, seconds. Machines that are lent take
    some minutes to come; who has them queue for hours allows more."""


class StoreLimits(BaseModel):
    """How long a store that files are in by URL is waited for. Nothing here changes what is read on a page.

    Each is set by an environment variable, which all processes of a job have (`remote.limits`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    connect_seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    """What a connection may take to open, seconds: some milliseconds as a rule, 3 s where a first packet is lost
    twice."""

    silent_seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0
    """How long a connection may stay silent in the middle of an answer, seconds, before it counts as hung and the file
    is asked for again: botocore's own limit. Stores that are busy take seconds to begin, not a minute."""

    away_seconds: Annotated[float, Field(ge=0, le=604_800)] = 300.0
    """How long a store may be out of reach, seconds, before the job ends with its state saved: a router, a gateway or a
    node of a store of one's own is back after a restart of some minutes, and a person wants to know of what is not."""

    pause_seconds: Annotated[float, Field(gt=0, le=60)] = 0.5
    """Longest pause before a store is asked for the second time, seconds; it doubles with each time, and what is taken
    of it is drawn by chance, so that a hundred workers do not come back at once."""

    longest_pause_seconds: Annotated[float, Field(gt=0, le=600)] = 20.0
    """Longest pause between two times, seconds, as in botocore: a store that is back is used again within it."""
