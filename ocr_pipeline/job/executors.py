"""Where the scans of a job are worked on: an executor takes scans and gives back outcomes as they come.

The loop over a job's scans (`execute`) does not know which one it has; that of this machine is in `workers.local`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from ocr_pipeline.errors import PageError
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.settings import Settings

Work = Callable[[Attempt], Outcome]
"""What is done with one scan, wherever that is: it can be pickled. It raises only what concerns the whole job."""


class Executor(Protocol):
    """Works on scans, side by side, somewhere."""

    def submit(self, attempt: Attempt) -> None:
        """Take a scan to be worked on; one that failed may be given again while outcomes are taken."""

    def outcomes(self) -> Iterator[tuple[Attempt, Outcome | PageError]]:
        """Yield every scan taken with its outcome, as they come; with the error where its worker was lost or hung.

        Raises what the work raises: it concerns the whole job.
        """

    def stop(self) -> None:
        """End all work at once, done or not: when this returns, nothing of it runs any more."""


MakeExecutor = Callable[[Work, Settings], Executor]
"""Makes the executor of a job from its work and its settings."""
