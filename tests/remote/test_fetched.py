"""A file of a store is on disk while something reads it there, and is fetched again when it has changed."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from ocr_pipeline.errors import ScanTruncated, TemporaryFull
from ocr_pipeline.remote.fetched import copy_on_disk, on_disk
from ocr_pipeline.remote.stores import store_of


def test_a_file_on_disk_is_given_as_it_is(tmp_path):
    with on_disk(tmp_path / "1") as local:
        assert local == tmp_path / "1"


def test_the_last_file_is_kept_until_it_changes_or_another_is_fetched(store):
    place, other = store.place("1.png"), store.place("2.png")
    place.write_bytes(b"one")
    other.write_bytes(b"other")
    for _ in range(2):
        with on_disk(place) as local:
            assert (local.read_bytes(), local.suffix) == (b"one", ".png")
    assert store.counted("GET", "1.png") == 1
    place.write_bytes(b"two")
    with on_disk(place) as local:
        assert local.read_bytes() == b"two"
    with on_disk(other):
        assert not local.exists()


def test_what_is_wrong_with_it_is_said_of_the_url(store):
    place = store.place("1.png")
    place.write_bytes(b"one")
    with pytest.raises(ScanTruncated) as raised, on_disk(place) as local:
        raise ScanTruncated(f"{local}, page 3", "why")
    assert raised.value.subject == f"{place}, page 3"


def test_what_came_in_part_is_not_kept(store, tmp_path, monkeypatch):
    def full(_path, local):
        Path(local).write_bytes(b"part")
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(store_of("s3"), "get_file", full)
    place = store.place("large.tif")
    place.write_bytes(b"large")
    with pytest.raises(TemporaryFull, match=r"large\.tif"), on_disk(place):
        pass
    assert list(tmp_path.iterdir()) == []


def test_each_thread_may_have_a_copy_of_its_own(store):
    places = [store.place(f"{number}.png") for number in range(2)]
    for place in places:
        place.write_bytes(place.name.encode())
    with copy_on_disk(places[0]) as one, copy_on_disk(places[1]) as other:
        assert (one.read_bytes(), other.read_bytes()) == (b"0.png", b"1.png")
    assert not one.exists()
