"""One worker process as the job sees it: which scan it has, since when, and how it ended."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import cast

from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers.serve import Begun, Message, Ready, serve
from ocr_pipeline.job.workers.table import kill_session

DYING_SECONDS = 5.0
"""What a process may take to end once its pipe is closed, seconds; giving back gigabytes takes a tenth of one."""


class WorkerGone(Exception):
    """The process has ended, or its pipe has: it answers no more."""


class WorkerProcess:
    """A process that works on one scan at a time; `attempt` is the one it has, None while it has none.

    `since` is when it was started or given its scan, on the clock that nobody sets (`time.monotonic`). `is_ready` says
    whether it has told that it is set up, `has_begun` whether it has ever begun a scan.
    """

    def __init__(self, work: Callable[[Attempt], Outcome]) -> None:
        """Start the process. Raises `OSError` where the system starts none."""
        # A forked worker would inherit the locks of threads that it does not have.
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self.connection: Connection = ours
        self.attempt: Attempt | None = None
        self.since = time.monotonic()
        self.is_ready = self.has_begun = False
        self._begun = False
        self._process = context.Process(target=serve, args=(theirs, work), name="ocr-pipeline worker", daemon=True)
        try:
            self._process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        """The process's id, which is that of its session as well."""
        return self._process.pid or 0

    @property
    def sentinel(self) -> int:
        """What `multiprocessing.connection.wait` waits for until the process has ended."""
        return self._process.sentinel

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a scan."""
        return self.is_ready and self.attempt is None

    @property
    def cost(self) -> Attempt | None:
        """The attempt that its death costs: one that it has begun."""
        return self.attempt if self._begun else None

    def give(self, attempt: Attempt) -> None:
        """Give it a scan. Raises `WorkerGone`."""
        try:
            self.connection.send(attempt)
        except OSError as error:
            raise WorkerGone from error
        self.attempt, self._begun, self.since = attempt, False, time.monotonic()

    def heard(self) -> Message | None:
        """Return what it says, None where it has said nothing more. Raises `WorkerGone`."""
        try:
            if not self.connection.poll():
                return None
            message = cast("Message", self.connection.recv())
        except Exception as error:
            # Half a message, or one that cannot be read: whatever it is, nothing sensible comes after it.
            raise WorkerGone from error
        if isinstance(message, Ready):
            self.is_ready = True
        elif isinstance(message, Begun):
            self._begun = self.has_begun = True
        return message

    def end(self, *, is_gone: bool = False) -> str:
        """End the process and all that it started; return how it ended, `is_gone` saying that it did so by itself."""
        # Its pipe is closed a moment before the system counts it as dead.
        self._process.join(DYING_SECONDS if is_gone else 0)
        code = self._process.exitcode
        kill_session(self.pid)
        self._process.join()
        self.connection.close()
        with suppress(ValueError):
            self._process.close()
        return _how(code)


def _how(exit_code: int | None) -> str:
    if exit_code is None:
        return "it was ended"
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return f"signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"signal {-exit_code}"
