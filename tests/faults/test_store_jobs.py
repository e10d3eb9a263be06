"""Jobs on a bucket: the files are those of the same job on a folder, whatever the store does meanwhile."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.api import compare_with_transcription
from ocr_pipeline.errors import ExitCode, OutputBusy, StoreForbids, StoreSettingsInvalid, StoreUnreachable
from ocr_pipeline.job.journal.status import read_status
from ocr_pipeline.job.journal.status_text import status_text
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.shards.assemble import assemble_job
from ocr_pipeline.job.shards.run import run_shard
from ocr_pipeline.job.shards.share import Shard
from ocr_pipeline.job.workers.table import descendants
from ocr_pipeline.remote.stores import store_of
from ocr_pipeline.settings import Settings
from ocr_pipeline.store import lease
from ocr_pipeline.store.lock import only_job_in
from ocr_pipeline.store.manifest import write_manifest
from tests.job.in_process import InThisProcess
from tests.support.outputs import outputs
from tests.support.processes import UNMEASURED
from tests.support.stores import SECRET

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
SCANS = ("а/1", "а/2", "б/1 ?#%")
SETTINGS = Settings(engine="fault_engines:Good", dpi=60)

run = partial(run_job, settings=SETTINGS, make_executor=InThisProcess)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A folder with scans, and what a job on this machine makes of them."""
    from tests.conftest import draw_page

    folder = tmp_path_factory.mktemp("undisturbed")
    for seed, name in enumerate(SCANS):
        (folder / "scans" / name).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(
            str(folder / "scans" / f"{name}.png"), draw_page(60, lines=6, width_mm=120, height_mm=80, seed=seed)
        )
    run(folder / "scans", folder / "out")
    return folder


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Locks are settled, and given up, in the time that a test has."""
    monkeypatch.setattr(lease, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(lease, "lease_seconds", lambda: 0.3)


@pytest.fixture
def bucket(store, undisturbed):
    """A store with the scans in its bucket."""
    store.put(undisturbed / "scans", "scans")
    store.asked.clear()
    return store


def without_scans(found):
    """The files of a job, without where it had its scans from, which its record says."""
    return {name: content.replace(b"s3://", b"") for name, content in found.items() if name != "job.json"}


def same(store, undisturbed, tmp_path, path="out"):
    return without_scans(outputs(store.got(path, tmp_path / "got"))) == without_scans(outputs(undisturbed / "out"))


def test_a_job_on_a_bucket_writes_what_one_on_a_folder_does_byte_for_byte(bucket, undisturbed, tmp_path):
    summary = run(bucket.place("scans"), bucket.place("out"))
    assert summary.exit_code is ExitCode.DONE
    assert same(bucket, undisturbed, tmp_path)


@pytest.fixture
def finished(bucket, undisturbed):
    """A store with the scans in its bucket, and what a job on a folder has made of them."""
    bucket.put(undisturbed / "out", "out")
    return bucket


def test_a_job_goes_on_in_a_bucket_that_was_begun_in_a_folder_and_then_fetches_no_scan_again(finished):
    for fetched in (3, 0):
        finished.asked.clear()
        summary = run(finished.place("scans"), finished.place("out"))
        assert all(row.kept for row in summary.rows)
        assert finished.counted("GET", "/scans/") + finished.counted("HEAD", "/scans/") >= fetched
        assert fetched or finished.counted("GET", "/scans/") + finished.counted("HEAD", "/scans/") == 0


def test_a_scan_that_is_replaced_is_read_again(finished, page):
    _, image = cv2.imencode(".png", page(60, lines=5, width_mm=120, height_mm=80, seed=9))
    finished.place("scans/а/1.png").write_bytes(image.tobytes())
    summary = run(finished.place("scans"), finished.place("out"))
    assert [row.page for row in summary.rows if not row.kept] == ["1"]


def test_a_job_comes_through_whatever_every_fifth_answer_is(bucket, undisturbed, tmp_path):
    kinds = ("busy", "cut", "gone")
    bucket.fault = lambda _asked: kinds[len(bucket.asked) // 5 % 3] if len(bucket.asked) % 5 == 0 else None
    assert run(bucket.place("scans/б"), bucket.place("out")).exit_code is ExitCode.DONE
    bucket.fault = lambda _asked: None
    got, theirs = outputs(bucket.got("out/б", tmp_path / "got")), outputs(undisturbed / "out" / "б")
    assert got == theirs


def test_a_store_that_is_gone_ends_the_job_which_goes_on_when_it_is_back(bucket, undisturbed, tmp_path, monkeypatch):
    written = "/out/%D0%B0/pages/2.png"
    bucket.fault = lambda _asked: "busy" if bucket.counted("PUT", written) else None
    with monkeypatch.context() as short:
        short.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "0.2")
        with pytest.raises(StoreUnreachable) as raised:
            run(bucket.place("scans"), bucket.place("out"))
    assert raised.value.exit_code is ExitCode.STORE
    bucket.fault = lambda _asked: None
    assert [row.page for row in run(bucket.place("scans"), bucket.place("out")).rows if row.kept] == ["1"]
    assert same(bucket, undisturbed, tmp_path)


def test_credentials_that_expire_end_the_job_which_goes_on_with_new_ones(bucket, undisturbed, tmp_path):
    written = "/out/%D0%B0/pages/2.png"
    bucket.fault = lambda _asked: "expired" if bucket.counted("PUT", written) else None
    with pytest.raises(StoreForbids) as raised:
        run(bucket.place("scans"), bucket.place("out"))
    assert raised.value.exit_code is ExitCode.STORE
    bucket.fault = lambda _asked: None
    assert [row.page for row in run(bucket.place("scans"), bucket.place("out")).rows if row.kept] == ["1"]
    assert same(bucket, undisturbed, tmp_path)


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [("refuse", "BucketForbidden", "AccessDenied"), ("full", "TemporaryFull", "disk of temporary files")],
)
def test_a_scan_that_cannot_be_brought_here_says_why_and_costs_no_other(bucket, monkeypatch, fault, code, said):
    get_file = store_of("s3").get_file

    def full(path, local):
        if path.endswith("/2.png"):
            raise OSError(errno.ENOSPC, "no space")
        get_file(path, local)

    planned: list[Attempt] = []
    outcomes = InThisProcess.outcomes

    def noted(executor):
        planned.extend(executor.attempts)
        return outcomes(executor)

    if fault == "full":
        monkeypatch.setattr(store_of("s3"), "get_file", full)
    else:
        bucket.fault = lambda asked: "refuse" if planned and "/scans/%D0%B0/2.png" in asked.target else None
    monkeypatch.setattr(InThisProcess, "outcomes", noted)
    rows = {row.page: row for row in run(bucket.place("scans/а"), bucket.place("out")).rows}
    assert (rows["1"].state, rows["2"].state, rows["2"].codes[0]) == ("done", "failed", code)
    assert said in rows["2"].warnings[0]


def test_a_worker_whose_settings_of_the_store_cannot_be_used_ends_the_job(bucket, monkeypatch):
    def unusable(_path, _local):
        raise ValueError(SECRET)

    monkeypatch.setattr(store_of("s3"), "get_file", unusable)
    with pytest.raises(StoreSettingsInvalid) as raised:
        run(bucket.place("scans"), bucket.place("out"))
    assert SECRET not in str(raised.value)


def test_shards_share_out_a_bucket_and_whoever_is_last_puts_it_together(bucket, undisturbed, tmp_path):
    scans, out = bucket.place("scans"), bucket.place("out")
    ended = [run_shard(scans, out, SETTINGS, Shard(number, 2), make_executor=InThisProcess) for number in (1, 2)]
    assert [one.whole is not None for one in ended] == [False, True]
    assert same(bucket, undisturbed, tmp_path)
    assert not assemble_job(scans, out, SETTINGS).missing


def test_pages_and_documents_whose_scans_are_gone_are_moved_aside(finished):
    bucket = finished
    bucket.place("scans/а/2.png").unlink()
    bucket.place("scans/б/1 ?#%.png").unlink()
    run(bucket.place("scans"), bucket.place("out"))
    names = bucket.place("out").below()
    assert {"а/retired/2.json.gz", "а/retired/2.txt", "retired/б/document.json"} <= set(names)
    assert not any(name.startswith(("б/", "а/pages/2.")) for name in names)


def test_what_is_in_a_bucket_is_compared_and_has_checksums_as_in_a_folder(finished, undisturbed, tmp_path):
    theirs = tmp_path / "text.txt"
    theirs.write_text("Первая строка страницы", encoding="utf-8")
    compared = [
        compare_with_transcription(result, theirs)
        for result in (str(finished.place("out/а")), undisturbed / "out" / "а")
    ]
    assert compared[0].scores == compared[1].scores
    written = [write_manifest(output, date(2026, 1, 1)) for output in (finished.place("out"), undisturbed / "out")]
    assert written[0].files == written[1].files
    assert written[0].path.read_bytes() == written[1].path.read_bytes()
    written[1].path.unlink()


def test_a_second_job_is_refused_while_the_first_renews_its_lock(bucket, monkeypatch):
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.05)
    with only_job_in(bucket.place("out")):
        monkeypatch.setattr(lease, "_is_dead", lambda _lease: False)
        with pytest.raises(OutputBusy), only_job_in(bucket.place("out")):
            pass
    with only_job_in(bucket.place("out")):
        pass


def command(*arguments: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "ocr_pipeline", *arguments]
    environment = os.environ | UNMEASURED | {"PYTHONPATH": os.pathsep.join((str(FAULTS), str(ROOT)))}
    return subprocess.Popen(
        line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    said = "".join(process.communicate(timeout=120))
    return process.returncode, said


OPTIONS = ("--engine", "fault_engines:Good", "--dpi", "60", "--jobs", "1")


def test_a_job_that_is_killed_goes_on_where_it_stood(bucket, undisturbed, tmp_path):
    scans, out = bucket.place("scans"), bucket.place("out")
    killed = command("run", str(scans), str(out), *OPTIONS)
    while not bucket.counted("PUT", ".json.gz"):
        assert killed.poll() is None
        time.sleep(0.02)
    for pid in (*descendants(killed.pid), killed.pid):
        os.kill(pid, signal.SIGKILL)
    killed.communicate()
    assert any(row.kept for row in run(scans, out).rows)
    assert same(bucket, undisturbed, tmp_path)
    assert status_text(read_status(out, datetime.now(UTC))).splitlines()[0] == "3 of 3 scans through (100%)"


def test_no_secret_is_passed_on_by_what_is_said_of_a_refusal(bucket, tmp_path):
    log = tmp_path / "log.jsonl"
    bucket.fault = lambda asked: "refuse" if asked.method == "PUT" and "/pages/" in asked.target else None
    scans, out = str(bucket.place("scans/б")), str(bucket.place("out"))
    code, said = ended(command("run", scans, out, *OPTIONS, "--log-json", str(log), "--verbose"))
    bucket.fault = lambda _asked: None
    assert code == ExitCode.OUTPUT, said
    assert "AccessDenied" in said
    written = [path.read_text(errors="replace") for path in bucket.got("out", tmp_path / "got").rglob("*.json*")]
    assert written
    assert not any(SECRET in one or "an-archivist" in one for one in (said, log.read_text(), *written))
