"""Engines that crash by signal, grow, flood, or give what is no reading: each costs its page and nothing else."""

from __future__ import annotations

import json

import cv2

from ocr_pipeline.job.run import run_job
from ocr_pipeline.records import PageState
from ocr_pipeline.settings import FailurePolicy, Settings
from tests.faults.fault_engines import FAULTS, TEXTS

EXPECTED = {
    "BadSegment": ("WorkerLost", "signal SIGSEGV"),
    "GivesBadUtf8": ("EngineBabbled", "no UTF-8"),
    "GivesHugeOutput": ("EngineBabbled", "1000000 words"),
    "GivesNothing": ("EngineBabbled", "no reading, but NoneType"),
    "EightGigabytes": ("OutOfMemory", "not enough memory"),
    "Floods": (None, ""),
    "Grows": ("PageMemoryExceeded", "1000 are allowed"),
    "Killed": ("WorkerLost", "signal SIGKILL"),
}


def test_whatever_befalls_pages_the_others_are_read(tmp_path, page, capfd):
    scans, out = tmp_path / "scans", tmp_path / "out"
    scans.mkdir()
    for number, _ in enumerate(FAULTS):
        cv2.imwrite(str(scans / f"{number}.png"), page(100, width_mm=60, height_mm=180 + 20 * number))
    cv2.imwrite(str(scans / "wide.png"), page(100, width_mm=150))
    policy = FailurePolicy(page_memory_mb=1000, retries=0)
    settings = Settings(engine="fault_engines:Misfortunes", dpi=100)
    summary = run_job(scans, out, settings, jobs=1, policy=policy)
    records = {row.path: _record(out, row) for row in summary.rows}
    for number, fault in enumerate(FAULTS):
        code, said = EXPECTED[fault.__name__]
        record = records[f"../scans/{number}.png"]
        reasons = [reason["code"] for reason in record["reasons"]]
        assert reasons == ([code] if code else []), fault.__name__
        assert said in (record["reasons"][0]["message"] if code else "")
    assert summary.rows[-1].state is PageState.DONE
    assert len(records["../scans/wide.png"]["lines"]) == len(TEXTS)
    assert "flood" not in capfd.readouterr().out


def _record(out, row):
    (path,) = (out / row.document / "pages").glob(f"{row.page}.json*")
    from ocr_pipeline.store.pages import read_page

    return json.loads(read_page(path.parent.parent, row.page).model_dump_json())
