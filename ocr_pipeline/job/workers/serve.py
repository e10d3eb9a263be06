"""What runs in a worker process: it takes one scan after the other from its pipe, and answers what came of each."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TypeAlias

from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome, start_worker
from ocr_pipeline.job.workers.memory import MEGABYTE, give_back, keep_freed, resident_bytes
from ocr_pipeline.job.workers.table import kill_session

KEPT_BYTES = 300 * MEGABYTE
"""What a worker may hold between two scans before free blocks are given back, bytes: a page of 300 dpi takes 275 MB at
its peak, and the next one would ask for the same again, which takes 40 ms of CPU."""


@dataclass(frozen=True)
class Ready:
    """The worker is set up and waits for its first scan."""


@dataclass(frozen=True)
class Begun:
    """The worker has taken the scan that it was given: from here on its death is the scan's."""


@dataclass(frozen=True)
class Done:
    """The worker is through with its scan; `resident_bytes` is what it still holds."""

    outcome: Outcome
    resident_bytes: int


@dataclass(frozen=True)
class Raised:
    """The work raised what concerns the whole job."""

    error: Exception


Message: TypeAlias = Ready | Begun | Done | Raised


def serve(connection: Connection, work: Callable[[Attempt], Outcome]) -> None:
    """Do the work on each scan that comes, until the pipe is closed."""
    start_worker()
    keep_freed()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        connection.send(Ready())
        while True:
            attempt = connection.recv()
            connection.send(Begun())
            _send(connection, _answer(attempt, work))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # Nobody waits for an answer any more.
        return


def _answer(attempt: Attempt, work: Callable[[Attempt], Outcome]) -> Message:
    try:
        outcome = work(attempt)
    except Exception as error:  # noqa: BLE001 - it is raised again in the process that waits
        return Raised(error)
    if resident_bytes() > KEPT_BYTES:
        give_back()
    return Done(outcome, resident_bytes())


def _send(connection: Connection, message: Message) -> None:
    try:
        connection.send(message)
    except (TypeError, AttributeError, ValueError, ArithmeticError) as error:
        # An exception of a plug-in that cannot be pickled.
        connection.send(Raised(RuntimeError(f"{message}, which cannot be sent: {error}")))


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one, and end with all that was started here."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        kill_session(os.getpid())
