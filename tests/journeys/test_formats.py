"""Formats at the command line: chosen by name, asked for later, refused where unknown."""

from __future__ import annotations

import json
import re

import cv2
import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app

RUN = CliRunner()


@pytest.fixture
def scans(tmp_path, page):
    folder = tmp_path / "scans"
    folder.mkdir()
    cv2.imwrite(str(folder / "1.png"), page(100, width_mm=150))
    return folder


def run(scans, *options):
    arguments = [
        "run",
        str(scans),
        str(scans.parent / "out"),
        "--engine",
        "fault_engines:Good",
        "--dpi",
        "100",
        *options,
    ]
    return RUN.invoke(app, arguments)


def names(scans):
    files = (path for path in (scans.parent / "out").rglob("*") if path.is_file() and path.name[0] != ".")
    return sorted(path.name for path in files if path.parent.name != "journal")


def test_only_what_is_asked_for_is_written_beside_records_and_overview_and_the_rest_can_follow(scans):
    assert run(scans, "--formats", "json").exit_code == 0
    always = {"1.json.gz", "document.json", "documents.csv", "index.html", "job.json", "summary.csv"}
    assert set(names(scans)) == always
    later = run(scans, "--formats", " txt, png ")
    assert later.exit_code == 0
    assert "1 finished before" in later.output
    assert set(names(scans)) == always | {"1.txt", "1.png", "document.txt"}


def test_an_unknown_format_is_wrong_usage(scans):
    done = run(scans, "--formats", "txt,dvi")
    assert done.exit_code == 2
    assert "dvi: no output format of this name is installed" in done.output


def test_finished_documents_are_exported_without_being_read_again(scans):
    run(scans, "--formats", "json")
    output = scans.parent / "out"
    done = RUN.invoke(app, ["export", str(output), "--formats", "txt,png", "--to", str(scans.parent / "there")])
    assert done.exit_code == 0
    assert "1 document of 1 page written as txt, png to " in done.output
    there = sorted(path.name for path in (scans.parent / "there").rglob("*") if path.is_file())
    assert there == ["1.png", "1.txt", "document.txt"]
    assert "1.txt" not in names(scans)


def test_formats_named_twice_are_all_written_once(scans):
    run(scans, "--formats", "json")
    done = RUN.invoke(app, ["export", str(scans.parent / "out"), "-f", "txt", "-f", "png,txt"])
    assert "written as txt, png\n" in done.output
    assert {"1.txt", "1.png"} <= set(names(scans))


def test_a_document_that_cannot_be_read_is_not_counted_as_written(scans):
    (scans / "b").mkdir()
    (scans / "1.png").rename(scans / "b" / "1.png")
    (scans / "c").mkdir()
    (scans / "c" / "1.png").write_bytes((scans / "b" / "1.png").read_bytes())
    run(scans, "--formats", "json")
    (scans.parent / "out" / "b" / "document.json").write_text("{}")
    done = RUN.invoke(app, ["export", str(scans.parent / "out"), "--formats", "txt"])
    assert done.exit_code == 6
    assert "1 document of 1 page written" in done.output


def test_what_cannot_be_exported_is_said_and_counts(scans):
    run(scans, "--formats", "json")
    (scans / "1.png").unlink()
    done = RUN.invoke(app, ["export", str(scans.parent / "out"), "--formats", "png"])
    assert done.exit_code == 6
    assert "not written: " in done.output
    assert RUN.invoke(app, ["export", str(scans), "--formats", "txt"]).exit_code == 3


def test_the_address_of_served_scans_is_one(scans):
    done = RUN.invoke(app, ["export", str(scans), "--formats", "txt", "--iiif-base", "archive"])
    assert done.exit_code == 2
    assert "--iiif-base: this option cannot have this value" in done.output


def test_what_leads_to_others_names_what_one_run_writes_and_the_scans_where_they_are(scans):
    asked = ("--formats", "iiif,mets,alto,txt", "--iiif-base", "https://archive.example/iiif/3")
    assert run(scans, *asked).exit_code == 0
    (manifest,) = (scans.parent / "out").rglob("document.iiif.json")
    (mets,) = (scans.parent / "out").rglob("document.mets.xml")
    (canvas,) = json.loads(manifest.read_text("utf-8"))["items"]
    assert [one["id"].rpartition("/pages/")[2] for one in canvas["seeAlso"]] == ["1.alto.xml"]
    named = re.findall('xlink:href="([^"]+)"', mets.read_text("utf-8"))
    assert [(mets.parent / path).resolve() for path in named] == [
        scans / "1.png",
        *(mets.parent / "pages" / name for name in ("1.alto.xml", "1.txt")),
    ]


def test_one_scan_is_printed_in_one_format(scans, tmp_path):
    def page(*options):
        scan = str(scans / "1.png")
        return RUN.invoke(app, ["page", scan, "--engine", "fault_engines:Good", "--dpi", "100", *options])

    done = page("--format", "txt")
    assert (done.exit_code, done.stdout) == (0, page().stdout)
    assert page("--format", "txt,png").exit_code == 2
    assert page("--format", "png").stdout_bytes.startswith(b"\x89PNG")
    assert page("--format", "txt", "-o", str(tmp_path / "there")).exit_code == 0
    there = sorted(path.name for path in (tmp_path / "there").rglob("*") if path.is_file())
    assert there == ["1.json.gz", "1.txt", "document.json", "document.txt"]


def test_formats_may_be_named_in_several_lists(scans):
    assert run(scans, "--formats", "txt", "--formats", "reading,txt").exit_code == 0
    assert {"document.txt", "document.reading.txt"} <= set(names(scans))


def test_the_file_of_settings_names_formats_as_the_command_line_does(scans):
    (scans / "ocr-pipeline.toml").write_text('formats = ["reading", "diplomatic"]', encoding="utf-8")
    assert run(scans).exit_code == 0
    assert {"document.reading.txt", "document.diplomatic.txt"} <= set(names(scans))
    assert "document.txt" not in names(scans)
