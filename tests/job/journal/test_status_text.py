"""The status of a job as a person reads it."""

from __future__ import annotations

import pytest

from ocr_pipeline.job.journal.status_text import duration, status_text
from ocr_pipeline.records import Ending, PageState
from tests.job.journal.test_status import started, status
from tests.support.journal import end, scan


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59.6, "1 min 0 s"), (61, "1 min 1 s"), (3700, "1 h 1 min"), (90_000, "1 d 1 h"), (-3, "0 s")],
)
def test_times_have_one_unit_or_two(seconds, said):
    assert duration(seconds) == said


def test_all_that_a_person_asks_is_said():
    text = status_text(
        status(
            240,
            *(started(0, shard="1/2", host="a\x1b[2J"), scan(60, "1"), scan(120, "2")),
            scan(130, "3", state=PageState.FAILED, code="WorkerLost"),
            *(started(0, "q", shard="2/2"), end(10, "q", Ending.FAILED)),
        )
    )
    assert "3 of 10 scans through (30%)" in text
    assert "2 read, 0 finished before, 1 failed\n  1 WorkerLost" in text
    assert "0.8 pages a minute in the last minutes" in text
    assert "Left: about 9 min 20 s" in text
    assert "3 of 4 scans; writing, last heard of 1 min 50 s ago" in text
    assert "shard 2/2, h, process 1: 0 of 4 scans; failed, last heard of 3 min 50 s ago" in text
    assert "\x1b" not in text


def test_a_clock_that_is_ahead_is_said():
    text = status_text(status(0, started(3600), scan(3700, "1")))
    assert "writing, last heard of just now, by a clock that is 1 h 1 min ahead" in text
    assert "last heard of 0 s ago" in status_text(status(0, started(30)))
