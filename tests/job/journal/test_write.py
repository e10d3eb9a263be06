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
from ocr_pipeline.records import Ending, Resumable
from ocr_pipeline.store.jobs import read_job
from ocr_pipeline.store.journal import AppendedJournal, SegmentedJournal, journal_files, journal_lines
from tests.job.journal.test_observe import PLAN, PROVENANCE, SCAN
from tests.support.journal import at, page_row

RESUMABLE = Resumable(size=1, mtime_ns=2, sha256="s", frame=0, key="k", record_bytes=(3,))
OUTCOME = Outcome((page_row("a", "1"),), 0, resumable=RESUMABLE)


@pytest.mark.parametrize("opened", [AppendedJournal, SegmentedJournal])
def test_a_job_that_ended_can_be_read_back(tmp_path, opened):
    observers = Observers([KeptJournal(tmp_path, opened)])
    begin = JobBegin(Process.this(), PLAN, PROVENANCE, "2/8")
    with observers.watching(begin):
        assert read_journal(tmp_path).processes[begin.process.name].begin.shard == "2/8"
        observers.through(SCAN, OUTCOME)
        observers.assembled("a", Made("d", {"1": 1019}))
    state = read_journal(tmp_path)
    assert state.scan("a", "1").pages == OUTCOME.rows
    assert state.scan("a", "1").resumable == RESUMABLE
    assert state.document("a").numbers == {"1": 1019}
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
