"""The overview of a job: figures once for each document, links to its files, pages with their state."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup

from ocr_pipeline.records import DocumentRow, PageRow, Remark
from ocr_pipeline.report.overview import overview, overview_scripts
from ocr_pipeline.report.overview.labels import LABELS
from ocr_pipeline.report.overview.page import IN_ONE_FILE

NAME = "Март 1953/а"
DOCUMENT = DocumentRow(
    document=NAME,
    pages=2,
    failed=1,
    transcription="t.txt",
    cer_as_typed=0.0143,
    variants=0,
    remarks=(Remark(code="page-doubled", message="two pages have the number 7", pages=("0001", "0002")),),
)
PAGES = [
    PageRow(
        document=NAME,
        page="0001",
        path="../scans/a b.tif",
        state="done",
        expected_cer=0.0,
        unread_mm2=12.34,
        page_number=7,
    ),
    PageRow(document=NAME, page="0002", path="../2.tif", state="failed", warnings=("damaged", "dark"), page_number=7),
]
NASTY = "</script><img src=x onerror=alert(1)>\n\u2028\"'&amp;"


def shown(pages=PAGES, documents=(DOCUMENT,)):
    return BeautifulSoup(overview(pages, list(documents)), "html.parser")


def still(page):
    """The tables of documents and of pages as they are without JavaScript."""
    return [table.tbody for table in page.find_all("table", class_="still")]


def cells(row):
    return {cell["data-label"]: cell for cell in row.find_all("td")}


def data(page):
    return json.loads(page.find(id="data").string)


def policy(page):
    return page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]


def test_links_lead_to_files_whatever_their_names():
    documents, pages = still(shown())
    assert [link["href"] for link in documents.find_all("a")] == [
        "%D0%9C%D0%B0%D1%80%D1%82%201953/%D0%B0/document.txt",
        "%D0%9C%D0%B0%D1%80%D1%82%201953/%D0%B0/comparison.html",
    ]
    assert cells(pages.tr)["scan"].a["href"] == "../scans/a%20b.tif"


def test_a_figure_of_nothing_is_shown_and_a_column_of_which_nothing_is_known_left_out():
    documents, pages = still(shown())
    found = cells(documents.tr)
    assert (found["variants"].text, found["CER as typed"].text) == ("0", "1.43%")
    assert "CER layout-neutral" not in found
    assert cells(pages.tr)["expected CER"].text == "0.00%"
    assert cells(pages.tr)["unread ink"].text == "12.3 mm²"
    assert not {"skew", "seconds"} & set(cells(pages.tr))


def test_a_page_has_its_state_and_each_warning_on_a_line():
    row = still(shown())[1].find_all("tr")[1]
    assert row["class"] == ["failed"]
    assert list(cells(row)["warnings"].stripped_strings) == ["damaged", "dark"]


def test_doubled_pages_stand_in_the_row_of_their_document():
    page = shown()
    cell = cells(still(page)[0].tr)["doubled"]
    assert (cell.summary.text, cell.li.text) == ("7", "two pages have the number 7")
    assert data(page)["whole"]["documents"][0]["doubled"] == [1, [["7", 0, "two pages have the number 7"]]]


def test_where_to_look_first_is_named_with_the_reason():
    (first, second) = shown().find(class_="first").find_all("li")
    assert first.a["href"].endswith("/pages/0002.txt")
    assert re.sub(r"\s+", " ", first.text).strip() == f"{NAME}/0002 failed: damaged"
    assert second.find("span", attrs={"data-ru": "0,0\N{NO-BREAK SPACE}%"})


def test_a_job_in_which_nothing_is_in_doubt_names_no_page():
    assert (
        shown([PageRow(document="a", page="1", path="1.tif", state="done", expected_cer=0.001)]).find(class_="first")
        is None
    )


def test_a_job_without_pages_has_an_overview():
    text = shown([], ()).text
    assert "0 pages of 0 documents" in text
    assert text.count("None.") == 2


def test_all_that_is_said_is_said_in_both_languages():
    page = shown()
    assert LABELS["ru"].keys() == LABELS["en"].keys()
    used = {
        one[attribute]
        for attribute in ("data-t", "data-t-label", "data-t-title")
        for one in page.find_all(attrs={attribute: True})
    }
    assert used
    assert used <= LABELS["ru"].keys()
    assert all(one.get("data-en") for one in page.find_all(attrs={"data-ru": True}))
    shown_columns = {f"{table}.{name}" for table, names in data(page)["columns"].items() for name in names}
    assert shown_columns <= LABELS["en"].keys()


@pytest.mark.parametrize("number", [1, IN_ONE_FILE + 1])
def test_no_name_is_markup(number):
    pages = [
        PageRow(document=NASTY, page=f"{place}{NASTY}", path=NASTY, state="failed", warnings=(NASTY,))
        for place in range(number)
    ]
    document = DocumentRow(document=NASTY, pages=number, failed=0, transcription=NASTY, not_compared=NASTY)
    html = overview(pages, [document])
    assert "<img" not in html
    page = BeautifulSoup(html, "html.parser")
    assert len(page.find_all("script")) == 2
    assert page.find(class_="first").li.a.text == f"{NASTY}/0{NASTY}"
    for content in overview_scripts(pages, [document]).values():
        assert not re.search("[<>&\u2028]", content.decode())


def test_a_page_loads_nothing_but_what_lies_beside_it_and_only_where_it_must():
    small = policy(shown())
    assert re.fullmatch(
        r"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-[\w+/=]+'", small
    )
    drawn = policy(shown(documents=(DOCUMENT.model_copy(update={"has_images": True}),)))
    assert "img-src data: 'self' file:;" in drawn
    assert "file:" not in drawn.partition("script-src")[2]
    many = PAGES[:1] * (IN_ONE_FILE + 1)
    assert policy(shown(many)).endswith("' 'self' file:")


def test_images_are_shown_where_they_are_written():
    with_images = DOCUMENT.model_copy(update={"has_images": True})
    assert data(shown(documents=(with_images,)))["columns"]["pages"][0] == "image"
    assert "image" not in data(shown())["columns"]["pages"]


def test_a_small_job_is_one_file_and_a_large_one_shows_counts_without_a_script():
    few, many = [[PAGES[0]] * number for number in (IN_ONE_FILE, IN_ONE_FILE + 1)]
    many[3] = PAGES[1]
    assert overview_scripts(few, [DOCUMENT]) == {}
    assert "whole" in data(shown(few))
    assert "overview/index.js" in overview_scripts(many, [DOCUMENT])
    page = shown(many)
    assert "whole" not in data(page)
    assert page.find(class_="states").text == f"{IN_ONE_FILE} done, 1 failed"
    assert page.find("a", href="summary.csv")
    assert still(page) == []


def test_a_job_of_many_documents_is_large_as_well():
    documents = [DocumentRow(document=f"{place}", pages=0, failed=0) for place in range(IN_ONE_FILE + 1)]
    assert "overview/documents.js" in overview_scripts([], documents)
    assert still(shown([], documents)) == []
