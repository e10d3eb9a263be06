"""One page goes wrong in every way there is: it is marked with its reason, and the others are read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import cv2
import pytest

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.errors import DiskFull, ExitCode, NoScans, OutputBusy, OutputForbidden, OutputInsideScans
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.workers import local
from ocr_pipeline.records import PageState, replace
from ocr_pipeline.store import atomic
from tests.faults.fault_engines import TEXTS
from tests.job.in_process import InThisProcess
from tests.support.processes import UNMEASURED
from tests.support.stored_records import stored

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def scans(tmp_path, page) -> Path:
    """Three scans, the second of which is narrow: the one the engines misbehave on."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for name, width in (("1", 150), ("2", 60), ("10", 150)):
        cv2.imwrite(str(folder / f"{name}.png"), page(100, width_mm=width))
    return folder


def states(summary):
    return [row.state for row in summary.rows]


run = partial(run_job, make_executor=InThisProcess)


@pytest.mark.parametrize(
    ("engine", "code"),
    [
        ("TimesOut", "EngineTimeout"),
        ("Crashes", "EngineCrashed"),
        ("Killed", "WorkerLost"),
        ("Babbles", "EngineBabbled"),
        ("Buggy", "Bug"),
        ("EatsMemory", "OutOfMemory"),
    ],
)
def test_a_failing_engine_costs_one_page(scans, tmp_path, engine, code):
    summary = transcribe_folder(scans, tmp_path / "out", Settings(engine=f"fault_engines:{engine}", dpi=100), jobs=1)
    assert states(summary) == [PageState.DONE, PageState.FAILED, PageState.DONE]
    assert summary.exit_code is ExitCode.SOME_FAILED
    record = stored(tmp_path / "out" / "scans" / "pages" / "2.json.gz")
    assert record["reasons"][0]["code"] == code
    assert "scans/2  failed" in summary.text()
    assert "failed" in (tmp_path / "out" / "summary.csv").read_text()


def test_what_one_of_two_readers_read_is_kept_when_the_other_fails(scans, tmp_path):
    settings = Settings(engine="fault_engines:SecondCrashes", dpi=100)
    for skipped in (False, True):
        summary = run(scans, tmp_path / "out", settings)
        assert states(summary) == [PageState.DONE] * 3
        assert [row.kept for row in summary.rows] == [skipped] * 3
        record = stored(tmp_path / "out" / "scans" / "pages" / "2.json.gz")
        assert len(record["lines"]) == len(TEXTS)
        told = {warning["code"]: warning["message"] for warning in record["warnings"]}
        assert "signal 11" in told["ReadByOne"]
        assert "signal 11" in (tmp_path / "out" / "summary.csv").read_text()
        assert "1 page was read by one reader alone, since the other failed: scans/2;" in summary.text()


def test_an_engine_that_hangs_is_stopped_with_its_process(scans, tmp_path, monkeypatch):
    monkeypatch.setattr(local, "worker_seconds", lambda _settings: 5.0)
    settings = Settings(engine="fault_engines:Hangs", dpi=100, page_seconds=1)
    started = time.monotonic()
    summary = transcribe_folder(scans, tmp_path / "out", settings)
    assert time.monotonic() - started < 60
    assert states(summary) == [PageState.DONE, PageState.FAILED, PageState.DONE]


def test_a_page_of_noise_is_unreadable_and_gives_no_text(scans, tmp_path):
    summary = run(scans, tmp_path / "out", Settings(engine="fault_engines:Lies", dpi=100))
    assert states(summary) == [PageState.DONE, PageState.UNREADABLE, PageState.DONE]
    assert summary.exit_code is ExitCode.DONE
    assert (tmp_path / "out" / "scans" / "pages" / "2.txt").read_text() == ""


def test_finished_pages_are_kept_failed_ones_tried_again(scans, tmp_path):
    out = tmp_path / "out"
    settings = Settings(engine="fault_engines:Good", dpi=100)
    (scans / "2.png").rename(tmp_path / "2.png")
    (scans / "2.png").write_bytes(b"")
    first = run(scans, out, settings)
    assert states(first) == [PageState.DONE, PageState.FAILED, PageState.DONE]
    (tmp_path / "2.png").replace(scans / "2.png")
    second = run(scans, out, settings)
    assert [row.kept for row in second.rows] == [True, False, True]
    assert states(second) == [PageState.DONE] * 3
    other = run(scans, out, replace(settings, dpi=110))
    assert [row.kept for row in other.rows] == [False] * 3


def test_a_truncated_page_record_is_made_anew(scans, tmp_path):
    out = tmp_path / "out"
    settings = Settings(engine="fault_engines:Good", dpi=100)
    run(scans, out, settings)
    record = out / "scans" / "pages" / "1.json.gz"
    record.write_bytes(record.read_bytes()[:200])
    assert [row.kept for row in run(scans, out, settings).rows] == [False, True, True]


def test_a_job_that_is_killed_goes_on_where_it_stood(scans, tmp_path):
    out = tmp_path / "out"
    code = (
        "from ocr_pipeline import *; import sys; sys.path.insert(0, sys.argv[3])\n"
        "if __name__ == '__main__':\n"
        "    transcribe_folder(sys.argv[1], sys.argv[2], Settings(engine='fault_engines:Hangs', dpi=100), jobs=1)\n"
    )
    script = tmp_path / "job.py"
    script.write_text(code)
    faults = str(Path(__file__).parent)
    command = [sys.executable, str(script), str(scans), str(out), faults]
    process = subprocess.Popen(
        command, env=os.environ | UNMEASURED | {"PYTHONPATH": os.pathsep.join((faults, str(ROOT)))}
    )
    first = out / "scans" / "pages" / "1.json.gz"
    deadline = time.monotonic() + 60
    while not first.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    assert first.exists()
    assert json.loads((out / "job.json").read_text())["ending"] == "interrupted"
    settings = Settings(engine="fault_engines:Hangs", dpi=100)
    # The same engine identity, now without a narrow page to hang on.
    (scans / "2.png").unlink()
    summary = run(scans, out, settings)
    assert summary.rows[0].kept
    assert states(summary) == [PageState.DONE, PageState.DONE]


def test_a_full_disk_ends_the_job_with_its_own_error(tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="No space left"):
        atomic.write_text(tmp_path / "a" / "b.txt", "text")
    assert list((tmp_path / "a").iterdir()) == []


def test_an_output_that_is_a_file_or_inside_the_scans_is_refused(scans, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputForbidden):
        transcribe_folder(scans, tmp_path / "file", Settings(engine="fault_engines:Good"))
    with pytest.raises(OutputInsideScans):
        transcribe_folder(scans, scans / "out", Settings(engine="fault_engines:Good"))


def test_a_folder_without_scans_is_said(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoScans):
        transcribe_folder(tmp_path / "empty", tmp_path / "out", Settings(engine="fault_engines:Good"))


def test_two_jobs_do_not_write_to_the_same_output(scans, tmp_path):
    import fcntl

    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputBusy):
            transcribe_folder(scans, out, Settings(engine="fault_engines:Good"))
