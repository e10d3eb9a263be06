"""Where a comparison is written: never over what it reads, never two things to one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.errors import OutputIsInput, OutputsAlike
from ocr_pipeline.job.comparing.outputs import Outputs

PROFILE = Path("typescript")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A result, a folder of transcriptions and a profile, with the working directory there."""
    (tmp_path / "out" / "d" / "pages").mkdir(parents=True)
    for name in ("out/job.json", "out/summary.csv", "out/d/document.json", "out/d/document.txt", "out/d/pages/1.json"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    for name in ("texts/a.txt", "mine.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("texts/a.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "output",
    [
        "texts/a.txt",
        "texts/../texts/a.txt",
        "link.txt",
        "mine.toml",
        "out/job.json",
        "out/summary.csv",
        "out/d/document.json",
        "out/d/document.txt",
        "out/d/pages/1.json",
    ],
)
def test_what_is_read_is_not_written_over(folder, output):
    for transcription in ("texts/a.txt", "texts"):
        with pytest.raises(OutputIsInput, match="overwritten"):
            Outputs.named(output, None, None).check(folder / "out" / "d", folder / transcription, folder / "mine.toml")


@pytest.mark.parametrize(
    "names",
    [
        ("x", "x", None),
        ("x", None, "./x"),
        (None, "-", "-"),
        ("x", "new/../x", None),
        ("d/", "d/comparison.html", None),
    ],
)
def test_two_outputs_in_one_place_are_refused(folder, names):
    with pytest.raises(OutputsAlike):
        Outputs.named(*names).check(folder / "out" / "d", folder / "texts" / "a.txt", PROFILE)


def test_a_report_beside_the_document_and_a_new_one_beside_the_transcriptions_are_no_input(folder):
    for name in ("out/d/comparison.html", "texts/new.html", "typescript"):
        Outputs.named(name, "-", None).check(folder / "out" / "d", folder / "texts", PROFILE)


@pytest.mark.usefixtures("folder")
def test_a_folder_gets_a_file_and_standard_output_is_none():
    outputs = Outputs.named("new/", "texts", "-")
    assert outputs.files == (Path("new/comparison.html"), Path("texts/comparison.json"))
    assert outputs.prints
    assert not Outputs.named("./-x", None, None).prints
