"""Pages that no scan seems to give stay while another process may have read them just now."""

from __future__ import annotations

import os
from pathlib import Path

from ocr_pipeline.job.plan import planned
from ocr_pipeline.job.shards.awaited import Awaited
from ocr_pipeline.records import ScanSource, replace
from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.pages import write_record
from tests.support.compared_pages import three_pages
from tests.support.journal import page_row


def put(tmp_path, name, scan, seconds):
    (page, *_) = three_pages(tmp_path)
    write_record(tmp_path / "out" / "а", replace(page, id=name, scan=replace(page.scan, path=scan)))
    os.utime(page_file(tmp_path / "out" / "а", name), (seconds, seconds))


def awaited(tmp_path, *rows):
    (tmp_path / "scans").mkdir(exist_ok=True)
    path = tmp_path / "scans" / "1.png"
    path.write_bytes(b"a scan")
    (scan,) = planned("а", [(ScanSource(path), Path("../scans/1.png"))])
    return Awaited(tmp_path / "out", "а", {scan: tuple(page_row("а", row) for row in rows)})


def test_sides_that_are_fresher_than_the_page_known_stay_and_older_ones_do_not(tmp_path):
    put(tmp_path, "1", "../scans/1.png", 100)
    put(tmp_path, "1L", "../scans/1.png", 200)
    put(tmp_path, "1R", "../scans/1.png", 50)
    says = awaited(tmp_path, "1")
    assert (says("1L"), says("1R")) == (True, False)
    assert not awaited(tmp_path, "1L", "1R")("1")


def test_a_page_that_is_not_finished_stays(tmp_path):
    assert awaited(tmp_path, "1")("2")


def test_a_page_of_a_scan_that_is_not_in_the_plan_goes_when_its_scan_is_gone(tmp_path):
    put(tmp_path, "2", "../scans/2.png", 100)
    put(tmp_path, "3", "../scans/3.png", 100)
    says = awaited(tmp_path, "1")
    (tmp_path / "scans" / "3.png").write_bytes(b"added while this process reads")
    assert (says("2"), says("3")) == (False, True)


def test_the_pages_of_a_document_in_a_bucket_are_looked_up_by_one_look(tmp_path, store):
    for name in ("1", "1L", "1R"):
        put(tmp_path, name, "../scans/1.png", 100)
    out = store.put(tmp_path / "out", "out")
    store.asked.clear()
    (scan,) = planned("а", [(ScanSource(tmp_path / "scans" / "1.png"), Path("../scans/1.png"))])
    says = Awaited(out, "а", {scan: (page_row("а", "1"),)})
    assert all(says(page) for page in ("1L", "1R"))
    assert (store.counted("HEAD"), store.counted("GET", "list-type=2")) == (0, 1)
