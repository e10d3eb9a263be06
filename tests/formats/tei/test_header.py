"""The header: what the file is, its scans, its program; equal results are equal bytes."""

from __future__ import annotations

from lxml import etree

from ocr_pipeline.compare.load.tei import content
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.document import tei
from ocr_pipeline.records import Document, Provenance, Remark, Resolution, ResolutionOrigin, replace
from ocr_pipeline.text import clean_document
from ocr_pipeline.version import PROGRAM
from tests.support.typed_documents import SCAN, a_page

RESOLUTION = Resolution(dpi=300, origin=ResolutionOrigin.FILE)
PAGE = replace(
    a_page("0001", ("Ким Ир Сен",)), scan=replace(SCAN, path="../дело <7>/1.tif", sha256="ab", resolution=RESOLUTION)
)
MADE = Provenance(program="ocr_pipeline 1.2.3", engine="typescript & net", language="rus+eng", settings={"gaps": True})


def header(document, pages=()):
    return next(etree.fromstring(tei(Material(document, pages))).iter("{*}teiHeader"))


def test_each_scan_has_its_name_digest_and_size():
    found = header(clean_document("d", [PAGE], MADE), [PAGE])
    (scan,) = found.iter("{*}bibl")
    assert (scan.findtext("{*}ref"), scan.findtext("{*}idno")) == ("1.tif", "ab")
    assert [measure.get("quantity") for measure in scan.iter("{*}measure")] == ["2000", "3000", "300"]


def test_the_program_says_its_version_and_how_the_pages_were_read():
    (application,) = header(clean_document("d", [PAGE], MADE)).iter("{*}application")
    assert (application.get("ident"), application.get("version")) == ("ocr_pipeline", "1.2.3")
    said = [desc.text for desc in application.iter("{*}desc")]
    assert said == ["engine: typescript & net; language: rus+eng", "gaps: True"]


def test_a_document_without_provenance_is_of_this_program_and_of_no_known_language():
    found = header(Document(name="d", diplomatic="", pages=(), edits=()))
    assert found.find(".//{*}application/{*}label").text == PROGRAM
    assert found.find(".//{*}language").get("ident") == "und"


def test_remarks_on_the_document_stand_in_it():
    document = replace(clean_document("d", [PAGE], MADE), remarks=(Remark(code="page-doubled", message="два < раза"),))
    (note,) = header(document).iter("{*}note")
    assert (note.get("type"), note.text) == ("page-doubled", "два < раза")


def test_a_loader_learns_title_and_language():
    document = clean_document("дело 7", [PAGE], MADE)
    said = content(etree.fromstring(tei(Material(document, [PAGE])))).metadata
    assert (said.title, said.language) == ("дело 7", "Russian, English")


def test_no_time_is_in_it():
    document = clean_document("d", [PAGE], MADE)
    assert not {"when", "from", "to"} & {name for element in header(document, [PAGE]).iter() for name in element.attrib}
