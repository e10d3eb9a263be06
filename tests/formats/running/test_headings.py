"""Headings: on which page each stands, and how deep it is by the numbers before it."""

from __future__ import annotations

import pytest

from ocr_pipeline.formats.running.headings import headings, level_of
from ocr_pipeline.formats.running.walk import parts
from ocr_pipeline.records import Block, BlockKind, PageSpan, PageState
from tests.support.generated_documents import Typing


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("ПРОТОКОЛ", 1),
        ("2. Память", 1),
        ("2.2. Представление чисел", 2),
        ("3.Система команд", 1),
        ("3.1.4 Сдвиг", 3),
        ("1.1.1.1.1.1.1.1 Глубоко", 6),
        ("1953 год", 1),
        ("§ 3. О порядке", 1),
        ("29 марта", 1),
        ("2.I. Адресация", 2),
        ("I.2 Память", 2),
        ("2.З.О. Сдвиг", 3),
        ("I. Введение", 1),
        ("2.Основные особенности", 1),
        ("О.З.Иванов", 1),
    ],
)
def test_the_level_is_how_many_numbers_stand_before(heading, level):
    assert level_of(heading) == level


def test_headings_are_told_with_their_pages_on_one_line():
    typing = Typing()
    for number, text in enumerate(("Глава\nпервая", "2.1. Вторая")):
        if number:
            typing.type("\f", "\n\n")
        start, end = typing.type(text)
        typing.blocks.append(Block(kind=BlockKind.HEADING, start=start, end=end))
        typing.pages.append(PageSpan(id=str(number), state=PageState.DONE, start=start, end=end))
    found = [(one.text, one.level, one.page) for one in headings(parts(typing.document()))]
    assert found == [("Глава первая", 1, 0), ("2.1. Вторая", 2, 1)]
