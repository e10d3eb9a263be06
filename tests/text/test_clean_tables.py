"""A document with tables: rows and tabs in the clean text, cells in its record, and headings that are no furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
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
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
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


def test_a_document_without_tables_has_none():
    assert clean_document("d", [page_in_regions("1", FULL)]).tables == ()


def test_headings_of_columns_are_no_running_header_though_they_recur_on_every_page():
    rows = [(HEAD, *((f"товар {page}", str(7 * page), str(9 * page)) for _ in range(9))) for page in range(3)]
    document = clean_document("d", [page_in_regions(str(number), table) for number, table in enumerate(rows)])
    text = layer_text(document, Layer.CLEAN)
    assert text.count("Название товара\tПлан\tФакт") == 3
    assert not {EditKind.HEADER, EditKind.FOOTER} & {edit.kind for edit in document.edits}


def test_a_running_header_over_tables_goes_all_the_same():
    pages = [
        page_in_regions(str(number), "Отчёт по добыче за год", FULL, FULL, (HEAD, (f"товар {number}", "7", "9")), FULL)
        for number in range(3)
    ]
    assert "Отчёт по добыче" not in clean(*pages)


def test_figures_in_the_last_row_of_a_table_are_no_page_number():
    pages = [page_in_regions(str(number), FULL, FULL, FULL, (HEAD, ("", str(number), ""))) for number in (4, 5, 6)]
    document = clean_document("d", pages)
    assert [span.number for span in document.pages] == [None] * 3
    assert "\t5\t" in layer_text(document, Layer.CLEAN)


def test_a_row_that_the_next_page_begins_with_is_no_catchword():
    first = page_in_regions("1", FULL, FULL, (("железо", "12"), ("уголь", "13"), ("", "стали")))
    text = clean(first, page_in_regions("2", "стали выплавили больше, чем в прошлом году было", FULL))
    assert "\tстали" in text


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


@given(pages_with_tables(), KEPT, st.booleans())
def test_undoing_the_edits_of_a_document_with_tables_gives_its_text_back(pages, keep, gaps):
    document = clean_document("d", pages, keep=keep, gaps=gaps)
    text = applied(document.diplomatic, document.edits)
    assert undone(text, document.edits) == document.diplomatic
    for table in document.tables:
        for cell in table.cells:
            assert cell.text.split() == document.diplomatic[cell.start : cell.end].split() or keep != frozenset(Keep)


def written_of(document):
    """The places of the clean text at which the cells of each table begin and end, as rows of its columns."""
    text = layer_text(document, Layer.CLEAN)
    for table in document.tables:
        rows = {}
        for cell in table.cells:
            rows.setdefault(cell.row, [""] * table.columns)[cell.column] = cell.text
        yield text, "\n".join("\t".join(row) for row in rows.values())


@given(pages_with_tables())
def test_the_table_in_the_clean_text_is_its_record_with_tabs(pages):
    for text, written in written_of(clean_document("d", pages)):
        assert written in text
