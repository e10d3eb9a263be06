"""A footnote stays where it stands; its block says where it is called, and what goes on behind it says so too."""

from __future__ import annotations

import pytest

from ocr_pipeline.records import BlockKind, RegionKind, replace
from ocr_pipeline.text import Layer, clean_document, layer_text
from ocr_pipeline.text.joining.notes import begins_note
from tests.support.table_pages import region_of
from tests.support.typed_pages import a_page

FULL = "Эта строка заполнена до самого правого края листа бумаги"
NEXT = "другая строка тоже доходит до правого края этой страницы"


def with_notes(page, count):
    """A page whose last lines are footnotes."""
    first = len(page.lines) - count
    regions = (region_of(RegionKind.TEXT, 0, 0, 1900, 900), region_of(RegionKind.FOOTNOTE, 0, 900, 1900, 1800))
    lines = [replace(line, region=int(number >= first)) for number, line in enumerate(page.lines)]
    return replace(page, lines=tuple(lines), regions=regions)


def notes(*pages):
    document = clean_document("d", pages)
    return document, [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("так сказано*", "* В подлиннике иначе."),
        ("так сказано 1)", "1) В подлиннике иначе."),
        ("сказано х)", "х) Иначе."),
    ],
)
def test_a_footnote_says_where_it_is_called(text, note):
    document, (block,) = notes(
        with_notes(a_page("1", FULL, f"и здесь {text} в этой строке и ещё слова до края", note), 1)
    )
    mark = note.split(" ")[0]
    assert document.diplomatic[block.call :].startswith(mark)
    assert block.call < block.start
    assert layer_text(document, Layer.CLEAN).endswith(f"\n\n{note}")


def test_of_two_calls_none_is_told():
    _, (block,) = notes(with_notes(a_page("1", f"слово* {FULL}", "и ещё одно слово* стоит", "* Примечание."), 1))
    assert block.call is None


def test_two_notes_are_two_blocks_and_the_lines_of_one_stay_one():
    page = a_page("1", f"слово* и другое** {FULL}", "* Первое.", "** Второе,", "в две строки.")
    document, found = notes(with_notes(page, 3))
    assert [document.diplomatic[block.start : block.end] for block in found] == [
        "* Первое.",
        "** Второе,\nв две строки.",
    ]
    assert [document.diplomatic[block.call :][:2] for block in found] == ["* ", "**"]


def test_a_paragraph_that_goes_on_behind_a_note_says_so():
    first = with_notes(a_page("1", FULL, NEXT, "* Примечание."), 1)
    document, _ = notes(first, a_page("2", NEXT, f"{NEXT}."))
    before, _, after = document.blocks
    assert after.continues == before.start
    assert before.continues is None
    other, _ = notes(first, a_page("2", FULL, NEXT))
    assert other.blocks[-1].continues is None


@pytest.mark.parametrize(("text", "is_note"), [("* Так", True), ("1) Так", True), ("Так", False), ("1956 г.", False)])
def test_what_begins_a_note(text, is_note):
    assert begins_note(text) is is_note
