"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from ocr_pipeline.errors import LanguageNameInvalid, OptionInvalid, UsageError
from ocr_pipeline.languages import known_languages
from ocr_pipeline.recognize.engine import FILES
from ocr_pipeline.settings import Binarization, FailurePolicy, Settings

DEFAULTS = Settings()
DEFAULT_POLICY = FailurePolicy()

LanguageName = Annotated[
    str,
    typer.Option(
        "--lang",
        help=f"Language of the text, as Tesseract names it ({', '.join(known_languages())}), or several as rus+eng.",
    ),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        help="typescript, tesseract, standby, both (two readers), or another installed; auto: the best one; file:DIR: "
        "nothing is read, the ALTO, PAGE or hOCR files in DIR say what is on the scans.",
    ),
]
BinarizationMethod = Annotated[
    Binarization, typer.Option("--binarization", help="How the black-and-white page image is made.")
]
Dpi = Annotated[
    float | None,
    typer.Option(
        "--dpi",
        min=40,
        max=1200,
        help="Resolution of the scans, where the files state it wrongly (of a PDF: if it fits the typing better).",
    ),
]
NoSplit = Annotated[bool, typer.Option("--no-split", help="Keep a scan of two facing pages as one page.")]
PageSeconds = Annotated[
    float, typer.Option("--page-seconds", min=1, max=86_400, help="Time after which the reading of a page is given up.")
]
MaxMegapixels = Annotated[
    float, typer.Option("--max-megapixels", min=1, help="Largest scan that is opened, in millions of pixels.")
]
Gaps = Annotated[bool, typer.Option("--gaps", help="Show what stands in a line and was not typed as […].")]
PageMarks = Annotated[
    bool, typer.Option("--page-marks", help="Say in running texts where each page begins, as [1019].")
]
PageBreaks = Annotated[
    bool, typer.Option("--page-breaks", help="Begin a new sheet where a page begins, in formats that have sheets.")
]
IiifBase = Annotated[
    str | None,
    typer.Option(
        "--iiif-base", metavar="URL", help="Where the scans are served by IIIF, for manifests; else they name files."
    ),
]
Temporary = Annotated[
    Path | None,
    typer.Option("--temp", readable=False, help="Where temporary files go while it runs; the system's own place."),
]
PageMemory = Annotated[
    int,
    typer.Option("--page-memory", min=500, help="Memory, MB, above which the reading of a page is given up."),
]
Retries = Annotated[
    int,
    typer.Option(
        "--retries",
        min=0,
        max=10,
        help="How often a page that failed is tried again, by one reader and at half the resolution.",
    ),
]
MaxFailed = Annotated[
    float,
    typer.Option(
        "--max-failed",
        min=0,
        max=1,
        help="End early if a larger share of pages fails, asked after a hundred; 1: never.",
    ),
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="End at the first page that failed.")]
Redo = Annotated[
    list[str] | None,
    typer.Option(
        "--redo",
        metavar="failed|all|DOCUMENT[/PAGE]",
        help="Read again though it is finished; may be given more than once. Pages that failed are read again in any "
        "case; failed: also those read only at another attempt.",
    ),
]
WorkerWait = Annotated[
    float,
    typer.Option(
        "--worker-wait",
        min=1,
        max=604_800,
        metavar="SECONDS",
        help="How long to wait while the cluster of --scheduler has no worker.",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Say what there is to read, and what time and space it takes, by a few pages that are read and not kept.",
    ),
]
Manifest = Annotated[
    bool,
    typer.Option(
        "--manifest", help="Write checksums of all results at the end; around an OUTPUT called data, a bag (BagIt)."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors alone.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print more: a line for each page, tracebacks of bugs.")]


class Interface(StrEnum):
    """The language of a report."""

    EN = "en"
    RU = "ru"


def settings_of(**chosen: object) -> Settings:
    """Return the settings with the fields that are named.

    Raises `LanguageNameInvalid`, `OptionInvalid` or `UsageError`.
    """
    if "engine" in chosen:
        chosen["engine"] = _with_whole_path(str(chosen["engine"]))
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        fields = {str(problem["loc"][-1]) for problem in error.errors()}
        if "language" in fields:
            raise LanguageNameInvalid(str(chosen["language"])) from error
        if "iiif_base" in fields:
            raise OptionInvalid("--iiif-base", "it is no address such as https://example.org/iiif") from error
        raise UsageError(", ".join(sorted(fields))) from error


def _with_whole_path(engine: str) -> str:
    """Return an engine's name; of `file:DIR` with the whole path, as workers may be in other folders than this one."""
    if not engine.startswith(FILES) or engine == FILES:
        return engine
    # No shell puts a home folder in the place of `~` amid a word.
    return FILES + os.path.abspath(os.path.expanduser(engine.removeprefix(FILES)))  # noqa: PTH100, PTH111


def names_in(*listed: str) -> tuple[str, ...]:
    """Return names that are given with commas between them, in one list or several, each once."""
    return tuple(dict.fromkeys(name.strip() for one in listed for name in one.split(",") if name.strip()))
