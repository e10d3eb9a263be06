"""The journal and the record of a job while it runs: what is in them is what happened, in order."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.journal import write as module
from ocr_pipeline.job.journal.observe import JobBegin, JobEnd, Observers, Process
from ocr_pipeline.job.journal.read import parsed, read_journal
from ocr_pipeline.job.journal.write import KeptJournal, KeptRecord
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import Ending, PageState, Remark, Resumable
from ocr_pipeline.store.jobs import read_job
from ocr_pipeline.store.journal import AppendedJournal, SegmentedJournal, journal_files, journal_lines
from tests.job.journal.test_observe import PLAN, PROVENANCE, SCAN
from tests.support.journal import at, page_row

RESUMABLE = Resumable(size=1, mtime_ns=2, sha256="s", frame=0, key="k", record_bytes=(3,))
REMARK = Remark(code="page-doubled", message="two pages have the number 7", pages=("1", "2"))
OUTCOME = Outcome((page_row("a", "1"),), 0, resumable=RESUMABLE)


@pytest.mark.parametrize("opened", [AppendedJournal, SegmentedJournal])
def test_a_job_that_ended_can_be_read_back(tmp_path, opened):
    observers = Observers([KeptJournal(tmp_path, opened)])
    begin = JobBegin(Process.this(), PLAN, PROVENANCE, "2/8")
    with observers.watching(begin):
        assert read_journal(tmp_path).processes[begin.process.name].begin.shard == "2/8"
        observers.through(SCAN, OUTCOME)
        observers.assembled("a", Made("d", {"1": 1019}, (REMARK,)))
    state = read_journal(tmp_path)
    assert state.scan("a", "1").pages == OUTCOME.rows
    assert state.scan("a", "1").resumable == RESUMABLE
    assert state.document("a").numbers == {"1": 1019}
    assert state.document("a").remarks == (REMARK,)
    assert state.processes[begin.process.name].end.ending is Ending.FINISHED


def test_the_lines_of_a_process_rise_though_its_clock_is_set_back(tmp_path, monkeypatch):
    times = iter([at(5), at(1), at(1), at(9)])
    clock = SimpleNamespace(now=lambda _zone: next(times), min=datetime.min)
    monkeypatch.setattr(module, "datetime", clock)
    journal = KeptJournal(tmp_path)
    journal.begin(JobBegin(Process.this(), PLAN, PROVENANCE))
    journal.through(SCAN, OUTCOME)
    journal.through(SCAN, OUTCOME)
    journal.end(JobEnd())
    ((file,),) = journal_files(tmp_path).values()
    stored = [parsed(line).time for line in journal_lines(file)]
    assert stored == sorted(set(stored))


def test_the_record_says_what_was_asked_and_then_how_it_ended(tmp_path):
    record = KeptRecord(tmp_path)
    record.begin(JobBegin(Process.this(), PLAN, PROVENANCE))
    begun = read_job(tmp_path)
    assert (begun.documents, begun.planned, begun.ending) == (1, 1, None)
    record.end(JobEnd(Ending.FAILED, "DiskFull", states={"done": 3}))
    ended = read_job(tmp_path)
    assert (ended.ending, ended.error, dict(ended.states)) == (Ending.FAILED, "DiskFull", {"done": 3})
    assert ended.begun == begun.begun <= ended.ended


def written(tmp_path):
    return [
        parsed(line) for files in journal_files(tmp_path).values() for file in files for line in journal_lines(file)
    ]


def jumping(monkeypatch, *clock_and_elapsed):
    """A clock that jumps, beside one that nobody sets; seconds of both at each look."""
    walls = iter([at(wall) for wall, _ in clock_and_elapsed])
    monkeypatch.setattr(module, "datetime", SimpleNamespace(now=lambda _zone: next(walls), min=datetime.min))
    # The first look is at the begin, before any line.
    elapsed = iter([0.0, *(seconds for _, seconds in clock_and_elapsed)])
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(elapsed)))


def test_a_clock_that_is_set_back_loses_no_time(tmp_path, monkeypatch):
    jumping(monkeypatch, (100, 0), (110, 10), (-3500, 20), (-3490, 30), (90_000, 40))
    journal = KeptJournal(tmp_path)
    journal.begin(JobBegin(Process.this(), PLAN, PROVENANCE))
    for _ in range(3):
        journal.through(SCAN, OUTCOME)
    journal.end(JobEnd())
    seconds = [(line.time - at(0)).total_seconds() for line in written(tmp_path)]
    assert seconds == pytest.approx([100, 110, 120, 130, 90_000], abs=0.001)


def test_what_a_process_says_is_later_than_what_was_there_whatever_its_clock_says(tmp_path, monkeypatch):
    """Read under a clock that was an hour ahead, a page failed; read again, under one that is right, it did not."""
    jumping(monkeypatch, (3600, 0), (3610, 10), (3620, 20))
    first = KeptJournal(tmp_path)
    first.begin(JobBegin(Process.this(), PLAN, PROVENANCE))
    first.through(SCAN, Outcome((page_row("a", "1", PageState.FAILED),), 0))
    first.end(JobEnd())
    jumping(monkeypatch, (100, 0), (110, 10), (120, 20))
    second = KeptJournal(tmp_path, after=read_journal(tmp_path).latest())
    second.begin(JobBegin(Process.this(), PLAN, PROVENANCE))
    second.through(SCAN, OUTCOME)
    second.end(JobEnd())
    assert read_journal(tmp_path).scan("a", "1").pages == OUTCOME.rows
