"""A path in a store is used as one on a disk."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from ocr_pipeline.remote.calls import NoBucket
from ocr_pipeline.remote.path import RemotePath

PLACE = RemotePath("s3:", "archive", "опись", "97 об.png")


def test_its_parts_are_those_of_a_path():
    assert (PLACE.name, PLACE.stem, PLACE.suffix) == ("97 об.png", "97 об", ".png")
    assert str(PLACE.parent / "x") == "s3://archive/опись/x"
    assert str(PLACE.relative_to(PLACE.parent)) == "97 об.png"
    assert PLACE.is_absolute()
    assert PLACE.resolve() == PLACE.absolute() == PLACE
    assert PLACE.is_relative_to(PLACE.bucket)


def test_a_worker_gets_it_as_it_is():
    assert pickle.loads(pickle.dumps(PLACE)) == PLACE
    assert isinstance(pickle.loads(pickle.dumps(PLACE)), RemotePath)


def test_what_would_reach_for_the_disk_fails():
    with pytest.raises(TypeError, match="no file on a disk"):
        os.stat(PLACE)  # noqa: PTH116
    with pytest.raises(TypeError, match="no file on a disk"):
        open(PLACE)  # noqa: PTH123, SIM115


def test_a_file_is_written_read_and_removed(store):
    place = store.place("a/1 ?#%.txt")
    assert not place.exists()
    place.write_bytes("да".encode())
    assert place.read_text() == "да"
    assert place.is_file()
    assert not place.is_dir()
    assert place.stat().st_size == 4
    with place.open("rb") as file:
        assert file.read() == place.read_bytes()
    place.unlink()
    place.unlink(missing_ok=True)
    with pytest.raises(FileNotFoundError):
        place.read_bytes()


def test_a_folder_is_there_when_a_file_is_below_it(store):
    folder = store.place("a")
    assert not folder.is_dir()
    assert folder.statuses() == {}
    folder.rmdir()
    (folder / "b" / "1").write_bytes(b"1")
    assert folder.is_dir()
    assert [one.name for one in folder.iterdir()] == ["b"]
    assert list(folder.below()) == ["b/1"]
    with pytest.raises(OSError, match="not empty"):
        folder.rmdir()


def test_what_is_written_to_a_whole_file_is_there_at_its_end_alone(store):
    with store.place("long").whole() as file:
        file.write(b"one ")
        assert not store.place("long").exists()
        file.write(b"two")
    assert store.place("long").read_bytes() == b"one two"
    with pytest.raises(ZeroDivisionError), store.place("other").whole() as file:
        file.write(bytes([1 // 0]))
    assert not store.place("other").exists()


def test_a_file_is_created_only_where_none_is(store):
    assert store.place("1").create(b"one")
    assert not store.place("1").create(b"two")
    assert store.place("1").read_bytes() == b"one"


def test_a_folder_is_moved_with_all_that_is_below_it(store):
    for name in ("a/1", "a/b/2"):
        store.place(name).write_bytes(name.encode())
    store.place("a").rename(store.place("c"))
    assert sorted(store.place("c").below()) == ["1", "b/2"]
    assert not store.place("a").exists()
    with pytest.raises(OSError, match="cross-device"):
        store.place("c").rename(Path("c"))


def test_parts_of_a_file_are_read_without_the_rest(store):
    store.place("long").write_bytes(bytes(100_000))
    with store.place("long").parts_read(1000) as file:
        file.seek(99_999)
        assert (file.size, file.read()) == (100_000, b"\0")
        file.seek(0)
        assert len(file.read(10)) == 10
    asked = [one for one in store.asked if one.method == "GET"]
    assert len(asked) == 2


def test_the_version_changes_with_the_content(store):
    place = store.place("1")
    place.write_bytes(b"one")
    first = place.stat()
    place.write_bytes(b"two")
    assert place.stat().st_ino != first.st_ino


def test_a_bucket_that_is_not_there_is_told_from_a_file_that_is_not(store):
    with pytest.raises(NoBucket):
        RemotePath("s3:", "nowhere", "1").read_bytes()
    with pytest.raises(NoBucket):
        RemotePath("s3:", "nowhere").stat()
    with pytest.raises(FileNotFoundError):
        store.place("nowhere").read_bytes()


def test_a_listing_is_a_call_for_each_thousand(store):
    from moto.backends import get_backend

    for number in range(1001):
        get_backend("s3")["123456789012"]["aws"].put_object(store.bucket, f"many/{number:04d}", b"")
    store.asked.clear()
    assert len(store.place("many").below()) == 1001
    assert len({one.target for one in store.asked}) == 2
