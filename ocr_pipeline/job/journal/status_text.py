"""How far a job is, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ocr_pipeline.records import JobStatus, ProcessStatus
from ocr_pipeline.report.comparison_terminal import visible

AHEAD_SECONDS = 60.0
"""By how much a clock may be ahead of this one, seconds, before it is said: those of a network agree within one."""


def status_text(status: JobStatus) -> str:
    """Return the status as a few lines for a terminal."""
    return "\n".join(_lines(status))


def _lines(status: JobStatus) -> Iterator[str]:
    tally = status.tally
    share = tally.scans / status.planned if status.planned else 1.0
    # Rounded down: of 100,000 scans one that waits is not all of them.
    yield f"{tally.scans} of {status.planned} scans through ({int(share * 100)}%)"
    yield f"Pages: {tally.read} read, {tally.kept} finished before, {tally.failed} failed"
    for code, number in status.failures.items():
        yield f"  {number} {visible(code)}"
    yield f"Rate: {status.recent_rate:.1f} pages a minute in the last minutes, {status.rate:.1f} in all"
    if tally.scans < status.planned:
        left = status.seconds_left
        yield f"Left: {'not known yet' if left is None else 'about ' + duration(left)}"
    yield "Processes:"
    yield from (f"  {_process(one, status.at)}" for one in status.processes)


def _process(one: ProcessStatus, now: datetime) -> str:
    shard = f"shard {one.shard}, " if one.shard else ""
    ago = (now - one.last_heard).total_seconds()
    heard = f"last heard of {duration(ago)} ago"
    if ago < -AHEAD_SECONDS:
        heard = f"last heard of just now, by a clock that is {duration(-ago)} ahead"
    if one.ending is not None:
        state = f"{one.ending}{f' ({one.error})' if one.error else ''}, {heard}"
    elif one.is_silent:
        state = f"silent: killed, or its machine is gone; {heard}"
    else:
        state = f"writing, {heard}"
    return visible(f"{shard}{one.host}, process {one.pid}: {one.tally.scans} of {one.planned} scans; {state}")


def duration(seconds: float) -> str:
    """Return a time as a person says it, in one unit or two."""
    whole = max(0, round(seconds))
    days, hours, minutes = whole // 86_400, whole // 3600 % 24, whole // 60 % 60
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
