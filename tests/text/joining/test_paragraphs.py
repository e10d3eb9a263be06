"""Which lines run on, which begin a paragraph, and which keep their breaks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocr_pipeline.records import EditKind
from ocr_pipeline.text import Keep, Layer, clean_document, clean_text, layer_text
from tests.support.typed_pages import a_page

FULL = "эта строка заполнена до самого правого края листа бумаги"
NEXT = "другая строка тоже доходит до правого края этой страницы"
THIRD = "третья строка идёт следом и тоже занимает всю её ширину."


def from_text(*lines, **options):
    return layer_text(clean_text("d", "\n".join(lines), **options), Layer.CLEAN)


def from_scan(*lines):
    return layer_text(clean_document("d", [a_page("1", *lines)]), Layer.CLEAN)


BOTH = pytest.mark.parametrize("clean", [from_text, from_scan], ids=["text", "scan"])


@BOTH
def test_full_lines_run_on(clean):
    assert clean(FULL, NEXT, THIRD) == f"{FULL} {NEXT} {THIRD}"


@BOTH
def test_an_indent_begins_a_paragraph(clean):
    assert clean(FULL, NEXT, THIRD, f"     {FULL}", NEXT) == f"{FULL} {NEXT} {THIRD}\n\n{FULL} {NEXT}"


@BOTH
def test_a_blank_line_begins_a_paragraph(clean):
    assert clean(FULL, NEXT, THIRD, "", FULL, NEXT) == f"{FULL} {NEXT} {THIRD}\n\n{FULL} {NEXT}"


@BOTH
def test_a_short_line_ends_a_paragraph(clean):
    assert clean(FULL, "и всё.", NEXT, THIRD) == f"{FULL} и всё.\n\n{NEXT} {THIRD}"


@BOTH
def test_a_line_that_ends_early_within_a_sentence_stays_a_line_of_its_paragraph(clean):
    assert clean(FULL, "в том числе", "другие,", NEXT, THIRD) == f"{FULL} в том числе\nдругие,\n{NEXT} {THIRD}"


@BOTH
@pytest.mark.parametrize(
    "items",
    [
        ("а) первое дело;", "б) второе дело;", "в) третье дело."),
        ("1. Первое дело.", "2. Второе дело.", "10. Третье дело."),
        ("1) первое дело;", "2) второе дело;", "3) третье дело."),
        ("- Где вы были?", "- В Москве.", "- Долго?"),
        ("— Где вы были?", "— В Москве.", "— Долго?"),
        ("Кузнецов", "Разуваев", "Федоренко"),
        ("Москва, ул. Горького, 5", "кв. 12", "тел. 25-36-12"),
    ],
    ids=lambda items: items[0],
)
def test_lists_dialogue_names_and_addresses_keep_their_lines(clean, items):
    text = clean(FULL, NEXT, "решили так:", *items, FULL, NEXT)
    assert "\n".join(items) in text


@BOTH
def test_items_that_fill_their_lines_begin_new_ones(clean):
    items = [f"{number}. {FULL[4:-1]}." for number in (1, 2, 3)]
    assert clean(*items) == "\n".join(items)


@BOTH
def test_rows_of_a_table_keep_their_lines(clean):
    rows = ["Год        План       Факт", "1951       120        118", "1952       130        140"]
    text = clean(FULL, NEXT, *rows, FULL, NEXT)
    before, table, behind = text.split("\n\n")
    assert [row.split() for row in rows] == [line.split() for line in table.split("\n")]
    assert before == behind == f"{FULL} {NEXT}"


def test_columns_of_a_table_in_a_text_stay_apart():
    rows = ["Год      План    Факт", "1951\t120\t118"]
    assert "\n".join(rows) in from_text(FULL, NEXT, *rows, FULL, NEXT)


CELLS = st.sampled_from(["", "", "железо", "12", "450,5", "-", "по плану", "слово-", "п а м я т ь"])
TABLES = st.integers(2, 4).flatmap(
    lambda columns: st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=2, max_size=6)
)


def in_two_columns(rows):
    """Whether a table's first and last row are not empty, and its rows fill more than one column."""
    return any(rows[0]) and any(rows[-1]) and len({at for row in rows for at, cell in enumerate(row) if cell}) > 1


@given(TABLES.filter(in_two_columns), st.sampled_from([(), (FULL, NEXT)]))
@example([["", "План"], ["железо", ""]], ())
@example([["уголь", "слово-"], ["железо", "12"]], (FULL,))
def test_rows_of_cells_stay_as_they_are(rows, prose):
    typed = ["\t".join(row) for row in rows]
    parted = ("",) if prose else ()
    text = "\n".join([*prose, *parted, *typed, *parted, *prose])
    document = clean_text("d", text, keep=frozenset({Keep.SPACING}))
    assert "\n".join(typed) in layer_text(document, Layer.CLEAN)


@BOTH
def test_verse_keeps_its_lines(clean):
    verse = (
        "Мороз и солнце; день чудесный!",
        "Ещё ты дремлешь, друг прелестный -",
        "Пора, красавица, проснись:",
        "Открой сомкнуты негой взоры",
        "Навстречу северной Авроры,",
        "Звездою севера явись!",
    )
    assert clean(*verse) == "\n".join(verse)


@BOTH
def test_prose_whose_lines_begin_with_capitals_by_chance_runs_on(clean):
    full = (
        "Иванов сказал вчера на собрании в Москве, что ему самому",
        "Петрову верить нельзя, так как и раньше, по его словам,",
    )
    assert clean(*full) == " ".join(full)


@BOTH
def test_a_signature_keeps_its_columns_on_their_lines(clean):
    rows = ["    Посол СССР                     Кузнецов", "    Советник                       Федоренко"]
    lines = clean(FULL, NEXT, *rows).split("\n")
    assert [line.split() for line in lines[-2:]] == [row.split() for row in rows]


def test_a_text_of_long_lines_has_a_paragraph_on_each():
    long = " ".join([FULL] * 4)
    assert from_text(long, long, "Кузнецов", long) == "\n\n".join([long, long, "Кузнецов", long])
    assert from_text(long, "", long) == f"{long}\n\n{long}"


def test_where_empty_lines_part_paragraphs_of_long_lines_others_are_lines_of_one():
    long = " ".join([FULL] * 4)
    assert from_text(long, "Кузнецов", "", long) == f"{long}\nКузнецов\n\n{long}"


def test_a_sentence_of_long_lines_runs_on_over_a_page_break_only():
    long = " ".join([FULL] * 4)
    document = clean_text("d", f"- 5 -\n{long}\n- 6 -\nи дальше {long}\n- 7 -\nНовое. {long}")
    assert layer_text(document, Layer.CLEAN) == f"{long} и дальше {long}\n\nНовое. {long}"


def test_lines_that_are_to_be_kept_are():
    text = from_text(FULL, NEXT, f"     {THIRD}", "", FULL, keep=frozenset({Keep.LINES}))
    assert text == "\n".join([FULL, NEXT, f"     {THIRD}", "", FULL])


def test_every_join_says_why():
    document = clean_text("d", "\n".join([FULL, NEXT, f"     {FULL}", "конец.", "", FULL, "решили:", "а) дело", NEXT]))
    joins = {EditKind.LINE_JOIN, EditKind.PARAGRAPH}
    reasons = {edit.reason for edit in document.edits if edit.kind in joins}
    assert "the line above is full" in reasons
    assert "indented by 5 characters" in reasons
