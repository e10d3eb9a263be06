"""An attempt at one scan: the first, or another one after it failed."""

from __future__ import annotations

from dataclasses import dataclass

from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.records import Reason


@dataclass(frozen=True)
class Attempt:
    """One try at a scan; `failures` are the reasons for which those before it failed, the first one first."""

    scan: PlannedScan
    failures: tuple[Reason, ...] = ()

    @property
    def is_first(self) -> bool:
        """Return whether the scan has not failed in this job."""
        return not self.failures

    def after(self, failure: Reason) -> Attempt:
        """Return the attempt that follows this one, which failed for that reason."""
        return Attempt(self.scan, (*self.failures, failure))
