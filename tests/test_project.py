"""The files around the package agree with one another, and the source archive holds all that the tests need."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest
import yaml

from ocr_pipeline.version import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def loaded(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_citation_has_what_the_format_demands_and_the_version_of_the_project():
    citation = loaded("CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert all(
        {"name"} <= set(author) or {"family-names", "given-names"} <= set(author) for author in citation["authors"]
    )
    assert (citation["version"], citation["license"]) == (__version__, PROJECT["license"])
    assert citation["type"] == "software"


def test_a_commit_is_checked_by_what_the_test_command_runs():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^lint:.*\n((?:\t.+\n)+)", makefile, re.M)
    assert recipe
    linted = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]
    (repository,) = loaded(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in repository["hooks"]] == linted


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The source archive, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (packed,) = folder.glob("*.tar.gz")
    with tarfile.open(packed) as files:
        files.extractall(folder, filter="data")
    return packed.with_name(packed.name.removesuffix(".tar.gz"))


def test_the_types_are_shipped(archive):
    assert (archive / "ocr_pipeline" / "py.typed").is_file()


def test_the_tests_run_from_the_source_archive(archive):
    code = (
        "import ocr_pipeline, pathlib, pytest, sys;"
        "assert pathlib.Path(ocr_pipeline.__file__).is_relative_to(pathlib.Path.cwd());"
        "sys.exit(pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider']))"
    )
    collected = subprocess.run([sys.executable, "-c", code], cwd=archive, capture_output=True, text=True, check=False)
    assert collected.returncode == 0, collected.stdout[-2000:] + collected.stderr[-2000:]
    assert sum(int(count) for count in re.findall(r"\.py: (\d+)$", collected.stdout, re.M)) > 1000
