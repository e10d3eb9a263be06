"""What an earlier run found to be alone in its file is not looked into again, unless the file has changed."""

from __future__ import annotations

import os

import pytest

from ocr_pipeline.job.journal.observe import JobBegin, Process
from ocr_pipeline.job.journal.write import KeptJournal
from ocr_pipeline.job.known_singles import KnownSingles
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.provenance import digest_of, provenance_of
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import PageRow, PageState, Resumable, ScanSource
from ocr_pipeline.remote.path import RemotePath, with_listed
from ocr_pipeline.scans import modified_ns
from ocr_pipeline.settings import Settings

SCANS = RemotePath("s3:", "archive", "scans")
STATUS = os.stat_result((0o100000, 77, 0, 1, 0, 0, 5, 0, 1000, 0), {"st_mtime_ns": 1000 * 10**9})


@pytest.fixture
def known(tmp_path):
    """What is known by a journal that has scans of these names, each of a file and frame."""

    def write(*scans, engine="engine", rows=()):
        journal = KeptJournal(tmp_path)
        journal.begin(JobBegin(Process.this(), Plan(SCANS, {}), provenance_of(Settings(), engine)))
        for file, name, frame in scans:
            path = SCANS / file
            resumable = Resumable(
                size=5, mtime_ns=modified_ns(path, STATUS), sha256="", frame=frame, key="", record_bytes=()
            )
            planned = PlannedScan(ScanSource(path, frame), "scans", name, str(path))
            journal.through(planned, Outcome(rows, 0, resumable=resumable))
        return KnownSingles(tmp_path, digest_of(provenance_of(Settings(), "engine")))

    return write


def listed(file, status=STATUS):
    return with_listed(SCANS / file, status)


def test_a_file_whose_scan_is_called_as_it_is_holds_no_other(known):
    is_single = known(("1.tif", "1", 0), ("2-0001.tif", "2-0001", 0), ("3.jpg", "3~2", 0))
    assert all(is_single(listed(file)) for file in ("1.tif", "2-0001.tif", "3.jpg"))


def test_a_file_of_several_and_one_that_was_not_read_are_not_known(known):
    is_single = known(("1.tif", "1-0001", 0), ("2.pdf", "2~2-0001", 0))
    assert not any(is_single(listed(file)) for file in ("1.tif", "2.pdf", "3.tif"))


def test_a_file_that_has_changed_is_not_known(known):
    is_single = known(("1.tif", "1", 0))
    other = os.stat_result((0o100000, 78, 0, 1, 0, 0, 5, 0, 1000, 0), {"st_mtime_ns": 1000 * 10**9})
    assert not is_single(listed("1.tif", other))


def test_what_another_version_of_the_program_found_is_not_known(known):
    assert not known(("1.tif", "1", 0), engine="of another version")(listed("1.tif"))


def test_a_file_with_a_page_that_failed_is_not_known(known):
    failed = PageRow(document="scans", page="1", path="1.tif", state=PageState.FAILED)
    assert not known(("1.tif", "1", 0), rows=(failed,))(listed("1.tif"))
