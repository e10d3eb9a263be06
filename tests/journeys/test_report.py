"""The report as a person goes through it, in a real browser."""

from __future__ import annotations

import pytest

from ocr_pipeline.report.comparison_report import report_html
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.store.atomic import write_text
from tests.journeys import chromium
from tests.support.compared_pages import a_comparison, three_pages

pytestmark = pytest.mark.skipif(
    chromium.missing() is not None, reason=f"{chromium.missing()} is not installed: the report was not tried"
)

FOCUSED = "return document.activeElement.id"
RUSSIAN_J = """
document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "о", code: "KeyJ", bubbles: true}));
"""
SHOWN = "return [...document.querySelectorAll('article:not([hidden])')].map((article) => article.id)"


@pytest.fixture(scope="module")
def browser():
    with chromium.browser() as session:
        yield session


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    pages = three_pages(folder)
    path = folder / "сверка №1.html"
    write_text(path, report_html(a_comparison(pages), pages, ScanImages(200), "ru", "rus"))
    return path


@pytest.fixture(params=[(1280, 800), (400, 800)], ids=["wide", "narrow"])
def opened(browser, file, request):
    browser.size(*request.param)
    browser.open(file)
    browser.console()
    browser.requests()
    return browser


def in_list(browser):
    """Go to the list, as its link in the head does."""
    browser.run("document.querySelector('.skip').click()")
    browser.wait("return document.activeElement.id === 'variants'")


def test_it_asks_nothing_of_anyone_and_complains_of_nothing(browser, file):
    browser.size(1280, 800)
    browser.console()
    browser.requests()
    browser.open(file)
    in_list(browser)
    browser.press("j", "Enter", "j", "Escape", "?", "Escape", "/")
    assert browser.console() == []
    assert browser.requests() == [file.resolve().as_uri()]
    assert browser.run("return document.title").startswith("Телеграмма <b>")


def test_no_markup_of_a_text_runs(opened):
    assert opened.run("return document.title") != "taken"
    assert opened.run("return document.querySelectorAll('article img[src=x]').length") == 0


def test_nothing_is_wider_than_the_window(opened):
    in_list(opened)
    for state in ((), ("j", "Enter"), ("Escape", "?")):
        opened.press(*state)
        assert opened.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert opened.run(
            "return [...document.querySelectorAll('dialog[open]')].every((box) => box.scrollWidth <= box.clientWidth "
            "&& box.getBoundingClientRect().right <= innerWidth && box.getBoundingClientRect().bottom <= innerHeight)"
        )


def test_strips_are_seen_and_the_place_is_on_them(opened):
    in_list(opened)
    opened.press("j")
    opened.wait(
        "const image = document.querySelector('#v2 .film img'); return image.complete && image.naturalWidth > 500"
    )
    # The strip is moved once its image has come: a moment after that is soon enough.
    opened.wait(
        "const place = document.querySelector('#v2 .place').getBoundingClientRect();"
        "const strip = document.querySelector('#v2 .strip').getBoundingClientRect();"
        "return place.left > strip.left - 5 && place.right < strip.right + 5 && place.top > strip.top - 5 "
        "&& place.bottom < strip.bottom + 5 && place.width > 10"
    )


def test_the_keyboard_goes_through_the_variants(opened):
    in_list(opened)
    opened.press("j")
    assert opened.run(FOCUSED) == "v2"
    opened.press("j", "j")
    assert opened.run(FOCUSED) == "v4"
    opened.press("k")
    assert opened.run(FOCUSED) == "v3"
    opened.run(RUSSIAN_J)
    assert opened.run(FOCUSED) == "v4"
    opened.press("k", "k")
    assert opened.run(FOCUSED) == "v2"
    assert opened.run(
        "const box = document.activeElement.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight"
    )


def test_letters_do_nothing_outside_the_list(opened):
    opened.press("j", "/", "?", "k")
    assert opened.run("return document.activeElement === document.body")
    assert not opened.run("return document.querySelector('dialog[open]')")


