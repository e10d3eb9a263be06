"""Text files of any encoding: recognized and said, nothing lost; what is no text is refused."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.errors import TextEncodingUnknown, TextForbidden, TextIsNoText, TextNotFound
from ocr_pipeline.text.source import decoded, read_text, text_of_html

TEXT = "Руководствуясь Вашими указаниями, договорились с Ким Ир Сеном о необ-\nходимости встречи в I953 году.\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp866", "ibm866"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("iso8859-5", "iso-8859-5"),
    ],
)
def test_encodings_are_recognized_and_said(encoding, said):
    found = decoded(TEXT.encode(encoding))
    assert found.text == TEXT
    assert found.notes == ((f"encoding recognized as {said}",) if said else ())


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16-le", "utf-8"])
@pytest.mark.parametrize("word", ["Да", "Москва"])
def test_a_word_is_enough(encoding, word):
    assert decoded(word.encode(encoding)).text == word


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n", "\x85", "\u2028", "\f"])
def test_line_ends_stay_as_they_are(tmp_path, ends):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode())
    assert read_text(path).text == TEXT.replace("\n", ends)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\0" * 100,
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 12,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 12,
        b"\xff\xd8\xff\xe0" + bytes(range(255, -1, -1)) * 12,
        b"PK\x03\x04" + bytes(range(256)) * 12,
    ],
    ids=["bytes", "nul", "pdf", "png", "jpeg", "zip"],
)
def test_binary_files_are_no_text(data):
    with pytest.raises((TextIsNoText, TextEncodingUnknown)) as caught:
        decoded(data, "a.txt")
    assert "a.txt" in str(caught.value)


def test_single_control_characters_are_kept_and_counted():
    found = decoded(TEXT.replace("Ким", "К\0м").encode())
    assert "К\0м" in found.text
    assert found.notes == ("1 control characters kept as they are",)


def test_an_empty_file_is_an_empty_text():
    assert decoded(b"").text == ""


def test_files_that_are_not_there_or_are_folders_are_said(tmp_path):
    for path in (tmp_path / "нет.txt", tmp_path, tmp_path / "нет" / "a.txt"):
        with pytest.raises(TextNotFound):
            read_text(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(TextForbidden):
        read_text(path)


def test_html_is_read_as_a_browser_shows_it():
    found = decoded(
        "<html><head><title>Нет</title><style>p{}</style></head><body><h1>Телеграмма</h1>"
        "<p>Первый   <b>аб</b>зац\n с&nbsp;отступом &laquo;и&raquo; 1 &lt; 2.</p><p>Второй<br>строка</p>"
        "<script>x</script><ul><li>а</li><li>б</li></ul></body></html>".encode()
    )
    assert found.text == "Телеграмма\nПервый абзац с отступом «и» 1 < 2.\nВторой\nстрока\nа\nб"
    assert found.notes == ("read as HTML",)


@pytest.mark.parametrize(
    "text", ["1 < 2 и 3 > 2", "см. <https://архив.рф/документ/112123>", "<неразборчиво> слово", "p < 0.05"]
)
def test_a_text_with_angle_brackets_is_no_html(text):
    assert decoded(text.encode()).text == text


def test_html_without_a_body_is_read_too():
    assert text_of_html("<p>один</p><p>два") == "один\nдва"
    assert text_of_html("") == ""


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=100))
def test_utf8_is_taken_as_it_is(text):
    try:
        found = decoded(text.encode())
    except (TextIsNoText, TextEncodingUnknown):
        return
    if "read as HTML" not in found.notes and found.encoding == "utf-8" and not text.startswith("\ufeff"):
        assert found.text == text


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_clear_refusal(data):
    with suppress(TextIsNoText, TextEncodingUnknown):
        assert isinstance(decoded(data, "a.txt").text, str)


def test_the_doctype_and_comments_of_html_are_not_shown():
    assert text_of_html("<!DOCTYPE html><html><body><p>Текст<!-- тайна --></p></body></html>") == "Текст"


def test_the_lines_of_html_are_paragraphs():
    assert decoded("<p>Первый</p><p>Второй</p>".encode()).lines_are_paragraphs
