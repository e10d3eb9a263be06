"""The overview of a job as a person sees it, in a real browser."""

from __future__ import annotations

import pytest

from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.report.overview import overview
from ocr_pipeline.store.atomic import write_text
from ocr_pipeline.store.jobs import write_overview
from tests.journeys import chromium

pytestmark = pytest.mark.skipif(
    chromium.missing() is not None, reason=f"{chromium.missing()} is not installed: the overview was not tried"
)

NAME = "Телеграммы посольства в Пхеньяне 1953/Март и апрель"
DOCUMENTS = [
    DocumentRow(
        document=NAME,
        pages=2,
        failed=1,
        transcription="Публикация телеграммы 29 марта.docx",
        cer_layout_neutral=0.0008,
        cer_convention_neutral=0.0004,
        cer_as_typed=0.0143,
        variants=5,
    ),
    DocumentRow(document="b", pages=1, failed=0, not_compared="none of the transcriptions shares enough with it"),
]
PAGES = [
    PageRow(document=NAME, page="0001", path="../scans/a b.tif", state="done", expected_cer=0.02, seconds=2.5),
    PageRow(document=NAME, page="0002", path="../scans/2.tif", state="failed", warnings=("the image is damaged " * 9,)),
    PageRow(document="b", page="0001", path="../scans/<b>.tif", state="done", page_number=1019, skew_degrees=-0.4),
]


@pytest.fixture(scope="module")
def browser():
    with chromium.browser() as session:
        yield session


@pytest.mark.parametrize("width", [400, 500, 1280])
def test_every_column_is_in_view_and_no_word_is_broken(browser, tmp_path, width):
    write_text(tmp_path / "index.html", overview(PAGES, DOCUMENTS))
    browser.size(width, 900)
    browser.open(tmp_path / "index.html")
    assert browser.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert browser.run(
        "return [...document.querySelectorAll('td, a')].filter((cell) => cell.textContent)"
        ".every((cell) => cell.getBoundingClientRect().right <= innerWidth)"
    )
    broken = browser.run("""
        const words = [];
        for (const cell of document.querySelectorAll('td')) {
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          while (walker.nextNode())
            for (const word of walker.currentNode.data.matchAll(/[^\\s/-]+/g)) {
              const range = document.createRange();
              range.setStart(walker.currentNode, word.index);
              range.setEnd(walker.currentNode, word.index + word[0].length);
              if (range.getClientRects().length > 1) words.push(word[0]);
            }
        }
        return words;
    """)
    assert broken == []
    assert browser.run("return Math.max(...[...document.querySelectorAll('tr')].map((row) => row.offsetHeight))") < 450


def test_the_figures_of_a_document_stand_once(browser, tmp_path):
    write_text(tmp_path / "index.html", overview(PAGES, DOCUMENTS))
    browser.size(1280, 900)
    browser.open(tmp_path / "index.html")
    shown = browser.run("return document.body.innerText")
    assert shown.count("1.43") == 1
    assert shown.index("0.08") < shown.index("1.43")


def test_a_large_job_shows_a_hundred_pages_at_a_time_those_that_are_chosen(browser, tmp_path):
    pages = [
        PageRow(
            document=f"дело {number // 100}",
            page=f"{number:04}",
            path=f"../scans/{number}.tif",
            state="failed" if number % 10 == 0 else "done",
            expected_cer=None if number % 10 == 0 else number / 10_000,
            warnings=("Тень <b>с оборота</b>",) if number % 250 == 1 else (),
        )
        for number in range(1000)
    ]
    write_overview(tmp_path, pages, DOCUMENTS, formats_named([]))
    browser.size(1280, 900)
    browser.open(tmp_path / "index.html")
    rows = "[...document.querySelectorAll('#rows tr')].map((row) => row.cells[1].textContent)"
    found = "document.getElementById('found').textContent"
    browser.wait(f"return {found} === 'Pages 1 to 100 of 1000'")
    browser.click("#next")
    browser.wait(f"return {found} === 'Pages 101 to 200 of 1000'")
    assert browser.run(f"return {rows}[0]") == "0100"
    browser.type("#warnings", "тень <b>")
    browser.press("Enter")
    browser.wait(f"return {found} === 'Pages 1 to 4 of 4'")
    assert browser.run(f"return {rows}") == ["0001", "0251", "0501", "0751"]
    browser.run("document.getElementById('order').value = 'cer'")
    browser.click("#choose button")
    browser.wait(f"return {rows}[0] === '0751'")
    assert browser.run("return document.querySelectorAll('#rows b').length") == 0
    assert [line for line in browser.console() if "favicon" not in line] == []
