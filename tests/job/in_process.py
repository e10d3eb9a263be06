"""An executor for tests: scans are read one after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_pipeline.errors import PageError
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome


class InThisProcess:
    def __init__(self, work, _settings):
        self.work = work
        self.attempts: list[Attempt] = []

    def submit(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)

    def outcomes(self) -> Iterator[tuple[Attempt, Outcome | PageError]]:
        for attempt in self.attempts:
            yield attempt, self.work(attempt)

    def stop(self) -> None:
        self.attempts.clear()
