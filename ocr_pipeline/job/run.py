"""The job: a folder of scans, its pages read side by side, its documents put together, resumable at any moment."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import chain
from pathlib import Path

from ocr_pipeline.errors import OutputError, StoreError, UsageError
from ocr_pipeline.formats.registry import DEFAULT
from ocr_pipeline.job.assemble import Assembled
from ocr_pipeline.job.before import differences_from
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.execute import Progress, execute
from ocr_pipeline.job.executors import Executor, MakeExecutor
from ocr_pipeline.job.failure_watch import FailureWatch
from ocr_pipeline.job.housekeeping import bring_pages_over, retire_documents_gone, said_of_documents
from ocr_pipeline.job.journal.compact import compact
from ocr_pipeline.job.journal.observe import JobBegin, Observer, Observers, Process
from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.journal.resume import finished_scans, kept_outcomes, made_before
from ocr_pipeline.job.journal.write import KeptJournal, KeptRecord
from ocr_pipeline.job.main_module import refuse_in_starting_worker
from ocr_pipeline.job.parts.neighbours import remark_neighbours
from ocr_pipeline.job.parts.split import copy_pages_to_parts
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.progress import Verbosity, reporting
from ocr_pipeline.job.request import Request, request_of
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.signals import terminated_as_interrupted
from ocr_pipeline.job.summary import JobSummary, summarize
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.settings import FailurePolicy, Settings
from ocr_pipeline.store.atomic import PART_SECONDS, make_folder, remove_parts, time_there
from ocr_pipeline.store.jobs import read_job
from ocr_pipeline.store.lock import only_job_in


def run_job(
    scans: Path,
    output: Path,
    settings: Settings,
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
    split_documents: bool = False,
) -> JobSummary:
    """Return what came of reading every scan under `scans` into `output`.

    Finished pages of an earlier run are kept. `jobs` is how many pages are read at a time on this machine, as many as
    it has cores unless given; `make_executor` makes another place to read them. `comparing` is what the documents are
    compared with, each as it is done; one that cannot be costs the job nothing else. `formats` names what is written
    beside what always is (`formats.registry`): they are no part of what makes a page finished, and asked for later,
    they are written from the records. `log` watches the job beside what keeps its journal. `policy` is what is done
    about pages that fail, `redo` what is read again though it is finished (`scan.redo`). What is written and is not to
    stay lies below `temporary`, or the system's own. `split_documents`: where several documents seem to lie in one
    folder, each is made by itself (`parts.split`), at once where an earlier run has found them, else when this one has.

    Raises `PipelineError` for what concerns the whole job, and `KeyboardInterrupt` when interrupted or terminated, with
    the state saved.
    """
    refuse_in_starting_worker()
    executor_of = executors_of(jobs, make_executor, policy)

    def asked(redone: Sequence[str]) -> Request:
        return request_of(
            scans,
            output,
            settings,
            formats=formats,
            comparing=comparing,
            policy=policy,
            redo=redone,
            split_documents=split_documents,
        )

    request = asked(redo)
    summary = _run(request, executor_of, verbosity, log, temporary)
    # What was read again just now is not read once more for the parts.
    if split_documents and (parted := asked(())).plan.documents.keys() != request.plan.documents.keys():
        summary = _run(parted, executor_of, verbosity, log, temporary)
    return summary


def _run(
    request: Request, executor_of: MakeExecutor, verbosity: Verbosity, log: Observer | None, temporary: Path | None
) -> JobSummary:
    """Return what came of a job that is asked; as `run_job`."""
    started = time.monotonic()
    output, settings, comparing = request.output, request.settings, request.comparing
    plan, assembly = request.plan, request.assembly
    make_folder(output)
    progress, assembled = Progress(plan), Assembled()
    with only_job_in(output) as still_held, terminated_as_interrupted(), temporary_folder(output, temporary):
        # Looked at before the journals: what a process is writing that is in none of them yet is younger.
        now = time_there(output)
        journal = request.journals().state
        remove_parts(output, abandoned_before(now, journal))
        differences = differences_from(read_job(output), journal, plan, request.provenance, request.parted)
        notes = (*request.unread_notes(), *differences, *bring_pages_over(plan, output))
        if request.split:
            notes += tuple(copy_pages_to_parts(request.split, output))
        finished = dict.fromkeys(finished_scans(request, journal))
        as_before = made_before(plan, finished, journal)
        observers = Observers(
            (KeptRecord(output), KeptJournal(output, after=journal.latest()), *((log,) if log else ()))
        )
        with (
            observers.watching(JobBegin(Process.this(), plan, request.provenance)),
            reporting(len(plan.in_order), verbosity, notes) as report,
        ):

            def take(scan: PlannedScan, outcome: Outcome) -> None:
                still_held()
                progress.take(scan, outcome)
                observers.through(scan, outcome)
                report(outcome.rows)

            def assemble(name: str) -> None:
                still_held()
                made = assembly.made(name, progress.pages_of(name), as_before.get(name), assembled)
                progress.number(name, made.numbers)
                progress.remarks[name] = made.remarks
                observers.assembled(name, made)

            unfinished = [scan for scan in plan.in_order if scan not in finished]
            # Made when the folder is this job's: what an executor holds elsewhere is let go by `execute`.
            executor = executor_of(request.work, settings)
            read_scans(request, journal, finished, unfinished, executor, take, assemble)
            still_held()
            rows_of = {name: progress.rows_of(name) for name in plan.documents}
            assembled.noted += remark_neighbours(output, rows_of)
            if gone := tuple(retire_documents_gone(output, plan.documents)):
                assembled.retired.append(said_of_documents(gone))
            summary = summarize(output, progress, assembled, request.formats, comparing, time.monotonic() - started)
        with suppress(OutputError, StoreError):
            # The job is done: many journals cost a later one a little time, and no page.
            compact(output, plan.documents.__contains__)
        return summary


def abandoned_before(now: float | None, journal: JournalState) -> float | None:
    """Return when, at the latest, a file that was being written was touched last, if its process is dead; s.

    Another whole job is not at work here, as this one holds the folder. Shards hold nothing, and whoever puts them
    together does not either: where one of these has not said that it has ended, it may be writing.
    """
    unended = (process.begin for process in journal.processes.values() if process.begin and not process.end)
    is_shared = any(begin.shard is not None or not begin.scans for begin in unended)
    return now if now is None or not is_shared else now - PART_SECONDS


def executors_of(jobs: int | None, make_executor: MakeExecutor | None, policy: FailurePolicy | None) -> MakeExecutor:
    """Return what makes the executor of a job: the one given, else processes of this machine. Raises `UsageError`."""
    if jobs is not None and make_executor is not None:
        raise UsageError("jobs, make_executor", "an executor of one's own knows how many pages it reads at a time")
    return make_executor or partial(LocalProcesses, workers=jobs, policy=policy or FailurePolicy())


def read_scans(
    request: Request,
    journal: JournalState,
    finished: Collection[PlannedScan],
    unfinished: Sequence[PlannedScan],
    executor: Executor,
    take: Callable[[PlannedScan, Outcome], None],
    through: Callable[[str], None],
) -> None:
    """Have an executor read what is not finished; `take` each scan as it is through, the finished ones first.

    `through` is called with the name of a document when all of its scans are that are given here. Raises what
    ends the job.
    """
    watch = FailureWatch(request.policy)
    waiting = Counter(scan.document for scan in chain(finished, unfinished))
    with closing(execute(unfinished, executor, request.lost, request.policy.retries)) as outcomes:
        for scan, outcome in chain(kept_outcomes(finished, journal), outcomes):
            take(scan, outcome)
            watch.take(outcome.rows)
            waiting[scan.document] -= 1
            if not waiting[scan.document]:
                through(scan.document)
