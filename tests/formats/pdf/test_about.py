"""What a PDF says of itself, and that PDF/A is said only of what can be it."""

from __future__ import annotations

import io
from dataclasses import replace as with_

import pikepdf
import pytest
from PIL import Image, ImageCms

from ocr_pipeline.formats.pdf.about import srgb_profile
from ocr_pipeline.records import Provenance, replace
from ocr_pipeline.version import __version__
from tests.support.pdf_documents import failed_page, material, page_of, picture, png, written


def opened(content):
    return pikepdf.open(io.BytesIO(content))


@pytest.fixture
def scan(tmp_path):
    return png(tmp_path / "0001.png")


def test_title_language_and_program_are_said_twice_and_alike(scan):
    with opened(written(material([page_of(scan)], "Письма/<дело> & 2"))) as pdf:
        about = pdf.open_metadata()
        assert about["dc:title"] == "<дело> & 2" == str(pdf.docinfo.Title)
        assert about["dc:language"] == {"ru"}
        assert pdf.Root.Lang == "ru"
        assert about["pdf:Producer"] == f"ocr_pipeline {__version__}" == str(pdf.docinfo.Producer)
        assert about["xmp:CreatorTool"] == f"ocr_pipeline {__version__}" == str(pdf.docinfo.Creator)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_no_time_is_told(scan):
    with opened(written(material([page_of(scan)]))) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
        assert b"Date" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("language", ["xyz", ""])
def test_a_language_that_is_not_known_is_not_named(scan, language):
    found = Provenance(program="", engine="", language=language) if language else None
    made = material([page_of(scan)])
    with opened(written(with_(made, document=replace(made.document, provenance=found)))) as pdf:
        assert "/Lang" not in pdf.Root
        with pdf.open_metadata() as about:
            assert "dc:language" not in about


def claims(content):
    with opened(content) as pdf:
        about = pdf.open_metadata()
        return about.get("pdfaid:part"), about.get("pdfaid:conformance")


def test_scans_of_grey_and_colour_are_pdf_a(tmp_path, scan):
    colour = tmp_path / "0002.jpg"
    Image.fromarray(picture()).convert("RGB").save(colour)
    assert claims(written(material([page_of(scan), page_of(colour), failed_page(tmp_path / "no")]))) == ("2", "B")


def test_colours_for_print_are_not(tmp_path, scan):
    path = tmp_path / "0002.jpg"
    Image.fromarray(picture()).convert("CMYK").save(path)
    assert claims(written(material([page_of(scan), page_of(path)]))) == (None, None)


def test_pages_of_other_makers_are_not(tmp_path):
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(500, 500))
        pdf.save(path)
    assert claims(written(material([page_of(path, size=(1389, 1389))]))) == (None, None)


def test_what_pdf_a_asks_of_the_file_is_so(scan):
    """ISO 19005-2: 6.1.3 an identifier, no encryption; 6.2.3 an output intent; 6.2.11 fonts embedded, with all that is
    shown in them; 6.5 no action; 6.6.2 metadata in XMP that says what it is."""
    content = written(material([page_of(scan)]))
    with opened(content) as pdf:
        assert len(pdf.trailer.ID) == 2
        assert not pdf.is_encrypted
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, intent.DestOutputProfile.N) == (pikepdf.Name.GTS_PDFA1, 3)
        (font,) = pdf.pages[0].obj.Resources.Font.values()
        (descendant,) = font.DescendantFonts
        assert "/FontFile2" in descendant.FontDescriptor
        assert 0 not in descendant.CIDToGIDMap.read_bytes()[1::2]
        assert pdf.Root.Metadata.Subtype == pikepdf.Name.XML
        assert "/Filter" not in pdf.Root.Metadata
        found = b"".join(one.unparse(resolved=True) for one in pdf.objects)
    for key in (
        b"/AA",
        b"/JavaScript",
        b"/EmbeddedFile",
        b"/Launch",
        b"/Interpolate",
        b"/TR ",
        b"/OPI",
        b"/Alternates",
    ):
        assert key not in found
    assert content.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in content[10:14])
    assert content.rstrip().endswith(b"%%EOF")


def test_the_profile_is_one_of_srgb_and_the_same_at_any_time():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert srgb_profile() == srgb_profile()
    assert srgb_profile()[8:12] == bytes((4, 0x20, 0, 0))
    assert int.from_bytes(srgb_profile()[:4], "big") == len(srgb_profile())
