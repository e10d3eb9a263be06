"""The commands as a user runs them, on the sample that comes with the program."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.compare.score.rates import character_error_rate, folded
from ocr_pipeline.errors import ExitCode
from tests.support.processes import UNMEASURED
from training.facsimile import EDITORS

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "scans" / "telegram-1953-03-29"


def run(*arguments, **environment):
    """Run the command in this process: a new one takes a second to start."""
    result = CliRunner().invoke(app, list(map(str, arguments)), env=environment)
    return SimpleNamespace(returncode=result.exit_code, stdout=result.stdout, stderr=result.stderr)


def run_alone(*arguments, **environment):
    """Run the command as a user does, in a process of its own."""
    program = Path(sys.executable).with_name("ocr-pipeline")
    command = [str(program), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | UNMEASURED | environment, timeout=300
    )


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    """The first lines of a page of the sample."""
    path = tmp_path_factory.mktemp("cut") / "1020.tif"
    with Image.open(SAMPLE / "1020.jpg") as whole:
        whole.crop((0, 0, whole.width, 800)).save(path, dpi=(300, 300))
    return path


def test_page_prints_the_text_of_a_scan_and_nothing_else():
    done = run_alone("page", SAMPLE / "1020.jpg")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("за Президиума Верховного Народного собрания")
    assert "1020" not in done.stdout


def test_page_does_not_write_over_the_scan_it_reads(tmp_path):
    (tmp_path / "pages").mkdir()
    scan = Path(shutil.copy(SAMPLE / "1020.jpg", tmp_path / "pages" / "1020.png"))
    before = scan.read_bytes()
    done = run("page", scan, "-o", tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "part of the input and would be overwritten" in done.stderr
    assert scan.read_bytes() == before


def test_the_diplomatic_text_is_the_page_as_typed():
    done = run("page", SAMPLE / "1019.tif", "--text", "diplomatic")
    lines = done.stdout.splitlines()
    assert folded(lines[0]) == "- 1019 -"
    assert lines[-1].endswith("указа-")


def test_the_clean_text_says_where_its_page_begins_when_asked(cut):
    text = run("page", cut).stdout
    assert run("page", cut, "--page-marks").stdout == f"[1020]\n\n{text}"


def test_json_records_lead_every_glyph_to_the_scan():
    page = json.loads(run("page", SAMPLE / "1019.tif", "--json").stdout)
    assert page["state"] == "done"
    assert page["scan"]["resolution"] == {"dpi": 300.0, "origin": "file"}
    for line in page["lines"]:
        for word in line["words"]:
            assert "".join(glyph["text"] for glyph in word["glyphs"]) == word["text"]
            for glyph in word["glyphs"]:
                assert -5 <= glyph["box"]["left"] <= glyph["box"]["right"] <= page["scan"]["width"] + 5


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    output = tmp_path_factory.mktemp("job") / "output"
    return run_alone("run", SAMPLE.parent, output), output


def test_run_makes_the_layout_that_is_promised(job):
    done, output = job
    assert done.returncode == 0, done.stderr
    names = {str(path.relative_to(output)) for path in output.rglob("*") if path.is_file()}
    assert {name for name in names if name.startswith("journal/")}
    names = {name for name in names if not name.startswith("journal/")}
    folder = "telegram-1953-03-29"
    pages = {f"{folder}/pages/{page}.{kind}" for page in ("1019", "1020") for kind in ("txt", "json.gz", "png")}
    assert names == pages | {
        f"{folder}/document.txt",
        f"{folder}/document.json",
        "job.json",
        "summary.csv",
        "documents.csv",
        "index.html",
        ".lock",
    }
    assert "2 of 2 pages read" in done.stdout


def test_run_reads_the_telegram(job):
    _, output = job
    text = (output / "telegram-1953-03-29" / "document.txt").read_text(encoding="utf-8")
    truth = (SAMPLE / "transcription.txt").read_text(encoding="utf-8")
    # What the editor added to the publication is not on the scan.
    paragraphs = truth.replace("- 1019 -", "").replace("- 1020 -", "").split("\n\n")
    truth = "\n\n".join(one for one in paragraphs if not EDITORS.match(one.strip()))
    assert character_error_rate(truth, text).rate < 0.02
    assert "провести в жизнь" in text
    with (output / "summary.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["page number"] for row in rows] == ["1019", "1020"]
    # The signature of the facsimile is drawn; all that is typed was read.
    assert all(float(row["unread ink, mm²"]) < 10 for row in rows)


def test_run_again_keeps_what_is_done(job):
    _, output = job
    again = run("run", SAMPLE.parent, output)
    assert again.returncode == 0
    assert "2 finished before" in again.stdout


def test_doctor_says_what_is_there_and_what_is_not():
    assert run_alone("doctor").returncode == 0
    missing = run("doctor", "--lang", "tlh")
    assert missing.returncode == 4
    assert "apt-get install tesseract-ocr-LANG" in missing.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("page", "nowhere.tif"), 3, "no such file"),
        (("page", SAMPLE / "transcription.txt"), 3, "not an image"),
        (("page", SAMPLE / "1019.tif", "--lang", "tlh"), 4, "tesseract-ocr-"),
        (("page", SAMPLE / "1019.tif", "--lang", "; rm"), 2, "language"),
        (("page", SAMPLE / "1019.tif", "--engine", "nobody"), 2, "doctor"),
        (("page",), 2, "Missing argument"),
        (("run", "nowhere", "out"), 3, "no such file"),
        (("run", SAMPLE, SAMPLE / "out"), 2, "inside the folder of scans"),
        (("run", SAMPLE, "/dev/null/out"), 5, "cannot be written"),
    ],
)
def test_what_a_user_can_do_wrong_is_said_with_its_exit_code(arguments, code, said):
    done = run(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_missing_tesseract_is_said(tmp_path):
    done = run("page", SAMPLE / "1019.tif", "--engine", "tesseract", PATH=str(tmp_path))
    assert done.returncode == 4
    assert "apt-get install tesseract-ocr" in done.stderr


def test_russian_is_read_without_tesseract(cut, tmp_path):
    done = run_alone("page", cut, PATH=str(tmp_path))
    assert done.returncode == 0
    assert "Президиума" in done.stdout


def test_russian_text_comes_out_whole_in_a_posix_locale(cut):
    done = run_alone("page", cut, LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "Президиума" in done.stdout


def test_a_page_is_read_the_same_however_it_lies(cut, tmp_path):
    with Image.open(cut) as image:
        for name, degrees in (("upright", 0), ("left", 90), ("turned", 180), ("right", 270)):
            image.rotate(degrees, expand=True).save(tmp_path / f"{name}.png", dpi=(300, 300))
    upright = run("page", tmp_path / "upright.png").stdout
    assert "Верховного Народного" in upright
    for name in ("turned.png", "left.png", "right.png"):
        assert run("page", tmp_path / name).stdout == upright


def test_a_folder_of_scans_brings_its_settings(cut, tmp_path):
    scans = tmp_path / "scans"
    scans.mkdir()
    shutil.copy(cut, scans)
    settings = scans / "ocr-pipeline.toml"
    settings.write_text('text = "diplomatic"\nformats = ["txt"]\ndpi = 300\n', encoding="utf-8")
    done = run("page", scans / cut.name)
    assert done.stderr == f"settings of {settings}: text, dpi\n"
    assert done.stdout.startswith("- 1020 -\n")
    done = run("run", scans, tmp_path / "output", "--jobs", 1)
    assert f"settings of {settings}: formats, dpi" in done.stderr
    written = {path.suffix for path in (tmp_path / "output").rglob("pages/*")}
    assert written == {".txt", ".gz"}
    assert list((tmp_path / "output").rglob("*.toml")) == []


def test_version_and_help():
    assert run_alone("--version").stdout.startswith("ocr-pipeline ")
    told = run_alone("--help").stdout
    for command in ("page", "run", "doctor"):
        assert command in told


def test_a_scan_name_with_markup_and_line_breaks_does_no_harm(cut, tmp_path):
    scans = tmp_path / "scans"
    scans.mkdir()
    shutil.copy(cut, scans / "<b>1\n&.tif")
    done = run("run", scans, tmp_path / "out", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "<b>1" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_page_retires_the_result_of_another_scan_in_its_folder_and_loses_nothing(cut, tmp_path):
    out = tmp_path / "out"
    assert run("page", cut, "-o", out, "-q").returncode == 0
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    broken = tmp_path / "1020.jpg"
    broken.write_bytes((SAMPLE / "1020.jpg").read_bytes()[:5000])
    assert run("page", broken, "-o", out).returncode == ExitCode.INPUT
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    done = run("page", shutil.copy(cut, tmp_path / "1019.tif"), "-o", out)
    assert done.returncode == 0
    assert f"1 page of {out} that no scan gives any more moved to retired/: 1020" in done.stderr
    assert {path.name: path.read_bytes() for path in (out / "retired").iterdir()} == before
    assert sorted(path.name for path in (out / "pages").iterdir()) == ["1019.json.gz", "1019.png", "1019.txt"]


def test_page_does_not_write_into_the_folder_of_a_job_s_document(job):
    _, output = job
    done = run("page", SAMPLE / "1019.tif", "-o", output / "telegram-1953-03-29")
    assert done.returncode == ExitCode.USAGE
    assert "is that of a document of a job" in done.stderr


@pytest.mark.parametrize("command", [("compare", SAMPLE / "transcription.txt"), ("page",)])
def test_the_result_of_an_earlier_version_is_no_bug_to_any_command(cut, tmp_path, command):
    (tmp_path / "document.json").write_text('{"schema_version": 3, "name": "1020"}', encoding="utf-8")
    if command[0] == "compare":
        done = run("compare", tmp_path, command[1])
        assert done.returncode == ExitCode.INPUT
        assert "earlier version of the program" in done.stderr
        assert "run SCANS OUTPUT" in done.stderr
    else:
        done = run("page", shutil.copy(cut, tmp_path / "1019.tif"), "-o", tmp_path)
        assert done.returncode == 0
        assert '"1020"' in (tmp_path / "retired" / "document.json").read_text(encoding="utf-8")
    assert "Traceback" not in done.stderr


def test_page_of_a_folder_names_the_command_that_reads_folders():
    done = run("page", SAMPLE)
    assert done.returncode == ExitCode.INPUT
    assert "ocr-pipeline run" in done.stderr


@pytest.mark.parametrize("arguments", [("--page-seconds", "inf"), ("--dpi", "30"), ("--max-megapixels", "nan")])
def test_a_number_that_no_page_can_be_read_with_is_wrong_usage(arguments):
    done = run("page", SAMPLE / "1020.jpg", *arguments)
    assert done.returncode == ExitCode.USAGE
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_that_cannot_be_printed_is_an_output_error(option):
    program = Path(sys.executable).with_name("ocr-pipeline")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([program, option], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.OUTPUT
    assert done.stderr.count("\n") == 1


def test_a_closed_standard_output_is_an_output_error():
    program = Path(sys.executable).with_name("ocr-pipeline")
    command = f"'{program}' clean - >&-"
    done = subprocess.run(["bash", "-c", command], input="text", stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "standard output" in done.stderr) == (ExitCode.OUTPUT, True)


def test_run_says_what_it_does_not_go_on_with(cut, tmp_path):
    scans = tmp_path / "scans"
    scans.mkdir()
    shutil.copy(cut, scans)
    assert run("run", scans, tmp_path / "out", "-q", "--jobs", "1").returncode == 0
    done = run("run", scans, tmp_path / "out", "--engine", "tesseract", "--jobs", "1")
    assert done.stderr.startswith("finished pages are read again, not as before: engine ")
    assert run("run", scans, tmp_path / "out", "--profile", "nope").returncode == ExitCode.USAGE


def test_what_the_program_wrote_is_no_transcription(cut, tmp_path):
    scans = tmp_path / "scans"
    scans.mkdir()
    shutil.copy(cut, scans)
    run("run", scans, tmp_path / "out", "-q", "--jobs", "1")
    folder = tmp_path / "out" / "scans"
    done = run("compare", folder, folder)
    assert done.returncode == ExitCode.INPUT
    assert "no transcriptions are here" in done.stderr
