"""Events of a job as lines of JSON for machines."""

from __future__ import annotations

import json

import pytest

from ocr_pipeline.errors import LogIsNoLog, OutputError
from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.journal.log import EventLog
from ocr_pipeline.job.journal.observe import JobBegin, Observers, Process
from ocr_pipeline.job.plan import Plan
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import FrozenMapping, PageState, replace
from tests.job.journal.test_observe import PROVENANCE, SCAN
from tests.support.journal import page_row

ROW = replace(page_row("a", "1", PageState.FAILED, "WorkerLost", "Noise"), stages=FrozenMapping({"read": 1.5}))


def run(name, scans="https://user:secret@host/scans"):
    observers = Observers([EventLog(name)])
    with observers.watching(JobBegin(Process.this(), Plan(scans, {"a": (SCAN,)}), PROVENANCE)):
        observers.through(SCAN, Outcome((ROW,), 0))
        observers.assembled("a", Made("d", {}))


def test_each_event_is_a_line_and_the_log_is_gone_on_with(tmp_path):
    path = tmp_path / "logs" / "job.jsonl"
    run(str(path))
    run(str(path))
    lines = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
    assert [line["event"] for line in lines] == ["job begins", "page done", "document done", "job ends"] * 2
    page = lines[1]
    assert (page["document"], page["page"], page["state"]) == ("a", "1", "failed")
    assert (page["stages"], page["codes"]) == ({"read": 1.5}, ["WorkerLost", "Noise"])
    assert (lines[0]["scans"], lines[3]["ending"], lines[3]["states"]) == (1, "finished", {"failed": 1})


def test_a_log_has_no_password_of_an_address(tmp_path):
    run(str(tmp_path / "log"))
    assert "secret" not in (tmp_path / "log").read_text()


def test_a_log_may_be_standard_error(capsys):
    run("-")
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_a_file_that_is_no_log_is_left_as_it_is(tmp_path):
    (tmp_path / "1.png").write_bytes(b"\x89PNG")
    with pytest.raises(LogIsNoLog):
        EventLog(str(tmp_path / "1.png"))
    assert (tmp_path / "1.png").read_bytes() == b"\x89PNG"


def test_a_log_that_cannot_be_opened_is_an_error_of_the_output(tmp_path):
    with pytest.raises(OutputError):
        EventLog(str(tmp_path))
