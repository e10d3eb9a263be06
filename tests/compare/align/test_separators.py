"""What separates the cells of tables in a transcription: signs that nobody typed, and nothing that is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.align.separators import cell_separators, with_tabs
from ocr_pipeline.compare.align.tokens import tokens_of

OURS = "Название\tПлан\tФакт\nжелезо\t12\t13\nуголь\t\t461"
TABLES = {
    "strokes": "Название | План | Факт\nжелезо | 12 | 13\nуголь | | 461",
    "Markdown": "| Название | План | Факт |\n|---|---:|:---|\n| железо | 12 | 13 |\n| уголь | | 461 |",
    "Markdown without strokes at the ends": "Название | План | Факт\n--- | --- | ---\nжелезо | 12 | 13\nуголь | | 461",
    "rules of dashes": "+----------+------+\n| Название | План | Факт |\n+----------+------+\nжелезо│12│13\nуголь¦¦461",
    "semicolons": "Название;План;Факт\nжелезо;12;13\nуголь;;461",
    "semicolons with spaces": "Название; План; Факт\nжелезо; 12; 13\nуголь; ; 461",
}


def separators(theirs, ours):
    return cell_separators(theirs, ours, tokens_of(ours))


def bare(theirs, ours=OURS):
    """The words and marks of a transcription that are left to compare."""
    return [token.text for token in tokens_of(with_tabs(theirs, separators(theirs, ours)))]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("around", ["{}", "Таблица\n{}\nслово", "Слово; слово.\n\n{}\n\nСлово | слово."])
def test_separators_of_cells_are_none_of_the_text(table, around):
    expected = [token.text for token in tokens_of(around.format(OURS))]
    assert bare(around.format(table), around.format(OURS)) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_two_columns_have_one_separator_a_line_and_lines_beside_that_have_one(end):
    assert bare(end.join(("железо | 12", "уголь | 13")), "железо\t12\nуголь\t13") == ["железо", "12", "уголь", "13"]


@pytest.mark.parametrize("sign", ["|", ";"])
@pytest.mark.parametrize("ours", ["слово дело слово", "слово{} дело слово"])
def test_a_sign_alone_in_a_sentence_is_text(sign, ours):
    text = f"слово{sign} дело слово\nи ещё строка"
    assert separators(text, ours.format(sign)) == ()


@pytest.mark.parametrize("mark", [";", ",", "."])
def test_signs_between_words_where_we_read_a_mark_are_text(mark):
    ours = f"железо{mark} уголь{mark} хлеб на 12 тонн{mark} сталь"
    theirs = "железо; уголь; хлеб на 12 тонн; сталь"
    assert separators(theirs, ours) == ()


def test_strokes_that_were_typed_are_text():
    text = "железо | 12 | 13\nуголь | 12 | 15"
    assert separators(text, text) == ()


@pytest.mark.parametrize("ours", ["о другом деле", "железо уголь хлеб"])
def test_semicolons_are_text_unless_cells_were_read_there(ours):
    assert separators("железо; уголь; хлеб", ours) == ()


def test_strokes_in_a_table_that_was_not_read_are_none():
    assert bare("железо | уголь | хлеб", "о другом деле") == ["железо", "уголь", "хлеб"]


def test_a_text_with_tabs_in_place_of_separators_has_every_word_at_its_place():
    text = TABLES["Markdown"]
    changed = with_tabs(text, separators(text, OURS))
    assert len(changed) == len(text)
    assert changed.splitlines()[0] == "\t Название \t План \t Факт \t"
    assert changed.splitlines()[1].isspace()


@given(st.text("аб12|;-+:¦ \n\r\t", max_size=60), st.text("аб12|; \n", max_size=40))
def test_nothing_but_separators_is_changed(theirs, ours):
    found = separators(theirs, ours)
    changed = with_tabs(theirs, found)
    assert len(changed) == len(theirs)
    assert [span.start for span in found] == sorted({span.start for span in found})
    assert all(one == other or one in "|¦;-+: \t" for one, other in zip(theirs, changed, strict=True))
