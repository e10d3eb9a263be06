"""A job is watched from its begin to its end, however it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.errors import DiskFull
from ocr_pipeline.job.journal.observe import JobBegin, Observers, Process
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import Ending, PageState, Provenance, ScanSource, Tally
from tests.support.journal import page_row

SCAN = PlannedScan(ScanSource(Path("1.png")), "a", "1", "1.png")
PLAN = Plan(Path("scans"), {"a": (SCAN,)})
PROVENANCE = Provenance(program="p", engine="e", language="rus")


class Notes:
    """Writes down what it is told."""

    def __init__(self, fails=False):
        self.told, self.fails = [], fails

    def begin(self, job):
        self.told.append(("begin", job.process.pid))

    def through(self, scan, outcome):
        self.told.append(("through", scan.name, len(outcome.rows)))

    def assembled(self, document, made):
        self.told.append(("assembled", document, made))

    def end(self, end):
        if self.fails:
            raise DiskFull("/output")
        self.told.append(("end", end.ending, end.error, end.tally, end.states))


def watched(error=None, fails=False):
    notes = (Notes(fails), Notes())
    observers = Observers(notes)
    with observers.watching(JobBegin(Process.this(), PLAN, PROVENANCE)):
        observers.through(SCAN, Outcome((page_row("a", "1"), page_row("a", "2", PageState.FAILED)), 0))
        if error:
            raise error
    return notes


def test_every_observer_is_told_everything_and_what_came_through():
    for one in watched():
        assert [what for what, *_ in one.told] == ["begin", "through", "end"]
        tally = Tally(scans=1, read=1, failed=1)
        assert one.told[-1] == ("end", Ending.FINISHED, None, tally, {"done": 1, "failed": 1})


@pytest.mark.parametrize(
    ("error", "ending", "code"),
    [
        (KeyboardInterrupt(), Ending.INTERRUPTED, None),
        (DiskFull("/x"), Ending.FAILED, "DiskFull"),
        (ZeroDivisionError(), Ending.FAILED, "Bug"),
    ],
)
def test_how_a_job_ended_is_told_and_its_error_goes_on(error, ending, code):
    notes = Notes()
    observers = Observers((Notes(fails=True), notes))
    with pytest.raises(type(error)), observers.watching(JobBegin(Process.this(), PLAN, PROVENANCE)):
        raise error
    assert notes.told[-1][1:3] == (ending, code)


def test_a_last_line_that_cannot_be_written_is_an_error_of_a_job_that_would_have_ended_well():
    with pytest.raises(DiskFull):
        watched(fails=True)


def test_processes_have_names_that_file_systems_take_and_no_two_are_alike():
    one, other = Process.this(), Process.this()
    assert one.name != other.name
    odd = Process(one.begun, "host/with spaces" * 20, 7, "x").name
    assert len(odd) < 120
    assert not set(odd) & set(' /\\:"')


class Refuses(Notes):
    def begin(self, _job):
        raise DiskFull("/output")


def test_where_one_cannot_begin_those_that_have_begun_hear_of_the_end():
    first, third = Notes(), Notes()
    with (
        pytest.raises(DiskFull),
        Observers((first, Refuses(), third)).watching(JobBegin(Process.this(), PLAN, PROVENANCE)),
    ):
        pass
    assert [told[0] for told in first.told] == ["begin", "end"]
    assert first.told[1][1:3] == (Ending.FAILED, "DiskFull")
    assert third.told == []
