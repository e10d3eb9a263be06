"""A job on an executor of the caller's: the loop does not know which one it has."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import cv2
import pytest
from bs4 import BeautifulSoup

from ocr_pipeline.errors import OutputBusy, UsageError
from ocr_pipeline.job import run
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.records import Ending, PageState
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import PART_SECONDS
from ocr_pipeline.store.jobs import read_job
from tests.job.in_process import InThisProcess
from tests.support.journal import begin, content, end

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


def test_an_executor_of_ones_own_and_a_number_of_jobs_do_not_go_together(tmp_path):
    with pytest.raises(UsageError, match="jobs, make_executor"):
        run_job(tmp_path, tmp_path / "out", SETTINGS, jobs=2, make_executor=InThisProcess)


def test_a_job_gives_the_same_files_on_any_executor(tmp_path, page):
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(3):
        cv2.imwrite(str(scans / f"{number}.png"), page(100, width_mm=120, seed=number))
    for name, make in (("here", InThisProcess), ("processes", LocalProcesses)):
        summary = run_job(scans, tmp_path / name, SETTINGS, make_executor=make)
        assert [row.state for row in summary.rows] == [PageState.DONE] * 3
    here, there = (
        sorted(path.relative_to(root) for path in root.rglob("*") if path.parent.name != "journal")
        for root in (tmp_path / "here", tmp_path / "processes")
    )
    assert here == there
    for path in here:
        if path.suffix in (".txt", ".png"):
            one, other = (tmp_path / name / path for name in ("here", "processes"))
            assert one.read_bytes() == other.read_bytes()


def test_an_interrupted_job_has_its_state_saved(tmp_path, page):
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(2):
        cv2.imwrite(str(scans / f"{number}.png"), page(100, width_mm=120, seed=number))

    class Interrupted(InThisProcess):
        def outcomes(self):
            first = self.attempts[0]
            yield first, self.work(first)
            raise KeyboardInterrupt

    try:
        run_job(scans, tmp_path / "out", SETTINGS, make_executor=Interrupted)
        raise AssertionError("the interrupt was swallowed")
    except KeyboardInterrupt:
        pass
    assert read_job(tmp_path / "out").ending is Ending.INTERRUPTED
    summary = run_job(scans, tmp_path / "out", SETTINGS, make_executor=InThisProcess)
    assert [row.kept for row in summary.rows] == [True, False]
    assert read_job(tmp_path / "out").states == {"done": 2}


class Counting(InThisProcess):
    """Counts the scans that are submitted."""

    submitted = 0

    def submit(self, scan):
        type(self).submitted += 1
        super().submit(scan)


def test_what_is_finished_needs_no_worker_the_second_time_and_journals_become_one(tmp_path, page):
    for name in ("a/1", "a/2", "b/1"):
        (tmp_path / "scans" / name).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(tmp_path / "scans" / f"{name}.png"), page(100, width_mm=120))
    first = run_job(tmp_path / "scans", tmp_path / "out", SETTINGS, make_executor=InThisProcess)
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("document.*")}
    for _ in range(2):
        Counting.submitted = 0
        again = run_job(tmp_path / "scans", tmp_path / "out", SETTINGS, make_executor=Counting)
        assert Counting.submitted == 0
        assert [row.kept for row in again.rows] == [True] * 3
        assert [row.page_number for row in again.rows] == [row.page_number for row in first.rows] != [None] * 3
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("document.*")} == files
        assert len(list((tmp_path / "out" / "journal").iterdir())) == 1
    next((tmp_path / "out" / "a" / "pages").glob("*.txt")).unlink()
    run_job(tmp_path / "scans", tmp_path / "out", SETTINGS, make_executor=Counting)
    assert Counting.submitted == 1
    assert len(list((tmp_path / "out" / "a" / "pages").glob("*.txt"))) == 2


def doubled(output):
    """What the overview says of pages that are there twice, by document."""
    data = BeautifulSoup((output / "index.html").read_text(encoding="utf-8"), "html.parser").find(id="data")
    return {one["document"]: one.get("doubled") for one in json.loads(data.string)["whole"]["documents"]}


def test_what_page_numbers_say_stays_in_the_overview_where_nothing_is_read_or_made_again(tmp_path, page):
    for name in ("a/1", "a/2", "b/1"):
        (tmp_path / "scans" / name).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(tmp_path / "scans" / f"{name}.png"), page(100, width_mm=120))
    output = tmp_path / "out"
    summary = run_job(tmp_path / "scans", output, SETTINGS, make_executor=InThisProcess)
    number = summary.rows[0].page_number
    found = {"a": [1, [[str(number), 0, f"two pages have the number {number}"]]], "b": None}
    assert doubled(output) == found
    made = (output / "a" / "document.json").stat().st_mtime_ns
    run_job(tmp_path / "scans", output, SETTINGS, make_executor=Counting)
    assert doubled(output) == found
    assert (output / "a" / "document.json").stat().st_mtime_ns == made
    # As it was written before remarks stood there.
    (journal,) = (output / "journal").iterdir()
    lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line.pop("remarks", None)
    journal.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    Counting.submitted = 0
    run_job(tmp_path / "scans", output, SETTINGS, make_executor=Counting)
    assert (doubled(output), Counting.submitted) == (found, 0)


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ((), set()),
        ((begin(0, "killed job"),), set()),
        ((begin(0, "shard", shard="1/2"), end(9, "shard")), set()),
        ((begin(0, "shard", shard="1/2"),), {".fresh.part"}),
        ((begin(0, "who assembles", scans=0),), {".fresh.part"}),
    ],
)
def test_what_others_may_be_writing_beside_a_whole_job_stays(tmp_path, page, others, left):
    """Another whole job would hold the folder; shards do not, and one that was killed looks like one at work."""
    scans, out = tmp_path / "scans", tmp_path / "out"
    scans.mkdir()
    cv2.imwrite(str(scans / "1.png"), page(100, width_mm=120))
    pages = out / "scans" / "pages"
    pages.mkdir(parents=True)
    for name, age in ((".fresh.part", 60), (".old.part", 2 * PART_SECONDS)):
        (pages / name).write_bytes(b"half")
        os.utime(pages / name, (time.time() - age,) * 2)
    for line in others:
        journal = out / "journal" / f"{line.process}.jsonl"
        journal.parent.mkdir(exist_ok=True)
        with journal.open("ab") as file:
            file.write(content(line) + b"\n")
    summary = run_job(scans, out, SETTINGS, make_executor=InThisProcess)
    assert [row.state for row in summary.rows] == [PageState.DONE]
    assert {path.name for path in pages.glob(".*")} == left


def test_a_job_that_lost_its_output_to_another_ends_at_the_next_scan(tmp_path, page, monkeypatch):
    scans, read = tmp_path / "scans", []
    scans.mkdir()
    for number in range(3):
        cv2.imwrite(str(scans / f"{number}.png"), page(100, width_mm=120, seed=number))

    @contextmanager
    def lost_at_once(output) -> Iterator[Callable[[], None]]:
        def still_held():
            raise OutputBusy(str(output))

        yield still_held

    class Counting(InThisProcess):
        def outcomes(self):
            for attempt, outcome in super().outcomes():
                read.append(attempt)
                yield attempt, outcome

    monkeypatch.setattr(run, "only_job_in", lost_at_once)
    with pytest.raises(OutputBusy):
        run_job(scans, tmp_path / "out", SETTINGS, make_executor=Counting)
    assert len(read) == 1
