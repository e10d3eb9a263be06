"""`ocr-pipeline status` as it is called."""

from __future__ import annotations

from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.records import JobStatus
from ocr_pipeline.store.journal import AppendedJournal
from tests.support.journal import begin, content, scan


def run(*arguments):
    return CliRunner().invoke(app, ["status", *map(str, arguments)])


def test_the_status_is_printed_for_a_person_or_as_a_record(tmp_path):
    journal = AppendedJournal(tmp_path, "p")
    for line in (begin(0), scan(1, "1")):
        journal.append(content(line))
    assert "1 of 4 scans through" in run(tmp_path).output
    assert JobStatus.model_validate_json(run(tmp_path, "--json").output).tally.scans == 1
    journal.close()


def test_a_folder_that_no_job_wrote_to_is_said(tmp_path):
    done = run(tmp_path)
    assert done.exit_code == ExitCode.INPUT
    assert "no job has written to this folder" in done.output
