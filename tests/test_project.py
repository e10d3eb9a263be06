"""The files around the package agree with one another, and the source archive holds all that the tests need."""

from __future__ import annotations

import os
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
WHOLE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = WHOLE["project"]


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


def pinned(lock):
    """The packages of a lock; each has its version and its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9-]+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M)
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.M))
    return {name for name, _ in entries}


def named(requirements):
    return {re.match(r"[A-Za-z0-9_.-]+", one)[0].lower().replace("_", "-") for one in requirements}


def test_locks_hold_what_the_project_needs_and_what_builds_it():
    assert named(PROJECT["dependencies"]) <= pinned("requirements.lock")
    assert named(PROJECT["optional-dependencies"]["s3"]) | pinned("requirements.lock") <= pinned("requirements-s3.lock")
    assert set(WHOLE["build-system"]["requires"]) <= set(WHOLE["dependency-groups"]["build"])
    assert named(WHOLE["dependency-groups"]["build"]) <= pinned("requirements-build.lock")


def installs_of(name):
    """The calls of pip in the image's or the Makefile's recipe for the program, without what is checked otherwise."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "").replace('"$LOCK"', "requirements.lock")
    if name == "Makefile":
        text = re.search(r"^\$\(VENV\)/\.installed:.*\n((?:\t.+\n)+)", text, re.M)[1].replace("$(PIP)", "pip install")
    return re.findall(r"pip (?:install|wheel) [^&\n]+", text)


@pytest.mark.parametrize("name", ["Dockerfile", "Makefile"])
def test_all_that_is_installed_comes_from_the_locks(name):
    calls = installs_of(name)
    locks = [call for call in calls if "--require-hashes" in call]
    assert {lock for call in locks for lock in re.findall(r"requirements\S*\.lock", call)} == {
        "requirements.lock",
        "requirements-build.lock",
    }
    others = [call for call in calls if call not in locks]
    # Without dependencies, and without an isolated build, which would fetch the latest of what builds the package.
    assert others
    assert all("--no-deps" in call for call in others)
    assert all("--no-build-isolation" in call or "/wheels/*.whl" in call for call in others)


def test_the_image_is_built_of_files_that_docker_may_see():
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = [name for names in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.M) for name in names.split()]
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignore or f"!{name}/**" in ignore


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


def test_the_models_are_shipped_with_their_licence(archive):
    rank = archive / "ocr_pipeline" / "recognize" / "typescript" / "rank"
    assert {path.name for path in rank.iterdir()} >= {"rus.npz", "eng.npz", "DATA_LICENSE.md"}
    assert "CC BY-SA 4.0" in (rank / "DATA_LICENSE.md").read_text()


def test_the_tests_run_from_the_source_archive(archive):
    code = (
        "import ocr_pipeline, pathlib, pytest, sys;"
        "assert pathlib.Path(ocr_pipeline.__file__).is_relative_to(pathlib.Path.cwd());"
        "sys.exit(pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider', '--assert=plain']))"
    )
    # What is imported there is no part of what is measured here.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    collected = subprocess.run(
        [sys.executable, "-c", code], cwd=archive, env=environment, capture_output=True, text=True, check=False
    )
    assert collected.returncode == 0, collected.stdout[-2000:] + collected.stderr[-2000:]
    assert sum(int(count) for count in re.findall(r"\.py: (\d+)$", collected.stdout, re.M)) > 1000
