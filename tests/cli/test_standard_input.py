"""A scan by standard input: read as a file is, and named where anything is wrong with it."""

from __future__ import annotations

import io
import json
import os
import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.cli.standard_input import received
from ocr_pipeline.errors import (
    ExitCode,
    ScanEmpty,
    ScanNotFound,
    StandardInputIsTerminal,
    TemporaryFull,
    TemporaryUnusable,
)

module = import_module("ocr_pipeline.cli.standard_input")
SAMPLE = Path(__file__).parents[2] / "scans" / "telegram-1953-03-29" / "1020.jpg"


@pytest.fixture(scope="module")
def cut():
    """The first lines of a page of the sample, as bytes."""
    content = io.BytesIO()
    with Image.open(SAMPLE) as whole:
        whole.crop((0, 0, whole.width, 400)).save(content, "jpeg", dpi=(300, 300))
    return content.getvalue()


def page(content, *arguments):
    return CliRunner().invoke(app, ["page", "-", *map(str, arguments)], input=content)


def sent(monkeypatch, stream):
    """Standard input that is `stream`."""
    monkeypatch.setattr(module.sys, "stdin", stream)
    monkeypatch.setattr(module.typer, "get_binary_stream", lambda _name: stream)


class Broken(io.BytesIO):
    def __init__(self, error):
        super().__init__(b"")
        self.error = error

    def isatty(self):
        return False

    def read(self, _size=-1):
        raise self.error


def test_a_scan_that_is_sent_is_read_and_its_page_is_called_stdin(cut, tmp_path):
    done = page(cut, "-o", tmp_path / "out", "--json", "--temp", tmp_path / "temp")
    assert done.exit_code == ExitCode.DONE
    found = json.loads(done.stdout.splitlines()[0])
    assert (found["id"], found["scan"]["path"]) == ("stdin", "standard input")
    written = {path.name for path in (tmp_path / "out" / "pages").iterdir()}
    assert written == {"stdin.txt", "stdin.png", "stdin.json.gz"}
    assert list((tmp_path / "temp").iterdir()) == []


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.4\nnothing"])
def test_what_is_no_scan_is_said_of_standard_input(content):
    done = page(content)
    assert done.exit_code == ExitCode.INPUT
    assert "standard input: " in done.stderr
    assert tempfile.gettempdir() not in done.stderr


def test_a_scan_that_breaks_off_is_said_to_be_damaged(cut):
    done = page(cut[:2000], "--quiet")
    assert done.exit_code == ExitCode.INPUT
    assert "standard input: the image is damaged or incomplete" in done.stderr


def test_nothing_sent_is_an_empty_file(monkeypatch, tmp_path):
    sent(monkeypatch, io.BytesIO())
    with pytest.raises(ScanEmpty, match="standard input"):
        received(tmp_path)


def test_a_terminal_is_not_waited_for(monkeypatch, tmp_path):
    leader, terminal = os.openpty()
    with os.fdopen(leader, "rb", buffering=0), os.fdopen(terminal, "rb", buffering=0) as stream:
        sent(monkeypatch, stream)
        with pytest.raises(StandardInputIsTerminal):
            received(tmp_path)


def test_a_closed_standard_input_holds_no_scan(monkeypatch, tmp_path):
    monkeypatch.setattr(module.sys, "stdin", None)
    with pytest.raises(ScanNotFound, match="closed"):
        received(tmp_path)


def test_a_pdf_is_named_as_one_since_its_pages_are_counted(monkeypatch, tmp_path):
    sent(monkeypatch, io.BytesIO(b"%PDF-1.4\n"))
    assert received(tmp_path).name == "stdin.pdf"


@pytest.mark.parametrize(("number", "error"), [(28, TemporaryFull), (5, module.InputError)])
def test_what_goes_wrong_meanwhile_is_said(monkeypatch, tmp_path, number, error):
    sent(monkeypatch, Broken(OSError(number, os.strerror(number))))
    with pytest.raises(error, match="standard input"):
        received(tmp_path)


def test_a_folder_that_cannot_be_written_is_unusable(monkeypatch, tmp_path):
    sent(monkeypatch, io.BytesIO(b"x"))
    with pytest.raises(TemporaryUnusable):
        received(tmp_path / "gone")
