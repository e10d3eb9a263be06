"""Entries of a table of contents are told by two lines or more with dots that lead to a number."""

from __future__ import annotations

import time

import pytest

from ocr_pipeline.text.joining.contents import contents_entries
from ocr_pipeline.text.text_layout import lay_out_text


def entries(*lines):
    """The entries that are found, their lines joined."""
    found: list[str] = []
    for line, begins in contents_entries(lay_out_text("\n".join(lines)).lines):
        found = [*found, line.text] if begins else [*found[:-1], f"{found[-1]} {line.text}"]
    return found


def test_an_entry_may_have_several_lines():
    lines = (
        "1. Введение . . . . . . 4",
        "2. Язык описания",
        "функционирования машины ...... 7",
        "Литература ....... 28",
    )
    assert entries("СОДЕРЖАНИЕ", *lines, "Дальше текст.") == [lines[0], f"{lines[1]} {lines[2]}", lines[3]]


def test_the_first_entry_may_have_two_lines_where_the_first_is_numbered():
    lines = ("1. Представление чисел", "в машине ......... 4", "2. Команды ......... 7")
    assert entries("СОДЕРЖАНИЕ", *lines) == [f"{lines[0]} {lines[1]}", lines[2]]


@pytest.mark.parametrize(
    "lines",
    [
        ("Введение ......... 4", "и больше ничего"),
        ("для k = 1, ... 5", "и для i = 0, ... 7"),
        ("......... 4", "......... 5"),
        ("Он приехал в 1953", "и уехал в 1954"),
    ],
)
def test_one_line_with_dots_formulas_and_figures_are_no_contents(lines):
    assert entries(*lines) == []


def test_a_long_line_takes_no_longer_than_its_length():
    start = time.process_time()
    assert entries("слово " * 20000 + "....", ". " * 50000 + "x") == []
    assert time.process_time() - start < 1
