"""METS: valid, every page in its order with its files, sections linked to their pages, names kept as they are."""

from __future__ import annotations

from dataclasses import replace as with_

import pytest
from hypothesis import given, settings
from lxml import etree

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.serving.beside import OF_PAGES
from ocr_pipeline.formats.serving.mets import METS, MODS, SCANS, SEVERAL, XLINK, document_mets
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import Side, replace
from ocr_pipeline.store.files import name_in_folder
from tests.support import generated_documents
from tests.support.placed_pages import documents, failed_page, material_of, typed_page
from tests.support.schemas import errors, needs_schemas
from tests.support.sectioned_documents import document_of

SCHEMA = "mets.xsd"
IN = {"m": METS, "mods": MODS, "x": XLINK}
FULL = "эта строка заполнена до самого правого края листа бумаги"


def everything(_path):
    return True


def written(material):
    content = document_mets(material)
    return etree.fromstring(content), content


def found(root, path):
    return root.xpath(path, namespaces=IN)


def files_of(root, page):
    """The groups and hrefs of the files of a page, by its number from 1."""
    for name in found(root, f"//m:div[@ORDER='{page}']/m:fptr/@FILEID"):
        (file,) = found(root, f"//m:file[@ID='{name}']")
        yield file.getparent().get("USE"), file[0].get(f"{{{XLINK}}}href")


@needs_schemas
@settings(max_examples=40)
@given(documents())
def test_whatever_is_on_the_pages_the_file_is_valid(pages):
    for beside in (everything, material_of().beside):
        assert errors(SCHEMA, document_mets(with_(material_of(*pages), beside=beside))) == ""


@needs_schemas
@settings(max_examples=40)
@given(generated_documents.documents())
def test_whatever_the_text_is_the_file_is_valid_and_has_every_page(document):
    root, content = written(Material(document, (), beside=everything))
    assert errors(SCHEMA, content) == ""
    assert found(root, "//m:div[@TYPE='page']/@LABEL") == [span.id for span in document.pages]


def test_pages_stand_in_their_order_with_printed_numbers_and_names():
    pages = typed_page("c", "- 5 -", FULL), typed_page("a", FULL, FULL), typed_page("b", "- 7 -", FULL)
    root, _ = written(material_of(*pages))
    told = [[one.get(name) for name in ("ID", "ORDER", "ORDERLABEL", "LABEL")] for one in found(root, "//m:div/m:div")]
    assert told == [["PHYS_0001", "1", "5", "c"], ["PHYS_0002", "2", "[6]", "a"], ["PHYS_0003", "3", "7", "b"]]


def test_a_page_has_its_scan_and_what_stands_beside_in_groups_of_ocr_d():
    root, _ = written(with_(material_of(typed_page("1 ю", FULL)), beside=everything))
    files = list(files_of(root, 1))
    assert files[0] == (SCANS, "scans/a.png")
    assert files[1:] == [(kind.group, name_in_folder(kind.suffix, "1 ю")) for kind in OF_PAGES]
    assert all(group.startswith("OCR-D-") for group, _ in files)
    assert found(root, "//m:fileGrp[@USE='OCR-D-OCR-PAGE']/m:file/@MIMETYPE") == ["application/vnd.prima.page+xml"]


def test_nothing_is_named_that_is_not_there():
    root, _ = written(material_of(typed_page("1", FULL)))
    assert found(root, "//m:fileGrp/@USE") == [SCANS]


def test_a_scan_is_named_as_it_is_come_by_whatever_is_in_its_name():
    name = "../мои сканы/100% a&<b> #1?\n\x01.png"
    root, _ = written(with_(material_of(typed_page("1")), way=lambda _page: name))
    (place,) = found(root, "//m:FLocat")
    assert (place.get("LOCTYPE"), place.get("OTHERLOCTYPE")) == ("OTHER", "FILE")
    assert place.get(f"{{{XLINK}}}href") == xml_text(name)


@needs_schemas
@pytest.mark.parametrize(
    "name", ["a b.png", "дело 7/1.tif", "a#[1]?{x}.png", "<&>\"'.png", "a\nb\x01.png", "1:2.png", "%20.png"]
)
def test_a_file_with_an_odd_name_is_valid_as_it_is(name):
    material = with_(material_of(typed_page("1")), way=lambda _page: f"../{name}")
    assert errors(SCHEMA, document_mets(material)) == ""


def test_a_scan_in_a_store_is_named_by_its_url():
    root, _ = written(with_(material_of(typed_page("1")), way=lambda _page: "s3://bucket/1.png"))
    assert [(one.get("LOCTYPE"), one.get("OTHERLOCTYPE")) for one in found(root, "//m:FLocat")] == [("URL", None)]


