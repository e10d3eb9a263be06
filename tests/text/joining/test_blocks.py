"""One rule parts the blocks of a text, and everything in it is in a block."""

from __future__ import annotations

from hypothesis import given, settings

from ocr_pipeline.records import BlockKind, EditKind, replace
from ocr_pipeline.text import Layer, applied, clean_document, layer_text
from ocr_pipeline.text.clean import clean_text
from ocr_pipeline.text.keep import Keep
from tests.support.typed_pages import PAGES, a_page

TEXT = "Первый абзац начинается здесь и идёт даль-\nше.\n\n     Второй абзац.\n"
FULL = "эта строка заполнена до самого правого края листа бумаги"
ONE_BELOW_THE_OTHER = {BlockKind.LIST_ITEM, BlockKind.CONTENTS}


def test_each_paragraph_is_a_block_from_its_first_to_its_last_character():
    document = clean_text("telegram", TEXT)
    assert [document.diplomatic[block.start : block.end] for block in document.blocks] == [
        "Первый абзац начинается здесь и идёт даль-\nше.",
        "Второй абзац.",
    ]
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_rows_of_a_table_are_one_block():
    document = clean_text("table", "Текст перед таблицей.\n\nа\tб\nв\tг\n\nТекст после неё.")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]


def test_a_text_without_lines_has_no_blocks():
    assert clean_text("empty", "").blocks == ()


def test_blocks_are_told_where_all_lines_are_kept():
    document = clean_text("d", TEXT, keep=frozenset({Keep.LINES}))
    assert len(document.blocks) == 2
    assert layer_text(document, Layer.CLEAN).startswith("Первый абзац начинается здесь и идёт дальше.\n\n     Второй")


def clean_block(document, block):
    """The clean text of a block."""
    inside = [
        edit
        for edit in document.edits
        if block.start <= edit.start and edit.end <= block.end and (edit.before or block.start < edit.start < block.end)
    ]
    return applied(
        document.diplomatic[block.start : block.end],
        [replace(edit, start=edit.start - block.start) for edit in inside if edit.kind is not EditKind.CELL],
    )


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_an_empty_line_parts_blocks_and_one_line_feed_items(pages):
    document = clean_document("d", pages)
    text = layer_text(document, Layer.CLEAN)
    if any(edit.kind in (EditKind.PAGES_ABSENT, EditKind.CELL) for edit in document.edits):
        return
    written = ""
    for number, block in enumerate(document.blocks):
        if number:
            above = document.blocks[number - 1].kind
            written += "\n" if above is block.kind and above in ONE_BELOW_THE_OTHER else "\n\n"
        written += clean_block(document, block)
    assert written == text
    assert "\n\n\n" not in text


def test_a_paragraph_over_a_page_break_is_one_block():
    pages = a_page("1", FULL, FULL, "                  - 5 -"), a_page("2", "                  - 6 -", FULL, FULL)
    document = clean_document("d", pages)
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]
    assert clean_block(document, document.blocks[0]) == layer_text(document, Layer.CLEAN)
