"""The system's table of processes (`/proc`): who is whose child, which session each is in, what it holds in memory."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

STATE, PARENT, SESSION, RESIDENT = 0, 1, 3, 21
"""Which fields of `/proc/PID/stat` these are, counted from the one after the name (proc(5))."""

ENDED = ("Z", "X")
"""States of a process that runs no more, and is in the table until its parent asks how it ended."""


@dataclass(frozen=True)
class Process:
    """A process as it is just now; `resident_bytes` is the memory that it has, not what it may map."""

    pid: int
    parent: int
    session: int
    resident_bytes: int


def processes() -> Iterator[Process]:
    """Yield all processes that can be seen and run."""
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (found := _process(folder)) is not None:
            yield found


def descendants(of: int) -> tuple[int, ...]:
    """Return the ids of all children of a process, of theirs, and so on."""
    children: dict[int, list[int]] = {}
    for process in processes():
        children.setdefault(process.parent, []).append(process.pid)
    found: list[int] = []
    waiting = [of]
    while waiting:
        ours = children.get(waiting.pop(), [])
        found += ours
        waiting += ours
    return tuple(found)


def resident_by_session() -> Mapping[int, int]:
    """Return the memory that the processes of each session have together, bytes."""
    together: dict[int, int] = {}
    for process in processes():
        together[process.session] = together.get(process.session, 0) + process.resident_bytes
    return together


def kill_session(leader: int) -> None:
    """Kill a process that leads, or is about to lead, a session of its own, and all that run in its group."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(leader, signal.SIGKILL)


def kill_descendants() -> None:
    """Kill whatever this process has started, and what that has."""
    for pid in descendants(os.getpid()):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _process(folder: Path) -> Process | None:
    try:
        line = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        # It has ended meanwhile.
        return None
    # The name, in brackets, may hold anything.
    fields = line.rpartition(")")[2].split()
    if fields[STATE] in ENDED:
        return None
    return Process(int(folder.name), int(fields[PARENT]), int(fields[SESSION]), int(fields[RESIDENT]) * PAGE_BYTES)
