"""A transcription's file of any format: what it is is told by its content; bad ones end in a clear error."""

from __future__ import annotations

import errno
import io
import os
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.records import SectionKind
from ocr_pipeline.errors import (
    InputError,
    PdfDamaged,
    TextForbidden,
    TextIsNoText,
    TextNotFound,
    TextUnreadable,
    TranscriptionBroken,
    TranscriptionEmpty,
    TranscriptionTooLarge,
    TranscriptionUnknown,
)

TEXT = "- 5 -\nРуководствуясь Вашими указаниями, договорились о необходимости встречи.\n- 6 -\nКузнецов\n"


LINE = '<TextLine><String CONTENT="Текст"/></TextLine>'
ALTO = f"<Layout><Page><PrintSpace><TextBlock>{LINE}</TextBlock></PrintSpace></Page></Layout>"
PAGE = "<Page><TextRegion><TextEquiv><Unicode>да</Unicode></TextEquiv></TextRegion></Page>"


def loaded(tmp_path, content, name="a", language="rus"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_transcription(path, language)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_plain_text_is_kept_to_the_character_in_any_encoding(tmp_path, encoding):
    found = loaded(tmp_path, TEXT.encode(encoding))
    assert found.text == TEXT
    assert found.format == "plain text"
    assert found.notes[0].startswith("read as plain text in ")
    assert [mark.number for mark in found.marks] == [5, 6]


@pytest.mark.parametrize("name", ["a.docx", "a.xml", "a.jpg", "a", "<b>имя</b> & «копия».html", "a\nb.txt"])
def test_the_format_is_told_by_the_content_and_the_name_is_kept(tmp_path, name):
    path = tmp_path / "folder"
    path.mkdir()
    with suppress(OSError):
        (path / name.replace("/", "")).write_text(TEXT, encoding="utf-8")
        found = load_transcription(path / name.replace("/", ""), "rus")
        assert found.format == "plain text"
        assert found.name == name.replace("/", "")


def test_a_name_that_is_no_text_does_no_harm(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        with open(path, "wb") as file:  # noqa: PTH123 - a name in bytes
            file.write(TEXT.encode())
    except OSError:
        pytest.skip("this file system has no such names")
    assert load_transcription(Path(os.fsdecode(path)), "rus").name == "\ufffd.txt"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("Текст", "plain text"),
        ("<неразборчиво> слово", "plain text"),
        ("1 < 2 и 3 > 2", "plain text"),
        ("<html><body><p>Текст</p></body></html>", "HTML"),
        ("<!DOCTYPE html><p>Текст", "HTML"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Текст</p></body></html>', "HTML"),
        ("<TEI><text><body><p>Текст</p></body></text></TEI>", "TEI"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<TEI.2><text><body><p>Текст</p></body></text></TEI.2>', "TEI"),
        (f"<PcGts>{PAGE}</PcGts>", "PAGE XML"),
        (f"<alto>{ALTO}</alto>", "ALTO XML"),
        (f'<x:alto xmlns:x="http://www.loc.gov/standards/alto/ns-v4#">{ALTO}</x:alto>', "ALTO XML"),
        ("<div class='ocr_page'><span class='ocr_line'>Текст</span></div>", "hOCR"),
    ],
)
def test_formats(tmp_path, content, form):
    found = loaded(tmp_path, content)
    assert found.format == form
    assert found.text


@pytest.mark.parametrize(
    "content",
    [
        *("<html><body></body></html>", "<html><head><title>Текст</title></head></html>", "<!DOCTYPE html><p>"),
        *("<TEI/>", "<alto/>", "<PcGts><Page/></PcGts>", "<div class='ocr_page'></div>"),
    ],
)
def test_a_file_that_is_not_empty_and_whose_text_is_is_an_error(tmp_path, content):
    with pytest.raises(TranscriptionEmpty, match="not empty"):
        loaded(tmp_path, content)


def test_a_docx_of_pictures_alone_and_a_tei_of_nothing_but_notes_are_such_files_too(tmp_path):
    docx.Document().save(tmp_path / "a.docx")
    (tmp_path / "a.xml").write_text("<TEI><text><front>Титул</front><body><note>да</note></body></text></TEI>", "utf-8")
    for name in ("a.docx", "a.xml"):
        with pytest.raises(TranscriptionEmpty, match=name):
            load_transcription(tmp_path / name)


@pytest.mark.parametrize("content", ["", "\ufeff", " \n\n", "\f", "***"])
def test_a_file_without_text_is_an_empty_transcription_with_a_note(tmp_path, content):
    found = loaded(tmp_path, content)
    assert not any(character.isalnum() for character in found.text)
    assert "this file holds no text to compare" in found.notes


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"%PDF-1.4\nabc", PdfDamaged),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), TextIsNoText),
        (b"\xff\xd8\xff\xe0" + bytes(100), TextIsNoText),
        (b"\0" * 100, TextIsNoText),
        (b"{\\rtf1\\ansi \\'d2}", TranscriptionUnknown),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), TranscriptionUnknown),
        (b"<?xml version='1.0'?><recipe/>", TranscriptionUnknown),
        (b"<recipe xmlns='urn:x'><step/></recipe>", TranscriptionUnknown),
        (b"<?xml version='1.0'?><TEI><text>", TranscriptionBroken),
        (b"<TEI><text></TEI>", TranscriptionBroken),
        (b"<?xml version='1.0' encoding='utf-8'?><TEI>\xd2\xe5</TEI>", TranscriptionBroken),
        (b"<?xml version='1.0' encoding='klingon'?><TEI/>", TranscriptionBroken),
        (b"<?xml ", TranscriptionBroken),
        (b"PK\x03\x04" + bytes(100), TranscriptionBroken),
    ],
    ids=lambda value: value[:16].hex() if isinstance(value, bytes) else value.__name__,
)
def test_what_is_no_transcription_is_refused_and_named(tmp_path, content, cause):
    with pytest.raises(cause) as caught:
        loaded(tmp_path, content, "имя.txt")
    assert "имя.txt" in str(caught.value)
    assert caught.value.exit_code == 3


