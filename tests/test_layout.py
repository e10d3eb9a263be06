"""Tests mirror the package: a module has its test file at the same place, or a line that says which test covers it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ocr_pipeline.version import __version__

ROOT = Path(__file__).parents[1]
PACKAGE, TESTS = ROOT / "ocr_pipeline", ROOT / "tests"
ELSEWHERE = tomllib.loads((TESTS / "covered_elsewhere.toml").read_text(encoding="utf-8"))
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"]
MOST_LINES, MOST_MODULES = 400, 16
LONG = {"ocr_pipeline/errors.py"}
"""A class for each cause of an error."""


def name_of(module):
    return module.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_each_module_has_its_test_or_a_line_that_names_one(module):
    own = TESTS / module.parent.relative_to(PACKAGE) / f"test_{module.stem}.py"
    named = re.findall(r"(tests/\S+\.py): \S", ELSEWHERE.get(name_of(module), ""))
    assert own.is_file() or named, f"no {own.relative_to(ROOT)}, and no line in tests/covered_elsewhere.toml"
    assert all((ROOT / path).is_file() for path in named)


def test_no_line_is_about_a_module_that_is_gone():
    assert sorted(set(ELSEWHERE) - {name_of(module) for module in MODULES}) == []


def test_no_module_is_long_and_no_folder_full():
    long = {name_of(module) for module in MODULES if len(module.read_text("utf-8").splitlines()) > MOST_LINES}
    assert long - LONG == set()
    folders = [module.parent for module in MODULES]
    assert {folder.name for folder in folders if folders.count(folder) > MOST_MODULES} == set()


def test_the_package_is_run_as_a_module_like_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "ocr_pipeline", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"ocr-pipeline {__version__}\n")
