"""Catchwords at the foot of a page go; the last word of a page stays."""

from __future__ import annotations

import random

import pytest

from ocr_pipeline.records import EditKind
from ocr_pipeline.text import Layer, clean_text, layer_text

WORDS = ("дом", "лес", "сад", "река", "поле", "город", "завод", "совет", "союз", "война", "хлеб", "железо", "уголь")


def body(page):
    rng = random.Random(page)
    return [" ".join(rng.choices(WORDS, k=9)) for _ in range(8)]


def document(*pages):
    return clean_text("d", "\f".join("\n".join(page) for page in pages))


def gone(*pages):
    return [edit.before for edit in document(*pages).edits if edit.kind is EditKind.CATCHWORD]


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("Правительство", "Правительство решило вопрос"),
        ("правительство", "Правительство решило вопрос"),
        ("Правителъство", "Правительство решило вопрос"),
        ("Верхов-", "Верховного Совета и правительства"),
        ("Совет Министров", "Совет Министров утвердил"),
        ("(дом", "дом стоял на горе"),
    ],
)
def test_a_word_at_the_foot_that_the_next_page_begins_with_is_a_catchword(foot, head):
    assert gone([*body(1), foot], [head, *body(2)]) == [foot]


def test_the_sentence_runs_on_over_the_catchword():
    text = layer_text(document([*body(1), "стоял"], ["стоял на горе", *body(2)]), Layer.CLEAN)
    assert text.count("стоял") == 1
    assert f"{body(1)[-1]} стоял на горе" in text


@pytest.mark.parametrize("numbers", ["head", "foot"])
def test_page_numbers_hide_no_catchword(numbers):
    first, second = [*body(1), "стоял"], ["стоял на горе", *body(2)]
    if numbers == "head":
        pages = ["- 5 -", *first], ["- 6 -", *second], ["- 7 -", *body(3)]
    else:
        pages = [*first, "- 5 -"], [*second, "- 6 -"], [*body(3), "- 7 -"]
    assert gone(*pages) == ["стоял"]
    assert [page.number.number for page in document(*pages).pages] == [5, 6, 7]


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("страницы.", "Другая страница начинается"),
        ("и сказал: нет,", "нет и ещё раз нет"),
        ("и", "а потом ушёл"),
        ("указа-", "за Президиума"),
        ("дом", "дым стоял"),
        ("из", "из-за"),
        ("- - -", "- - -"),
        ("Кузнецов, Федоренко", "Кузнецов сообщил"),
    ],
)
def test_other_last_words_stay(foot, head):
    assert gone([*body(1), foot], [head, *body(2)]) == []


def test_a_full_line_that_comes_again_is_text():
    line = body(7)[0]
    assert gone([*body(1), line], [line, *body(2)]) == []


def test_a_row_of_a_table_is_none():
    assert gone([*body(1), "железо\t12", "стали\t"], ["стали выплавили больше", *body(2)]) == []


def test_nothing_before_and_nothing_behind_makes_no_catchword():
    assert gone(["дом"], ["дом стоял", *body(1)]) == []
    assert gone([*body(1), "дом"], []) == []
    assert gone([*body(1), "дом"]) == []


@pytest.mark.parametrize(
    ("foot", "head"), [("1956-", "1960 год"), ("Кузнецов", "Кузнецов сообщил"), ("Никогда!", "Никогда мы")]
)
def test_figures_signatures_and_exclamations_that_come_again_stay(foot, head):
    found = clean_text("d", f"Одна строка.\nконец письма на этом.\n{foot}\f{head} и другие слова строки\nдальше")
    assert not [edit for edit in found.edits if edit.kind == "catchword"]
