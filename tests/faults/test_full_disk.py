"""A disk that fills: wherever that is, the job ends with its own error, nothing half is left, and it goes on with room.

`benchmarks/full_disk.py` fills it at every block and file in turn; here are some of them.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import cv2
import pytest

from ocr_pipeline import transcribe_page
from ocr_pipeline.errors import DiskFull, ExitCode, OutputForbidden
from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from tests.job.in_process import InThisProcess
from tests.support.outputs import outputs, parts
from tests.support.small_disks import may_be_mounted, small_disk

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
SETTINGS = Settings(engine="fault_engines:Good", dpi=60)
SEED, BLOCKS_TRIED, FILES_TRIED = 5, 4, 3


@pytest.fixture(scope="module")
def job(tmp_path_factory) -> Path:
    """Scans of two documents, and what an undisturbed run makes of them."""
    from tests.conftest import draw_page

    root = tmp_path_factory.mktemp("job")
    if not may_be_mounted(root / "disk"):
        pytest.skip("nothing may be mounted here")
    for seed, name in enumerate(("а/1", "б/1")):
        (root / "scans" / name).parent.mkdir(parents=True)
        image = draw_page(60, lines=6, width_mm=120, height_mm=80, seed=seed)
        cv2.imwrite(str(root / "scans" / f"{name}.png"), image)
    run(root, "undisturbed")
    return root


def run(job: Path, output: str):
    return run_job(job / "scans", job / output, SETTINGS, make_executor=InThisProcess)


def needs(job: Path) -> dict[str, int]:
    """How many blocks, and how many files and folders, the output of the job takes at its end."""
    made = [path for path in (job / "undisturbed").rglob("*") if not path.name.startswith(".")]
    return {"blocks": sum(-(-path.stat().st_size // 4096) for path in made if path.is_file()), "files": len(made)}


def sampled(what: str, count: int) -> list[tuple[str, float]]:
    """Shares of what is needed, in order, the same each time."""
    chance = random.Random(SEED)
    return [(what, share) for share in sorted(chance.random() for _ in range(count))]


@pytest.mark.parametrize(("what", "share"), [*sampled("blocks", BLOCKS_TRIED), *sampled("files", FILES_TRIED)])
def test_wherever_the_disk_fills_nothing_half_is_left_and_with_room_the_job_is_completed(job, what, share):
    expected = outputs(job / "undisturbed")
    with small_disk(job / "out", **{what: int(share * needs(job)[what])}) as disk:
        with pytest.raises(DiskFull, match="No space left"):
            run(job, "out")
        assert parts(job / "out") == []
        left = outputs(job / "out")
        left.pop("job.json", None)
        assert left.items() <= expected.items(), "what is there is whole"
        disk.enlarge()
        assert run(job, "out").exit_code is ExitCode.DONE
        assert outputs(job / "out") == expected


def test_a_worker_that_finds_the_disk_full_ends_the_command_with_its_error(job):
    line = [sys.executable, "-m", "ocr_pipeline", "run", str(job / "scans"), str(job / "out"), "--jobs", "1"]
    line += ["--engine", "fault_engines:Good", "--dpi", "60"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(FAULTS), str(ROOT)))}
    with small_disk(job / "out", files=8):
        done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert list((job / "out").rglob("*.png")), "its first page was begun"
        assert parts(job / "out") == []
    assert done.returncode == ExitCode.OUTPUT
    assert "no space is left on the disk of the output folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("room", [{"files": 0}, {"files": 1}, {"blocks": 2}])
def test_a_page_that_the_disk_of_temporary_files_cannot_hold_fails_with_that_reason(job, monkeypatch, room):
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not here")
    with small_disk(job / "temporary", **room) as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
        (page,) = transcribe_page(job / "scans" / "а" / "1.png", Settings(engine="tesseract", dpi=60))
        assert list(disk.folder.iterdir()) == []
    assert [reason.code for reason in page.reasons] == ["TemporaryFull"]
    assert "--temp" in page.reasons[0].message


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def test_an_output_that_cannot_be_written_is_told_before_anything_is_read(job):
    with small_disk(job / "out"):
        remount(job / "out", "ro")
        with pytest.raises(OutputForbidden, match="Read-only file system"):
            run(job, "out")


def test_an_output_that_becomes_read_only_ends_the_job_and_it_goes_on_when_it_can_be_written(job):
    """The folder of the second document does, as a disk in which the system has found a fault."""
    out = job / "out"
    with ExitStack() as while_it_is_so:

        class ReadOnlyAfterOne(InThisProcess):
            def outcomes(self):
                outcomes = super().outcomes()
                yield next(outcomes)
                while_it_is_so.enter_context(small_disk(out / "б"))
                remount(out / "б", "ro")
                yield from outcomes

        with pytest.raises(OutputForbidden, match="Read-only file system"):
            run_job(job / "scans", out, SETTINGS, make_executor=ReadOnlyAfterOne)
    assert [row.kept for row in run(job, "out").rows] == [True, False]
    assert outputs(out) == outputs(job / "undisturbed")
    shutil.rmtree(out)
