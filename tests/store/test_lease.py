"""A lock in a store: kept while it is renewed, taken over from the dead."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from ocr_pipeline.errors import OutputBusy
from ocr_pipeline.remote.limits import store_limits
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store import lease
from ocr_pipeline.store.files import lock_file
from ocr_pipeline.store.lease import leased


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(lease, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(lease, "lease_seconds", lambda: 0.5)


@pytest.fixture
def left(store):
    """Leaves the lock of a process."""

    def leave(machine=None, started="0", pid=None):
        holder = {"machine": machine or lease._machine(), "pid": pid or os.getpid(), "started": started}
        held = lease._Lease(token="other", **holder)
        content = held.model_dump_json()
        lock_file(store.place("out")).write_bytes(content.encode())

    return leave


def test_the_lock_is_there_in_the_block_alone(store):
    with leased(store.place("out")):
        assert lock_file(store.place("out")).exists()
    assert not lock_file(store.place("out")).exists()


def test_a_second_job_is_refused_while_the_first_is_at_work(store):
    with leased(store.place("out")), pytest.raises(OutputBusy), leased(store.place("out")):
        pass


def test_the_lock_of_a_process_that_has_ended_here_is_taken_at_once(store, left, monkeypatch):
    monkeypatch.setattr(lease, "lease_seconds", lambda: 600.0)
    left(started="another time")
    with leased(store.place("out")):
        pass


def test_the_lock_of_a_machine_that_is_gone_is_taken_after_a_while(store, left):
    left(machine="another")
    with leased(store.place("out")):
        pass


def test_of_two_at_the_same_time_the_earlier_one_has_it(store, left, monkeypatch):
    def overtaken(*_how):
        left()
        return False

    monkeypatch.setattr(lease, "_wait_for", overtaken)
    with pytest.raises(OutputBusy), leased(store.place("out")):
        pass
    assert lease._read(lock_file(store.place("out"))).token == "other"


def test_of_two_that_take_over_the_same_lock_the_later_one_has_it(store, left, monkeypatch):
    def overtaken(_seconds):
        left()

    left(started="another time")
    monkeypatch.setattr("time.sleep", overtaken)
    with pytest.raises(OutputBusy), leased(store.place("out")):
        pass


def test_a_lock_that_is_damaged_holds_nobody(store):
    lock_file(store.place("out")).write_bytes(b"{")
    with leased(store.place("out")):
        pass


def test_in_a_store_that_knows_no_condition_the_later_one_has_it(store, left, monkeypatch):
    def writes_over(path, content):
        path.write_bytes(content)
        return True

    monkeypatch.setattr(RemotePath, "create", writes_over)
    monkeypatch.setattr("time.sleep", lambda _seconds: left())
    with pytest.raises(OutputBusy), leased(store.place("out")):
        pass


def test_a_lock_whose_answer_was_lost_is_one_s_own(store):
    place = lock_file(store.place("out"))
    create = RemotePath.create
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RemotePath, "create", lambda path, content: create(path, content) and False)
        with leased(store.place("out")):
            assert place.exists()


def test_who_lost_the_lock_learns_it_and_leaves_it_to_whom_it_is(store, left):
    with leased(store.place("out")) as still_held:
        still_held()
        left(machine="another")
        time.sleep(0.3)
        with pytest.raises(OutputBusy):
            still_held()
    assert lease._read(lock_file(store.place("out"))).token == "other"


def test_a_release_just_after_a_takeover_leaves_the_other_s_lock(store, left, monkeypatch):
    monkeypatch.setattr(lease, "BEAT_SECONDS", 60.0)
    # The renewing thread waits for its event, and ends at once.
    with leased(store.place("out")):
        left(machine="another")
    assert lock_file(store.place("out")).exists()


def test_a_process_that_is_not_shown_is_not_dead(monkeypatch):
    monkeypatch.setattr(lease, "_started", lambda _pid: None)
    held = lease._Lease(token="other", machine=lease._machine(), pid=os.getpid(), started="0")
    assert not lease._is_dead(held)
    ended = subprocess.Popen(["true"])
    ended.wait()
    assert lease._is_dead(held.model_copy(update={"pid": ended.pid}))


def test_a_holder_whose_connection_hangs_is_waited_for_until_it_can_have_found_out(monkeypatch):
    monkeypatch.undo()
    assert lease.lease_seconds() > lease.BEAT_SECONDS + store_limits().silent_seconds
