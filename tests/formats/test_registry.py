"""Formats by name: the program's own and an installed package's, found in the same way."""

from __future__ import annotations

import re

import pytest

from ocr_pipeline.errors import FormatUnknown, FormatUnusable
from ocr_pipeline.formats.registry import ALWAYS, DEFAULT, GROUP, format_names, formats_named, installed_formats
from tests.support.plugins import example, install
from tests.support.typed_documents import a_page

TAKES_TXT = 'from ocr_pipeline.formats.format import Format\nFORMAT = Format("other", ".txt", page=lambda *_: b"")\n'


@pytest.fixture(autouse=True)
def _fresh():
    installed_formats.cache_clear()
    yield
    installed_formats.cache_clear()


def test_the_formats_of_the_program_are_entry_points_like_any():
    assert set(DEFAULT) <= set(format_names())
    assert {one.name for one in installed_formats()} >= set(DEFAULT)


def test_records_and_overview_are_written_whatever_is_asked_for():
    assert {one.name for one in formats_named([])} == set(ALWAYS)
    assert [one.name for one in formats_named(["txt", "json", "txt"])].count("txt") == 1


def test_an_unknown_name_is_said_with_those_there_are():
    installed = ", ".join(name for name in format_names() if name not in ALWAYS)
    with pytest.raises(FormatUnknown, match=rf"dvi.*\(installed: {re.escape(installed)}\)"):
        formats_named(["dvi"])


def test_an_installed_format_writes_pages(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path, GROUP, "words", example("words_format"), "FORMAT")
    words = next(one for one in formats_named(["words"]) if one.name == "words")
    content = words.page_content(a_page("0001", ("Ким Ир Сен",)), lambda: None)
    assert content == "Ким\t0.99\t100\t0\nИр\t0.99\t180\t0\nСен\t0.99\t240\t0\n".encode()
    assert "words" in {one.name for one in installed_formats()}


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("import nothing_of_that_name", "nothing_of_that_name"),
        ("", "FORMAT"),
        ("FORMAT = (", "SyntaxError"),
        ("FORMAT = 1 / 0", "ZeroDivisionError"),
        ("FORMAT = 'a format'", "is not a `Format`"),
        (TAKES_TXT, "as those of txt do"),
        (TAKES_TXT.replace(".txt", ".json.gz"), "as those of json do"),
        (TAKES_TXT.replace(".txt", ".3d"), "must be a dot, a small letter"),
    ],
)
def test_what_a_package_brings_and_is_no_format_is_said_to_whoever_asks_for_it(monkeypatch, tmp_path, module, why):
    install(monkeypatch, tmp_path, GROUP, "broken", module, "FORMAT")
    with pytest.raises(FormatUnusable, match=f"broken.*{why}"):
        formats_named(["txt", "broken"])
    assert [one.name for one in formats_named(["png"])]
    assert {one.name for one in installed_formats()} >= set(DEFAULT)
