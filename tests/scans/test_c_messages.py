"""What C code prints is taken from the terminal, whole, also where it ends in an exception."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from ocr_pipeline.scans.c_messages import c_messages


def printed(text):
    """Print as a C library does, past Python's own stream."""
    os.write(2, text.encode())


def test_lines_are_taken_and_nothing_is_printed(capfd):
    lines: list[str] = []
    with c_messages(lines):
        printed("one\ntwo\n")
    assert lines == ["one", "two"]
    assert capfd.readouterr().err == ""


def test_what_is_printed_before_and_after_stays(capfd):
    lines: list[str] = []
    sys.stderr.write("before")
    with c_messages(lines):
        printed("within")
    printed(" after")
    assert lines == ["within"]
    assert capfd.readouterr().err == "before after"


def test_an_exception_passes_and_the_lines_are_kept(capfd):
    lines: list[str] = []

    def fails():
        printed("why \xff\n")
        raise OSError("fault")

    with pytest.raises(OSError, match="fault"), c_messages(lines):
        fails()
    printed("after")
    assert lines == ["why \xff"]
    assert capfd.readouterr().err == "after"


def test_two_threads_do_not_lose_standard_error(capfd):
    found: list[list[str]] = [[] for _ in range(8)]

    def one(lines):
        for _ in range(20):
            with c_messages(lines):
                printed("x\n")

    threads = [threading.Thread(target=one, args=(lines,)) for lines in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    printed("still here")
    assert sum(map(len, found)) == 160
    assert capfd.readouterr().err == "still here"


def test_a_closed_standard_error_is_none_to_take_from():
    program = "from ocr_pipeline.scans.c_messages import c_messages\nwith c_messages([]): print('done')"
    done = subprocess.run(
        ["sh", "-c", f'exec {sys.executable} -c "$0" 2>&-', program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "done\n")
