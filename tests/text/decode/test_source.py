"""Text files of any encoding: recognized and said, nothing lost; what is no text is refused."""

from __future__ import annotations

import errno
import io
import os
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.errors import TextEncodingUnknown, TextForbidden, TextIsNoText, TextNotFound, TextUnreadable
from ocr_pipeline.text.decode.source import decoded, read_stream, read_text, reading_failed

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


TELEGRAM = "МОСКВА, КРЕМЛЬ. ТОВАРИЩУ СТАЛИНУ. ДОКЛАДЫВАЮ, ЧТО ВОЙСКА ФРОНТА ЗАНЯЛИ ГОРОД И ПРОДОЛЖАЮТ НАСТУПЛЕНИЕ."
EIGHT_BITS = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")


@pytest.mark.parametrize("encoding", EIGHT_BITS)
@pytest.mark.parametrize("text", [TELEGRAM, "СЕКРЕТНО", "МИД СССР", "Ким Ир Сен", TEXT])
def test_capitals_and_names_are_read_in_every_encoding_of_russian(encoding, text):
    assert decoded(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "iso8859-5", "mac-cyrillic"])
@pytest.mark.parametrize("text", ["Экз. № 1", "№ 362, 363 от 29.Ш.53 г.", "П Р И К А З № 5"])
def test_a_number_and_a_letter_or_two_are_enough(encoding, text):
    assert decoded(text.encode(encoding)).text == text


def test_the_frame_of_a_table_speaks_against_no_encoding():
    text = f"╔{'═' * 60}╗\n║ Отчёт за май{' ' * 47}║\n╚{'═' * 60}╝\n"
    assert decoded(text.encode("cp866")).text == text


def test_russian_far_into_an_english_text_is_found():
    text = "plain words. " * 20_000 + "ДОКЛАДЫВАЮ"
    assert decoded(text.encode("koi8-r")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("L'ambassade à Moscou a reçu une dépêche où l'été est cité", "cp1252"), ("Müller und Söhne, größer", "cp1252")],
)
@pytest.mark.parametrize("language", ["rus", "eng", "rus+eng"])
def test_what_is_no_russian_is_not_made_russian(text, encoding, language):
    assert decoded(text.encode(encoding), language=language).text == text


def test_capitals_are_not_looked_for_where_another_language_is_asked_for():
    assert decoded(TEXT.encode("cp1251"), language="eng").text == TEXT


def test_a_damaged_byte_costs_itself_and_is_told_with_place_and_value():
    data = TEXT.encode()
    found = decoded(data[:10] + b"\xff" + data[10:])
    assert found.text == TEXT[:5] + "\ufffd" + TEXT[5:]
    assert found.encoding == "utf-8"
    assert found.notes == ("1 byte is no utf-8, U+FFFD in the text for each (value and offset in the file: FF at 10)",)


def test_the_damaged_file_can_be_made_again_from_text_and_note():
    data = bytearray(("\ufeff" + TEXT * 5).encode())
    for at in (3, 40, 41, 200):
        data[at] = 0xFE
    found = decoded(bytes(data))
    told = re.findall(r"([0-9A-F]{2}) at (\d+)", found.notes[0])
    pieces = found.text.split("\ufffd")
    again = bytearray(b"\xef\xbb\xbf" + pieces[0].encode())
    for (value, at), piece in zip(told, pieces[1:], strict=True):
        assert len(again) == int(at)
        again += bytes.fromhex(value) + piece.encode()
    assert again == data


def test_a_text_cut_within_its_last_letter_is_read_up_to_there():
    found = decoded(TEXT.encode()[:30])
    assert found.text == "Руководствуясь \ufffd"
    assert "D0 at 29" in found.notes[0]


def test_a_byte_that_the_encoding_lacks_costs_itself_only():
    data = TEXT.encode("cp1251")
    found = decoded(data[:20] + b"\x98" + data[20:])
    assert found.text == TEXT[:20] + "\ufffd" + TEXT[20:]
    assert "98 at 20" in found.notes[1]


def test_of_very_many_damaged_bytes_the_first_are_named_and_all_counted():
    found = decoded("слово и дело\n".encode() * 1000 + b"\xff" * 70)
    assert found.notes[0].startswith("70 bytes are no utf-8")
    assert "and 20 more" in found.notes[0]


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


def test_a_failing_disk_is_no_question_of_permission():
    assert isinstance(reading_failed("a.txt", OSError(errno.EIO, "Input/output error")), TextUnreadable)
    assert isinstance(reading_failed("a.txt", PermissionError(errno.EACCES, "Permission denied")), TextForbidden)


def test_a_stream_is_read_to_its_end_and_named_in_errors():
    assert read_stream(io.BytesIO(TEXT.encode("koi8-r")), "standard input").text == TEXT
    with pytest.raises(TextIsNoText, match="standard input"):
        read_stream(io.BytesIO(b"%PDF-1.4"), "standard input")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
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
