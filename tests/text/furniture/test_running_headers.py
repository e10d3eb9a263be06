"""What stands in the same place of page after page is a running header or footer."""

from __future__ import annotations

import random

from ocr_pipeline.text.furniture.running_headers import running_lines
from ocr_pipeline.text.text_layout import lay_out_text

WORDS = ("дом", "лес", "сад", "река", "поле", "город", "завод", "совет", "союз", "война", "хлеб", "железо", "уголь")


def body(page):
    """Lines of text, others on each page, that break off in mid-sentence."""
    rng = random.Random(page)
    return [" ".join(rng.choices(WORDS, k=9)) for _ in range(12)]


def found_in(*pages, language="rus"):
    layout = lay_out_text("\f".join("\n".join(lines) for lines in pages))
    return [(one.lines[0].text, one.at_top, one.mark) for one in running_lines(layout, language)]


def test_a_line_that_recurs_is_a_header_however_it_is_misread():
    heads = ("Беседа с премьером Кимом", "Беседа с лремьером Кимом", "Бсседа с премьером Кимом")
    found = found_in(*([head, *body(page)] for page, head in enumerate(heads)))
    assert found == [(head, True, False) for head in heads]


def test_a_mark_of_secrecy_needs_two_pages_and_is_a_mark():
    found = found_in(*(["Совершенно секретно", *body(page)] for page in range(2)))
    assert found == [("Совершенно секретно", True, True)] * 2


def test_other_lines_need_three_pages():
    assert found_in(*(["Беседа с премьером Кимом", *body(page)] for page in range(2))) == []


def test_the_head_of_a_table_that_recurs_is_none():
    head = ["Название товара\tПлан", "железо\t"]
    assert found_in(*([*head, *body(page)] for page in range(3))) == []


def test_marks_are_those_of_the_language_and_of_those_beside_it():
    pages = [["Confidential", *body(page)] for page in range(2)]
    assert found_in(*pages, language="rus") == [("Confidential", True, True)] * 2


def test_the_heading_that_a_continuation_continues_goes_with_it():
    heads = ("Приложение 1", "Продолжение", "Продолжение")
    assert [text for text, _, _ in found_in(*([head, *body(page)] for page, head in enumerate(heads)))] == list(heads)
