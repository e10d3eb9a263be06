"""A document's files: the record last, no text of another reading beside it."""

from __future__ import annotations

import html
import re

import pytest

from ocr_pipeline.errors import ResultBroken, ResultEarlier, ResultNotFound
from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.records import replace
from ocr_pipeline.store.documents import document_name, is_of_job, read_document, write_document, write_files
from ocr_pipeline.store.pages import write_record
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

PAGES = [a_page("0001"), a_page("0002", ("Ким Ир Сен",))]
DOCUMENT = clean_document("d", PAGES)
TXT, NONE = formats_named(["txt"]), formats_named([])


def test_a_document_is_read_back_as_it_was_written(tmp_path):
    assert write_document(tmp_path, DOCUMENT, TXT) == ()
    assert read_document(tmp_path) == DOCUMENT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["document.json", "document.txt"]


def test_a_format_is_given_the_pages_with_their_glyphs(tmp_path):
    for page in PAGES:
        write_record(tmp_path, page)

    def glyphs(given):
        return as_utf8(" ".join(str(sum(len(w.glyphs) for line in p.lines for w in line.words)) for p in given.pages))

    write_document(tmp_path, DOCUMENT, [Format("glyphs", ".glyphs", document=glyphs)])
    assert (tmp_path / "document.glyphs").read_text().split()[1] == "8"


def test_a_text_not_asked_for_stays_while_it_is_of_this_reading_and_goes_with_it(tmp_path):
    write_document(tmp_path, DOCUMENT, TXT)
    write_document(tmp_path, DOCUMENT, NONE)
    assert (tmp_path / "document.txt").is_file()
    write_document(tmp_path, clean_document("d", PAGES[:1]), NONE)
    assert not (tmp_path / "document.txt").exists()


def test_a_format_that_fails_costs_its_file_alone(tmp_path):
    def broken(_given):
        raise ZeroDivisionError

    (reason,) = write_document(tmp_path, DOCUMENT, (Format("odd", ".odd", document=broken), *TXT))
    assert "d, format odd" in reason.message
    assert read_document(tmp_path) == DOCUMENT


def test_a_record_that_is_gone_or_damaged_is_told_apart(tmp_path):
    with pytest.raises(ResultNotFound):
        read_document(tmp_path)
    (tmp_path / "document.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ResultBroken, match=r"document\.json"):
        read_document(tmp_path)


def test_a_document_of_an_earlier_version_says_what_to_do_and_its_name_is_known(tmp_path):
    (tmp_path / "document.json").write_text('{"schema_version": 3, "name": "d", "more": 1}', encoding="utf-8")
    with pytest.raises(ResultEarlier, match=r"earlier version .* version 3.*run SCANS OUTPUT"):
        read_document(tmp_path)
    assert document_name(tmp_path) == "d"
    (tmp_path / "document.json").write_text("{", encoding="utf-8")
    assert document_name(tmp_path) is None


def test_a_document_of_a_job_is_told_from_that_of_a_scan_read_by_itself(tmp_path):
    write_document(tmp_path / "out" / "d", DOCUMENT)
    assert not is_of_job(tmp_path / "out" / "d")
    (tmp_path / "out" / "job.json").write_text("", encoding="utf-8")
    assert is_of_job(tmp_path / "out" / "d")
    assert not is_of_job(tmp_path / "out")


def leaf(given, place, page):
    return as_utf8(f"{place} of {len(given.document.pages)}: {page.id}")


def test_a_page_s_file_that_depends_on_its_document_is_written_with_it_and_goes_with_it(monkeypatch, tmp_path):
    for page in PAGES:
        write_record(tmp_path, page)
    format_of_leaves = Format("leaf", ".leaf", leaf=leaf)
    write_document(tmp_path, DOCUMENT, [format_of_leaves])
    assert (tmp_path / "pages" / "0002.leaf").read_text() == "1 of 2: 0002"
    monkeypatch.setattr("ocr_pipeline.store.documents.installed_formats", lambda: (format_of_leaves,))
    write_document(tmp_path, clean_document("d", [PAGES[1], PAGES[0]]), NONE)
    assert not (tmp_path / "pages" / "0002.leaf").exists()


def test_what_names_others_is_written_after_them_whatever_the_order_they_are_asked_for_in(tmp_path):
    for page in PAGES:
        write_record(tmp_path, page)
    asked = ("pages/0002.leaf", "document.txt", "document.last", "pages/0003.leaf", "else/1")
    last = Format(
        "last",
        ".last",
        document=lambda given: as_utf8(" ".join(path for path in asked if given.beside(path))),
        names_others=True,
    )
    write_document(tmp_path, DOCUMENT, [last, *TXT, Format("leaf", ".leaf", leaf=leaf)])
    assert (tmp_path / "document.last").read_text().split() == ["pages/0002.leaf", "document.txt"]


def test_what_stands_beside_is_looked_for_where_the_files_are_written(tmp_path):
    write_document(tmp_path / "out" / "d", DOCUMENT, TXT)
    there = Format("there", ".there", document=lambda given: as_utf8(str(given.beside("document.txt"))))
    for target, is_there in ((tmp_path / "out" / "d", b"True"), (tmp_path / "new", b"False")):
        assert write_files(tmp_path / "out" / "d", DOCUMENT, [there], target=target) == ()
        assert (target / "document.there").read_bytes() == is_there


def test_what_stands_beside_is_known_in_a_store_too(store):
    folder = store.place("out") / "d"
    asked = ("document.txt", "pages/0001.txt", "document.pdf")
    last = Format("last", ".last", document=lambda given: as_utf8(str([given.beside(path) for path in asked])))
    assert write_files(folder, DOCUMENT, TXT) == ()
    assert write_files(folder, DOCUMENT, [last]) == ()
    assert (folder / "document.last").read_text() == "[True, False, False]"


def test_the_scan_that_a_page_s_file_names_is_found_from_where_that_stands(tmp_path):
    page = replace(PAGES[0], scan=replace(PAGES[0].scan, path="../scans/a.png"))
    folder, elsewhere = tmp_path / "out" / "d", tmp_path / "for editors" / "d"
    write_record(folder, page)
    for there in (folder, elsewhere):
        assert write_files(folder, clean_document("d", [page]), formats_named(["hocr"]), target=there) == ()
        (hocr,) = there.rglob("*.hocr")
        found = re.search(r'image "([^"]*)"', html.unescape(hocr.read_text(encoding="utf-8")))
        assert found is not None
        assert (hocr.parent / found[1]).resolve() == tmp_path / "scans" / "a.png"


def test_files_are_written_to_another_folder_and_the_record_is_none_of_them(tmp_path):
    write_document(tmp_path / "out" / "d", DOCUMENT, NONE)
    assert write_files(tmp_path / "out" / "d", DOCUMENT, TXT, target=tmp_path / "there") == ()
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["document.txt"]


def test_a_content_that_writes_itself_leaves_no_part_of_a_file_where_it_breaks(tmp_path):
    def broken(file):
        file.write(b"half")
        raise ZeroDivisionError

    (reason,) = write_document(tmp_path, DOCUMENT, [Format("odd", ".odd", document=lambda _given: broken)])
    assert "d, format odd" in reason.message
    assert [path.name for path in tmp_path.iterdir()] == ["document.json"]
