"""Files of a store are fetched side by side, and come in their order."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ocr_pipeline.remote.ahead import AT_ONCE, fetched_ahead
from ocr_pipeline.remote.path import RemotePath

REMOTE = [RemotePath("s3:", "archive", str(number)) for number in range(3 * AT_ONCE)]


def test_they_come_in_their_order_and_some_are_got_at_once():
    together = threading.Barrier(AT_ONCE)

    def get(path):
        if int(path.name) < AT_ONCE:
            together.wait(10)
        return int(path.name)

    assert [number for _, number in fetched_ahead(REMOTE, get)] == list(range(3 * AT_ONCE))


def test_no_more_are_got_than_will_be_asked_for_soon():
    got = []
    ahead = fetched_ahead(REMOTE, lambda path: got.append(path.name))
    next(ahead)
    ahead.close()
    assert len(got) <= AT_ONCE + 1


def test_on_a_disk_each_is_got_when_it_is_asked_for():
    got = []
    ahead = fetched_ahead([Path("1"), Path("2")], lambda path: got.append(path.name))
    next(ahead)
    assert got == ["1"]
    assert list(fetched_ahead([], str)) == []


def test_what_is_raised_is_raised_in_its_place():
    def get(path):
        if path.name == "2":
            raise FileNotFoundError
        return path.name

    ahead = fetched_ahead(REMOTE, get)
    assert [next(ahead)[1] for _ in range(2)] == ["0", "1"]
    with pytest.raises(FileNotFoundError):
        next(ahead)
