"""Shards of a job on an executor within this process: in any order they give what one undisturbed run gives."""

from __future__ import annotations

import os
import tempfile
from itertools import chain
from pathlib import Path

import cv2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ocr_pipeline.errors import ExitCode, ShardsBringNothingOver
from ocr_pipeline.job.journal.read import read_journal
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.shards.assemble import assemble_job
from ocr_pipeline.job.shards.run import run_shard
from ocr_pipeline.job.shards.share import Shard
from ocr_pipeline.records import Ending, PageState, replace
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.jobs import read_job
from tests.job.in_process import InThisProcess
from tests.support.outputs import outputs

SETTINGS = Settings(engine="fault_engines:Good", dpi=60)
SCANS = ("а/1", "а/2", "а/10", "б/1", "б/2", "в/1", "в/2", "в/3")


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    """Some scans, one of which cannot be read, and what an undisturbed run makes of them."""
    from tests.conftest import draw_page

    root = tmp_path_factory.mktemp("job")
    for seed, name in enumerate(SCANS):
        (root / "scans" / name).parent.mkdir(parents=True, exist_ok=True)
        image = draw_page(60, lines=6, width_mm=120, height_mm=80, seed=seed)
        cv2.imwrite(str(root / "scans" / f"{name}.png"), image)
    (root / "scans" / "б" / "2.png").write_bytes(b"no image")
    summary = run_job(root / "scans", root / "undisturbed", SETTINGS, make_executor=InThisProcess)
    assert summary.exit_code is ExitCode.SOME_FAILED
    return root


@pytest.fixture
def out(job):
    """A folder for an output, as far from the scans as the undisturbed one: records name scans by the way to them."""
    return Path(tempfile.mkdtemp(dir=job))


def shard(job, out, number, of, **more):
    return run_shard(job / "scans", job / out, SETTINGS, Shard(number, of), **{"make_executor": InThisProcess, **more})


class Cut(InThisProcess):
    """Is killed after some scans."""

    after = 0

    def outcomes(self):
        for number, found in enumerate(super().outcomes()):
            if number == self.after:
                raise KeyboardInterrupt
            yield found


def cut_after(number):
    return type("CutAfter", (Cut,), {"after": number})


@given(st.data())
@settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_any_split_in_any_order_some_cut_off_and_run_again_gives_what_one_run_gives(job, data):
    out = Path(tempfile.mkdtemp(dir=job))
    of = data.draw(st.integers(1, 5), label="shards")
    order = data.draw(st.permutations(range(1, of + 1)), label="order")
    cuts = {number: data.draw(st.integers(0, 3), label="cut after") for number in order if data.draw(st.booleans())}
    for number in order:
        if number in cuts:
            try:
                shard(job, out, number, of, make_executor=cut_after(cuts[number]))
            except KeyboardInterrupt:
                continue
    again = [number for number in order if number in cuts]
    done = [shard(job, out, number, of) for number in chain((n for n in order if n not in cuts), again)]
    assert done[-1].whole is not None
    assert not done[-1].missing
    assert outputs(out) == outputs(job / "undisturbed")


def test_pages_are_read_by_one_shard_each_and_the_last_one_makes_the_overview(job, out):
    first, second = shard(job, out, 1, 2), None
    assert first.whole is None
    assert first.missing
    assert not (out / "index.html").exists()
    assert read_job(out).ending is None
    assert "Not read yet:" in first.text()
    second = shard(job, out, 2, 2)
    read = [[(row.document, row.page) for row in one.own.rows] for one in (first, second)]
    assert sorted(read[0] + read[1]) == sorted(tuple(name.split("/")) for name in SCANS)
    assert "All shards are done" in second.text()
    failing = [one for one in (first, second) if any(row.state is PageState.FAILED for row in one.own.rows)]
    assert [one.exit_code for one in failing] == [ExitCode.SOME_FAILED]
    assert {one.exit_code for one in (first, second)} == {ExitCode.SOME_FAILED, ExitCode.DONE}
    record = read_job(out)
    assert (record.ending, dict(record.states)) == (Ending.FINISHED, {"done": 7, "failed": 1})
    begun = {lines.begin.shard: lines.begin.scans for lines in read_journal(out).processes.values()}
    assert sum(begun.values()) == len(SCANS)
    assert set(begun) == {"1/2", "2/2"}


def test_a_shard_run_again_reads_only_what_failed_and_leaves_what_stands(job, out):
    for number in (1, 2):
        shard(job, out, number, 2)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("document.*")}
    again = [shard(job, out, number, 2) for number in (1, 2)]
    rows = [row for one in again for row in one.own.rows]
    assert [row.page for row in rows if not row.kept] == ["2"]
    assert all(one.whole is not None for one in again)
    after = {path: path.stat().st_mtime_ns for path in out.rglob("document.*")}
    assert {path.parent.name for path in before if before[path] != after[path]} <= {"б"}
    assert outputs(out) == outputs(job / "undisturbed")


def test_more_shards_than_scans_do_no_harm(job, out):
    done = [shard(job, out, number, 40) for number in range(1, 41)]
    assert sum(not one.own.rows for one in done) >= 32
    assert outputs(out) == outputs(job / "undisturbed")


def test_files_of_others_are_left_alone(job, out):
    part = out / "а" / "pages" / ".of-another.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    for number in (1, 2, 1, 2):
        shard(job, out, number, 2)
    assert part.exists()
    assert len(list((out / "journal").iterdir())) == 4
    assert not (out / ".lock").exists()


def test_what_a_plain_run_finished_is_kept_and_a_plain_run_keeps_what_shards_finished(job, out):
    shard(job, out, 1, 2)
    run_job(job / "scans", out, SETTINGS, make_executor=InThisProcess)
    done = shard(job, out, 2, 2)
    assert all(row.kept for row in done.own.rows if row.state is PageState.DONE)
    assert outputs(out) == outputs(job / "undisturbed")


def test_an_output_of_an_earlier_version_is_refused(job, out):
    (out / "job.json").write_text('{"schema_version": 3}')
    with pytest.raises(ShardsBringNothingOver):
        shard(job, out, 1, 2)


def test_a_scan_that_changes_is_read_again_by_its_shard_and_its_document_made_anew(job, tmp_path):
    scans = tmp_path / "scans"
    for name in ("а/1", "а/2", "б/1"):
        (scans / name).parent.mkdir(parents=True, exist_ok=True)
        (scans / f"{name}.png").write_bytes((job / "scans" / f"{name}.png").read_bytes())

    def read(number, of=2):
        return run_shard(scans, tmp_path / "out", SETTINGS, Shard(number, of), make_executor=InThisProcess)

    for number in (1, 2):
        read(number)
    (scans / "а" / "2.png").write_bytes((job / "scans" / "в" / "3.png").read_bytes())
    os.utime(scans / "а" / "2.png", ns=(1, 1))
    done = [read(number) for number in (1, 2)]
    (own,) = [one for one in done if any(not row.kept for row in one.own.rows)]
    assert own.documents == ("а",)
    run_job(scans, tmp_path / "fresh", SETTINGS, make_executor=InThisProcess)
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")


def test_under_other_settings_nothing_of_others_counts(job, out):
    for number in (1, 2):
        shard(job, out, number, 2)
    other = replace(SETTINGS, dpi=70)
    done = run_shard(job / "scans", out, other, Shard(1, 2), make_executor=InThisProcess)
    assert done.missing
    assert not any(row.kept for row in done.own.rows)
    assert assemble_job(job / "scans", out, other).missing
