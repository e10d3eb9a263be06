"""The overview of a job as a person sees it, in a real browser."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.records import DocumentRow, PageRow, Remark
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
        remarks=(Remark(code="pages-missing", message="pages 1020-1024 are missing", pages=("0001", "0002")),),
    ),
    DocumentRow(document="b", pages=1, failed=0, not_compared="none of the transcriptions shares enough with it"),
]
PAGES = [
    PageRow(
        document=NAME,
        page="0001",
        path="../scans/a b.tif",
        state="done",
        expected_cer=0.02,
        seconds=2.5,
        page_number=1019,
    ),
    PageRow(
        document=NAME,
        page="0002",
        path="../scans/2.tif",
        state="failed",
        warnings=("the image is damaged " * 9,),
        page_number=1025,
    ),
    PageRow(document="b", page="0001", path="../scans/<b>\n.tif", state="done", page_number=1019, skew_degrees=-0.4),
]
FOUND = "document.getElementById('pages-found').textContent"


def column(place):
    return f"[...document.querySelectorAll('#pages tbody tr')].map((row) => row.cells[{place}].textContent)"


@pytest.fixture(scope="module")
def browser():
    with chromium.browser() as session:
        yield session


def shown(browser, folder, pages=PAGES, documents=DOCUMENTS, *, width=1280, language="en"):
    write_overview(folder, pages, documents, formats_named([]))
    browser.size(width, 900)
    browser.open(folder / "index.html")
    browser.click(f"[data-language={language}]")
    browser.wait(f"return {FOUND} !== ''")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [400, 500, 1280])
def test_every_column_is_in_view_and_no_word_is_broken(browser, tmp_path, width, language):
    shown(browser, tmp_path, width=width, language=language)
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
            for (const word of walker.currentNode.data.matchAll(/[^\\s/–-]+/g)) {
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


def test_the_figures_of_a_document_stand_once_in_the_language_chosen(browser, tmp_path):
    shown(browser, tmp_path)
    said = browser.run("return document.body.innerText")
    assert said.count("1.43") == 1
    assert said.index("0.08") < said.index("1.43")
    assert "1020–1024" in said
    assert "are missing" not in said
    browser.click("#documents summary")
    assert "pages 1020-1024 are missing" in browser.run("return document.body.innerText")
    browser.click("[data-language=ru]")
    said = browser.run("return document.body.innerText")
    assert "1,43\N{NO-BREAK SPACE}%" in said
    assert "Смотреть прежде всего" in said
    assert browser.run("return document.documentElement.lang") == "ru"


def test_without_a_script_the_tables_are_there(browser, tmp_path):
    write_text(tmp_path / "index.html", overview(PAGES, DOCUMENTS))
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(tmp_path / "index.html")
        said = browser.run("return document.body.innerText")
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "1.43%" in said
    assert "failed" in said
    assert "Search" not in said


def test_rows_are_sorted_by_a_heading_and_the_heading_says_how(browser, tmp_path):
    shown(browser, tmp_path)
    sort = "document.querySelector('#pages th[aria-sort]')"
    assert browser.run(f"return {sort}") is None
    head = "#pages [data-column=number]"
    browser.click(head)
    browser.wait(f"return {sort}?.textContent === 'page number'")
    assert browser.run(f"return {column(5)}") == ["1019", "1019", "1025"]
    assert browser.run("return document.activeElement.dataset.column") == "number"
    browser.press("Enter")
    browser.wait(f"return {sort}?.getAttribute('aria-sort') === 'descending'")
    assert browser.run(f"return {column(5)}") == ["1025", "1019", "1019"]
    browser.click(head)
    browser.wait(f"return {sort} === null")
    browser.click("#pages [data-column=cer]")
    browser.wait(f"return {sort} !== null")
    assert browser.run(f"return {column(3)}") == ["2.00%", "", ""]


def test_a_count_and_a_document_choose_pages(browser, tmp_path):
    shown(browser, tmp_path)
    browser.click(".states .failed")
    browser.wait(f"return {FOUND} === 'Pages 1 to 1 of 1'")
    browser.run("document.getElementById('state').value = ''")
    browser.run("document.querySelectorAll('#documents tbody button')[1].click()")
    browser.wait(f"return {column(0)}.join() === 'b'")
    browser.click("#every")
    browser.wait(f"return {FOUND} === 'Pages 1 to 3 of 3'")


def test_small_pictures_are_drawn_of_images_that_are_there(browser, tmp_path):
    documents = [one.model_copy(update={"has_images": True}) for one in DOCUMENTS]
    folder = tmp_path / NAME / "pages"
    folder.mkdir(parents=True)
    page = np.full((1400, 1000), 255, np.uint8)
    page[:, :500] = 0
    (folder / "0001.png").write_bytes(cv2.imencode(".png", page)[1].tobytes())
    shown(browser, tmp_path, documents=documents)
    browser.run("document.getElementById('pages-title').scrollIntoView()")
    browser.wait("return document.querySelector('.thumb canvas') !== null")
    assert browser.run("return document.querySelector('.thumb canvas').clientHeight") <= 66
    browser.wait("return document.querySelectorAll('.thumb:not([href])').length === 1")
    assert browser.run("return document.querySelectorAll('.thumb').length") == 2
    browser.console()


def large(number=1000):
    return [
        PageRow(
            document=f"дело {number // 100}",
            page=f"{number:04}",
            path=f"../scans/{number}.tif",
            state="failed" if number % 10 == 0 else "done",
            expected_cer=None if number % 10 == 0 else number / 10_000,
            warnings=("Тень <b>с оборота</b>",) if number % 250 == 1 else (),
        )
        for number in range(number)
    ]


def test_a_large_job_shows_a_hundred_pages_at_a_time_those_that_are_chosen(browser, tmp_path):
    shown(browser, tmp_path, large())
    browser.wait(f"return {FOUND} === 'Pages 1 to 100 of 1000'")
    browser.click("#pages-next")
    browser.wait(f"return {FOUND} === 'Pages 101 to 200 of 1000'")
    assert browser.run(f"return {column(1)}[0]") == "0100"
    browser.type("#search", "тень <b> дело")
    browser.wait(f"return {FOUND} === 'Pages 1 to 4 of 4'")
    assert browser.run(f"return {column(1)}") == ["0001", "0251", "0501", "0751"]
    browser.run("document.getElementById('order').value = 'cer'")
    browser.run("document.getElementById('order').dispatchEvent(new Event('change'))")
    browser.wait(f"return {column(1)}[0] === '0751'")
    assert browser.run("return document.querySelectorAll('#pages b').length") == 0
    browser.type("#search", " nowhere")
    browser.wait(f"return {FOUND} === 'No page is like that.'")
    assert [line for line in browser.console() if "favicon" not in line] == []


def test_a_part_that_is_gone_is_said(browser, tmp_path):
    write_overview(tmp_path, large(), DOCUMENTS, formats_named([]))
    (tmp_path / "overview" / "rows-0004.js").unlink()
    browser.open(tmp_path / "index.html")
    browser.click("[data-language=en]")
    browser.wait(f"return {FOUND}.startsWith('Pages 1')")
    browser.run("document.getElementById('search').value = '0900'")
    browser.run("document.getElementById('search').dispatchEvent(new Event('input'))")
    browser.wait(f"return {FOUND}.includes('rows-0004.js cannot be loaded')")
    browser.console()
