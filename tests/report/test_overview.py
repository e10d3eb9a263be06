"""The overview of a job: figures once for each document, links to its files, pages with their state."""

from __future__ import annotations

from bs4 import BeautifulSoup

from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.report.overview import overview

DOCUMENT = DocumentRow(
    document="Март 1953/а", pages=2, failed=1, transcription="t.txt", cer_as_typed=0.0143, variants=0
)
PAGES = [
    PageRow(
        document="Март 1953/а", page="0001", path="../scans/a b.tif", state="done", expected_cer=0.0, unread_mm2=12.34
    ),
    PageRow(document="Март 1953/а", page="0002", path="../2.tif", state="failed", warnings=("damaged", "dark")),
]


def shown():
    return BeautifulSoup(overview(PAGES, [DOCUMENT]), "html.parser")


def cells(row):
    return {cell["data-label"]: cell for cell in row.find_all("td")}


def test_links_lead_to_files_whatever_their_names():
    documents, pages = shown().find_all("tbody")
    assert [link["href"] for link in documents.find_all("a")] == [
        "%D0%9C%D0%B0%D1%80%D1%82%201953/%D0%B0/document.txt",
        "%D0%9C%D0%B0%D1%80%D1%82%201953/%D0%B0/comparison.html",
    ]
    assert cells(pages.tr)["scan"].a["href"] == "../scans/a%20b.tif"


def test_a_figure_of_nothing_is_shown_and_one_that_is_not_known_is_left_empty():
    documents, pages = shown().find_all("tbody")
    found = cells(documents.tr)
    assert (found["variants"].text, found["CER as typed"].text, found["CER layout-neutral"].text) == ("0", "1.43%", "")
    assert cells(pages.tr)["expected CER"].text == "0.00%"
    assert cells(pages.tr)["unread ink"].text == "12.3 mm²"


def test_a_page_has_its_state_and_each_warning_on_a_line():
    row = shown().find_all("tbody")[1].find_all("tr")[1]
    assert row["class"] == ["failed"]
    assert list(cells(row)["warnings"].stripped_strings) == ["damaged", "dark"]


def test_a_job_without_pages_has_an_overview():
    text = BeautifulSoup(overview([], []), "html.parser").text
    assert "0 pages of 0 documents" in text
    assert text.count("None.") == 2
