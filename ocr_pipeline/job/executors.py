"""Where the scans of a job are worked on: an executor takes scans and gives back outcomes as they come.

The loop over a job's scans (`execute`) does not know which one it has; that of this machine is in `workers.local`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Protocol

from ocr_pipeline.errors import PageError
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.settings import Settings

Result = tuple[Attempt, Outcome | PageError]
"""A scan with its outcome, or with the error where its worker was lost or hung."""

Work = Callable[[Attempt], Outcome]
"""What is done with one scan, wherever that is: it can be pickled. It raises only what concerns the whole job."""


class Executor(Protocol):
    """Works on scans, side by side, somewhere."""

    def submit(self, attempt: Attempt) -> None:
        """Take a scan to be worked on; one that failed may be given again while outcomes are taken."""

    def outcomes(self) -> Iterator[Result]:
        """Yield every scan taken with its outcome, as they come.

        Raises what the work raises: it concerns the whole job.
        """

    def stop(self) -> None:
        """End all work at once, done or not: when this returns, nothing of it runs any more."""


MakeExecutor = Callable[[Work, Settings], Executor]
"""Makes the executor of a job from its work and its settings."""


class Results:
    """What comes back of the scans that an executor has taken: put in by its threads, waited for by the job."""

    def __init__(self) -> None:
        self._open = 0
        self._lock = threading.Lock()
        self._queue: SimpleQueue[Result | Exception | None] = SimpleQueue()

    def expect(self) -> None:
        """Take note of a scan that is to come back."""
        with self._lock:
            self._open += 1

    def put(self, result: Result) -> None:
        """Give back a scan."""
        self._queue.put(result)

    def fail(self, error: Exception) -> None:
        """Have this error raised where scans are waited for."""
        self._queue.put(error)

    def end(self) -> None:
        """End the wait for scans: none comes any more."""
        self._queue.put(None)

    def __iter__(self) -> Iterator[Result]:
        """Yield scans as they come back, until none is missing; raises what was to be raised."""
        while self._open:
            result = self._queue.get()
            if result is None:
                return
            if isinstance(result, Exception):
                raise result
            with self._lock:
                self._open -= 1
            yield result
