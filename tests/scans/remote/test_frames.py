"""How many pages a file of a store has is found out from parts of it, and is what it is on a disk."""

from __future__ import annotations

import errno

import numpy as np
import pytest
from PIL import Image

from ocr_pipeline.errors import BucketForbidden, StoreUnreachable, TemporaryFull
from ocr_pipeline.records import ScanSource
from ocr_pipeline.remote.stores import store_of
from ocr_pipeline.scans import find_documents, open_scan, sha256_of
from ocr_pipeline.scans.images import count_frames
from ocr_pipeline.scans.remote.frames import count_frames_of
from tests.support.tiffs import relinked, tiff


def saved(path, pages):
    first, *others = [
        Image.fromarray(np.random.default_rng(seed).integers(0, 255, (300, 200), dtype=np.uint8))
        for seed in range(pages)
    ]
    if others:
        first.save(path, save_all=True, append_images=others)
    else:
        first.save(path)


@pytest.fixture
def scans(tmp_path):
    """Files of each kind, some damaged, some called what they are not."""
    saved(tmp_path / "one.png", 1)
    saved(tmp_path / "three.tif", 3)
    saved(tmp_path / "three.pdf", 3)
    (tmp_path / "renamed.jpg").write_bytes((tmp_path / "three.tif").read_bytes())
    (tmp_path / "cut.tif").write_bytes((tmp_path / "three.tif").read_bytes()[:-70_000])
    (tmp_path / "cut.pdf").write_bytes((tmp_path / "three.pdf").read_bytes()[:-300])
    (tmp_path / "empty.tif").touch()
    return tmp_path


def found(root):
    return {document.name: [source.frame for source in document.sources] for document in find_documents(root)}


def test_the_documents_of_a_store_are_those_of_a_folder(store, scans):
    remote = {name.replace("scans", scans.name): frames for name, frames in found(store.put(scans, "scans")).items()}
    assert remote == found(scans)
    assert len(remote["three"]) + len(remote["renamed"]) == 6


def test_nothing_is_read_of_what_is_known_to_be_one(store, scans):
    place = store.put(scans, "scans")
    store.asked.clear()
    assert count_frames_of([place / "three.tif"], lambda _path: True) == {place / "three.tif": 1}
    assert store.asked == []


def test_a_store_that_fails_is_not_taken_for_a_damaged_file(store, scans, monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "0.2")
    place = store.put(scans, "scans") / "three.pdf"
    (first,) = count_frames_of([place], lambda _path: False).values()
    assert first == 3
    reads = store.counted("GET", "three.pdf")
    store.fault = lambda _asked: "busy" if store.counted("GET", "three.pdf") > reads + 1 else None
    with pytest.raises(StoreUnreachable):
        count_frames_of([place], lambda _path: False)


def test_a_file_of_many_pages_is_fetched_once(store, scans):
    place = store.put(scans, "scans") / "three.pdf"
    store.asked.clear()
    assert sha256_of(place) == sha256_of(scans / "three.pdf")
    for frame in range(3):
        opened = open_scan(ScanSource(place, frame), 200.0, 100.0)
        assert opened.source == ScanSource(place, frame)
        assert np.array_equal(opened.pixels, open_scan(ScanSource(scans / "three.pdf", frame), 200.0, 100.0).pixels)
    assert store.counted("GET", "three.pdf") == 1


@pytest.fixture
def broken(tmp_path):
    """TIFFs whose lists of pages break off: how many there are shows on the whole file alone."""
    for pages in range(2, 14):
        content = relinked(tiff(pages), pages - 1, 2**31)
        (tmp_path / f"{pages}.tif").write_bytes(content)
    return tmp_path


def test_files_that_are_fetched_side_by_side_do_not_take_each_other_s_place(store, broken):
    place = store.put(broken, "scans")
    found = count_frames_of([place / path.name for path in broken.iterdir()], lambda _path: False)
    assert {path.name: count for path, count in found.items()} == {
        path.name: count_frames(path) for path in broken.iterdir()
    }
    assert found[place / "13.tif"] == 14


def test_a_full_disk_is_not_taken_for_one_page(store, broken, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "hunter2")

    place = store.put(broken, "scans") / "3.tif"
    monkeypatch.setattr(store_of("s3"), "get_file", full)
    with pytest.raises(TemporaryFull):
        count_frames_of([place], lambda _path: False)


def test_a_file_that_may_not_be_read_is_not_taken_for_one_page(store, broken):
    place = store.put(broken, "scans") / "3.tif"
    store.fault = lambda asked: "refuse" if "3.tif" in asked.target else None
    with pytest.raises(BucketForbidden, match=r"3\.tif"):
        count_frames_of([place], lambda _path: False)
