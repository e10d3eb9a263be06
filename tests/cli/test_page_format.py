"""What is printed of a scan in a format: one file, and no other bytes than a terminal can show."""

from __future__ import annotations

import io

import pytest

from ocr_pipeline.cli.page_format import print_format, printed_of
from ocr_pipeline.errors import FormatGivesSeveral, FormatIsBinary, UsageError
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import formats_named
from tests.support.typed_documents import a_page

ONE, TWO = [a_page("1")], [a_page("1"), a_page("2")]
WORDS = Format("words", ".words", page=lambda *_given: b"")


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


def test_the_document_s_file_is_printed_where_a_format_has_one(tmp_path, capfdbinary):
    (tmp_path / "document.txt").write_bytes("да\n".encode())
    print_format(tmp_path, TWO, printed_of(formats_named(["txt"]), "txt"))
    assert capfdbinary.readouterr().out == "да\n".encode()


def test_else_that_of_its_one_page(tmp_path, capfdbinary):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.words").write_bytes(b"\x00\xff")
    print_format(tmp_path, ONE, WORDS)
    assert capfdbinary.readouterr().out == b"\x00\xff"


def test_several_pages_need_a_folder(tmp_path):
    with pytest.raises(FormatGivesSeveral, match=r"words.*2 pages.*--output"):
        print_format(tmp_path, TWO, WORDS)


def test_what_is_no_text_is_not_shown_on_a_terminal(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.words").write_bytes(b"\x00\xff")
    monkeypatch.setattr("sys.stdout", Terminal(io.BytesIO()))
    with pytest.raises(FormatIsBinary, match="words"):
        print_format(tmp_path, ONE, WORDS)


def test_a_file_that_could_not_be_made_is_not_printed(tmp_path, capfdbinary):
    print_format(tmp_path, ONE, WORDS)
    assert capfdbinary.readouterr().out == b""


def test_the_overview_of_a_job_is_none_of_one_scan():
    with pytest.raises(UsageError, match="csv"):
        printed_of(formats_named(["csv"]), "csv")
