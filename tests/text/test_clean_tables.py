"""A document with tables: rows and tabs in the clean text, cells in its record, and headings that are no furniture."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocr_pipeline.records import Box, EditKind, Gap
from ocr_pipeline.records import replace as changed
from ocr_pipeline.text import Keep, Layer, applied, clean_document, layer_text, undone
from tests.support.table_pages import page_in_regions, pages_with_tables

FULL = "эта строка заполнена до самого правого края листа бумаги"
HEAD = ("Название товара", "План", "Факт")
ROWS = (HEAD, ("железо", "12", "13"), ("каменный/уголь", "450", ""))


def clean(*pages, **options):
    return layer_text(clean_document("d", pages, **options), Layer.CLEAN)


def test_a_table_stands_as_paragraphs_do_between_the_text():
    assert clean(page_in_regions("1", FULL, FULL, ROWS, FULL, FULL)) == (
        f"{FULL} {FULL}\n\nНазвание товара\tПлан\tФакт\nжелезо\t12\t13\nкаменный уголь\t450\t\n\n{FULL} {FULL}"
    )


def test_two_tables_are_parted_by_an_empty_line():
    page = page_in_regions("1", ROWS[:2], FULL, ROWS[:2])
    text = clean(page)
    assert (
        text == f"Название товара\tПлан\tФакт\nжелезо\t12\t13\n\n{FULL}\n\nНазвание товара\tПлан\tФакт\nжелезо\t12\t13"
    )


def test_the_record_of_a_table_has_its_cells_with_their_clean_text_and_place():
    document = clean_document("d", [page_in_regions("0001", FULL, ROWS)])
    (table,) = document.tables
    assert (table.page, table.rows, table.columns) == ("0001", 3, 3)
    assert [(cell.row, cell.column, cell.text.strip()) for cell in table.cells] == [
        (0, 0, "Название товара"),
        (0, 1, "План"),
        (0, 2, "Факт"),
        (1, 0, "железо"),
        (1, 1, "12"),
        (1, 2, "13"),
        (2, 0, "каменный уголь"),
        (2, 1, "450"),
    ]
    assert document.diplomatic[table.cells[6].start : table.cells[6].end] == "каменный\nуголь"


def test_the_text_of_the_last_cell_has_no_tabs_though_its_row_goes_on():
    (table,) = clean_document("d", [page_in_regions("1", (("железо", "12"), ("уголь", "")))]).tables
    assert table.cells[-1].text == "уголь"


def test_a_document_without_tables_has_none():
    assert clean_document("d", [page_in_regions("1", FULL)]).tables == ()


WORDS = ("дом", "лес", "сад", "река", "поле", "город", "завод", "совет", "союз", "война", "хлеб", "железо", "уголь")


def body(seed):
    """Lines of text, others on each page, that break off in mid-sentence."""
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=9)) for _ in range(6)]


def headers_of(pages):
    edits = clean_document("d", pages).edits
    return {edit.before for edit in edits if edit.kind in (EditKind.HEADER, EditKind.FOOTER)}


def test_headings_of_columns_are_no_running_header_though_they_recur_on_three_pages():
    head = ("Название всякого товара", "План")
    pages = [page_in_regions(str(n), (head, *((row,) for row in body(n))), *body(n + 10)) for n in range(3)]
    assert headers_of(pages) == set()
    assert clean(*pages).count("Название всякого товара\tПлан\n") == 3
    without_tables = [
        changed(page, regions=(), lines=tuple(changed(line, region=0) for line in page.lines)) for page in pages
    ]
    assert headers_of(without_tables) == {"Название всякого товара План"}


def test_a_running_header_over_tables_goes_all_the_same():
    head = "Отчёт по добыче за год"
    pages = [page_in_regions(str(n), head, *body(n), ROWS, *body(n + 10)) for n in range(3)]
    assert headers_of(pages) == {head}


def test_figures_in_the_last_row_of_a_table_are_no_page_number():
    pages = [page_in_regions(str(number), FULL, FULL, FULL, (HEAD, ("", str(number), ""))) for number in (4, 5, 6)]
    document = clean_document("d", pages)
    assert [span.number for span in document.pages] == [None] * 3
    assert "\t5\t" in layer_text(document, Layer.CLEAN)


REPEATED = [
    page_in_regions("1", FULL, FULL, (("железо", "12"), ("уголь", "13"), ("", "стали"))),
    page_in_regions("2", "стали выплавили больше, чем в прошлом году было", FULL),
]


def test_a_row_that_the_next_page_begins_with_is_no_catchword():
    assert "\tстали" in clean(*REPEATED)


def test_words_far_apart_in_a_cell_are_not_letter_spaced_across_cells():
    assert "п\tа\tм\tя\tт\tь" in clean(page_in_regions("1", FULL, (("п", "а", "м", "я", "т", "ь"), tuple("123456"))))


def test_lines_kept_as_they_are_keep_the_table_as_typed():
    page = page_in_regions("1", FULL, ROWS)
    assert clean(page, keep=frozenset({Keep.LINES})) == page.text


@pytest.mark.parametrize("shown", [False, True])
def test_a_gap_in_a_row_is_shown_in_its_cell(shown):
    page = page_in_regions("1", (HEAD, ("железо", "12", "13")))
    gap = Gap(before=2, box=Box(left=300, top=60, right=340, bottom=90))
    lines = (page.lines[0], changed(page.lines[1], gaps=(gap,)))
    text = clean(changed(page, lines=lines), gaps=shown)
    assert text.endswith("железо\t12\t[…] 13" if shown else "железо\t12\t13")


def test_hyphens_that_are_kept_stay_in_cells_too():
    page = page_in_regions("1", FULL, (("Наимено-/вание", "план"), ("железо", "12")))
    assert "Наимено-" in clean(page, keep=frozenset({Keep.HYPHENS}))


KEPT = st.sets(st.sampled_from(list(Keep))).map(frozenset)


def assert_sound(pages, keep, *, gaps):
    document = clean_document("d", pages, keep=keep, gaps=gaps)
    text = applied(document.diplomatic, document.edits)
    assert undone(text, document.edits) == document.diplomatic
    assert len(document.tables) <= len(pages)
    for table in document.tables:
        for cell in table.cells:
            assert cell.text.strip()
            assert document.diplomatic[cell.start : cell.end].strip()


@settings(max_examples=60)
@given(pages_with_tables(most=1), KEPT, st.booleans())
def test_undoing_the_edits_of_a_page_with_a_table_gives_its_text_back(pages, keep, gaps):
    assert_sound(pages, keep, gaps=gaps)


@settings(max_examples=30)
@example(REPEATED, frozenset(), False)
@given(pages_with_tables(), KEPT, st.booleans())
def test_undoing_the_edits_of_pages_with_tables_gives_their_text_back(pages, keep, gaps):
    assert_sound(pages, keep, gaps=gaps)


@settings(max_examples=60)
@given(pages_with_tables(most=1))
def test_the_table_in_the_clean_text_is_its_record_with_tabs(pages):
    document = clean_document("d", pages)
    for table in document.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, [""] * table.columns)[cell.column] = cell.text.rstrip("\t")
        assert "\n".join("\t".join(row) for row in rows.values()) in layer_text(document, Layer.CLEAN)
