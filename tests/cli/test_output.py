"""A result that cannot be written is an error, a message that cannot be written is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = (
    "import sys; from ocr_pipeline.cli.output import print_message, print_result\n"
    "from ocr_pipeline.errors import OutputError\n"
    "try: {call}\n"
    "except OutputError: sys.exit(5)\n"
)


def run(call, **streams):
    return subprocess.run([sys.executable, "-c", PROGRAM.format(call=call)], check=False, **streams)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_under_standard_output_is_an_error():
    with Path("/dev/full").open("w") as full:
        done = run("print_result('text')", stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (5, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_under_standard_error_is_none():
    with Path("/dev/full").open("w") as full:
        assert run("print_message('text')", stdout=subprocess.PIPE, stderr=full).returncode == 0


def test_an_empty_result_is_no_empty_line_unless_it_is_the_result():
    assert run("print_result('')", stdout=subprocess.PIPE).stdout == b""
    assert run("print_result('', even_if_empty=True)", stdout=subprocess.PIPE).stdout == b"\n"
