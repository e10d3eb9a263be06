"""How far a job is: from its record and its journals alone, while it runs or after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from ocr_pipeline.errors import JobNotFound
from ocr_pipeline.job.journal.read import JournalState, read_journal
from ocr_pipeline.job.provenance import digest_of
from ocr_pipeline.records import (
    BeginLine,
    FrozenMapping,
    JobRecord,
    JobStatus,
    PageState,
    ProcessStatus,
    ScanLine,
    Tally,
)
from ocr_pipeline.store.jobs import read_job

RECENT = timedelta(minutes=5)
"""Time over which the rate of now is taken: long enough for some scans of a slow machine, which takes 20 s for one."""

SILENT = timedelta(minutes=10)
"""Time after which a process that has written nothing counts as gone: a scan takes 7 minutes at most by default."""


def read_status(output: Path, now: datetime) -> JobStatus:
    """Return how far the job is that writes to a folder. Raises `JobNotFound`, `OutputError`."""
    record, journal = read_job(output), read_journal(output)
    if record is None and not journal.processes:
        raise JobNotFound(str(output))
    return status_of(record, journal, now)


def status_of(record: JobRecord | None, journal: JournalState, now: datetime) -> JobStatus:
    """Return how far a job is, by its record, which may be lost, and its journals.

    Processes with other settings or another engine are left out: what they read is read again.
    """
    begun = _of_this_job(record, journal)
    lines: dict[str, list[ScanLine]] = {name: [] for name in begun}
    for document, name in journal.scans:
        line = journal.scan(document, name)
        if line is not None and line.process in lines:
            lines[line.process].append(line)
    processes = sorted(
        (_process(begin, lines[name], journal, now) for name, begin in begun.items()),
        key=lambda one: (one.begun, one.process),
    )
    running = {one.process: begun[one.process] for one in processes if one.ending is None and not one.is_silent}
    # While a job runs, what failed before it waits to be tried again.
    through = [
        line
        for process, its in lines.items()
        for line in its
        if not any(row.state is PageState.FAILED for row in line.pages)
        or process in running
        or not any(_may_read_again(one, begun[process]) for one in running.values())
    ]
    planned = record.planned if record else _planned(begun.values())
    tally = _tally(through)
    recent, rate = _recent_rate(processes, through, now), _rate(processes)
    return JobStatus(
        at=now,
        planned=max(planned, tally.scans),
        tally=tally,
        failures=FrozenMapping(_failures(through)),
        recent_rate=recent,
        rate=rate,
        seconds_left=_seconds_left(planned - tally.scans, tally, recent or rate),
        processes=tuple(processes),
    )


def _of_this_job(record: JobRecord | None, journal: JournalState) -> dict[str, BeginLine]:
    begun = {name: lines.begin for name, lines in journal.processes.items() if lines.begin is not None}
    if record is not None:
        digest = digest_of(record.provenance)
    else:
        latest = max(begun.values(), key=lambda begin: begin.time, default=None)
        digest = latest.digest if latest else ""
    return {name: begin for name, begin in begun.items() if begin.digest == digest}


def _may_read_again(running: BeginLine, before: BeginLine) -> bool:
    """Return whether a process that runs may read what failed in one before: not if it reads another part of the job.

    Of two shards of different numbers of them no more is known.
    """
    if not running.scans:
        return False
    shards = (running.shard, before.shard)
    if None in shards or running.shard == before.shard:
        return True
    counts = {shard.partition("/")[2] for shard in shards if shard is not None}
    return len(counts) > 1


def _planned(begun: Collection[BeginLine]) -> int:
    """Return how many scans a job has to read, by the processes that began: the whole, or the parts of its shards."""
    whole = max((begin.scans for begin in begun if begin.shard is None), default=0)
    parts = {begin.shard: begin.scans for begin in sorted(begun, key=lambda one: one.time) if begin.shard is not None}
    return max(whole, sum(parts.values()))


def _process(begin: BeginLine, lines: Iterable[ScanLine], journal: JournalState, now: datetime) -> ProcessStatus:
    said = journal.processes[begin.process]
    last_heard = said.last_heard or begin.time
    return ProcessStatus(
        process=begin.process,
        host=begin.host,
        pid=begin.pid,
        shard=begin.shard,
        begun=begin.time,
        last_heard=last_heard,
        ending=said.end.ending if said.end else None,
        error=said.end.error if said.end else None,
        is_silent=said.end is None and now - last_heard > SILENT,
        planned=begin.scans,
        # The latest line of a scan may be of a later process: the last line of this one counts all that it had.
        tally=said.end.tally if said.end else _tally(lines),
    )


def _tally(lines: Iterable[ScanLine]) -> Tally:
    scans, failed, kept, read = 0, 0, 0, 0
    for line in lines:
        bad = sum(row.state is PageState.FAILED for row in line.pages)
        scans, failed = scans + 1, failed + bad
        if line.kept:
            kept += len(line.pages) - bad
        else:
            read += len(line.pages) - bad
    return Tally(scans=scans, read=read, kept=kept, failed=failed)


def _failures(lines: Iterable[ScanLine]) -> dict[str, int]:
    """Return how many pages failed of each cause, the most frequent first."""
    codes = (row.codes[0] if row.codes else "" for line in lines for row in line.pages if row.state is PageState.FAILED)
    return dict(Counter(codes).most_common())


def _recent_rate(processes: Sequence[ProcessStatus], lines: Iterable[ScanLine], now: datetime) -> float:
    """Return the pages a minute of the last minutes, or of the time since the first process began if that is less."""
    # A process heard of in the future has a clock that is ahead by that much at least.
    ahead = {one.process: max(one.last_heard - now, timedelta()) for one in processes}
    pages = sum(len(line.pages) for line in lines if not line.kept and now - line.time + ahead[line.process] <= RECENT)
    since = min((one.begun - ahead[one.process] for one in processes), default=now)
    return pages / _minutes(min(RECENT, max(now - since, timedelta(seconds=1))))


def _rate(processes: Sequence[ProcessStatus]) -> float:
    """Return the pages a minute of the time in which at least one process was at work."""
    at_work, until = timedelta(), None
    for one in processes:
        start = one.begun if until is None else max(one.begun, until)
        at_work += max(one.last_heard - start, timedelta())
        until = one.last_heard if until is None else max(until, one.last_heard)
    pages = sum(one.tally.read + one.tally.failed for one in processes)
    return pages / _minutes(at_work) if at_work else 0.0


def _seconds_left(scans: int, tally: Tally, rate: float) -> float | None:
    """Return how long what waits takes at so many pages a minute; None where that is not known."""
    if scans <= 0:
        return 0.0
    if not rate or not tally.scans:
        return None
    pages_a_scan = (tally.read + tally.kept + tally.failed) / tally.scans
    return scans * pages_a_scan / rate * 60


def _minutes(time: timedelta) -> float:
    return time.total_seconds() / 60
