"""Documents that lie in one folder become documents of their own, and no page is read twice for it."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline.job.parts.split import split_plan
from ocr_pipeline.job.plan import make_plan
from ocr_pipeline.job.progress import Verbosity
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import Document, PageSpan, PageState, Remark
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.documents import read_document, write_document
from ocr_pipeline.text import clean
from ocr_pipeline.text.bounds import SEVERAL
from tests.job.in_process import InThisProcess

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture
def scans(tmp_path, page):
    folder = tmp_path / "scans" / "telegrams"
    folder.mkdir(parents=True)
    for number in range(4):
        cv2.imwrite(str(folder / f"{number}.png"), page(100, width_mm=120, seed=number))
    return tmp_path / "scans"


def remark(*pages):
    return Remark(code=SEVERAL, message="two documents", pages=pages)


def whole(output, *begins, pages=("0", "1", "2", "3")):
    """Write the record of a document in which others begin with these pages."""
    spans = tuple(PageSpan(id=name, state=PageState.BLANK, start=0, end=0) for name in pages)
    document = Document(name="telegrams", diplomatic="", pages=spans, edits=(), remarks=(remark(*begins),))
    write_document(output / "telegrams", document)


def parts(scans, output):
    split = split_plan(make_plan(scans, output), output)
    return {name: [scan.name for scan in given] for name, given in split.plan.documents.items()}, split


def test_without_a_record_nothing_is_parted(scans, tmp_path):
    assert parts(scans, tmp_path / "out")[0] == {"telegrams": ["0", "1", "2", "3"]}


def test_a_folder_is_parted_where_its_record_says(scans, tmp_path):
    whole(tmp_path / "out", "0", "1", "3")
    found, split = parts(scans, tmp_path / "out")
    assert found == {"telegrams/1": ["0"], "telegrams/2": ["1", "2"], "telegrams/3": ["3"]}
    assert set(split.whole_of.values()) == {"telegrams"}
    assert {scan.document for scan in split.plan.in_order} == set(found)


def test_a_scan_of_two_pages_is_not_parted_and_that_is_said(scans, tmp_path):
    whole(tmp_path / "out", "0", "1R", "3L", pages=("0", "1L", "1R", "2", "3L", "3R"))
    found, split = parts(scans, tmp_path / "out")
    assert found == {"telegrams/1": ["0", "1", "2"], "telegrams/2": ["3"]}
    assert split.notes == ("telegrams is not parted at page 1R: the page before it is on the same scan",)


def test_a_name_that_scans_have_is_not_taken(scans, tmp_path):
    inner = scans / "telegrams" / "2"
    inner.mkdir()
    (inner / "9.png").write_bytes((scans / "telegrams" / "0.png").read_bytes())
    whole(tmp_path / "out", "0", "2")
    found, split = parts(scans, tmp_path / "out")
    assert set(found) == {"telegrams", "telegrams/2"}
    assert split.notes == ("telegrams is not parted: there are scans for a document telegrams/2",)


class Counting(InThisProcess):
    """Counts the pages that are read and not kept."""

    read = 0

    def outcomes(self):
        for attempt, outcome in super().outcomes():
            assert isinstance(outcome, Outcome)
            Counting.read += sum(row.kept is False for row in outcome.rows)
            yield attempt, outcome


def test_documents_are_parted_in_the_run_that_finds_them_and_pages_are_read_once(scans, tmp_path, monkeypatch, capsys):
    def begin(layout, *_others):
        if len(layout.pages) == 4:
            yield remark("0", "2")

    monkeypatch.setattr(clean, "beginnings", begin)
    output = tmp_path / "out"
    Counting.read = 0
    for _ in range(2):
        summary = run_job(
            scans, output, SETTINGS, make_executor=Counting, split_documents=True, verbosity=Verbosity.VERBOSE
        )
        assert {row.document for row in summary.rows} == {"telegrams/1", "telegrams/2"}
        assert Counting.read == 4
    said = capsys.readouterr().err
    assert said.count("of telegrams taken over for telegrams/") == 2
    assert "no scans are here" not in said
    first, second = (read_document(output / "telegrams" / part) for part in ("1", "2"))
    assert [page.id for page in first.pages] == ["0", "1"]
    assert [page.id for page in second.pages] == ["2", "3"]
    assert (output / "telegrams" / "2" / "document.txt").is_file()
    assert read_document(output / "telegrams").diplomatic == f"{first.diplomatic}\f{second.diplomatic}"


def test_a_job_that_does_not_part_documents_keeps_the_whole_and_its_pages(scans, tmp_path):
    output = tmp_path / "out"
    run_job(scans, output, SETTINGS, make_executor=InThisProcess)
    document = read_document(output / "telegrams")
    write_document(output / "telegrams", document.model_copy(update={"remarks": (remark("0", "2"),)}))
    run_job(scans, output, SETTINGS, make_executor=InThisProcess, split_documents=True)
    Counting.read = 0
    summary = run_job(scans, output, SETTINGS, make_executor=Counting)
    assert {row.document for row in summary.rows} == {"telegrams"}
    assert Counting.read == 0
    assert (output / "telegrams" / "1" / "document.txt").is_file()
