"""Which scans need no worker: those that the journal knows, whose file and records are as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.journal.resume import finished_scans, kept_outcomes, made_before
from ocr_pipeline.job.known_singles import KnownSingles
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.job.request import Request
from ocr_pipeline.job.scan.redo import NOTHING
from ocr_pipeline.job.scan.worker import page_key
from ocr_pipeline.records import PageState, Resumable, ScanSource, replace
from ocr_pipeline.settings import FailurePolicy, Settings
from ocr_pipeline.store.files import page_file
from tests.faults.fault_engines import Good
from tests.support.journal import content, document, scan

SETTINGS = Settings()
TEXT = formats_named(["txt"])


class Job:
    """A finished scan, its line, and what may become of either."""

    def __init__(self, root: Path) -> None:
        self.root, self.output = root, root / "out"
        file = root / "1.png"
        file.write_bytes(b"a scan")
        self.planned = PlannedScan(ScanSource(file), "a", "1", "1.png")
        self.record = page_file(self.output / "a", "1")
        self.record.parent.mkdir(parents=True)
        self.record.write_bytes(b"{}")
        self.text = page_file(self.output / "a", "1", ".txt")
        self.text.write_text("")
        status = file.stat()
        resumable = Resumable(
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            sha256="s",
            frame=0,
            key=page_key("s", 0, SETTINGS, Good()),
            record_bytes=(2,),
        )
        self.line = replace(scan(1, "1"), resumable=resumable)

    @property
    def plan(self):
        return Plan(self.root, {"a": (self.planned,)})

    def journal(self, *more):
        state = JournalState()
        for line in (self.line, *more):
            state.take(content(line))
        return state

    def finished(self, settings=SETTINGS, formats=TEXT):
        request = Request(
            plan=self.plan,
            output=self.output,
            settings=settings,
            engine=Good(),
            provenance=provenance_of(settings, Good.identity),
            formats=formats,
            format_names=(),
            comparing=None,
            policy=FailurePolicy(),
            redo=NOTHING,
            singles=KnownSingles(self.output, ""),
        )
        return list(finished_scans(request, self.journal()))


@pytest.fixture
def job(tmp_path):
    return Job(tmp_path)


def test_a_scan_that_is_as_it_was_needs_no_worker(job):
    assert job.finished() == [job.planned]
    ((planned, outcome),) = kept_outcomes(job.finished(), job.journal())
    assert planned == job.planned
    assert outcome.resumable == job.line.resumable
    assert [(row.page, row.state, row.kept) for row in outcome.rows] == [("1", PageState.DONE, True)]


def test_a_setting_that_changes_no_page_changes_nothing(job):
    assert job.finished(Settings(page_seconds=5)) == [job.planned]


def other_time(job):
    os.utime(job.planned.source.path, ns=(1, 1))


def other_size(job):
    status = job.planned.source.path.stat()
    job.planned.source.path.write_bytes(b"another scan")
    os.utime(job.planned.source.path, ns=(status.st_atime_ns, status.st_mtime_ns))


def moved(job):
    job.planned = PlannedScan(job.planned.source, "a", "1", "elsewhere/1.png")


def other_frame(job):
    job.planned = PlannedScan(ScanSource(job.planned.source.path, 1), "a", "1", "1.png")


def failed(job):
    job.line = replace(job.line, pages=(replace(job.line.pages[0], state=PageState.FAILED),))


def not_known(job):
    job.line = replace(job.line, resumable=None)


def cut_record(job):
    job.record.write_bytes(b"{")


CHANGES = [
    *(other_time, other_size, moved, other_frame, failed, not_known, cut_record),
    lambda job: job.planned.source.path.unlink(),
    lambda job: job.record.unlink(),
    lambda job: job.text.unlink(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_not_as_it_was_is_for_a_worker(job, change):
    change(job)
    assert job.finished() == []


def test_other_settings_and_a_format_asked_for_later_are_for_a_worker(job):
    assert job.finished(Settings(split_spreads=False)) == []
    assert job.finished(formats=formats_named(["txt", "png"])) == []


def test_a_document_is_as_before_if_it_was_made_after_its_last_scan(job):
    finished = set(job.finished())
    assert set(made_before(job.plan, finished, job.journal(document(2)))) == {"a"}
    assert made_before(job.plan, finished, job.journal(document(0))) == {}
    assert made_before(job.plan, finished, job.journal()) == {}
    assert made_before(job.plan, set(), job.journal(document(2))) == {}
