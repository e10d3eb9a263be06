"""Which loader reads a file: an installed package's first, then those of the program, told by how the file begins."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load import registry
from ocr_pipeline.compare.load.beginnings import beginning
from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.load.registry import Loader, loader_for, suffixes
from ocr_pipeline.errors import LoaderUnusable, TranscriptionIsNoText, TranscriptionUnknown
from tests.support import plugins

RTF = Loader(
    "RTF",
    recognizes=lambda head: head.startswith("{\\rtf"),
    read=lambda _data, _subject, _language: Content("Текст", "RTF"),
)


class Entry:
    """An entry point of an installed package."""

    name = value = "rtf"

    def __init__(self, loaded):
        self._loaded = loaded

    def load(self):
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


def install(monkeypatch, loaded):
    monkeypatch.setattr(registry, "entry_points", lambda **_group: [Entry(loaded)])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04", "DOCX"),
        (b"<!doctype html><p>a</p>", "HTML"),
        (b'<?xml version="1.0"?><TEI/>', "XML"),
        ("<TEI></TEI>".encode("utf-16"), "XML"),
        (b"- 5 -", "plain text"),
        (b"", "plain text"),
    ],
)
def test_the_first_bytes_of_a_file_choose_its_loader(data, name):
    assert loader_for(beginning(data), "a").name == name


@pytest.mark.parametrize(("data", "cause"), [(b"GIF89a", TranscriptionIsNoText), (b"{\\rtf1", TranscriptionUnknown)])
def test_a_file_that_nothing_reads_is_refused(data, cause):
    with pytest.raises(cause, match="a_file"):
        loader_for(beginning(data), "a_file")


def test_an_installed_loader_reads_what_the_program_does_not(monkeypatch, tmp_path):
    install(monkeypatch, RTF)
    (tmp_path / "a").write_bytes(b"{\\rtf1 }")
    found = load_transcription(tmp_path / "a")
    assert (found.format, found.text) == ("RTF", "Текст")
    assert loader_for("- 5 -", "a").name == "plain text"


@pytest.mark.parametrize("loaded", [ImportError("no module named x"), "no loader"])
def test_a_broken_installed_loader_is_named(monkeypatch, loaded):
    install(monkeypatch, loaded)
    with pytest.raises(LoaderUnusable, match="rtf"):
        loader_for("- 5 -", "a")


def test_the_worked_example_is_a_loader_like_any(monkeypatch, tmp_path):
    plugins.install(monkeypatch, tmp_path, registry.GROUP, "rtf", plugins.example("rtf_loader"), "LOADER")
    path = tmp_path / "texts" / "a.rtf"
    path.parent.mkdir()
    path.write_bytes(rb"{\rtf1\ansi \'ca\'e8\'ec\par \'c8\'f0}")
    found = load_transcription(path)
    assert (found.format, found.text) == ("RTF", "Ким\nИр")
    assert list(load_folder(path.parent).by_path) == [str(path)]


def test_a_folder_is_searched_for_the_files_of_the_program_s_loaders():
    assert suffixes() == {".txt", ".html", ".htm", ".xhtml", ".docx", ".xml", ".tei", ".hocr"}
