"""A store that is busy, slow, cut off or gone: what is asked for comes whole, or its absence has its cause."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import (
    BucketForbidden,
    BucketNotFound,
    OutputBucketForbidden,
    OutputBucketNotFound,
    OutputInsideScans,
    ScanNotFound,
    StoreForbids,
    StoreUnreachable,
)
from ocr_pipeline.job.plan import make_plan
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import make_folder, write_bytes

PAGE = bytes(range(256)) * 1000


@pytest.mark.parametrize("fault", ["busy", "cut", "hang", "gone", "slow"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_fails_at_first_comes_whole_at_last(store, fault, method):
    store.fault = lambda asked: fault if asked.method == method and not asked.before else None
    place = store.place("a/page.png")
    place.write_bytes(PAGE)
    assert place.read_bytes() == PAGE
    assert store.place("a").statuses()["page.png"].st_size == len(PAGE)


def test_what_is_fetched_to_disk_goes_on_where_it_broke_off(store, tmp_path, monkeypatch):
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 5)
    store.place("scan.tif").write_bytes(PAGE)
    store.fault = lambda asked: "cut" if asked.method == "GET" and asked.before < 2 else None
    store.place("scan.tif").fetch(tmp_path / "scan.tif")
    assert (tmp_path / "scan.tif").read_bytes() == PAGE


def test_a_store_that_stays_away_is_said_to_be(store, monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "0.3")
    store.fault = lambda _asked: "busy"
    with pytest.raises(StoreUnreachable, match=r"SlowDown|503"):
        store.place("x").read_bytes()


def test_a_file_is_never_there_in_part(store, monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "0.3")
    store.fault = lambda asked: "gone" if asked.method == "PUT" else None
    with pytest.raises(StoreUnreachable):
        store.place("x").write_bytes(PAGE)
    assert not store.place("x").exists()


NOWHERE = RemotePath("s3:", "nowhere", "x")


def test_what_is_wrong_with_a_bucket_of_scans_is_said(store):
    store.place("scans/1.png").write_bytes(PAGE)
    scans, out = store.place("scans"), store.place("out")
    with pytest.raises(BucketNotFound, match="s3://nowhere/x"):
        make_plan(NOWHERE, out)
    with pytest.raises(ScanNotFound):
        make_plan(store.place("nothing"), out)
    with pytest.raises(OutputInsideScans):
        make_plan(scans, scans / "out")
    store.fault = lambda _asked: "refuse"
    with pytest.raises(BucketForbidden, match=r"403|AccessDenied"):
        make_plan(scans, out)


def test_what_is_wrong_with_a_bucket_for_results_is_said(store):
    with pytest.raises(OutputBucketNotFound):
        make_folder(NOWHERE)
    with pytest.raises(OutputBucketNotFound):
        write_bytes(NOWHERE, PAGE)
    store.fault = lambda _asked: "refuse"
    with pytest.raises(OutputBucketForbidden):
        write_bytes(store.place("x"), PAGE)
    with pytest.raises(StoreForbids):
        store.place("x").exists()
