"""HTML is read as a browser shows it, and only what begins with a tag is HTML."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import TextIsNoText
from ocr_pipeline.text.decode.html import text_of_html
from ocr_pipeline.text.decode.source import decoded


def test_html_is_read_as_a_browser_shows_it():
    found = decoded(
        "<html><head><title>Нет</title><style>p{}</style></head><body><h1>Телеграмма</h1>"
        "<p>Первый   <b>аб</b>зац\n с&nbsp;отступом &laquo;и&raquo; 1 &lt; 2.</p><p>Второй<br>строка</p>"
        "<script>x</script><ul><li>а</li><li>б</li></ul></body></html>".encode()
    )
    assert found.text == "Телеграмма\nПервый абзац с отступом «и» 1 < 2.\nВторой\nстрока\nа\nб"
    assert found.notes == ("read as HTML",)


@pytest.mark.parametrize(
    "text", ["1 < 2 и 3 > 2", "см. <https://архив.рф/документ/112123>", "<неразборчиво> слово", "p < 0.05"]
)
def test_a_text_with_angle_brackets_is_no_html(text):
    assert decoded(text.encode()).text == text


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<table><tr><td>а</td><td>б</td></tr></table>", "а\tб"),
        ("<table><tr><td>а<td>б</table>", "а\tб"),
        ("<table><tr><td></td><td>б</td><td></td></tr><tr><td>а</td></tr></table>", "\tб\t\nа"),
        ("<table>\n<tr>\t<td>а</td>\t<td> б </td></tr></table>", "а\tб"),
        ("<table><tr><td></td><td> </td></tr><tr><td>а</td><td>б</td></tr></table>", "а\tб"),
        ("<pre>\tПлан\t \n1951\t\t</pre>", "\tПлан\t\n1951\t\t"),
        ("<pre>первая\nвторая</pre>", "первая\nвторая"),
        ("<!-- от редактора -->\n<html><p>Текст</p></html>", "Текст"),
        (" \n\t<p>Текст</p>", "Текст"),
        ("\ufeff\n\ufeff<p>Текст</p>", "Текст"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><body>Текст</body></html>", "Текст"),
    ],
)
def test_html_is_known_by_its_first_tag(markup, shown):
    found = decoded(markup.encode())
    assert found.text.strip("\ufeff\n") == shown
    assert found.notes == ("read as HTML",)


@pytest.mark.parametrize("text", ["<p.s. это не html> текст", "<p", "<pre-war> years", "<!-- сноска"])
def test_a_remark_in_angle_brackets_is_no_tag(text):
    assert decoded(text.encode()).text == text


def test_typed_lines_of_html_stay_lines_with_their_indents():
    found = decoded(
        "<p>Письмо  от</p><pre>\n  В <b>первых</b> строках\n\nсвоего  письма  \n</pre><p>Конец</p>".encode()
    )
    assert found.text == "Письмо от\n  В первых строках\n\nсвоего  письма\nКонец"


def test_html_that_is_one_typed_text_is_joined_as_typed_texts_are():
    assert not decoded("<pre>Руководствуясь указа-\nниями</pre>".encode()).lines_are_paragraphs


def test_html_without_a_body_is_read_too():
    assert text_of_html("<p>один</p><p>два") == "один\nдва"
    assert text_of_html("") == ""


def test_the_doctype_and_comments_of_html_are_not_shown():
    assert text_of_html("<!DOCTYPE html><html><body><p>Текст<!-- тайна --></p></body></html>") == "Текст"


def test_the_lines_of_html_are_paragraphs():
    assert decoded("<p>Первый</p><p>Второй</p>".encode()).lines_are_paragraphs


def test_a_page_that_was_saved_with_a_doubled_head_keeps_its_text():
    markup = "<html><head><html><head><title>Нет</title></head><body><p>Один</p><p>Два</p></body></html>"
    found = decoded(markup.encode())
    assert found.text == "Один\nДва"


@pytest.mark.parametrize("markup", ["<html><body></body></html>", "<html><head><title>а</title></head></html>"])
def test_html_in_which_nothing_is_shown_is_no_text(markup):
    with pytest.raises(TextIsNoText, match="no text is shown"):
        decoded(markup.encode(), "a.html")


def test_markup_beyond_all_measure_is_no_text():
    with pytest.raises(TextIsNoText, match=r"a\.html"):
        decoded(b"<div>" * 100_000, "a.html")
