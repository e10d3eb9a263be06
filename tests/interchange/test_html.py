"""HTML as browsers read it, and markup that is made to take all memory or time."""

from __future__ import annotations

import time

import pytest

from ocr_pipeline.errors import TextIsNoText, TranscriptionBroken
from ocr_pipeline.interchange.html import DEEPEST, html_tree
from ocr_pipeline.interchange.xml import words_of


def text(markup):
    return words_of(html_tree(markup, "a.html")) or ""


@pytest.mark.parametrize(
    "markup",
    [
        "<html><head><html><head><title></title></head><body>{}</body></html></html>",
        "<!DOCTYPE html><html><head><meta charset=utf-8><!DOCTYPE html><html><head><style></style></head><body>{}",
        "<html><head></head><head></head><body></body><body>{}",
        "<!DOCTYPE html[<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>{}",
        "<!DOCTYPE '\"<&><p>{}",
        "<svg><p>{}</svg>",
        "<p>{}<!-- не закрыт",
        "<table><p>{}",
    ],
)
def test_the_text_of_a_page_that_was_saved_badly_is_there(markup):
    assert "Телеграмма № 1019" in text(markup.format("Телеграмма № 1019"))


def test_names_are_small_and_without_namespace():
    root = html_tree('<HTML xmlns="http://www.w3.org/1999/xhtml"><P xml:lang="ru">а', "a")
    assert [element.tag for element in root.iter()] == ["html", "head", "body", "p"]


def test_characters_that_xml_does_not_have_are_replaced():
    assert text("<p>а\x01б\x0cв\ud800</p>") == "а\ufffdб\ufffdв\ufffd"
    assert text("<p title='&#1;'>&#1;&#x0000001f;&#0;&#xd800;&#xffff;&#99999999;&#1072;&#151;&nosuch; &amp;") == (
        "\ufffd" * 6 + "а—&nosuch; &"
    )


ATTACKS = {
    "a tower of blocks": "<div>" * 100_000,
    "a tower of inline elements": "<b>" * 100_000,
    "tables in tables": "<table><tr><td>" * 20_000,
    "references": "<p>" + "&amp;" * 200_000,
}


@pytest.mark.parametrize("markup", ATTACKS.values(), ids=ATTACKS.keys())
def test_what_grows_or_takes_long_is_refused_at_once(markup):
    start = time.monotonic()
    with pytest.raises(TranscriptionBroken, match=r"a\.html"):
        html_tree(markup, "a.html")
    assert time.monotonic() - start < 5


NEVER_CLOSED = "".join(f"<b id={number}>" for number in range(900))


@pytest.mark.parametrize("markup", [NEVER_CLOSED + "<p>x</p>" * 10_000, f"<p>{NEVER_CLOSED}</p>" + "<p>x</p>" * 10_000])
def test_elements_that_are_never_closed_are_open_in_all_that_follows(markup, monkeypatch):
    monkeypatch.setattr("ocr_pipeline.interchange.html.MOST_LOOKS", 10**5)
    with pytest.raises(TranscriptionBroken, match="never closed"):
        html_tree(markup, "a.html")


def test_who_reads_a_text_is_told_so_of_a_text():
    with pytest.raises(TextIsNoText):
        html_tree("<div>" * 2 * DEEPEST, "a.html", TextIsNoText)


def test_a_long_page_of_ordinary_markup_is_read():
    paragraphs = "<p>Руководствуясь&nbsp;указаниями, <font color=red>встретились <b>вчера</b>.\n" * 2000
    assert text(f"<html><body>{paragraphs}").count("встретились") == 2000


def test_what_is_misplaced_in_tables_stands_before_them_in_its_order_however_much_there_is():
    assert text("<p>а<table>б<tr>в<b>г</b>д<td>е</table>ж") == "абвгдеж"
    assert text("<table>б<tr><i>в</i>г<td>е</table>ж") == "бвгеж"
    start = time.monotonic()
    assert text("<table>x<tr><i>y</i>" * 5000) == "xy" * 5000
    assert time.monotonic() - start < 5
