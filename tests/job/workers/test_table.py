"""What the system says of processes: families, sessions, memory."""

from __future__ import annotations

import os
import signal
import subprocess

from ocr_pipeline.job.workers.table import descendants, kill_session, processes, resident_by_session


def sleeper(**options):
    """A shell that has started a program, and says so; both run until they are killed."""
    shell = subprocess.Popen(["sh", "-c", "sleep 600 & echo $!; wait"], stdout=subprocess.PIPE, text=True, **options)
    return shell, int(shell.stdout.readline())


def test_children_and_theirs_are_found_and_a_session_is_killed_with_all_in_it():
    shell, sleep = sleeper(start_new_session=True)
    try:
        assert {shell.pid, sleep} <= set(descendants(os.getpid()))
        assert descendants(shell.pid) == (sleep,)
        assert resident_by_session()[shell.pid] > 0
    finally:
        kill_session(shell.pid)
        shell.wait()
    assert shell.returncode == -signal.SIGKILL
    shell.stdout.read()  # It ends when the last of them has.
    shell.stdout.close()
    assert sleep not in descendants(os.getpid())


def test_a_process_that_is_gone_is_killed_without_harm():
    done = subprocess.Popen(["true"])
    done.wait()
    kill_session(done.pid)


def test_a_process_that_has_ended_is_none_though_nobody_has_asked_how():
    done = subprocess.Popen(["true"])
    os.waitid(os.P_PID, done.pid, os.WEXITED | os.WNOWAIT)
    assert done.pid not in {process.pid for process in processes()}
    done.wait()


def test_a_name_with_brackets_and_spaces_is_no_trouble(tmp_path):
    odd = tmp_path / "a) S 1 (b"
    odd.symlink_to("/bin/sleep")
    process = subprocess.Popen([str(odd), "600"])
    try:
        (found,) = (one for one in processes() if one.pid == process.pid)
        assert found.parent == os.getpid()
    finally:
        process.kill()
        process.wait()
