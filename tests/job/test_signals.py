"""Signals end a job, and a command with what it has started; the second one at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.signals import ended_by_signals, terminated_as_interrupted


def test_sigterm_is_an_interrupt_within_and_what_it_was_afterwards():
    before = signal.getsignal(signal.SIGTERM)

    def terminated():
        os.kill(os.getpid(), signal.SIGTERM)
        signal.pause()

    with pytest.raises(KeyboardInterrupt), terminated_as_interrupted():
        terminated()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_thread_keeps_its_callers_handling_of_signals():
    before, within = signal.getsignal(signal.SIGTERM), []

    def look():
        with terminated_as_interrupted():
            within.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert within == [before]


ROOT = Path(__file__).parents[2]

MUST_END = """
import os, signal, subprocess, sys
from ocr_pipeline.job.signals import ended_by_signals
program = subprocess.Popen(["sleep", "600"])
try:
    with ended_by_signals():
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
        signal.pause()
except KeyboardInterrupt:
    print(program.wait())
"""

WILL_NOT_END = """
import os, signal
from ocr_pipeline.job.signals import ended_by_signals
with ended_by_signals():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        signal.pause()
"""


def script(text, *arguments):
    return subprocess.run(
        [sys.executable, "-c", text, *arguments], capture_output=True, text=True, check=False, timeout=60, cwd=ROOT
    )


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_the_first_signal_ends_what_a_command_has_started_and_then_the_command(name):
    assert script(MUST_END, name).stdout == f"{-signal.SIGKILL}\n"


def test_the_second_signal_ends_a_command_at_once():
    done = script(WILL_NOT_END)
    assert (done.returncode, done.stderr) == (ExitCode.INTERRUPTED, "")


def test_a_job_within_a_command_leaves_signals_to_the_command():
    with ended_by_signals():
        command = signal.getsignal(signal.SIGTERM)
        with terminated_as_interrupted():
            assert signal.getsignal(signal.SIGTERM) is command
        assert signal.getsignal(signal.SIGTERM) is command
