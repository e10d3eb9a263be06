"""A worker gets scans if it reads as the job does and sees its files."""

from __future__ import annotations

import tempfile
from dataclasses import replace

import pytest

from ocr_pipeline.errors import (
    ClusterEngineDiffers,
    ClusterFolderUnseen,
    ClusterStoreUnseen,
    ClusterVersionDiffers,
    StoreUnreachable,
)
from ocr_pipeline.job.cluster import check
from ocr_pipeline.job.cluster.check import lacking, wanted
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.stores import DRIVERS, store_of
from ocr_pipeline.settings import Settings


@pytest.fixture
def job(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "SEEN_SECONDS", 0.1)
    (tmp_path / "1.png").write_bytes(b"a scan")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".cluster-1.part").touch()
    settings = Settings(engine="fault_engines:Good")
    return wanted(settings, tmp_path / "1.png", tmp_path / "out" / ".cluster-1.part")


def test_a_worker_like_the_machine_of_the_job_lacks_nothing_and_leaves_nothing(job):
    assert lacking(job) is None
    assert list(job.marker.parent.iterdir()) == [job.marker]


def test_another_version_is_named_beside_the_job_s(job):
    found = lacking(replace(job, program="ocr_pipeline 0.0.1"))
    assert isinstance(found, ClusterVersionDiffers)
    assert "ocr_pipeline 0.0.1" in found.detail


def test_another_engine_is_named_beside_the_job_s(job):
    found = lacking(replace(job, engine="good 2"))
    assert isinstance(found, ClusterEngineDiffers)
    assert found.detail == "it has good 1, the job good 2"


def test_a_missing_engine_says_why(job):
    found = lacking(replace(job, settings=Settings(engine="fault_engines:Good", language="xxx")))
    assert isinstance(found, ClusterEngineDiffers)
    assert "xxx" in found.detail


def test_a_scan_that_is_not_there_or_another_one_is_named(job):
    job.scan.write_bytes(b"another scan")
    found = lacking(job)
    assert isinstance(found, ClusterFolderUnseen)
    job.scan.unlink()
    found = lacking(job)
    assert isinstance(found, ClusterFolderUnseen)
    assert "1.png" in found.detail


def test_a_scan_that_the_job_does_not_see_either_is_no_matter_of_the_worker(job, tmp_path):
    assert lacking(wanted(job.settings, tmp_path / "gone.png", job.marker)) is None


def test_another_output_folder_under_the_same_path_is_found_out(job):
    job.marker.unlink()
    found = lacking(job)
    assert isinstance(found, ClusterFolderUnseen)
    assert str(job.marker.parent) in found.detail


def test_an_output_folder_that_cannot_be_written_is_said(job, monkeypatch):
    def forbidden(**_how):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", forbidden)
    found = lacking(job)
    assert isinstance(found, ClusterFolderUnseen)
    assert "cannot write" in found.detail


def test_a_worker_sees_a_store_by_what_is_in_it(job, store):
    scan, marker = store.place("1.png"), store.place("out/.cluster-1.part")
    scan.write_bytes(b"a scan")
    there = wanted(job.settings, scan, marker)
    found = lacking(there)
    assert isinstance(found, ClusterStoreUnseen)
    assert f"s3://{store.bucket}/out" in found.detail
    marker.write_bytes(b"")
    assert lacking(there) is None


def test_a_worker_without_the_package_for_a_store_says_so(job, monkeypatch):
    monkeypatch.setitem(DRIVERS, "gs", "no_such_package")
    store_of.cache_clear()
    found = lacking(replace(job, marker=RemotePath("gs:", "archive", ".cluster-1.part")))
    assert isinstance(found, ClusterStoreUnseen)
    assert "no_such_package" in found.detail


def test_a_store_that_is_away_for_a_moment_is_no_folder_that_is_to_be_mounted(job, store, monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "0")
    marker = store.place("out/.cluster-1.part")
    marker.write_bytes(b"")
    there = replace(job, marker=marker)
    store.fault = lambda _asked: "busy"
    assert isinstance(lacking(there), StoreUnreachable)
    store.fault = lambda _asked: None
    assert lacking(there) is None