def test_the_sides_of_a_spread_are_two_files_that_name_one_image():
    page = typed_page("1L", FULL)
    sides = [replace(page, id=f"1{side[0]}", scan=replace(page.scan, side=side)) for side in (Side.LEFT, Side.RIGHT)]
    root, _ = written(material_of(*sides))
    assert found(root, "//m:FLocat/@x:href") == ["scans/a.png"] * 2
    assert found(root, "//m:FLocat/@x:title") == ["left side", "right side"]
    assert found(root, "//m:file/@ID") == found(root, "//m:fptr/@FILEID") == ["OCR-D-IMG_0001", "OCR-D-IMG_0002"]


def test_frames_of_a_file_of_several_are_no_images_that_ocr_d_would_take_for_pages():
    page = typed_page("1", FULL)
    frames = [replace(page, id=str(n), scan=replace(page.scan, path="a.pdf", frame=n)) for n in (0, 1)]
    root, _ = written(material_of(*frames))
    assert found(root, "//m:fileGrp/@USE") == [SEVERAL]
    assert found(root, "//m:FLocat/@x:title") == ["frame 1", "frame 2"]


def test_a_page_file_has_the_name_that_it_has_within_itself_and_no_two_are_alike():
    pages = [typed_page(name, FULL) for name in ("1 a", "1_a", "1&a")]
    root, _ = written(with_(material_of(*pages), beside=everything))
    assert found(root, "//m:fileGrp[@USE='OCR-D-OCR-PAGE']/m:file/@ID") == ["p_1_a", "p_1_a_2", "p_1_a_3"]


def test_a_checksum_is_that_of_the_file_as_it_was_read():
    page = typed_page("1", FULL)
    root, _ = written(material_of(replace(page, scan=replace(page.scan, sha256="0f" * 32))))
    assert found(root, "//m:file/@CHECKSUM | //m:file/@CHECKSUMTYPE") == ["0f" * 32, "SHA-256"]


def test_failed_pages_and_such_without_a_record_have_their_place():
    pages = typed_page("1", FULL), failed_page("2"), typed_page("3", FULL)
    root, _ = written(with_(material_of(*pages), pages=pages[:2]))
    assert [list(files_of(root, number)) for number in (1, 2, 3)] == [
        [(SCANS, "scans/a.png")],
        [(SCANS, "a & b.png")],
        [],
    ]


def test_headings_are_sections_that_are_linked_to_their_pages():
    document = document_of(["#1. Начало", "текст", "#1.1. <&>"], ["текст", "#2. Конец"])
    root, _ = written(Material(document, ()))
    links = [tuple(one.attrib.values()) for one in found(root, "//m:smLink")]
    assert found(root, "//m:div[@TYPE='section']/@LABEL") == ["1. Начало", "1.1. <&>", "2. Конец"]
    assert links == [
        ("LOG_0000", "PHYS_0000"),
        ("LOG_0000", "PHYS_0001"),
        ("LOG_0000", "PHYS_0002"),
        ("LOG_0001", "PHYS_0001"),
        ("LOG_0001", "PHYS_0002"),
        ("LOG_0001_1", "PHYS_0001"),
        ("LOG_0001_1", "PHYS_0002"),
        ("LOG_0002", "PHYS_0002"),
    ]
    assert found(root, "//m:div[@TYPE='document']/m:div/@ID") == ["LOG_0001", "LOG_0002"]


def test_the_document_is_described_with_title_language_and_an_identifier_of_its_own():
    root, _ = written(material_of(typed_page("1", FULL)))
    assert found(root, "//mods:title/text()") == ["дело & <том>"]
    assert found(root, "//mods:languageTerm/text()") == ["ru"]
    (own,) = found(root, "//mods:identifier[@type='urn']/text()")
    assert own.startswith("urn:uuid:")
    other, _ = written(material_of(typed_page("2", FULL)))
    assert found(other, "//mods:identifier/text()") != [own]


@pytest.mark.parametrize("provenance", [None])
def test_of_a_document_of_which_nothing_is_known_nothing_is_said(provenance):
    root, _ = written(material_of(provenance=provenance))
    assert found(root, "//mods:language") == found(root, "//m:fileSec") == []
    assert len(found(root, "//m:agent/m:name")) == 1


def test_equal_documents_are_equal_bytes_and_no_time_is_in_them():
    first, second = (written(with_(material_of(typed_page("1", FULL)), beside=everything)) for _ in range(2))
    assert first[1] == second[1]
    assert found(first[0], "//@CREATEDATE | //@CREATED") == []
