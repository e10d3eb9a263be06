"""An attempt knows the reasons for which those before it failed."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.records import Reason, ScanSource

SCAN = PlannedScan(ScanSource(Path("1.png")), "document", "0001", "1.png")


def test_the_attempt_after_another_has_its_reason_behind_those_before():
    first = Attempt(SCAN)
    second = first.after(Reason(code="TaskHung", message="too slow"))
    third = second.after(Reason(code="WorkerLost", message="died"))
    assert (first.is_first, second.is_first, third.scan) == (True, False, SCAN)
    assert [reason.code for reason in third.failures] == ["TaskHung", "WorkerLost"]
