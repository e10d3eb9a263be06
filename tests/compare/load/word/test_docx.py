"""DOCX: paragraphs, tables, page breaks; footnotes apart."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from lxml import etree

from ocr_pipeline.compare.load.word.docx import content
from ocr_pipeline.errors import TranscriptionBroken, TranscriptionTooLarge, TranscriptionUnknown, XmlHarmful

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
            inside = old.read(member)
            if member == "[Content_Types].xml":
                override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
                inside = inside.replace(b"</Types>", override.encode())
            elif member == "word/_rels/document.xml.rels":
                base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                relationship = f'<Relationship Id="rIdX" Type="{base}{kind}" Target="{name}"/></Relationships>'
                inside = inside.replace(b"</Relationships>", relationship.encode())
            elif member == "word/document.xml":
                inside = inside.replace(b"</w:p>", f"{body}</w:p>".encode(), 1)
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


def listed(levels, *paragraphs, more=""):
    """A DOCX whose paragraphs (level, text) are of one list with levels (start, form, text); its text."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    markup = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (start, form, text) in enumerate(levels)
    )
    lists = (
        f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="90">{markup}</w:abstractNum>'
        f'<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>{more}</w:numbering>'
    )
    for child in etree.fromstring(lists):
        numbering.append(child)
    for level, text, *number in paragraphs:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties: Any = paragraph._p.get_or_add_pPr()
            properties = properties.get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = number[0] if number else 90
    return content(saved(document), "a.docx").text


def test_the_numbers_of_lists_stand_before_their_paragraphs():
    document = docx.Document()
    document.add_paragraph("Решили:")
    for text in ("Утвердить", "Поручить"):
        document.add_paragraph(text, style="List Number")
    assert content(saved(document), "a.docx").text == "Решили:\n1. Утвердить\n2. Поручить"


def test_a_list_goes_on_after_other_paragraphs_and_its_levels_begin_anew():
    found = listed(
        ((1, "upperRoman", "%1."), (1, "decimal", "%1.%2)")),
        (0, "а"),
        (1, "б"),
        (1, "в"),
        (None, "между ними"),
        (0, "г"),
        (1, "д"),
    )
    assert found == "I. а\nI.1) б\nI.2) в\nмежду ними\nII. г\nII.1) д"


@pytest.mark.parametrize(
    ("form", "shown"),
    [("lowerLetter", "c"), ("russianLower", "в"), ("lowerRoman", "iii"), ("decimalZero", "03"), ("unheard of", "3")],
)
def test_forms_of_numbers(form, shown):
    assert listed(((3, form, "%1)"),), (0, "а")) == f"{shown}) а"


def test_a_list_that_begins_anew_does():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    more = f'<w:num w:numId="91"><w:abstractNumId w:val="90"/>{start}</w:num>'
    found = listed(((1, "decimal", "%1."),), (0, "а"), (0, "б"), (0, "в", 91), (0, "г", 91), more=more)
    assert found == "1. а\n2. б\n1. в\n2. г"


def test_a_dash_before_an_item_is_text_and_an_ornament_is_none():
    assert listed(((1, "bullet", "–"), (1, "bullet", "\uf0b7")), (0, "а"), (1, "б")) == "– а\nб"


def with_sign(font, code):
    document = docx.Document()
    run = document.add_paragraph("Телеграмма ").add_run()
    run._r.append(etree.fromstring(f'<w:sym {WORD} w:font="{font}" w:char="{code}"/>'))
    return content(saved(document), "a.docx")


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Symbol", "2116", "№"), ("Symbol", "F0B7", "•"), ("Symbol", "F061", "α"), ("Wingdings", "F0FE", "☑")],
)
def test_signs_of_fonts_are_what_they_look_like(font, code, shown):
    found = with_sign(font, code)
    assert found.text == f"Телеграмма {shown}"
    assert found.notes == ("read as DOCX",)


def test_a_sign_that_is_not_known_is_said():
    found = with_sign("Webdings", "F0C1")
    assert found.text == "Телеграмма \ufffd"
    assert "Webdings F0C1" in found.notes[1]


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
    monkeypatch.setattr("ocr_pipeline.compare.load.word.docx.LARGEST", 100_000)
    with pytest.raises(TranscriptionTooLarge):
        content(packed(**{"[Content_Types].xml": " " * 1_000_000}), "a.docx")


def with_markup(name, markup):
    """A DOCX with this in the place of one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, markup if member == name else old.read(member))
    return out.getvalue()


LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
XXE = '<!ENTITY a9 SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "docProps/core.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [f'<!ENTITY a0 "ha">{LAUGHS}', XXE], ids=["laughs", "a file"])
def test_a_part_with_entities_is_refused_and_named(name, encoding, declared):
    markup = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{declared}]><x>&a9;</x>'
    with pytest.raises(XmlHarmful, match=r"a\.docx: the XML is made to harm") as caught:
        content(with_markup(name, markup.encode(encoding)), "a.docx")
    assert name in caught.value.detail


def test_markup_that_unpacks_beyond_measure_is_not_unpacked():
    with pytest.raises(TranscriptionTooLarge, match="unpacked beyond 64 MB"):
        content(packed(**{"[Content_Types].xml": "", "word/document.xml": b" " * (65 * 2**20)}), "a.docx")


def test_a_member_that_states_less_than_it_unpacks_to_is_broken_and_no_more_is_unpacked():
    bomb = packed(**{"[Content_Types].xml": b" " * 50_000_000})
    lying = bomb.replace((50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(TranscriptionBroken):
        content(lying, "a.docx")
