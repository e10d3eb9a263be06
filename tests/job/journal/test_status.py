"""How far a job is: its record and journals in, a report out."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import JobNotFound
from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.journal.status import read_status, status_of
from ocr_pipeline.job.provenance import digest_of, provenance_of
from ocr_pipeline.records import Ending, JobRecord, PageState
from ocr_pipeline.settings import Settings
from tests.support.journal import at, begin, content, end, scan

PROVENANCE = provenance_of(Settings(), "reader 1")
DIGEST = digest_of(PROVENANCE)
RECORD = JobRecord(scans="s", documents=1, planned=10, provenance=PROVENANCE, begun=at(0))
FAILED = PageState.FAILED


def status(now, *lines, record=RECORD):
    journal = JournalState()
    for line in lines:
        journal.take(content(line))
    return status_of(record, journal, at(now))


def started(seconds, process="p", **more):
    return begin(seconds, process, digest=DIGEST, **more)


def test_a_job_that_runs_says_how_far_it_is_how_fast_and_how_long():
    lines = [scan(60 * n, str(n)) for n in range(1, 5)]
    found = status(240, started(0), *lines, scan(200, "5", code="WorkerLost", state=FAILED), scan(201, "6", kept=True))
    assert (found.planned, found.tally.scans, found.tally.read, found.tally.kept, found.tally.failed) == (
        10,
        6,
        4,
        1,
        1,
    )
    assert found.failures == {"WorkerLost": 1}
    assert found.recent_rate == pytest.approx(5 / 4)
    assert found.seconds_left == pytest.approx(4 / (5 / 4) * 60)
    (process,) = found.processes
    assert (process.ending, process.is_silent, process.last_heard) == (None, False, at(240))


def test_a_process_that_has_not_been_heard_of_is_silent_and_one_that_ended_is_not():
    lines = (started(0, shard="1/2"), scan(5, "1"), started(0, "q", shard="2/2"), end(6, "q", Ending.INTERRUPTED))
    first, second = status(3600, *lines).processes
    assert (first.shard, first.ending, first.is_silent) == ("1/2", None, True)
    assert (second.shard, second.ending, second.is_silent) == ("2/2", Ending.INTERRUPTED, False)


def test_shards_count_together_and_time_in_which_nobody_worked_does_not():
    found = status(
        10_000,
        *(started(0), scan(30, "1"), scan(60, "2"), end(60, scans=2, read=2)),
        *(started(0, "q"), scan(61, "3", "q"), end(61, "q", scans=1, read=1)),
        *(started(9_939, "r"), scan(9_999, "4", "r"), end(9_999, "r", scans=1, read=1)),
    )
    assert found.tally.read == 4
    assert found.rate == pytest.approx(4 / (121 / 60))


def test_what_failed_before_waits_while_a_job_runs_that_tries_it_again():
    lines = (started(0), scan(1, "1", state=FAILED), end(2, scans=1, failed=1))
    assert status(5, *lines).tally.failed == 1
    assert status(5, *lines, started(3, "q")).tally.scans == 0
    assert status(5, *lines, started(3, "q"), scan(4, "1", "q")).tally.read == 1


def test_what_was_read_under_other_settings_is_of_another_job():
    found = status(5, begin(0, digest="other"), scan(1, "1"), started(2, "q"), scan(3, "2", "q"))
    assert [one.process for one in found.processes] == ["q"]
    assert found.tally.scans == 1


def test_without_the_record_the_latest_process_says_what_the_job_is():
    found = status(5, begin(0, digest="other"), scan(1, "1"), started(2, "q", scans=7), scan(3, "2", "q"), record=None)
    assert (found.planned, found.tally.scans) == (7, 1)


def test_a_job_that_has_just_begun_does_not_know_how_long_it_takes():
    assert status(1, started(0)).seconds_left is None


def test_a_folder_that_no_job_wrote_to_is_an_error_of_its_own(tmp_path):
    with pytest.raises(JobNotFound, match=str(tmp_path)):
        read_status(tmp_path, at(0))


def test_each_shard_is_told_apart_and_without_a_record_their_parts_are_the_whole():
    lines = (
        *(started(0, "p", shard="1/2", scans=3), scan(1, "1"), end(2, "p", scans=3, read=3)),
        *(started(3, "q", shard="2/2", scans=4), scan(4, "2", "q"), started(9, "r", shard="2/2", scans=4)),
        *(started(10, "z", scans=0), end(11, "z")),
    )
    found = status(20, *lines, record=None)
    assert found.planned == 7
    assert [(one.shard, one.planned) for one in found.processes] == [("1/2", 3), ("2/2", 4), ("2/2", 4), (None, 0)]


def test_what_failed_in_a_shard_waits_for_that_shard_alone():
    failed = (started(0, shard="1/2"), scan(1, "1", state=FAILED, code="ScanEmpty"), end(2, scans=1, failed=1))
    for shard, counted in (("2/2", 1), ("1/2", 0), ("1/4", 0), (None, 0)):
        assert status(20, *failed, started(10, "q", shard=shard)).tally.failed == counted, shard
    assert status(20, *failed, started(10, "q", scans=0)).tally.failed == 1, "who puts parts together reads nothing"


def test_a_process_whose_clock_is_ahead_counts_as_if_it_were_right():
    lines = [started(0), *(scan(60 * n, str(n)) for n in range(1, 5))]
    right = status(240, *lines)
    for hours in (1, 24 * 365):
        found = status(240 - 3600 * hours, *lines)
        assert found.recent_rate == pytest.approx(right.recent_rate)
        assert found.seconds_left == pytest.approx(right.seconds_left)
        assert not found.processes[0].is_silent


def test_what_clocks_say_that_jump_is_never_negative():
    """Two machines whose clocks are a day apart, one of which was set back before its end."""
    lines = (started(0), scan(60, "1"), started(-86_400, "q"), scan(-86_300, "2", "q"), end(-86_301, "q", scans=1))
    for now in (-100_000, -86_350, -10, 30, 61, 100_000):
        found = status(now, *lines)
        assert found.recent_rate >= 0
        assert found.rate >= 0
        assert found.seconds_left is None or found.seconds_left >= 0
