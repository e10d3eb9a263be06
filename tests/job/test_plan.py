"""What a job is to do, before it does anything."""

from __future__ import annotations

import os

import cv2
import numpy as np
import pytest

from ocr_pipeline.errors import FolderUnread, NoScans, OutputInsideScans
from ocr_pipeline.job.plan import make_plan
from ocr_pipeline.records import PageState
from tests.support.closed_folders import close


@pytest.fixture
def scans(tmp_path):
    for name in ("а/10.png", "а/2.png", "б/1.png"):
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(".png", np.full((40, 40), 255, dtype=np.uint8))[1].tobytes())
    return tmp_path / "scans"


def test_each_folder_is_a_document_and_its_scans_have_the_names_of_their_files(scans, tmp_path):
    plan = make_plan(scans, tmp_path / "out")
    assert {name: [(one.name, one.path) for one in found] for name, found in plan.documents.items()} == {
        "а": [("2", "../scans/а/2.png"), ("10", "../scans/а/10.png")],
        "б": [("1", "../scans/б/1.png")],
    }
    assert [one.document for one in plan.in_order] == ["а", "а", "б"]


def test_names_that_are_no_utf8_are_stored_escaped(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    name = os.fsencode(folder) + b"/\xff.png"
    with open(name, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(cv2.imencode(".png", np.full((40, 40), 255, dtype=np.uint8))[1].tobytes())
    ((scan,),) = make_plan(folder, tmp_path / "out").documents.values()
    assert (scan.name, scan.path) == ("%FF", "../scans/\\xff.png")


def test_an_output_within_the_scans_and_a_folder_without_scans_are_refused(scans, tmp_path):
    with pytest.raises(OutputInsideScans):
        make_plan(scans, scans / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoScans):
        make_plan(tmp_path / "empty", tmp_path / "out")


def png(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", np.full((40, 40), 255, dtype=np.uint8))[1].tobytes())


@pytest.mark.parametrize(("scans", "output"), [("book", "."), ("data/scans", "data")])
def test_a_document_that_would_be_written_over_scans_is_refused(tmp_path, monkeypatch, scans, output):
    """`run book .` would write `book/pages/cover.png`, which is a scan."""
    monkeypatch.chdir(tmp_path)
    for name in ("book/cover.png", "book/pages/cover.png", "data/scans/1.png"):
        png(tmp_path / name)
    with pytest.raises(OutputInsideScans, match="is a folder of scans"):
        make_plan(tmp_path / scans, tmp_path / output)


def test_an_output_beside_the_scans_is_none_of_them(tmp_path):
    png(tmp_path / "data" / "scans" / "a" / "1.png")
    assert list(make_plan(tmp_path / "data" / "scans", tmp_path / "data").documents) == ["a"]


def test_a_folder_that_cannot_be_looked_into_is_a_row_of_its_own_and_no_document(scans, tmp_path, monkeypatch):
    close(monkeypatch, scans / "б")
    plan = make_plan(scans, tmp_path / "out")
    assert list(plan.documents) == ["а"]
    assert [(row.document, row.page, row.path, row.state) for row in plan.unread] == [
        ("б", "", "../scans/б", PageState.FAILED)
    ]
    assert "cannot be looked into" in plan.unread[0].warnings[0]
    close(monkeypatch, scans / "а")
    with pytest.raises(FolderUnread):
        make_plan(scans, tmp_path / "out")


def test_a_link_to_the_output_is_refused(scans, tmp_path):
    png(tmp_path / "out" / "а" / "pages" / "1.png")
    (scans / "link").symlink_to(tmp_path / "out" / "а")
    with pytest.raises(OutputInsideScans, match="a link among the scans"):
        make_plan(scans, tmp_path / "out")
