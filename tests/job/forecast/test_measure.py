"""A few scans read into a folder that does not stay."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.job.forecast.measure import measure
from ocr_pipeline.job.plan import make_plan
from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.settings import FailurePolicy, Settings


@pytest.mark.parametrize(("engine", "lost"), [("Good", False), ("Killed", True)])
def test_each_scan_has_its_time_and_its_bytes_and_one_whose_worker_dies_no_time(tmp_path, page, engine, lost):
    scans = tmp_path / "scans"
    for document in ("a", "b"):
        (scans / document).mkdir(parents=True)
        cv2.imwrite(str(scans / document / "1.png"), page(100, width_mm=80 if lost else 120))
    settings = Settings(engine=f"fault_engines:{engine}", dpi=100)
    plan = make_plan(scans, tmp_path / "out")
    formats = formats_named(DEFAULT)
    found = measure(
        plan.in_order, tmp_path / "kept", settings, provenance_of(settings, "e"), formats, 2, FailurePolicy()
    )
    assert [one.failed for one in found] == [lost, lost]
    assert [one.seconds is None for one in found] == [lost, lost]
    assert sum(one.bytes_written for one in found) == pytest.approx(
        sum(file.stat().st_size for file in (tmp_path / "kept").rglob("*") if file.is_file())
    )
    assert not (tmp_path / "out").exists()
