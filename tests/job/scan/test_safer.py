"""Another attempt: for what may pass then, under settings that need less, and the page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.errors import (
    EngineCrashed,
    EngineTimeout,
    OutOfMemory,
    PageMemoryExceeded,
    ScanTruncated,
    TemporaryFull,
    WorkerLost,
)
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.page import failed, reason_of
from ocr_pipeline.job.scan.safer import (
    one_reader,
    safer,
    said_so,
    was_read_so,
    was_read_with_less,
    worth_another_try,
)
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.recognize.double.standby import Standby
from ocr_pipeline.records import Reason, ReasonCode, ScanSource, replace
from ocr_pipeline.settings import Settings
from tests.faults.fault_engines import Crashes, Good

SCAN = PlannedScan(ScanSource(Path("1.png")), "document", "0001", "1.png")


def failing(error):
    return failed(SCAN, reason_of(error), "rus")


@pytest.mark.parametrize("cause", [EngineCrashed, EngineTimeout, OutOfMemory, PageMemoryExceeded, WorkerLost])
def test_what_was_done_may_pass_at_another_attempt(cause):
    assert worth_another_try([failing(cause()).page]).code == cause.__name__


def test_a_bug_may_not_be_met_in_another_image():
    assert worth_another_try([failing(ZeroDivisionError()).page]).code == ReasonCode.BUG


def test_what_is_wrong_with_a_file_stays():
    assert worth_another_try([failing(ScanTruncated()).page]) is None


def test_of_two_readers_the_second_reads_and_one_reads_as_before():
    first, second = Good(), Crashes()
    assert one_reader(DoubleKeying(first, second)) is second
    assert one_reader(Standby(first, second)) is second
    assert one_reader(first) is first


def test_the_resolution_is_half_and_nothing_else_is_changed():
    settings = Settings(dpi=200, page_seconds=7)
    assert safer(settings) == settings.model_copy(update={"half_resolution": True})


def test_a_page_of_another_attempt_says_why_and_that_of_the_first_says_nothing():
    result = failing(EngineCrashed())
    first = Attempt(SCAN)
    assert said_so(result, first) is result
    second = first.after(Reason.of(WorkerLost(detail="signal SIGKILL")))
    (warning,) = said_so(result, second).page.warnings
    assert warning.code == ReasonCode.SAFER_SETTINGS
    assert "half the resolution" in warning.message
    assert "signal SIGKILL" in warning.message
    assert was_read_so([said_so(result, second).page])
    assert not was_read_so([result.page])


def test_pages_of_another_attempt_and_of_one_of_two_readers_were_read_with_less():
    result = failing(EngineCrashed())
    by_one = replace(result.page, warnings=(Reason(code=ReasonCode.READ_BY_ONE, message="by one"),))
    another = said_so(result, Attempt(SCAN).after(Reason.of(WorkerLost()))).page
    assert was_read_with_less([by_one])
    assert was_read_with_less([result.page, another])
    assert not was_read_with_less([result.page])


def test_a_full_disk_of_temporary_files_is_no_reason_to_read_a_page_with_less():
    assert worth_another_try([failing(TemporaryFull()).page]) is None
