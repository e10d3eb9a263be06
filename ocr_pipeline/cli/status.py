"""`ocr-pipeline status`: how far a job is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from ocr_pipeline.cli.ending import errors_reported
from ocr_pipeline.cli.output import print_result
from ocr_pipeline.job.journal.status import read_status
from ocr_pipeline.job.journal.status_text import status_text
from ocr_pipeline.remote.url import place_of


def status(
    output: Annotated[str, typer.Argument(help="The folder that the job writes to, or its URL.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the record instead, on one line.")] = False,
) -> None:
    """Say how far a job is, on however many machines, while it runs or after it."""
    with errors_reported(verbose=False):
        found = read_status(place_of(output), datetime.now(UTC))
        print_result(found.model_dump_json() if as_json else status_text(found))
