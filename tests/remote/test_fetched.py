"""A file of a store is on disk while something reads it there, and is fetched again when it has changed."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import ScanTruncated
from ocr_pipeline.remote.fetched import on_disk


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