def test_arrows_scroll_as_on_any_page(opened):
    in_list(opened)
    opened.press("j")
    top = opened.run("return scrollY")
    opened.press("ArrowDown", "ArrowDown")
    opened.wait(f"return scrollY > {top}")
    assert opened.run(FOCUSED) == "v2"


def test_the_whole_page_opens_with_the_line_lit_and_closes(opened):
    in_list(opened)
    opened.press("j", "Enter")
    assert opened.run("return document.getElementById('whole').open")
    assert opened.run("return document.getElementById('whole-title').textContent") == "Страница 0002"
    opened.wait("const image = document.querySelector('.sheet img'); return image.complete && image.naturalWidth > 300")
    lit = opened.run("return [...document.querySelectorAll('.lines li.lit')].map((line) => line.dataset.line)")
    assert lit == ["4"]
    assert opened.run("return document.querySelector('.lines li.lit mark').textContent") == "29.Ш.53"
    for place in (".sheet .place", ".lines li.lit"):
        seen = opened.run(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return box.top > 0 && box.bottom < innerHeight && box.left >= 0 && box.right <= innerWidth",
            place,
        )
        assert seen, place
    opened.press("j")
    assert opened.run("return document.getElementById('whole-title').textContent") == "Страница 0003"
    opened.press("Escape")
    opened.wait("return !document.getElementById('whole').open && document.activeElement.id === 'v3'")


def test_filters_choose_by_kind_verdict_page_and_text(opened):
    def choose(name, value):
        opened.run(
            "const field = document.querySelector('.filters').elements[arguments[0]]; field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', {bubbles: true}))",
            name,
            value,
        )

    choose("category", "date")
    assert opened.run(SHOWN) == ["v2"]
    choose("category", "")
    choose("verdict", "undecided")
    assert opened.run(SHOWN) == ["v3", "v5", "v1"]
    choose("page", "2")
    assert opened.run(SHOWN) == ["v3"]
    assert opened.run("return document.querySelector('.filters output').textContent") == "Показано 1 / 6"
    opened.click(".filters button[type=reset]")
    opened.wait("return document.querySelectorAll('article:not([hidden])').length === 6")
    in_list(opened)
    opened.press("/")
    opened.type(".filters input", "соседнем ДОКУМЕНТЕ")
    assert opened.run(SHOWN) == ["v2"]
    opened.type(".filters input", " совсем другое")
    assert opened.run(SHOWN) == []
    assert opened.run("return !document.querySelector('.none').hidden")


def test_a_number_of_the_summary_shows_its_variants(browser, file):
    browser.size(1280, 800)
    browser.open(file)
    browser.click("table.counts button[data-category='omitted or added stretch'][data-verdict='']")
    assert browser.run(SHOWN) == ["v4"]


def test_the_language_is_switched_everywhere(opened):
    opened.click("[data-language=en]")
    assert opened.run("return document.documentElement.lang") == "en"
    text = opened.run("return document.querySelector('main').textContent")
    text = " ".join(text.split())
    for shown in ("Summary", "transcription error likely, 93%", "2.10%", "Why: оба слова есть в словаре"):
        assert shown in text
    assert "Сводка" not in text
    assert "the two look alike in worn type" in text
    opened.click("[data-language=ru]")
    assert "в стёртой печати они похожи" in opened.run("return document.querySelector('main').textContent")
    assert "вероятна ошибка транскрипции, 93\u00a0%" in opened.run("return document.querySelector('main').textContent")


def test_text_stands_out_from_its_ground(browser, file):
    browser.size(1280, 800)
    browser.open(file)
    weak = browser.run("""
        const linear = (value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        const light = ([r, g, b]) =>
          0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
        const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const ground = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const colour = numbers(getComputedStyle(at).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) return colour;
          }
          return [255, 255, 255];
        };
        return [...document.querySelectorAll("body *:not(script, style)")]
          .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
          .filter((element) => {
            const [one, other] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
            return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
          })
          .map((element) => element.outerHTML.slice(0, 120));
    """)
    assert weak == []


def test_it_prints(opened):
    assert opened.pdf().startswith(b"%PDF")
