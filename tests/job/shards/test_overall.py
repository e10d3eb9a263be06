"""The overview by whoever is last, comparisons with transcriptions in it, whichever shard made them."""

from __future__ import annotations

import csv

from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.messages import ReportLanguage
from ocr_pipeline.compare.profile import DEFAULT, load_profile
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.shards.assemble import assemble_job
from tests.job.shards.test_run import SETTINGS, job, out, shard

__all__ = ["job", "out"]


def plan_of(job):
    (job / "texts").mkdir(exist_ok=True)
    text = (job / "undisturbed" / "а" / "document.txt").read_text(encoding="utf-8")
    (job / "texts" / "а.txt").write_text(text.replace("строка", "строки"), encoding="utf-8")
    language: ReportLanguage = "en"
    return ComparisonPlan(load_folder(job / "texts", "rus"), load_profile(DEFAULT), language)


def documents_of(out):
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["document"]: row for row in csv.DictReader(file)}


def test_documents_are_compared_when_they_are_made_and_all_figures_stand_in_the_overview(job, out):
    comparing = plan_of(job)
    done = [shard(job, out, number, 3, comparing=comparing) for number in (1, 2, 3)]
    assert done[-1].whole is not None
    assert (out / "а" / "comparison.html").is_file()
    before = documents_of(out)
    assert before["а"]["transcription"] == "а.txt"
    stands = (out / "а" / "comparison.html").stat().st_mtime_ns
    found = assemble_job(job / "scans", out, SETTINGS, comparing=comparing)
    assert documents_of(out) == before
    assert (out / "а" / "comparison.html").stat().st_mtime_ns == stands
    assert found.exit_code is ExitCode.SOME_FAILED, "a page failed"
    assemble_job(job / "scans", out, SETTINGS)
    assert documents_of(out)["а"]["CER as typed"] == before["а"]["CER as typed"]


def test_a_comparison_that_is_asked_for_later_is_made_without_reading(job, out):
    for number in (1, 2):
        shard(job, out, number, 2)
    assemble_job(job / "scans", out, SETTINGS, comparing=plan_of(job))
    assert documents_of(out)["а"]["transcription"] == "а.txt"


def test_a_document_whose_scans_are_gone_is_moved_aside_by_the_whole_plan_alone(job, out):
    gone = out / "нет"
    (gone / "pages").mkdir(parents=True)
    record = next((job / "undisturbed" / "а" / "pages").glob("1.json.gz"))
    (gone / "pages" / "1.json.gz").write_bytes(record.read_bytes())
    shard(job, out, 1, 1)
    assert gone.is_dir(), "its scan, of another document, is there"


def test_a_document_that_goes_on_in_another_says_so_whoever_is_last(job, out, monkeypatch):
    asked = []

    def neighbours(output, rows_of):
        asked.append((output, {name: [row.page for row in rows] for name, rows in rows_of.items()}))
        yield "а seems to go on in б"

    monkeypatch.setattr("ocr_pipeline.job.shards.overall.remark_neighbours", neighbours)
    shard(job, out, 1, 2)
    assert asked == [], "not all documents are there"
    last = shard(job, out, 2, 2)
    assert last.whole is not None
    assert last.own.noted == last.whole.noted == ("а seems to go on in б",)
    assert assemble_job(job / "scans", out, SETTINGS).whole.noted == ("а seems to go on in б",)
    assert asked[0] == asked[1]
    assert asked[0][0] == out
    assert set(asked[0][1]) >= {"а", "б"}
