"""Work that takes a fixed time and no processor: worker processes import it from here."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome


@dataclass(frozen=True)
class Waits:
    """Work that takes a fixed time, and notes when it began and that it ended."""

    seconds: float
    notes: Path

    def __call__(self, attempt: Attempt) -> Outcome:
        """Work on one scan."""
        note = self.notes / f"{attempt.scan.name}-{os.getpid()}-{time.monotonic_ns()}"
        note.write_text(f"{os.getppid()} {time.monotonic()}")
        time.sleep(self.seconds)
        return Outcome((), 0)
