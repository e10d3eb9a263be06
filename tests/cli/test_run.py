"""`ocr-pipeline run`: what is done beside the job itself."""

from __future__ import annotations

import bagit
import cv2
import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.errors import ExitCode


@pytest.mark.parametrize("quiet", [False, True])
def test_the_checksums_hold_when_the_job_has_ended_and_again_when_it_was_run_again(tmp_path, page, quiet):
    (tmp_path / "scans").mkdir()
    cv2.imwrite(str(tmp_path / "scans" / "1.png"), page(100, width_mm=120))
    arguments = ["run", tmp_path / "scans", tmp_path / "bag" / "data", "--engine", "fault_engines:Good", "--dpi", "100"]
    for _ in range(2):
        done = CliRunner().invoke(app, [*map(str, arguments), "--manifest", *(["--quiet"] if quiet else ())])
        assert done.exit_code == 0, done.output
        bagit.Bag(str(tmp_path / "bag")).validate()
        assert ("is a bag" in done.output) is not quiet


@pytest.mark.parametrize("options", [("--assemble", "--redo", "all"), ("--dry-run", "--manifest")])
def test_options_that_would_do_nothing_are_refused(tmp_path, options):
    done = CliRunner().invoke(app, ["run", str(tmp_path), str(tmp_path / "out"), *options])
    assert done.exit_code == ExitCode.USAGE
    assert not (tmp_path / "out").exists()
