"""The page of commands and the commands agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_group

from ocr_pipeline.cli import app
from ocr_pipeline.cli.app import COMMANDS as NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "historians" / "commands.md").read_text(encoding="utf-8")
COMMANDS = {name: get_group(app).get_command(None, name) for name in NAMES}
GENERAL = {"--lang", "--quiet", "--verbose", "--engine", "--max-megapixels", "--output"}
"""Options that are described once for several commands, or by their short name."""


def options_of(command):
    return {option for parameter in command.params for option in parameter.opts if option.startswith("-")}


def documented(section):
    """The options that the tables of a section name, in their first column."""
    rows = re.findall(r"^\| (`-.*?) \|", section, re.M)
    return {option for row in rows for option in re.findall(r"`(-[-a-z]+)", row)}


@pytest.mark.parametrize("heading", ["run and page", "export", "status", "clean", "compare"])
def test_options_named_are_options_of_the_command(heading):
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert section
    known = {option for name in heading.split(" and ") for option in options_of(COMMANDS[name])}
    assert documented(section[1]) <= known
    assert {option for option in known if option.startswith("--")} <= documented(section[1]) | GENERAL


def test_every_command_is_named():
    assert set(COMMANDS) == set(re.findall(r"^    ocr-pipeline (\w+)", PAGE, re.M))
