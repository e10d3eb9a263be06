"""A file of settings beside the scans: values alone, below what the command line says, its mistakes named."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.cli.settings_file import (
    ASKED_EACH_TIME,
    KEYS,
    MOST_BYTES,
    NAME,
    CommandWithSettings,
    settings_beside,
    settings_in,
)
from ocr_pipeline.compare.load.registry import suffixes
from ocr_pipeline.errors import (
    ExitCode,
    SettingInvalid,
    SettingLoadsCode,
    SettingsFileBroken,
    SettingsFileUnread,
    SettingUnknown,
)
from ocr_pipeline.scans import find_documents


@pytest.fixture
def scans(tmp_path):
    """A folder of scans, in whose name is markup."""
    folder = tmp_path / "Сканы <b> 1953"
    folder.mkdir()
    (folder / "1.tif").write_bytes(b"II*\0")
    return folder


def written(folder, text):
    path = folder / NAME
    path.write_text(text, encoding="utf-8")
    return path


def called(command, *arguments):
    """Call a command in which nothing is done but to note what it is given."""
    given: dict[str, object] = {}
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @alone.command(cls=CommandWithSettings)
    def noted(
        scans: str,
        dpi: float | None = typer.Option(None, "--dpi", min=40),
        lang: str = typer.Option("rus", "--lang"),
        no_split: bool = typer.Option(False, "--no-split"),
        formats: str = typer.Option("txt,png", "--formats"),
        quiet: bool = typer.Option(False, "--quiet", "-q"),
        log_json: str | None = typer.Option(None, "--log-json"),
    ) -> None:
        given.update(scans=scans, dpi=dpi, lang=lang, no_split=no_split, formats=formats)
        given.update(quiet=quiet, log_json=log_json)

    done = CliRunner().invoke(alone, [str(command), *map(str, arguments)])
    return done, given


def test_the_file_gives_what_the_command_line_does_not(scans):
    path = written(scans, 'lang = "rus+eng"\ndpi = 300\nno-split = true\nformats = ["txt", "tei"]\n')
    done, given = called(scans, "--dpi", "200")
    assert (done.exit_code, done.stderr) == (0, f"settings of {path}: lang, no-split, formats\n")
    assert given | {"scans": ""} == {
        "scans": "",
        "dpi": 200.0,
        "lang": "rus+eng",
        "no_split": True,
        "formats": "txt,tei",
        "quiet": False,
        "log_json": None,
    }


@pytest.mark.parametrize("option", [("-q",), ("--log-json", "-")])
def test_beside_one_scan_it_is_looked_for_and_a_command_that_speaks_to_nobody_says_nothing_of_it(scans, option):
    written(scans, "dpi = 300")
    done, given = called(scans / "1.tif", *option)
    assert (done.stderr, given["dpi"]) == ("", 300.0)


@pytest.mark.parametrize("text", ["", "# nothing\n", 'engine = "tesseract"', "dpi = 250"])
def test_a_file_that_gives_nothing_is_not_spoken_of(scans, text):
    written(scans, text)
    done, given = called(scans, "--dpi", "200")
    assert (done.exit_code, done.stderr, given["dpi"]) == (0, "", 200.0)


@pytest.mark.parametrize("part", [("--shard", "1/2"), ("--assemble",)])
def test_what_a_part_of_a_job_does_not_take_the_file_does_not_give_it(scans, tmp_path, part):
    """Documents are parted when all is read: the same file serves the shards and the run of the whole."""
    written(scans, "split-documents = true\npage-marks = true")
    done = CliRunner().invoke(app, ["run", str(scans), str(tmp_path / "out"), *part, "--engine", f"file:{scans}"])
    assert done.exit_code != ExitCode.USAGE, done.stderr
    assert "page-marks\n" in done.stderr
    assert "split-documents" not in done.stderr


@pytest.mark.parametrize("given", ["-", "s3://bucket/scans"])
def test_beside_a_url_and_what_is_sent_no_file_is_looked_for(monkeypatch, scans, given):
    written(scans, "dpi = 300")
    monkeypatch.chdir(scans)
    assert called(given)[1]["dpi"] is None


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("dpi = ", SettingsFileBroken, "line 1|end of document"),
        ('lang = "rus"\nlang = "eng"\n#', SettingsFileBroken, "line 2"),
        (f"formats = {'[' * 30_000}", SettingsFileBroken, "too many brackets"),
        ("page_seconds = 60", SettingUnknown, "page_seconds: .*did you mean page-seconds?"),
        ('output = "out"', SettingUnknown, "output: .*known are"),
        ('[run]\nlang = "rus"', SettingUnknown, "run: "),
        ('dpi = "300"', SettingInvalid, "dpi: .*a number"),
        ("dpi = true", SettingInvalid, "dpi: .*a number"),
        ("retries = 1.5", SettingInvalid, "retries: .*a whole number"),
        ("gaps = 1", SettingInvalid, "gaps: .*true or false"),
        ("formats = [1]", SettingInvalid, "formats: .*a list of texts"),
        ('lang = ["rus"]', SettingInvalid, "lang: .*a text"),
        ('lang = "ru s"', SettingInvalid, "lang: .*ru s is no language name"),
        ('engine = "module:Engine"', SettingLoadsCode, "engine: .*module:Engine"),
        ('engine = "file:ocr"', SettingLoadsCode, "engine: .*file:ocr"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(scans, text, error, said):
    path = written(scans, text)
    with pytest.raises(error, match=said) as raised:
        settings_in(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert raised.value.exit_code is ExitCode.USAGE


def test_a_value_that_the_option_refuses_is_said_of_the_file(scans):
    path = written(scans, "dpi = 3")
    done, given = called(scans)
    assert (done.exit_code, given) == (ExitCode.USAGE, {})
    assert done.stderr.startswith(f"ocr-pipeline: {path}: dpi: this value cannot be used")


def test_a_command_refuses_the_words_that_its_option_does_not_have(scans):
    written(scans, 'binarization = "otzu"')
    done = CliRunner().invoke(app, ["page", str(scans / "1.tif")])
    assert done.exit_code == ExitCode.USAGE
    assert f"{NAME}: binarization: this value cannot be used" in done.stderr
    assert "otsu" in done.stderr


def test_what_is_no_text_is_no_file_of_settings(scans):
    path = scans / NAME
    path.write_bytes(b'lang = "\xff"')
    with pytest.raises(SettingsFileBroken, match="byte 9"):
        settings_in(path)
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(SettingsFileUnread, match="larger"):
        settings_in(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(SettingsFileUnread, match="directory"):
        settings_in(path)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(SettingsFileUnread, match="pipe"):
        settings_in(path)


def test_a_mark_of_byte_order_is_no_part_of_it(scans):
    path = scans / NAME
    path.write_bytes(b'\xef\xbb\xbflang = "eng"')
    assert settings_in(path) == {"lang": "eng"}


def test_scans_that_cannot_be_looked_at_have_no_settings(scans):
    assert settings_beside(scans) is None
    assert settings_beside(scans / ("x" * 300) / "1.tif") is None
    assert settings_beside(scans / "gone") is None


def test_it_is_no_scan_and_no_transcription(scans):
    written(scans, 'lang = "rus"')
    (document,) = find_documents(scans)
    assert [source.path.name for source in document.sources] == ["1.tif"]
    assert Path(NAME).suffix not in suffixes()


@pytest.mark.parametrize("command", ["page", "run"])
def test_of_every_option_it_is_decided_whether_the_file_gives_it(command):
    """A new option is of the scans, or of one call: it has its line in one of the two tables."""
    shown = CliRunner().invoke(app, [command, "--help"]).output
    options = set(re.findall(r"^ +(?:-\w, )?--([a-z][a-z-]+)", shown, re.MULTILINE)) - {"help"}
    assert "lang" in options
    assert options <= set(KEYS) | ASKED_EACH_TIME
    assert not set(KEYS) & ASKED_EACH_TIME


def test_every_setting_is_an_option_of_a_command():
    shown = "".join(CliRunner().invoke(app, [command, "--help"]).output for command in ("page", "run"))
    assert [key for key in KEYS if f"--{key} " not in shown and f"--{key}\n" not in shown] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [("formats = " + "[" * 5000, "too many brackets"), ("retries = " + "9" * 5000, "a number has too many digits")],
)
def test_what_the_parser_lets_through_is_a_broken_file(scans, line, said):
    (scans / NAME).write_text(line)
    with pytest.raises(SettingsFileBroken, match=said):
        settings_in(scans / NAME)


def test_an_address_that_is_none_is_named_with_the_file(scans):
    (scans / NAME).write_text('iiif-base = "archive"')
    with pytest.raises(SettingInvalid, match="iiif-base"):
        settings_in(scans / NAME)


def test_a_link_that_leads_nowhere_is_not_passed_over(scans):
    (scans / NAME).symlink_to(scans / "gone.toml")
    assert settings_beside(scans) == scans / NAME
    with pytest.raises(SettingsFileUnread):
        settings_in(scans / NAME)
