"""The time of a scan is that of all it may need, and its worker has more."""

from __future__ import annotations

import pytest

from ocr_pipeline.job.scan.limits import DRAWINGS, GRACE_SECONDS, READINGS, scan_seconds, worker_seconds
from ocr_pipeline.settings import Settings


@pytest.mark.parametrize("page_seconds", [0.5, 120.0, 86_400.0])
def test_a_scan_may_be_drawn_and_read_four_times_each_for_its_whole_time(page_seconds):
    settings = Settings(page_seconds=page_seconds)
    assert (DRAWINGS, READINGS) == (1, 4)
    assert scan_seconds(settings) == 5 * page_seconds


def test_a_worker_is_ended_only_after_all_that_ends_by_itself():
    settings = Settings(page_seconds=10)
    assert worker_seconds(settings) == scan_seconds(settings) + GRACE_SECONDS