def test_files_that_are_not_there_or_are_folders_are_said(tmp_path):
    for path in (tmp_path / "нет.txt", tmp_path, tmp_path / "нет" / "a.txt"):
        with pytest.raises(TextNotFound):
            load_transcription(path, "rus")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(TextForbidden):
        load_transcription(path, "rus")


def test_a_file_on_a_failing_disk_is_no_matter_of_permissions(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")

    def failing(*_arguments, **_more):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(TextUnreadable, match="Input/output error"):
        load_transcription(path, "rus")


@pytest.mark.parametrize("frame", ["{}", "<html><body><p>{}"])
def test_the_language_of_the_document_helps_to_tell_the_encoding(tmp_path, frame):
    capitals = frame.format("КИМ ИР СЕН ВНОВЬ ЗАЯВИЛ О СВОЕМ СОГЛАСИИ").encode("koi8-r")
    assert loaded(tmp_path, capitals, language="rus").text.startswith("КИМ ИР СЕН")
    assert not loaded(tmp_path, capitals, language="eng").text.startswith("КИМ ИР СЕН")


def test_a_file_beyond_all_measure_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("ocr_pipeline.compare.load.load.LARGEST", 10)
    with pytest.raises(TranscriptionTooLarge):
        loaded(tmp_path, TEXT)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_gives_spans_within_it_and_marks_in_order(tmp_path_factory, text):
    try:
        found = loaded(tmp_path_factory.mktemp("any"), text)
    except InputError:
        return
    _holds_together(found)
    if found.notes[0] == "read as plain text in utf-8" and not found.sections and not text.startswith("\ufeff"):
        assert found.text == text


PIECES = (
    "[",
    "]",
    "//",
    "- 5 -",
    "\n",
    "\f",
    "/6/",
    "|7|",
    "[с. 8]",
    "<b>",
    "</b>",
    "л. 9",
    "а",
    " ",
    "<p>",
    "<pb/>",
    "<supplied>",
    "</supplied>",
    "&x;",
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.sampled_from(
        ("{}", "<html><body><p>{}", "<TEI><text><body><p>{}</p></body></text></TEI>", "<?xml version='1.0'?>{}")
    ),
)
def test_any_pieces_of_markup_are_a_transcription_or_a_clear_refusal(tmp_path_factory, text, frame):
    with suppress(InputError):
        _holds_together(loaded(tmp_path_factory.mktemp("any"), frame.format(text)))


@given(st.binary(max_size=200), st.sampled_from((b"", b"PK\x03\x04", b"<?xml ", b"<html>", b"<TEI>", b"\xff\xfe<\0")))
def test_any_bytes_are_a_transcription_or_a_clear_refusal(tmp_path_factory, data, head):
    with suppress(InputError):
        _holds_together(loaded(tmp_path_factory.mktemp("any"), head + data))


def test_additions_inside_additions_are_one(tmp_path):
    found = loaded(
        tmp_path, "<TEI><text><body><p>а <supplied>б <supplied>в</supplied></supplied></p></body></text></TEI>"
    )
    assert [found.text[span.start : span.end] for span in found.editorial] == ["б в"]


def test_a_tag_and_the_number_beside_it_are_one_mark(tmp_path):
    found = loaded(tmp_path, '<TEI><text><body><p>а<pb n="6"/><fw>- 6 -</fw>б</p></body></text></TEI>')
    assert [(mark.typed, mark.number) for mark in found.marks] == [("- 6 -", 6)]


def _holds_together(found):
    for spans in ([mark.place for mark in found.marks], found.editorial):
        at = 0
        for span in spans:
            assert at <= span.start <= span.end <= len(found.text)
            at = span.end
    for mark in found.marks:
        stretch = found.text[mark.place.start : mark.place.end]
        assert stretch in ("", mark.typed)


def test_ten_million_characters_load_within_seconds(tmp_path):
    page = "- {} -\n" + "Во время встречи Ким Ир Сен вновь заявил, что он полностью согласен.\n" * 100
    text = "".join(page.format(number) for number in range(1, 1450))
    assert len(text) > 10_000_000
    begun = time.process_time()
    found = loaded(tmp_path, text)
    assert time.process_time() - begun < 20
    assert len(found.marks) == 1449


def test_a_zip_of_something_else_is_no_docx(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT)
    with pytest.raises(TranscriptionUnknown, match="no DOCX"):
        loaded(tmp_path, packed.getvalue(), "a.docx")


def test_the_archives_page_of_the_reference_case(shared):
    found = load_transcription(shared / "transcriptions" / "wilson-112123.txt", "rus")
    assert found.text.startswith("- 1019 -\n\n№ 333\n")
    assert found.text.endswith("Печ. по: АП РФ. ф. 3. Оп. 65. Л. 830. Л. 97-99. Подлинник.")
    assert "20.40*" in found.text
    assert [(mark.typed, mark.number) for mark in found.marks] == [("- 1019 -", 1019), ("- 1020 -", 1020)]
    assert found.editorial == ()
    assert {section.kind for section in found.sections} == set(SectionKind)
    translation = next(section.text for section in found.sections if section.kind is SectionKind.TRANSLATION)
    assert translation.startswith("CIPHERED TELEGRAM")
    assert translation.endswith("Kuznetsov, Fedorenko")
    said = found.metadata
    assert said.title == "Telegram from Kuznetsov and Fedorenko in Pyongyang"
    assert (said.date, said.language) == ("March 29, 1953", "Russian")
    assert said.archive == "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 120-122"
    assert said.url is not None
    assert said.url.endswith("/document/112123")


def test_the_html_of_the_same_archive(shared):
    found = load_transcription(shared / "transcriptions" / "wilson-110404.html", "rus")
    assert found.format == "HTML"
    assert [mark.typed for mark in found.marks] == ["//", "//", "//"]
    assert [found.text[span.start : span.end] for span in found.editorial] == ["[для сна]"]
    assert "Китай-ской" in found.text
    assert found.text.endswith("Посол СССР в Китае\nН. Рощин")


def test_a_published_transcription_is_kept_to_the_character(shared):
    path = shared / "scans" / "novosibirsk" / "p4.transcription.txt"
    found = load_transcription(path, "rus")
    assert found.text == path.read_text(encoding="utf-8")
    assert [mark.number for mark in found.marks] == [4]


def test_alto_of_real_pages_is_their_truth(shared):
    paths = sorted((shared / "scans" / "ehri").glob("*.xml"))
    assert paths
    for path in paths:
        found = load_transcription(path, "rus")
        assert found.text.strip() == path.with_suffix(".gt.txt").read_text(encoding="utf-8").strip()
        assert found.lines_are_lines
