"""Documents that several processes read: who looks at the wrong moment makes nothing, or makes it again."""

from __future__ import annotations

import pytest

from ocr_pipeline.job.assemble import Assembly
from ocr_pipeline.job.execute import Progress
from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.job.journal.observe import JobBegin, Process
from ocr_pipeline.job.journal.write import KeptJournal
from ocr_pipeline.job.request import request_of
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.shards.documents import SharedDocuments
from ocr_pipeline.job.shards.through import Through
from ocr_pipeline.records import PageState, replace
from ocr_pipeline.store.files import document_file, page_file
from ocr_pipeline.store.pages import remove_page
from tests.job.shards.test_run import SETTINGS, job, out
from tests.support.outputs import outputs

__all__ = ["job", "out"]


class Machine:
    """A process of a job that reads what it is told to."""

    def __init__(self, job, out, comparing=None):
        self.request = request_of(job / "scans", out, SETTINGS, comparing=comparing)
        self.journal = KeptJournal(out)
        self.journal.begin(JobBegin(Process.this(), self.request.plan, self.request.provenance))
        self.follower = JournalFollower(out)
        self.documents = SharedDocuments(self.request, self.follower, self.journal.assembled)

    def read(self, document, *names):
        for scan in self.request.plan.documents[document]:
            if not names or scan.name in names:
                self.journal.through(scan, self.request.work(Attempt(scan)))

    def outcomes(self, document):
        self.follower.look()
        through = Through(self.request, self.follower.state)
        return {scan.name: one for scan, one in through.outcomes(self.request.plan.documents[document])}


@pytest.fixture
def machines(job, out):
    return Machine(job, out), Machine(job, out)


def test_a_document_is_made_when_the_last_scan_of_any_process_is_through_and_only_then(machines, out):
    one, other = machines
    one.read("а", "1", "2")
    assert not one.documents.look_at("а")
    assert [scan.name for scan in one.documents.missing["а"]] == ["10"]
    other.read("а", "10")
    assert one.documents.look_at("а")
    assert document_file(out / "а").is_file()
    before = document_file(out / "а").stat().st_mtime_ns
    assert other.documents.look_at("а")
    assert (list(one.documents.came), list(other.documents.came)) == (["а"], [])
    assert document_file(out / "а").stat().st_mtime_ns == before
    numbers = [[row.page_number for row in machine.documents.progress.rows_of("а")] for machine in machines]
    assert numbers[0] == numbers[1] != [None] * 3


def test_two_that_both_find_themselves_last_write_the_same_bytes(machines, out, job):
    one, other = machines
    one.read("а")
    made = Assembly.made
    written = []

    def at_once(assembly, name, pages, _before, came, spared):
        # Neither has seen the other's line.
        found = made(assembly, name, pages, None, came, spared)
        written.append({path.name: path.read_bytes() for path in (out / "а").glob("document.*")})
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assembly, "made", at_once)
        for machine in (one, other):
            assert machine.documents.look_at("а")
    assert len(written) == 2
    assert written[0] == written[1]
    assert {"document.json", "document.txt"} <= set(written[0])
    there = {name: content for name, content in outputs(job / "undisturbed").items() if name.startswith("а/")}
    assert there == {name: content for name, content in outputs(out).items() if name.startswith("а/")}


def test_a_page_that_is_read_anew_at_this_moment_leaves_the_document_to_who_reads_it(machines, out):
    one, other = machines
    one.read("а")
    remove_page(out / "а", "2")
    assert not one.documents.look_at("а")
    other.read("а", "2")
    assert other.documents.look_at("а")


def test_a_document_made_of_pages_that_were_read_anew_meanwhile_is_made_again(machines):
    one, other = machines
    one.read("а")
    made, calls = Assembly.made, []

    def meanwhile(assembly, name, pages, before, came, spared):
        found = made(assembly, name, pages, before, came, spared)
        calls.append(pages.marks)
        if len(calls) == 1:
            scan = other.request.plan.documents["а"][1]
            failed = tuple(replace(row, state=PageState.FAILED) for row in other.request.work(Attempt(scan)).rows)
            other.journal.through(scan, Outcome(failed, 0))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assembly, "made", meanwhile)
        assert one.documents.look_at("а")
    assert len(calls) == len(set(calls)) == 2
    assert [row.state for row in one.documents.progress.rows_of("а")].count(PageState.FAILED) == 1


def test_which_scans_are_through_the_records_say(machines, out):
    one, _ = machines
    one.read("б")
    found = one.outcomes("б")
    assert found["1"].rows[0].state is PageState.DONE
    assert found["2"].rows[0].state is PageState.FAILED
    page_file(out / "б", "1").unlink()
    assert one.outcomes("б")["1"] is None
    assert Progress(one.request.plan).rows_of("б") == ()
