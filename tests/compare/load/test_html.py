"""HTML: what a browser shows, a line for each block; footnotes apart."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.html import content
from ocr_pipeline.errors import TranscriptionBroken
from ocr_pipeline.text.decode.source import is_html


def read(markup, encoding="utf-8"):
    return content(markup.encode(encoding), "a.html", "rus")


def test_blocks_are_lines_and_white_space_is_one_space():
    found = read(
        "<html><head><title>Запись</title><style>p{}</style></head><body><h1>Телеграмма</h1><p>Первый   <b>аб</b>зац\n"
        "с отступом</p><!-- тайна --><p>Второй<br>строка</p><script>x</script><ul><li>а<li>б</ul></body></html>"
    )
    assert found.text == "Телеграмма\nПервый абзац с отступом\nВторой\nстрока\nа\nб"
    assert found.metadata.title == "Запись"


def test_cells_have_tabs_between_them_and_rows_are_lines():
    found = read("<table><tr><td>а</td><td>б</td></tr><tr><th>в</th><td>г</td></tr></table>")
    assert found.text == "а\tб\nв\tг"


def test_the_lines_of_pre_stay():
    assert read("<pre>а\n  б</pre>").text == "а\n  б"


def test_footnotes_are_set_apart_and_their_signs_are_editorial():
    found = read(
        '<p>Ким<a href="#_ftn1" name="_ftnref1">[1]</a> сказал</p>'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Так в тексте.</p></div>'
    )
    assert found.text == "Ким[1] сказал"
    assert [found.text[span.start : span.end] for span in found.editorial] == ["[1]"]
    assert [section.text for section in found.sections] == ["[1] Так в тексте."]
    assert "1 footnote set apart from the text" in found.notes


def test_a_link_that_is_no_footnote_is_text():
    found = read('<p><a href="#x">1953</a> и <a href="http://a.b">2</a></p><p id="y">конец</p>')
    assert found.text == "1953 и 2\nконец"
    assert found.editorial == ()


def test_parts_of_a_web_page_are_left_out_and_said():
    found = read("<body><nav>Меню</nav><p>Текст</p><form><button>ОК</button></form></body>")
    assert found.text == "Текст"
    assert "left out, as parts of a web page: form, nav" in found.notes


@pytest.mark.parametrize(
    "markup", ['<p>а</p><p style="page-break-before: always">б</p>', '<p>а<br style="page-break-before:always">б</p>']
)
def test_page_breaks_of_style_are_marks(markup):
    found = read(markup)
    assert len(found.marks) == 1
    assert found.text[found.marks[0].place.start :].strip() == "б"


def test_page_breaks_of_aria_have_their_number():
    assert read('<p>а<span role="doc-pagebreak" aria-label="97"></span>б</p>').marks[0].number == 97


def test_the_declared_encoding_counts_where_it_is_no_utf_8():
    found = read('<html><head><meta charset="koi8-r"></head><body><p>Да</p></body></html>', "koi8-r")
    assert found.text == "Да"
    assert found.notes[0] == "read as HTML in koi8-r"


def test_tags_that_are_never_closed_do_no_harm_and_a_tower_of_them_is_refused():
    assert read("<p>" + "<b>x" * 500).text == "x" * 500
    with pytest.raises(TranscriptionBroken):
        read("<p>" + "<b>x" * 5000)


@pytest.mark.parametrize("hiding", ["hidden", 'style="color: red; display : none"', "style=visibility:hidden"])
def test_what_is_not_shown_is_no_text_and_it_is_said(hiding):
    found = read(f"<p>Текст <span {hiding}>скрыто</span>конец.</p><div {hiding}><p>Меню</p></div><p>Да")
    assert found.text == "Текст конец.\nДа"
    assert "2 hidden parts left out" in found.notes


def test_an_ornament_is_no_text_and_words_that_are_seen_are():
    found = read('<p>Текст<a aria-hidden="true" href="#p1">¶</a> <span aria-hidden="true">5 марта</span></p>')
    assert found.text == "Текст 5 марта"


def test_a_page_break_that_is_hidden_is_a_mark():
    found = read('<p>а<span role="doc-pagebreak" aria-label="97" aria-hidden="true"></span>б<br hidden>в</p>')
    assert [mark.number for mark in found.marks] == [97]
    assert found.text == "абв"


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", "1 2 3"),
        ("start=5", "5 6 7"),
        ("reversed", "3 2 1"),
        ("reversed start=9", "9 8 7"),
        ("type=a start=26", "z aa ab"),
        ("type=I start=3", "III IV V"),
        ("style='list-style: upper-latin'", "A B C"),
        ("start=x", "1 2 3"),
        ("start=-1", "-1 0 1"),
    ],
)
def test_the_numbers_of_lists_stand_before_their_items(attributes, numbers):
    found = read(f"<ol {attributes}><li>а<li><p>б</p><p>в</p><li hidden>г<li></ol>".replace("<li hidden>г", ""))
    first, second, third = numbers.split()
    assert found.text == f"{first}. а\n{second}. б\nв\n{third}."


def test_an_item_may_have_a_number_of_its_own_and_one_that_is_hidden_has_none():
    found = read("<ol><li>а<li value=7>б<li hidden>в<li>г</ol><ul><li>д</ul><ol style='list-style:none'><li>е</ol>")
    assert found.text == "1. а\n7. б\n8. г\nд\nе"


def test_lists_in_lists_count_for_themselves():
    assert read("<ol><li>а<ol type=i><li>б<li>в</ol><li>г</ol>").text == "1. а\ni. б\nii. в\n2. г"


def test_a_text_with_angle_brackets_is_no_html():
    assert not is_html("<неразборчиво> слово")
    assert not is_html("<p < 0.05")
    assert is_html("<!-- x --><HTML>")


DOUBLED = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><html><head><title>Документ</title></head><body>{}</body></html>"
)


def test_a_page_that_was_saved_with_a_doubled_head_keeps_its_text():
    paragraphs = "".join(f"<p>{number} Руководствуясь Вашими указаниями</p>" for number in range(2000))
    found = read(DOUBLED.format(paragraphs) + "</body></html>")
    assert len(found.text.splitlines()) == 2000
    assert found.metadata.title == "Документ"


def test_the_lines_of_pre_stay_where_it_begins_with_one():
    assert read("<pre>\nа\n\n  б</pre>").text == "а\n\n  б"
