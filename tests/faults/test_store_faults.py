"""A store that is busy, slow, cut off or gone: what is asked for comes whole, or its absence has its cause."""

from __future__ import annotations

import errno

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
    TemporaryFull,
)
from ocr_pipeline.job.plan import make_plan
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.stores import store_of
from ocr_pipeline.store.atomic import make_folder, write_bytes, writing
from tests.support.stores import HANGING_SECONDS, Asked

PAGE = bytes(range(256)) * 1000


def at_first(fault, method):
    """Return what does this to the first request of a method for each target, and the list of these."""
    met: list[Asked] = []

    def fault_of(asked):
        if asked.method != method or asked.before:
            return None
        met.append(asked)
        return fault

    return fault_of, met


def comes_whole(store):
    place = store.place("a/page.png")
    place.write_bytes(PAGE)
    assert place.read_bytes() == PAGE
    assert store.place("a").statuses()["page.png"].st_size == len(PAGE)


@pytest.mark.parametrize(
    ("method", "fault"),
    [("GET", "busy"), ("GET", "cut"), ("GET", "gone"), ("PUT", "busy"), ("PUT", "lose"), ("PUT", "gone")],
)
def test_what_fails_at_first_comes_whole_at_last(store, method, fault):
    store.fault, met = at_first(fault, method)
    comes_whole(store)
    assert met
    assert store.counted(method, "page.png") > 1


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_is_late_is_waited_for(store, method):
    store.fault, met = at_first("slow", method)
    comes_whole(store)
    assert met
    assert store.counted(method, "page.png") == 1


@pytest.fixture
def impatient(store, monkeypatch):
    """A connection that gives up before an answer that hangs would break off."""
    monkeypatch.setenv("OCR_PIPELINE_STORE_SILENT_SECONDS", str(HANGING_SECONDS / 2))
    store_of.cache_clear()
    yield store
    store_of.cache_clear()


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_hangs_is_given_up_and_asked_for_again(impatient, method):
    impatient.fault, met = at_first("hang", method)
    comes_whole(impatient)
    assert met
    assert impatient.counted(method, "page.png") > 1


@pytest.mark.parametrize("ask", [RemotePath.stat, RemotePath.read_bytes, lambda place: place.bucket.stat()])
def test_credentials_that_have_expired_are_said_to_be_whatever_is_asked_for(store, ask):
    store.place("x").write_bytes(PAGE)
    store.fault = lambda _asked: "expired"
    with pytest.raises(StoreForbids, match="ExpiredToken"):
        ask(store.place("x"))


def test_one_file_that_may_not_be_read_is_said_to_be_with_the_store_s_own_code(store):
    store.place("x").write_bytes(PAGE)
    store.fault = lambda _asked: "refuse"
    with pytest.raises(PermissionError, match="AccessDenied"):
        store.place("x").stat()


def test_a_full_disk_here_is_not_taken_for_one_of_the_output(store):
    with pytest.raises(TemporaryFull), writing(store.place("x")) as file:  # noqa: PT012
        file.write(PAGE)
        raise OSError(errno.ENOSPC, "no space")
    assert not store.place("x").exists()


def test_what_is_fetched_to_disk_goes_on_where_it_broke_off(store, tmp_path, monkeypatch):
    monkeypatch.setattr(store_of("s3"), "retries", 5)
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
