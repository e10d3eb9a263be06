"""A few scans read into a folder that does not stay."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline.job.forecast.measure import measure
from ocr_pipeline.job.request import request_of
from ocr_pipeline.settings import Settings


@pytest.mark.parametrize(("engine", "lost"), [("Good", False), ("Killed", True)])
def test_each_scan_has_its_time_and_its_bytes_and_one_whose_worker_dies_no_time(tmp_path, page, engine, lost):
    scans = tmp_path / "scans"
    for document in ("a", "b"):
        (scans / document).mkdir(parents=True)
        cv2.imwrite(str(scans / document / "1.png"), page(100, width_mm=80 if lost else 120))
    settings = Settings(engine=f"fault_engines:{engine}", dpi=100)
    request = request_of(scans, tmp_path / "out", settings)
    found = measure(request, request.plan.in_order, tmp_path / "kept", 2)
    assert [one.failed for one in found] == [lost, lost]
    assert [one.seconds is None for one in found] == [lost, lost]
    assert sum(one.bytes_written for one in found) == pytest.approx(
        sum(file.stat().st_size for file in (tmp_path / "kept").rglob("*") if file.is_file())
    )
    assert not (tmp_path / "out").exists()
