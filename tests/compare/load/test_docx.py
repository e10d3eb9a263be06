"""DOCX: paragraphs, tables, page breaks; footnotes apart."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_BREAK

from ocr_pipeline.compare.load.docx import content
from ocr_pipeline.errors import TranscriptionBroken, TranscriptionTooLarge, TranscriptionUnknown

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document):
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def with_part(data, name, content_type, kind, markup, body=""):
    """Add a part (footnotes) to a DOCX, and markup to its first paragraph."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.namelist():
            inside = old.read(member).decode("utf-8") if member.endswith((".xml", ".rels")) else old.read(member)
            if member == "[Content_Types].xml":
                inside = inside.replace(
                    "</Types>", f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
                )
            elif member == "word/_rels/document.xml.rels":
                base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                inside = inside.replace(
                    "</Relationships>", f'<Relationship Id="rIdX" Type="{base}{kind}" Target="{name}"/></Relationships>'
                )
            elif member == "word/document.xml":
                inside = inside.replace("</w:p>", f"{body}</w:p>", 1)
            new.writestr(member, inside)
        new.writestr(f"word/{name}", markup)
    return packed.getvalue()


def test_paragraphs_and_rows_are_lines():
    document = docx.Document()
    document.add_paragraph("Первый абзац")
    document.add_paragraph("")
    document.add_paragraph("Второй\tабзац\nс новой строкой")
    table = document.add_table(2, 2)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(index)
    found = content(saved(document), "a.docx")
    assert found.text == "Первый абзац\n\nВторой\tабзац\nс новой строкой\n0\t1\n2\t3"
    assert found.notes == ("read as DOCX",)


def test_a_page_break_is_a_mark_that_takes_no_room():
    document = docx.Document()
    paragraph = document.add_paragraph("указа")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("ния")
    found = content(saved(document), "a.docx")
    assert found.text == "указания"
    assert [(mark.place.start, mark.place.end, mark.number) for mark in found.marks] == [(5, 5, None)]


def test_footnotes_are_set_apart():
    document = docx.Document()
    document.add_paragraph("Ким")
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>Так в тексте.</w:t></w:r></w:p></w:footnote>'
    markup = f"<w:footnotes {WORD}>{note}</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    found = content(with_part(saved(document), "footnotes.xml", kind, "footnotes", markup), "a.docx")
    assert found.text == "Ким"
    assert found.sections[0].text == "Так в тексте."
    assert "1 footnote set apart from the text" in found.notes


def test_tracked_deletions_are_left_out_and_said():
    document = docx.Document()
    document.add_paragraph("Ким")
    body = "<w:del><w:r><w:delText> нет</w:delText></w:r></w:del><w:ins><w:r><w:t> да</w:t></w:r></w:ins>"
    data = with_part(saved(document), "x.xml", "application/xml", "x", "<x/>", body)
    found = content(data, "a.docx")
    assert found.text == "Ким да"
    assert "1 tracked deletion left out" in found.notes


def test_the_title_of_the_file_is_the_title():
    document = docx.Document()
    document.core_properties.title = "Телеграмма"
    assert content(saved(document), "a.docx").metadata.title == "Телеграмма"


def test_a_truncated_file_is_broken():
    data = saved(docx.Document())
    for length in (10, 100, len(data) // 2, len(data) - 10):
        with pytest.raises(TranscriptionBroken):
            content(data[:length], "a.docx")


def test_a_file_damaged_inside_is_broken():
    document = docx.Document()
    document.add_paragraph("Ким" * 5000)
    data = bytearray(saved(document))
    place = data.index(b"word/document.xml") + 60
    data[place : place + 40] = bytes(40)
    with pytest.raises(TranscriptionBroken):
        content(bytes(data), "a.docx")


def packed(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return data.getvalue()


def test_a_zip_of_something_else_is_unknown():
    with pytest.raises(TranscriptionUnknown):
        content(packed(mimetype="application/vnd.oasis.opendocument.text"), "a.odt")


def test_an_office_file_without_a_document_is_refused():
    with pytest.raises((TranscriptionBroken, TranscriptionUnknown)):
        content(packed(**{"[Content_Types].xml": "<Types/>"}), "a.docx")


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("ocr_pipeline.compare.load.docx.LARGEST", 100_000)
    with pytest.raises(TranscriptionTooLarge):
        content(packed(**{"[Content_Types].xml": " " * 1_000_000}), "a.docx")
