"""A lock in a store: kept while it is renewed, taken over from the dead."""

from __future__ import annotations

import os

import pytest

from ocr_pipeline.errors import OutputBusy
from ocr_pipeline.store import lease
from ocr_pipeline.store.files import lock_file
from ocr_pipeline.store.lease import leased


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(lease, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(lease, "LEASE_SECONDS", 0.5)


@pytest.fixture
def left(store):
    """Leaves the lock of a process."""

    def leave(machine=None, started="0"):
        held = lease._Lease(token="other", machine=machine or lease._machine(), pid=os.getpid(), started=started)
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
    monkeypatch.setattr(lease, "LEASE_SECONDS", 600.0)
    left(started="another time")
    with leased(store.place("out")):
        pass


def test_the_lock_of_a_machine_that_is_gone_is_taken_after_a_while(store, left):
    left(machine="another")
    with leased(store.place("out")):
        pass


def test_of_two_at_the_same_time_the_later_one_has_it(store, left, monkeypatch):
    def overtaken(_seconds):
        left()

    monkeypatch.setattr("time.sleep", overtaken)
    with pytest.raises(OutputBusy), leased(store.place("out")):
        pass


def test_a_lock_that_is_damaged_holds_nobody(store):
    lock_file(store.place("out")).write_bytes(b"{")
    with leased(store.place("out")):
        pass
