"""One part of a job, on a machine that shares nothing with the others but the folder OUTPUT: no lock, no clock."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from ocr_pipeline.errors import ShardsBringNothingOver
from ocr_pipeline.formats.registry import DEFAULT
from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.before import differences_from
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.execute import Progress
from ocr_pipeline.job.executors import MakeExecutor
from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.job.journal.observe import JobBegin, Observer, Observers, Process
from ocr_pipeline.job.journal.resume import finished_scans
from ocr_pipeline.job.journal.write import KeptJournal
from ocr_pipeline.job.main_module import refuse_in_starting_worker
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.progress import Verbosity, reporting
from ocr_pipeline.job.request import Request, request_of
from ocr_pipeline.job.run import executors_of, read_scans
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.shards.documents import SharedDocuments
from ocr_pipeline.job.shards.missing import Missing
from ocr_pipeline.job.shards.overall import write_overall
from ocr_pipeline.job.shards.record import SharedRecord
from ocr_pipeline.job.shards.share import Shard
from ocr_pipeline.job.shards.summary import ShardSummary
from ocr_pipeline.job.signals import terminated_as_interrupted
from ocr_pipeline.job.summary import JobSummary
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.settings import FailurePolicy, Settings
from ocr_pipeline.store.atomic import make_folder
from ocr_pipeline.store.jobs import is_of_earlier_version, read_job


def run_shard(
    scans: Path,
    output: Path,
    settings: Settings,
    shard: Shard,
    *,
    jobs: int | None = None,
    verbosity: Verbosity = Verbosity.QUIET,
    comparing: ComparisonPlan | None = None,
    formats: Sequence[str] = DEFAULT,
    make_executor: MakeExecutor | None = None,
    log: Observer | None = None,
    policy: FailurePolicy | None = None,
    redo: Sequence[str] = (),
    temporary: Path | None = None,
) -> ShardSummary:
    """Return what came of reading a part of the scans under `scans`, while other processes read the others.

    Documents are put together, and the overview is written, by whichever process finds itself last. Everything else is
    as in `run_job`; where that runs in the same folder at the same time, pages are read twice. Raises as it does.
    """
    refuse_in_starting_worker()
    started = time.monotonic()
    executor_of = executors_of(jobs, make_executor, policy)
    request = request_of(scans, output, settings, formats=formats, comparing=comparing, policy=policy, redo=redo)
    share = shard.share_of(request.plan)
    prepare_folder(output)
    own = Progress(share)
    with terminated_as_interrupted(), temporary_folder(output, temporary):
        follower = request.journals()
        differences = differences_from(read_job(output), follower.state, request.plan, request.provenance)
        finished = dict.fromkeys(finished_scans(request, follower.state, share))
        record, journal = SharedRecord(output), KeptJournal(output, after=follower.state.latest())
        # The journal first: a job that begins beside this one sees there who may be writing.
        observers = Observers((journal, record, *((log,) if log else ())))
        documents = shared_documents(request, follower, observers, journal)
        with (
            observers.watching(JobBegin(Process.this(), request.plan, request.provenance, str(shard), share)),
            reporting(len(share.in_order), verbosity, (*request.unread_notes(), *differences)) as report,
        ):

            def take(scan: PlannedScan, outcome: Outcome) -> None:
                own.take(scan, outcome)
                observers.through(scan, outcome)
                report(outcome.rows)

            def through(name: str) -> None:
                # First what this process has done is seen by others, then it looks at what they have: of two that do
                # so at the same time at least one sees all.
                journal.flush()
                documents.look_at(name)

            unfinished = [scan for scan in share.in_order if scan not in finished]
            executor = executor_of(request.work, settings)
            read_scans(request, follower.state, finished, unfinished, executor, take, through)
            return _ended(request, shard, own, documents, record, started)


def shared_documents(
    request: Request, follower: JournalFollower, observers: Observers, journal: KeptJournal
) -> SharedDocuments:
    """Return the documents of a job; its observers hear of each that is made, and other processes at once."""

    def tell(name: str, made: Made) -> None:
        observers.assembled(name, made)
        journal.flush()

    return SharedDocuments(request, follower, tell)


def prepare_folder(output: Path) -> None:
    """Make the folder of a job that several processes read. Raises `OutputError`, `ShardsBringNothingOver`."""
    make_folder(output)
    if is_of_earlier_version(output):
        raise ShardsBringNothingOver(str(output))


def _ended(
    request: Request,
    shard: Shard,
    own: Progress,
    documents: SharedDocuments,
    record: SharedRecord,
    started: float,
) -> ShardSummary:
    """Return the summary of a shard whose pages are through, the overview written where all documents are done."""
    # A network file system may show late what others wrote: what was missing then may be there now.
    for name in list(documents.missing):
        documents.look_at(name)
    waiting = documents.waiting()
    whole = None
    if not waiting:
        documents.look_at_all()
        waiting = documents.missing
        if not waiting:
            whole = write_overall(request, documents, record, time.monotonic() - started)
    assembled, comparing = documents.assembled(), request.comparing
    summary = JobSummary(
        request.output,
        tuple(row for name in own.plan.documents for row in own.rows_of(name)),
        time.monotonic() - started,
        own.peak_memory_bytes,
        tuple(assembled.compared),
        comparing.transcriptions.unread if comparing else (),
        (),
        (*own.unwritten, *(whole.unwritten if whole else assembled.unwritten)),
        tuple(whole.retired if whole else assembled.retired),
        whole.noted if whole else (),
    )
    return ShardSummary(shard, summary, tuple(documents.came), Missing(dict(waiting), shard.of), whole)
