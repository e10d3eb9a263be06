"""The text layer of a PDF: lines in the order of the file, pages marked, and PDFs without one refused by name."""

from __future__ import annotations

import io

import pikepdf
import pytest

from ocr_pipeline.compare.load import pdf
from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.errors import PdfDamaged, PdfEncrypted, PdfWithoutText, PopplerMissing, TranscriptionTooLarge


def made(*pages, encryption=None):
    """A PDF with lines of text: (x, y, text) each, in points from below, in the order in which they are written."""
    file = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for lines in pages:
        page = file.add_blank_page(page_size=(600, 800))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        drawn = "".join(f"BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, text in lines)
        page.Contents = file.make_stream(drawn.encode())
    out = io.BytesIO()
    file.save(out, encryption=encryption)
    return out.getvalue()


def test_lines_come_in_the_order_of_the_file_with_their_hyphens():
    columns = [(50, 700, "left one, pere-"), (50, 680, "left two"), (320, 700, "right one"), (320, 680, "right two")]
    found = pdf.content(made(columns), "a.pdf")
    assert found.text == "left one, pere-\nleft two\nright one\nright two"
    assert found.lines_are_lines
    assert found.marks == ()


def test_each_page_is_marked_where_it_begins():
    found = pdf.content(made([(50, 700, "one")], [], [(50, 700, "three"), (50, 680, "end")]), "a.pdf")
    assert found.text == "one\nthree\nend"
    assert [(mark.place.start, mark.number) for mark in found.marks] == [(0, None), (4, None), (4, None)]


def test_a_pdf_of_images_alone_says_that_it_has_no_text_layer(tmp_path):
    path = tmp_path / "скан.pdf"
    path.write_bytes(made([], []))
    with pytest.raises(PdfWithoutText, match=r"скан\.pdf: the PDF has no text layer") as caught:
        load_transcription(path)
    assert caught.value.exit_code == 3


def test_a_pdf_that_asks_for_a_password_says_so():
    locked = made([(50, 700, "one")], encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfEncrypted, match=r"a\.pdf"):
        pdf.content(locked, "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\n" + b"x" * 1000])
def test_a_damaged_pdf_says_so(data):
    with pytest.raises(PdfDamaged, match=r"a\.pdf"):
        pdf.content(data, "a.pdf")


def test_a_program_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(pdf, "PROGRAM", "no-such-program")
    with pytest.raises(PopplerMissing, match=r"a\.pdf"):
        pdf.content(made([]), "a.pdf")


@pytest.mark.parametrize(
    ("does", "cause", "said"),
    [
        ("exec sleep 60", PdfDamaged, r"within 0\.3 s"),
        ("exec yes", TranscriptionTooLarge, "MB of text"),
        ("exit 3", PdfEncrypted, "no text to be taken out"),
        ("kill -9 $$", PdfDamaged, "failed"),
        ("echo 'Syntax Error' >&2; exit 1", PdfDamaged, "Syntax Error"),
    ],
    ids=["hangs", "floods", "may not copy", "is killed", "complains"],
)
def test_a_program_that_misbehaves_is_ended_and_said(tmp_path, monkeypatch, does, cause, said):
    program = tmp_path / "pdftotext"
    program.write_text(f"#!/bin/sh\ncat >/dev/null\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "PROGRAM", str(program))
    monkeypatch.setattr(pdf, "SECONDS", 0.3)
    monkeypatch.setattr(pdf, "LARGEST", 100_000)
    with pytest.raises(cause, match=said):
        pdf.content(made([]), "a.pdf")


def test_a_pdf_in_a_folder_of_transcriptions_may_be_the_scans_and_is_not_looked_at(tmp_path):
    (tmp_path / "a.pdf").write_bytes(made([(50, 700, "one")]))
    assert load_folder(tmp_path).by_path == {}
