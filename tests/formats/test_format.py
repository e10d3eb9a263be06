"""What a format is: it writes something, under a suffix that is one, and its failures are its own."""

from __future__ import annotations

import io

import pytest

from ocr_pipeline.errors import FormatFailed, ScanNotFound
from ocr_pipeline.formats.format import Format, as_utf8, no_image
from ocr_pipeline.formats.material import Material
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

PAGE = a_page("0001")
DOCUMENT = Material(clean_document("d", [PAGE]), [PAGE])


def broken(*_given):
    raise KeyError("place")


@pytest.mark.parametrize("suffix", ["", "txt", "./txt", ".a/b", "..", ".Txt"])
def test_what_is_no_suffix_is_refused(suffix):
    with pytest.raises(ValueError, match="suffix"):
        Format("a", suffix, page=broken)


def test_a_format_that_writes_nothing_is_refused():
    with pytest.raises(ValueError, match="something"):
        Format("a", ".a")


def test_what_it_does_not_write_has_no_content():
    one = Format("a", ".tei.xml", document=lambda given: as_utf8(str(len(list(given.pages)))))
    assert one.page_content(PAGE, no_image) is None
    assert one.document_content(DOCUMENT) == b"1"
    assert one.job_contents([], []) == {}


def test_a_writer_that_breaks_is_named_with_what_it_broke_on():
    one = Format("a", ".a", leaf=broken, document=broken, job=broken)
    for subject, write in (
        ("page 0001", lambda: one.leaf_content(DOCUMENT, 0, PAGE)),
        ("page 0001", lambda: Format("a", ".a", page=broken).page_content(PAGE, no_image)),
        ("d", lambda: one.document_content(DOCUMENT)),
        ("job", lambda: one.job_contents([], [])),
    ):
        with pytest.raises(FormatFailed, match=f"{subject}, format a.*KeyError"):
            write()


def test_a_page_has_one_file_of_a_format():
    with pytest.raises(ValueError, match="once"):
        Format("a", ".a", page=broken, leaf=broken)


def test_a_content_that_writes_itself_may_break_while_it_is_written_and_is_named_all_the_same():
    whole = Format("a", ".a", document=lambda _given: lambda file: file.write(b"a")).document_content(DOCUMENT)
    file = io.BytesIO()
    assert callable(whole)
    whole(file)
    assert file.getvalue() == b"a"
    half = Format("a", ".a", document=lambda _given: broken).document_content(DOCUMENT)
    assert callable(half)
    with pytest.raises(FormatFailed, match=r"d, format a.*KeyError"):
        half(file)


def test_a_cause_of_this_program_passes_as_it_is():
    def gone(*_given):
        raise ScanNotFound("1.png")

    with pytest.raises(ScanNotFound):
        Format("a", ".a", page=gone).page_content(PAGE, no_image)


def test_a_name_that_is_no_utf8_is_written_escaped():
    assert as_utf8("a\udcff") == rb"a\udcff"
