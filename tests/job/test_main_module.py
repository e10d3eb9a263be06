"""A script that starts a job without a guard is told so, instead of starting it again in each worker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.main_module import refuse_in_starting_worker

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.errors import PipelineError

try:
    transcribe_folder({scans!r}, {output!r}, Settings(engine="fault_engines:Good", dpi=100), jobs=2)
except PipelineError as error:
    print(type(error).__name__, error)
    raise SystemExit(int(error.exit_code))
"""


def test_a_script_without_a_guard_is_named_as_the_cause(tmp_path, page):
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(2):
        cv2.imwrite(str(scans / f"{number}.png"), page(100, width_mm=120, seed=number))
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(scans=str(scans), output=str(tmp_path / "out")), encoding="utf-8")
    places = os.pathsep.join((str(ROOT / "tests" / "faults"), str(ROOT)))
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": places},
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith("MainUnguarded "), done.stderr
    assert 'if __name__ == "__main__":' in done.stdout
    assert done.returncode == ExitCode.USAGE
    assert "Traceback" not in done.stderr


def test_a_process_that_is_no_starting_worker_goes_on():
    refuse_in_starting_worker()
    assert "OCR_PIPELINE_UNGUARDED_MAIN" not in os.environ


def test_a_script_without_a_file_is_told_to_become_one(tmp_path):
    script = "from ocr_pipeline import transcribe_folder\ntranscribe_folder('scans', 'out')\n"
    done = subprocess.run(
        [sys.executable, "-"], input=script, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "MainUnimportable" in done.stderr
    assert "Save the script as a file" in done.stderr
