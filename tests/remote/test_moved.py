"""A move within a store that has not ended is told from something else that is in its way."""

from __future__ import annotations

import os

import pytest

from ocr_pipeline.remote.moved import is_begun
from ocr_pipeline.remote.path import RemotePath


@pytest.fixture
def both(store):
    """Puts files where something is moved from and where to, and returns both places."""

    def put(here, there):
        for folder, files in (("a", here), ("b", there)):
            for name, content in files.items():
                store.place(f"{folder}/{name}").write_bytes(content)
        return store.place("a"), store.place("b")

    return put


def test_what_is_copied_in_part_or_removed_in_part_is_begun(both):
    assert is_begun(*both({"1": b"1", "2": b"2"}, {"1": b"1"}))
    here, there = both({}, {"2": b"2", "3": b"3"})
    assert is_begun(here, there)
    assert is_begun(here / "1", there / "1")
    assert is_begun(here / "nowhere", there)


def test_what_holds_something_else_is_not(both):
    here, there = both({"1": b"1", "2": b"2"}, {"2": b"2", "3": b"3"})
    assert not is_begun(here, there), "each has something that the other has not"
    (there / "1").write_bytes(b"7")
    assert not is_begun(here, there), "of one name, another content"


def test_a_version_that_differs_for_the_same_content_is_looked_into(both, monkeypatch):
    here, there = both({"1": b"1"}, {"1": b"1"})
    status = RemotePath.stat

    def encrypted(path, **how):
        found = tuple(status(path, **how))
        return os.stat_result((found[0], hash(path), *found[2:]))

    monkeypatch.setattr(RemotePath, "stat", encrypted)
    assert is_begun(here / "1", there / "1")
