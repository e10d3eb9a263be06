"""The files of the whole job."""

from __future__ import annotations

from datetime import UTC, datetime

from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.records import DocumentRow, JobRecord, PageRow, Provenance, replace
from ocr_pipeline.store.jobs import write_job, write_overview

PAGES = (PageRow(document="d", page="0001", path="1.png", state="done"),)
DOCUMENTS = (DocumentRow(document="d", pages=1, failed=0),)


def test_a_job_s_record_is_written_whole(tmp_path):
    record = JobRecord(
        scans="scans",
        documents=1,
        planned=1,
        provenance=Provenance(program="", engine="", language="rus"),
        begun=datetime(2026, 3, 29, tzinfo=UTC),
    )
    write_job(tmp_path, record)
    assert JobRecord.model_validate_json((tmp_path / "job.json").read_bytes()) == record


def test_the_overview_is_two_tables_and_a_page(tmp_path):
    assert write_overview(tmp_path, PAGES, DOCUMENTS, formats_named([])) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["documents.csv", "index.html", "summary.csv"]


def test_what_an_overview_loads_is_there_as_long_as_it_loads_it(tmp_path):
    many = tuple(replace(PAGES[0], page=f"{number:04}") for number in range(1000))
    write_overview(tmp_path, many, DOCUMENTS, formats_named([]))
    loaded = {path.name for path in (tmp_path / "overview").iterdir()}
    assert {"index.js", "warnings.js", "rows-0000.js", "rows-0004.js"} <= loaded
    write_overview(tmp_path, many[:600], DOCUMENTS, formats_named([]))
    assert loaded - {path.name for path in (tmp_path / "overview").iterdir()} == {"rows-0003.js", "rows-0004.js"}
    write_overview(tmp_path, PAGES, DOCUMENTS, formats_named([]))
    assert not (tmp_path / "overview").exists()


def test_a_format_that_fails_costs_its_files_alone(tmp_path):
    def broken(_pages, _documents):
        raise ZeroDivisionError

    (reason,) = write_overview(tmp_path, PAGES, DOCUMENTS, (Format("odd", ".odd", job=broken), *formats_named([])))
    assert "job, format odd" in reason.message
    assert (tmp_path / "index.html").is_file()
