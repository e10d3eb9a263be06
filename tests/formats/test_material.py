"""What a document's files are made of, where nothing is known of its scans."""

from __future__ import annotations

import pytest

from ocr_pipeline.formats.material import Material
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

PAGE = a_page("0001")


def test_a_scan_that_is_not_known_is_none_and_its_way_is_what_the_record_says():
    material = Material(clean_document("d", [PAGE]), [PAGE])
    with material.scan(PAGE) as file:
        assert file is None
    assert material.way(PAGE) == PAGE.scan.path


def test_nothing_particular_is_asked_of_the_files():
    assert not Material(clean_document("d", [PAGE]), [PAGE]).writing.page_marks


def test_of_a_document_without_a_folder_nothing_stands_beside():
    assert not Material(clean_document("d", [PAGE]), [PAGE]).beside("document.txt")


@pytest.mark.parametrize(
    ("way", "expected"),
    [("../s/a.png", "../../s/a.png"), ("/s/a.png", "/s/a.png"), ("s3://b/a.png", "s3://b/a.png")],
)
def test_the_folder_of_pages_is_a_step_further_from_the_scans(way, expected):
    material = Material(clean_document("d", [PAGE]), [PAGE], way=lambda _page: way)
    assert material.way_from_page(PAGE) == expected
