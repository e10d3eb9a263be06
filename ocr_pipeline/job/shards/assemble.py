"""The parts of a job put together: what is complete is assembled, what is missing is named, and nothing is read."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ocr_pipeline.errors import OutputError
from ocr_pipeline.formats.registry import DEFAULT
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.journal.compact import compact
from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.job.journal.observe import JobBegin, Observer, Observers, Process
from ocr_pipeline.job.journal.write import KeptJournal
from ocr_pipeline.job.plan import Plan
from ocr_pipeline.job.progress import Verbosity, reporting
from ocr_pipeline.job.provenance import digest_of
from ocr_pipeline.job.request import request_of
from ocr_pipeline.job.run import PART_SECONDS
from ocr_pipeline.job.shards.missing import Missing, shards_of
from ocr_pipeline.job.shards.overall import write_overall
from ocr_pipeline.job.shards.record import SharedRecord
from ocr_pipeline.job.shards.run import prepare_folder, shared_documents
from ocr_pipeline.job.shards.summary import AssembledSummary
from ocr_pipeline.job.signals import terminated_as_interrupted
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import remove_parts, time_there


def assemble_job(
    scans: Path,
    output: Path,
    settings: Settings,
    *,
    verbosity: Verbosity = Verbosity.QUIET,
    comparing: ComparisonPlan | None = None,
    formats: Sequence[str] = DEFAULT,
    log: Observer | None = None,
    temporary: Path | None = None,
) -> AssembledSummary:
    """Return what there is of a job that shards read, its overview written of that; documents complete are assembled.

    No page is read. It may run while shards do, and at the same time as another. Raises as `run_job`.
    """
    started = time.monotonic()
    request = request_of(scans, output, settings, formats=formats, comparing=comparing)
    prepare_folder(output)
    with terminated_as_interrupted(), temporary_folder(output, temporary):
        follower = JournalFollower(output)
        record, journal = SharedRecord(output), KeptJournal(output, after=follower.state.latest())
        observers = Observers((journal, record, *((log,) if log else ())))
        documents = shared_documents(request, follower, observers, journal)
        nothing = Plan(request.plan.scans, {})
        begin = JobBegin(Process.this(), request.plan, request.provenance, share=nothing)
        with observers.watching(begin), reporting(0, verbosity, request.unread_notes()):
            documents.look_at_all()
            whole = write_overall(request, documents, record, time.monotonic() - started)
        missing = Missing(documents.missing, shards_of(follower.state, digest_of(request.provenance)))
        if not missing:
            with suppress(OutputError):
                compact(output, request.plan.documents.__contains__)
            now = time_there(output)
            remove_parts(output, now - PART_SECONDS if now is not None else None)
        return AssembledSummary(whole, tuple(documents.came), missing)
