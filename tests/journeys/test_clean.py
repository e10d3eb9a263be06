"""`ocr-pipeline clean` as an editor runs it on transcriptions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from tests.support.processes import UNMEASURED

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "scans" / "telegram-1953-03-29"
TEXT = (
    "- 1019 -\nРуководствуясь Вашими указаниями, договорились с Ким Ир Сеном о необ-\n"
    "ходимости встречи 29.Ш.53 г. в I953 году.\n- 1020 -\nза Президиума Верховного Народного собрания\n"
)
CLEAN = (
    "Руководствуясь Вашими указаниями, договорились с Ким Ир Сеном о необходимости встречи 29.Ш.53 г. в I953 году.\n\n"
    "за Президиума Верховного Народного собрания\n"
)


def clean(file, *arguments):
    """Run the command in this process: a new one takes a second to start."""
    result = CliRunner().invoke(app, ["clean", str(file), *arguments])
    return SimpleNamespace(returncode=result.exit_code, stdout=result.stdout, stderr=result.stderr)


def clean_alone(file, *arguments):
    """Run the command as a user does, in a process of its own."""
    program = Path(sys.executable).with_name("ocr-pipeline")
    command = [str(program), "clean", str(file), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ | UNMEASURED)


@pytest.fixture
def write(tmp_path):
    def written(data, name="a.txt"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return written


def test_the_clean_text_comes_out_and_nothing_else(write):
    done = clean_alone(write(TEXT))
    assert (done.returncode, done.stdout.rstrip("\n"), done.stderr) == (0, CLEAN.rstrip("\n"), "")


def test_the_telegram_is_cleaned_and_its_overlap_said():
    done = clean(SAMPLE / "transcription.txt")
    assert done.returncode == 0
    assert "- 1020 -" not in done.stdout
    assert "указа-\nза Президиума" in done.stdout
    assert done.stderr.count("overlap") == 1
    assert clean(SAMPLE / "transcription.txt", "--quiet").stderr == ""


def test_the_reading_text_resolves_conventions_and_the_diplomatic_one_none(write):
    path = write(TEXT)
    reading = clean(path, "--text", "reading").stdout
    assert "29.III.53 г. в 1953 году" in reading
    diplomatic = clean(path, "--text", "diplomatic").stdout
    assert diplomatic.rstrip("\n") == TEXT.rstrip("\n")


def test_edits_are_a_table_with_place_kind_and_reason(write):
    done = clean(write(TEXT), "--edits")
    heads, *rows = done.stdout.rstrip("\n").split("\n")
    assert heads.split() == ["layer", "page", "line", "kind", "before", "after", "reason"]
    told = [row.split() for row in rows]
    assert told[0][:5] == ["clean", "1", "1", "page-number", "-␣1019␣-"]
    assert ["clean", "1", "2", "hyphen", "-"] in [row[:5] for row in told]
    assert ["clean", "2", "4", "page-number", "-␣1020␣-"] in [row[:5] for row in told]
    assert any(row[:4] == ["reading", "roman", "Ш", "III"] for row in told)
    assert any("the lexicon knows необходимости" in row for row in rows)


def test_json_is_a_record_that_gives_the_text_back(write):
    record = json.loads(clean(write(TEXT), "--json").stdout)
    assert record["diplomatic"] == TEXT
    assert [page["number"]["number"] for page in record["pages"]] == [1019, 1020]
    assert [date["iso"] for date in record["facts"]["dates"]] == ["1953-03-29"]
    text, shift = record["diplomatic"], 0
    for edit in record["edits"]:
        at = edit["start"] + shift
        assert text[at : at + len(edit["before"])] == edit["before"]
        text = text[:at] + edit["after"] + text[at + len(edit["before"]) :]
        shift += len(edit["after"]) - len(edit["before"])
    assert text == CLEAN.rstrip("\n")


def test_what_is_to_be_kept_is_kept(write):
    done = clean(write(TEXT), "--keep", "furniture,hyphens")
    assert done.stdout.rstrip("\n") == TEXT.rstrip("\n")
    only = clean(write(TEXT), "--keep", "furniture").stdout
    assert only.startswith("- 1019 -\n")
    assert "необходимости" in only


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1251", "windows-1251"), ("koi8-r", "koi8-r"), ("utf-16", "utf-16-le"), ("cp866", "ibm866")],
)
def test_old_encodings_are_recognized_and_said(write, encoding, said):
    done = clean(write(TEXT.encode(encoding)))
    assert done.stdout.rstrip("\n") == CLEAN.rstrip("\n")
    assert f"encoding recognized as {said}" in done.stderr


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "no such text file"),
        (bytes(range(256)) * 40, "no text"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "no text"),
    ],
    ids=["missing", "binary", "pdf"],
)
def test_a_wrong_file_is_said_with_its_exit_code(write, tmp_path, data, said):
    done = clean(write(data) if data else tmp_path / "нет такого.txt")
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scan_is_no_text_and_the_message_says_what_to_do():
    done = clean(SAMPLE / "1020.jpg")
    assert done.returncode == 3
    assert "ocr-pipeline page" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--keep", "page numbers"), "furniture, hyphens"), (("--text", "x"), "reading")]
)
def test_a_wrong_option_is_said(write, arguments, said):
    done = clean(write(TEXT), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_what_cannot_be_kept_has_a_message_that_names_what_can(write):
    done = clean(write(TEXT), "--keep", "lines,foo")
    assert done.returncode == 2
    assert "--keep foo: the cleaning knows nothing of this name to keep (known are furniture, hyphens," in done.stderr


def test_a_language_without_lexicon_is_said_beside_one_that_has_one(write):
    done = clean(write(TEXT), "--lang", "rus+xyz")
    assert done.returncode == 0
    assert "no lexicon for xyz" in done.stderr
    assert "no lexicon" not in clean(write(TEXT), "--lang", "rus+eng").stderr


def test_a_dash_reads_standard_input():
    program = Path(sys.executable).with_name("ocr-pipeline")
    done = subprocess.run([program, "clean", "-"], input=TEXT.encode("cp866"), capture_output=True, timeout=120)
    assert done.returncode == 0
    assert done.stdout.decode().rstrip("\n") == CLEAN.rstrip("\n")
    assert done.stderr.decode() == "standard input: encoding recognized as ibm866\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("options", [[], ["--json"], ["--edits"]])
def test_a_full_disk_behind_standard_output_is_an_output_error(write, options):
    program = Path(sys.executable).with_name("ocr-pipeline")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [program, "clean", write(TEXT), *options], stdout=full, stderr=subprocess.PIPE, text=True, timeout=120
        )
    assert done.returncode == 5
    assert done.stderr.startswith("ocr-pipeline: standard output: the output cannot be written")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_messages_that_cannot_be_written_do_not_fail_the_command(write):
    program = Path(sys.executable).with_name("ocr-pipeline")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [program, "clean", write(TEXT.encode("cp1251"))], stdout=subprocess.PIPE, stderr=full, timeout=120
        )
    assert (done.returncode, done.stdout.decode().rstrip("\n")) == (0, CLEAN.rstrip("\n"))


def test_a_reader_who_stops_listening_is_no_error_to_tell(write):
    command = [Path(sys.executable).with_name("ocr-pipeline"), "clean", write("дом и лес.\n\n" * 20_000)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout.readline().decode() == "дом и лес.\n"
        done.stdout.close()
        assert done.stderr.read() == b""


def test_a_name_that_is_no_utf8_is_escaped_in_the_record(tmp_path):
    path = tmp_path / os.fsdecode("стр\nанно \udcff.txt".encode("utf-8", "surrogateescape"))
    path.write_text(TEXT, encoding="utf-8")
    done = clean_alone(path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["name"] == "стр\nанно \\xff"


@pytest.mark.parametrize("data", [b"", b"\n \n\f\n"], ids=["empty", "blank"])
def test_an_empty_text_is_said_to_be_empty(write, data):
    done = clean(write(data))
    assert (done.returncode, done.stdout.strip()) == (0, "")
    assert "the text is empty" in done.stderr


def test_nul_characters_are_kept_and_said(write):
    done = clean(write(TEXT.replace("Ким", "К\0м")))
    assert done.returncode == 0
    assert "К\0м Ир Сеном" in done.stdout
    assert "1 control characters kept" in done.stderr


def test_form_feeds_everywhere_lose_no_letter(write):
    done = clean(write("\f\f" + TEXT.replace("\n", "\n\f") + "\f\f"))
    assert done.returncode == 0
    for word in ("необходимости", "Президиума", "29.Ш.53", "собрания"):
        assert word in done.stdout
    assert "\f" not in done.stdout


def test_one_endless_line_is_cleaned_as_it_stands(write):
    line = "слово и дело " * 20_000
    started = time.monotonic()
    done = clean(write(line))
    assert done.stdout.split() == line.split()
    assert time.monotonic() - started < 20


def test_a_file_of_very_many_lines_is_cleaned_in_seconds(write):
    started = time.monotonic()
    done = clean(write("дом и лес\n" * 20_000))
    assert done.returncode == 0
    assert done.stdout.count("дом и лес") == 20_000
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("name", ["два слова (1).txt", "Телеграмма № 362.txt", "<b>&.txt", "без расширения"])
def test_names_of_any_kind_do_no_harm(write, name):
    path = write(TEXT.encode("cp1251"), name)
    done = clean(path)
    assert done.stdout.rstrip("\n") == CLEAN.rstrip("\n")
    assert str(path) in done.stderr
    assert json.loads(clean(path, "--json").stdout)["name"] == path.stem


def test_html_is_read_as_a_browser_shows_it(shared):
    done = clean(shared / "transcriptions/wilson-110404.html")
    assert done.returncode == 0
    assert done.stdout.startswith("По указанию министра иностранных дел СССР тов. Вышинского 1 января посетил")
    assert "<" not in done.stdout
    assert "read as HTML" in done.stderr
