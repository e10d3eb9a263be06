"""Commands are found by name, imported when called, and listed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import pytest
import typer
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.cli.app import COMMANDS
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.workers.local import ENVIRONMENT

app_module = import_module("ocr_pipeline.cli.app")


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_help_lists_every_command_in_order_with_what_it_does():
    said = run("--help").output
    places = [said.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "Read one scan and print its text" in said


def test_a_command_has_one_thread_for_sums_as_workers_have_unless_told_otherwise(monkeypatch):
    """A page that is read alone is the same to the digit as in a folder."""
    seen = []
    monkeypatch.setattr(app_module, "app", lambda: seen.append(os.environ["OPENBLAS_NUM_THREADS"]))
    for told in (None, "3"):
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", told or "")
        if told is None:
            monkeypatch.delenv("OPENBLAS_NUM_THREADS")
        with pytest.raises(SystemExit):
            app_module.main()
    assert seen == [*ENVIRONMENT.values(), "3"]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_own_help(name):
    found = run(name, "--help")
    assert found.exit_code == 0
    assert f"ocr-pipeline {name}" in found.output
    assert "Options:" in found.output


def test_a_name_that_is_nearly_one_is_corrected():
    found = run("compair")
    assert found.exit_code == ExitCode.USAGE
    assert "Did you mean 'compare'?" in found.output


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ocr-pipeline pa", ["page"]),
        ("ocr-pipeline page --tex", ["--text"]),
        ("ocr-pipeline page --text ", ["clean", "diplomatic", "reading"]),
        ("ocr-pipeline run --page-sec", ["--page-seconds"]),
    ],
)
def test_a_shell_completes_commands_options_and_values(typed, offered):
    words = typed.split(" ")
    asked = {"_OCR_PIPELINE_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    found = CliRunner().invoke(app, [], env=asked)
    assert found.stdout.split() == offered


def test_a_shell_imports_only_the_command_that_is_completed():
    asked = {"_OCR_PIPELINE_COMPLETE": "complete_bash", "COMP_WORDS": "ocr-pipeline doc", "COMP_CWORD": "1"}
    program = (
        "import sys, atexit\n"
        "from ocr_pipeline.cli import main\n"
        "atexit.register(lambda: print('ocr_pipeline.cli.run' in sys.modules, file=sys.stderr))\n"
        "sys.argv = ['ocr-pipeline']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | asked, capture_output=True, text=True, check=False
    )
    assert (done.stdout.split(), done.stderr.split()) == (["doctor"], ["False"])


def test_without_a_command_the_help_is_shown():
    assert "Commands:" in run().output


def test_one_command_does_not_import_the_others():
    program = (
        "import sys; from typer.testing import CliRunner; from ocr_pipeline.cli import app;"
        "CliRunner().invoke(app, ['doctor', '--help']);"
        "print([name for name in sys.modules if name.startswith('ocr_pipeline.cli.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "ocr_pipeline.cli.doctor" in done.stdout
    assert not any(f"ocr_pipeline.cli.{name}'" in done.stdout for name in set(COMMANDS) - {"doctor"})


def test_commands_are_those_of_the_group():
    group = typer.main.get_group(app)
    assert group.list_commands(None) == list(COMMANDS)
    assert all(group.get_command(None, name).name == name for name in COMMANDS)
    assert group.get_command(None, "none") is None
