from ocr_pipeline.records import BlockKind
from ocr_pipeline.text.clean import clean_text

TEXT = "Первый абзац начинается здесь и идёт даль-\nше.\n\n     Второй абзац.\n"


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
