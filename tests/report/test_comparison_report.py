from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup

from ocr_pipeline.compare.messages import message_of, percent
from ocr_pipeline.compare.records import Category, SectionKind, Verdict
from ocr_pipeline.records import replace
from ocr_pipeline.report import pictures
from ocr_pipeline.report.comparison_report import report_html
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.report.labels import LABELS
from tests.support.compared_pages import NASTY, a_comparison, a_variant, place, three_pages

MEGAPIXELS = 200.0


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return three_pages(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def html(pages):
    return report_html(a_comparison(pages), pages, ScanImages(MEGAPIXELS), "ru", "rus")


@pytest.fixture(scope="module")
def report(html):
    return BeautifulSoup(html, "html.parser")


def articles(report):
    return {article["id"]: article for article in report.find_all("article")}


def test_every_label_is_there_in_both_languages_and_for_every_value():
    assert LABELS["ru"].keys() == LABELS["en"].keys()
    for prefix, values in (("verdict", Verdict), ("category", Category), ("section", SectionKind)):
        assert {f"{prefix}.{value.value}" for value in values} <= LABELS["ru"].keys()
    assert percent(0.0213, 2, "ru") == "2,13\u00a0%"
    assert percent(0.0213, 2, "en") == "2.13%"


def test_the_heaviest_variant_comes_first(report):
    assert list(articles(report)) == ["v2", "v3", "v4", "v5", "v1", "v6"]


def test_a_variant_says_what_differs_where_and_who_is_right(report):
    article = articles(report)["v2"]
    assert [found.text for found in article.find_all("ins")] == ["3"]
    assert [found.text for found in article.find_all("del")] == ["8"]
    text = " ".join(article.text.split())
    for shown in ("Страница 0002, строка 5", "вероятна ошибка транскрипции, 93 %", "знак на скане ясно виден"):
        assert shown in text
    assert len(article.select(".film img")) == 1


def test_a_variant_over_many_lines_has_a_strip_for_each_of_the_first(report):
    article = articles(report)["v4"]
    assert len(article.select(".film img")) == pictures.STRIPS_A_VARIANT
    assert "Ещё строк: 4" in " ".join(article.text.split())


def test_a_variant_without_a_place_says_so_and_shows_space(report):
    article = articles(report)["v6"]
    assert "Место на скане не найдено" in article.text
    assert not article.select("button.open")
    assert article.select("del")


def test_the_texts_say_their_language(pages):
    report = BeautifulSoup(report_html(a_comparison(pages), pages, ScanImages(MEGAPIXELS), "en", "rus"), "html.parser")
    texts = [*report.select(".readings dd bdi"), *report.select(".confusions code"), report.select_one("#whole .lines")]
    assert len(texts) > 10
    assert {text["lang"] for text in texts} == {"ru"}


def test_reasons_and_notes_are_in_the_language_of_the_report_and_have_the_other(pages):
    reasons = (message_of("engine-sure", ours="<b>300", chance=0.97), message_of("look-alike"))
    comparison = a_comparison(pages, (a_variant(1, (), reasons=reasons),))
    comparison = replace(comparison, notes=(message_of("nothing-read"),))
    report = BeautifulSoup(report_html(comparison, pages, ScanImages(MEGAPIXELS), "ru"), "html.parser")
    why = report.select_one(".reasons")
    assert " ".join(why.text.split()) == "Почему: программа уверена в «<b>300» (97 %); в стёртой печати они похожи"
    assert why.select("[data-en]")[0]["data-en"] == "the engine is sure of “<b>300” (97%)"
    assert "на сканах ничего не прочитано" in report.select_one(".notes").text


def test_space_alone_is_made_visible(pages):
    variant = a_variant(1, (), ours="не о", theirs="нео")
    html = report_html(a_comparison(pages, (variant,)), pages, ScanImages(MEGAPIXELS), "ru", "rus")
    assert [found.text for found in BeautifulSoup(html, "html.parser").find_all("ins")] == ["␣"]


def test_nothing_from_scans_or_transcriptions_becomes_markup(html, report):
    assert NASTY not in html
    assert not report.find_all("img", src="x")
    assert not report.find_all(onerror=True)
    assert not report.find_all("a", href=re.compile("javascript"))
    assert report.find("h1").bdi.text == "Телеграмма <b>29 марта</b> 1953"
    executable = [script for script in report.find_all("script") if not script.get("type")]
    assert len(executable) == 1


def test_the_page_data_survives_markup_in_texts(report, pages):
    data = json.loads(report.find("script", id="pages").text)
    assert [page["id"] for page in data] == ["0001", "0002", "0003"]
    assert [line[0] for line in data[0]["lines"]] == [line.text for line in pages[0].lines]
    assert all(0 <= side <= 10_000 for page in data for line in page["lines"] for side in line[1:])


def test_the_file_needs_nothing_else(report):
    assert not report.find_all("link", rel="stylesheet")
    for element in report.find_all(src=True):
        assert element["src"].startswith("data:image/webp;base64,")
    policy = report.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy
    assert "url(" not in report.find("style").string


def test_a_strip_that_two_variants_share_is_there_once(pages):
    variants = tuple(a_variant(number, (place(pages, 0, 2, number),)) for number in (1, 2, 3))
    html = report_html(a_comparison(pages, variants), pages, ScanImages(MEGAPIXELS), "en", "rus")
    images = BeautifulSoup(html, "html.parser").select(".film img")
    assert [image.get("data-same") for image in images] == [None, "strip-0-2", "strip-0-2"]
    assert [image.has_attr("src") for image in images] == [True, False, False]


def test_scans_that_were_moved_are_said_and_the_rest_works(tmp_path):
    pages = three_pages(tmp_path)
    (tmp_path / "0001.png").unlink()
    (tmp_path / "0002.png").write_bytes(b"something else")
    report = BeautifulSoup(report_html(a_comparison(pages), pages, ScanImages(MEGAPIXELS), "en", "rus"), "html.parser")
    found = articles(report)
    assert "no longer where it was" in found["v1"].text
    assert "changed since it was read" in found["v2"].text
    assert found["v3"].select(".film img")
    notes = " ".join(report.select_one(".notes").text.split())
    assert "Scans no longer where they were, pages: 0001" in notes
    assert "Scans changed since reading, pages: 0002" in notes


def test_strips_beyond_the_first_variants_are_limited_and_it_is_said(pages, monkeypatch):
    monkeypatch.setattr(pictures, "FIRST_VARIANTS", 2)
    monkeypatch.setattr(pictures, "STRIPS_BEYOND", 3)
    variants = tuple(a_variant(number, (place(pages, 0, number, 1),)) for number in range(1, 9))
    html = report_html(a_comparison(pages, variants), pages, ScanImages(MEGAPIXELS), "en", "rus")
    report = BeautifulSoup(html, "html.parser")
    assert [bool(article.select("img")) for article in report.find_all("article")] == [True] * 5 + [False] * 3
    assert "lines are not cut out for all variants" in report.select_one(".notes").text


def test_a_place_on_a_page_that_is_not_there_is_no_error(pages):
    lost = replace(place(pages, 0, 0, 0), page_id="0007")
    html = report_html(a_comparison(pages, (a_variant(1, (lost,)),)), pages, ScanImages(MEGAPIXELS), "en", "rus")
    assert "No place on the scan was found" in html


def test_a_page_whose_record_is_missing_moves_no_place_of_another_page(pages):
    html = report_html(a_comparison(pages), pages[1:], ScanImages(MEGAPIXELS), "en", "rus")
    report = BeautifulSoup(html, "html.parser")
    found = articles(report)
    assert "No place on the scan was found" in found["v1"].text
    assert len(found["v3"].select(".film img")) == 1
    assert found["v3"].select("button.open")
    ((index, *_),) = json.loads(found["v3"]["data-places"])
    assert json.loads(report.find("script", id="pages").text)[index]["id"] == "0003"


def test_a_comparison_without_variants_has_a_report_too(pages):
    html = report_html(a_comparison(pages, ()), pages, ScanImages(MEGAPIXELS), "en", "rus")
    assert "There are no variants." in html
    assert '<html lang="en">' in html


def test_two_reports_of_the_same_are_the_same(pages, html):
    assert report_html(a_comparison(pages), pages, ScanImages(MEGAPIXELS), "ru", "rus") == html
