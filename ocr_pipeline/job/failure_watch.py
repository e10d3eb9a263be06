"""The count of pages that failed, and when a job ends early for it."""

from __future__ import annotations

from collections.abc import Iterable

from ocr_pipeline.errors import FirstFailed, TooManyFailed
from ocr_pipeline.records import PageRow, PageState
from ocr_pipeline.settings import FailurePolicy

ASKED_AFTER = 100
"""Pages after which the share that failed is asked for: of fewer, a folder of bad scans at the start says nothing."""


class FailureWatch:
    """Counts the pages that are through in this run; those that an earlier one finished tell nothing about it."""

    def __init__(self, policy: FailurePolicy) -> None:
        """Take what is to be done about pages that fail."""
        self._policy = policy
        self._through = 0
        self._failed = 0

    def take(self, rows: Iterable[PageRow]) -> None:
        """Take note of pages. Raises `FirstFailed`, `TooManyFailed`."""
        for row in rows:
            failed = row.state is PageState.FAILED
            if failed and self._policy.fail_fast:
                raise FirstFailed(f"{row.document}/{row.page}", "; ".join(row.warnings))
            self._through += failed or not row.kept
            self._failed += failed
        if self._through >= ASKED_AFTER and self._failed > self._policy.max_failed * self._through:
            said = f"{self._failed} of {self._through}, {self._policy.max_failed:.0%} are allowed"
            raise TooManyFailed(detail=said)
