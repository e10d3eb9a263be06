"""A job ends early when pages fail as it was told not to accept."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import ExitCode, FirstFailed, TooManyFailed
from ocr_pipeline.job.failure_watch import ASKED_AFTER, FailureWatch
from ocr_pipeline.records import PageRow, PageState
from ocr_pipeline.settings import FailurePolicy


def rows(count, state=PageState.DONE, *, kept=False):
    return [PageRow(document="a", page="0001", path="1.png", state=state, kept=kept, warnings=("why",))] * count


def watch(**policy):
    return FailureWatch(FailurePolicy(**policy))


def test_however_many_pages_fail_a_job_goes_on_unless_told_otherwise():
    watch().take(rows(1000, PageState.FAILED))


def test_the_share_is_asked_for_after_the_first_hundred():
    watching = watch(max_failed=0.1)
    watching.take(rows(11, PageState.FAILED))
    watching.take(rows(ASKED_AFTER - 12))
    with pytest.raises(TooManyFailed, match="11 of 100, 10% are allowed") as ended:
        watching.take(rows(1))
    assert ended.value.exit_code is ExitCode.SOME_FAILED


def test_as_many_as_are_allowed_may_fail():
    watch(max_failed=0.1).take([*rows(10, PageState.FAILED), *rows(90)])


def test_pages_finished_by_an_earlier_run_do_not_count():
    watching = watch(max_failed=0.1)
    watching.take(rows(1000, kept=True))
    with pytest.raises(TooManyFailed):
        watching.take([*rows(80), *rows(20, PageState.FAILED)])


def test_no_page_may_fail_where_none_may():
    with pytest.raises(TooManyFailed):
        watch(max_failed=0).take([*rows(100), *rows(1, PageState.FAILED)])


def test_the_first_failed_page_is_named_with_its_reason():
    with pytest.raises(FirstFailed, match=r"a/0001: .*why") as ended:
        watch(fail_fast=True).take(rows(1, PageState.FAILED))
    assert ended.value.exit_code is ExitCode.SOME_FAILED
