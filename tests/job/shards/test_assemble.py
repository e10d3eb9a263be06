"""Putting together what shards read: nothing is read, what is missing is named, twice gives the same bytes."""

from __future__ import annotations

import os

import pytest

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.run import PART_SECONDS
from ocr_pipeline.job.shards.assemble import assemble_job
from ocr_pipeline.job.shards.documents import SharedDocuments
from ocr_pipeline.records import Ending
from ocr_pipeline.store.jobs import read_job
from tests.job.shards.test_run import SCANS, SETTINGS, cut_after, job, out, shard
from tests.support.outputs import outputs

__all__ = ["job", "out"]


def assemble(job, out, **more):
    return assemble_job(job / "scans", out, SETTINGS, **more)


def test_what_is_missing_is_named_and_what_is_complete_is_assembled(job, out):
    first = shard(job, out, 1, 2)
    found = assemble(job, out)
    missing = {f"{name}/{scan.name}" for name, scans in found.missing.scans.items() for scan in scans}
    assert missing == {*SCANS} - {f"{row.document}/{row.page}" for row in first.own.rows}
    assert found.exit_code is ExitCode.SOME_FAILED
    assert f"shard 2/2 ({len(missing)})" in found.text()
    assert (out / "index.html").is_file()
    assert read_job(out).ending is None
    shard(job, out, 2, 2)
    assert outputs(out) == outputs(job / "undisturbed")


def test_documents_that_nobody_assembled_are_and_twice_gives_the_same_bytes(job, out, monkeypatch):
    with monkeypatch.context() as patch:
        # A network file system that shows nobody what others have written.
        patch.setattr(SharedDocuments, "look_at", lambda *_arguments, **_more: False)
        patch.setattr(SharedDocuments, "waiting", lambda _self: {"а": ()})
        for number in (1, 2):
            shard(job, out, number, 2)
    assert not list(out.rglob("document.json"))
    found = assemble(job, out)
    assert not found.missing
    assert outputs(out) == outputs(job / "undisturbed")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.suffix != ".jsonl"}
    again = assemble(job, out)
    assert again.documents == ()
    assert again.exit_code is ExitCode.SOME_FAILED, "a page failed"
    after = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.suffix != ".jsonl"}
    assert {path for path in before if before[path] != after[path]} <= {out / "job.json"}
    assert read_job(out).ending is Ending.FINISHED
    assert len(list((out / "journal").iterdir())) == 1, "what has ended is one journal, once nothing is missing"


def test_of_a_job_that_lost_its_journals_the_records_count(job, out):
    for number in (1, 2):
        shard(job, out, number, 2)
    for file in (out / "journal").iterdir():
        file.unlink()
    found = assemble(job, out)
    assert [scan.name for scan in found.missing.scans["б"]] == ["2"], "a failed page is known by its line alone"
    assert set(found.missing.scans) == {"б"}


def test_a_record_that_is_gone_is_missing(job, out):
    for number in (1, 2):
        shard(job, out, number, 2)
    (out / "а" / "pages" / "10.json.gz").unlink()
    found = assemble(job, out)
    assert [scan.name for scan in found.missing.scans["а"]] == ["10"]
    for number in (1, 2):
        shard(job, out, number, 2)
    assert outputs(out) == outputs(job / "undisturbed")


def test_what_killed_shards_were_writing_is_cleared_once_it_is_old(job, out):
    for number in (1, 2):
        shard(job, out, number, 2)
    old, fresh = out / "а" / ".old.part", out / "а" / ".fresh.part"
    for path in (old, fresh):
        path.write_bytes(b"half")
    long_ago = old.stat().st_mtime - PART_SECONDS - 60
    os.utime(old, (long_ago, long_ago))
    assemble(job, out)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_before_any_shard_all_is_missing(job, out):
    found = assemble(job, out)
    assert sum(map(len, found.missing.scans.values())) == len(SCANS)
    assert found.exit_code is ExitCode.SOME_FAILED


def test_a_shard_that_is_interrupted_leaves_its_pages_to_be_assembled(job, out):
    with pytest.raises(KeyboardInterrupt):
        shard(job, out, 1, 1, make_executor=cut_after(5))
    assert set(assemble(job, out).missing.scans) == {"в"}
    assert (out / "а" / "document.json").is_file()
