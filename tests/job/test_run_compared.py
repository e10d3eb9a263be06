"""The documents of a job beside their transcriptions: one that cannot be compared costs that, never the job."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.errors import DiskFull, ExitCode
from ocr_pipeline.job.comparing import documents as comparisons
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.comparing.result import compare_result
from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from tests.faults.fault_engines import TEXTS
from tests.job.in_process import InThisProcess


@pytest.fixture
def scans(tmp_path, page) -> Path:
    """Two documents, `a` and `b`, of one page each."""
    for name in ("a", "b"):
        folder = tmp_path / "scans" / name
        folder.mkdir(parents=True)
        cv2.imwrite(str(folder / "1.png"), page(100, width_mm=150))
    return tmp_path / "scans"


WHOLE = "\n".join(TEXTS)


def run(scans, text=WHOLE):
    """Run the job with one transcription; give its summary and the rows of `documents.csv` by document."""
    folder = scans.parent / "transcriptions"
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="utf-8")
    output = scans.parent / "out"
    comparing = ComparisonPlan(load_folder(folder, "rus"), load_profile(), "en")
    settings = Settings(engine="fault_engines:Good", dpi=100)
    summary = run_job(scans, output, settings, make_executor=InThisProcess, comparing=comparing)
    return summary, documents(output)


def documents(output):
    """The rows of `documents.csv` by document."""
    with (output / "documents.csv").open(encoding="utf-8", newline="") as table:
        return {row["document"]: row for row in csv.DictReader(table)}


def test_each_document_has_its_report(scans):
    summary, rows = run(scans)
    assert summary.exit_code is ExitCode.DONE
    assert [rows[name]["CER as typed"] for name in "ab"] == ["0.0000", "0.0000"]
    assert [rows[name]["not compared"] for name in "ab"] == ["", ""]
    assert (summary.output / "b" / "comparison.html").is_file()


def test_a_report_that_cannot_be_written_costs_that_report(scans):
    (scans.parent / "out" / "a" / "comparison.html").mkdir(parents=True)
    summary, rows = run(scans)
    assert summary.exit_code is ExitCode.SOME_FAILED
    assert all((summary.output / name / "document.txt").is_file() for name in "ab")
    assert "cannot be written" in rows["a"]["not compared"]
    assert rows["b"]["CER as typed"] == "0.0000"
    assert "cannot be written" in (summary.output / "index.html").read_text(encoding="utf-8")
    assert "a not compared: " in summary.text()


def test_a_bug_in_a_comparison_costs_that_comparison(scans, monkeypatch):

    def buggy(result, *arguments):
        if result.document.name == "a":
            raise ZeroDivisionError("nothing to divide by")
        return compare_result(result, *arguments)

    monkeypatch.setattr(comparisons, "compare_result", buggy)
    summary, rows = run(scans)
    assert summary.exit_code is ExitCode.SOME_FAILED
    assert "ZeroDivisionError" in rows["a"]["not compared"]
    assert rows["b"]["not compared"] == ""


def test_a_full_disk_ends_the_job(scans, monkeypatch):
    def full(*_arguments, **_more):
        raise DiskFull("out")

    monkeypatch.setattr(comparisons, "write_comparison", full)
    with pytest.raises(DiskFull):
        run(scans)


def test_a_document_that_no_transcription_is_like_is_said_and_is_no_failure(scans):
    summary, rows = run(scans, "Протокол заседания бюро областного комитета о посевной кампании и ремонте тракторов")
    assert summary.exit_code is ExitCode.DONE
    assert "none of the transcriptions" in rows["a"]["not compared"]
    assert "b not compared: none of the transcriptions" in summary.text()
    assert "none of the transcriptions" in (summary.output / "index.html").read_text(encoding="utf-8")


def test_the_figures_stand_once_a_document_and_not_beside_its_pages(scans):
    summary, rows = run(scans)
    assert set(rows) == {"a", "b"}
    assert {"CER layout-neutral", "CER convention-neutral", "CER as typed", "variants"} <= set(rows["a"])
    assert "CER" not in (summary.output / "summary.csv").read_text(encoding="utf-8").replace("expected CER", "")
    assert summary.text().index("layout-neutral") < summary.text().index("as typed")


def test_running_again_without_transcriptions_keeps_the_figures_of_the_same_reading(scans):
    summary, before = run(scans)
    settings = Settings(engine="fault_engines:Good", dpi=100)
    run_job(scans, summary.output, settings, make_executor=InThisProcess)
    assert documents(summary.output) == before


def test_the_figures_of_an_earlier_reading_are_not_given_for_a_later_one(scans):
    summary, _ = run(scans)
    record = summary.output / "a" / "comparison.json"
    other = json.loads(record.read_text(encoding="utf-8")) | {"reading_sha256": "0" * 64}
    record.write_text(json.dumps(other), encoding="utf-8")
    run_job(scans, summary.output, Settings(engine="fault_engines:Good", dpi=100), make_executor=InThisProcess)
    rows = documents(summary.output)
    assert rows["a"]["CER as typed"] == ""
    assert "earlier reading" in rows["a"]["not compared"]
    assert rows["b"]["CER as typed"] != ""


def test_transcriptions_that_belong_to_no_document_are_named_on_one_line(scans):
    folder = scans.parent / "transcriptions"
    folder.mkdir()
    (folder / "a.txt").write_text(WHOLE, encoding="utf-8")
    (folder / "minutes\n\x1b[31m.txt").write_text("Протокол заседания бюро обкома о посевной", encoding="utf-8")
    comparing = ComparisonPlan(load_folder(folder, "rus"), load_profile(), "en")
    settings = Settings(engine="fault_engines:Good", dpi=100)
    told = (
        run_job(scans, scans.parent / "out", settings, make_executor=InThisProcess, comparing=comparing)
        .text()
        .splitlines()
    )
    (line,) = [line for line in told if line.startswith("not used")]
    assert "minutes⏎<001B>[31m.txt" in line


def test_a_translation_is_said_to_be_in_another_language(scans):
    summary, _ = run(scans, "The council met again on Tuesday and discussed the supply of grain to the north. " * 3)
    assert "in another language" in summary.text()
