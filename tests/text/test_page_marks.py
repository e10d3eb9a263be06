"""Marks say where pages begin, and taken out leave the text as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from ocr_pipeline.records import NumberSource, PageNumber, PageState, Provenance, replace
from ocr_pipeline.text import Layer, applied, clean_document, clean_text, layer_text, undone
from ocr_pipeline.text.page_marks import mark_of, marked_text, number_text, page_mark_edits
from tests.support.typed_pages import PAGES, a_page

FULL = "Эта строка заполнена до самого правого края листа бумаги"
NEXT = "другая строка тоже доходит до правого края этой страницы"
RUSSIAN = Provenance(program="", engine="", language="rus")


def marked(*pages, layer=Layer.CLEAN):
    return marked_text(clean_document("d", pages, RUSSIAN), layer)


def numbered(number, *lines):
    return a_page(f"s{number:03d}", f"                    - {number} -", *lines)


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_without_its_marks_the_text_is_the_text(pages):
    document = clean_document("d", pages, RUSSIAN)
    for layer in Layer:
        edits = page_mark_edits(document, layer)
        text = marked_text(document, layer)
        assert applied(layer_text(document, layer), edits) == text
        assert undone(text, edits) == layer_text(document, layer)
        assert all(not edit.before for edit in edits)
        marks = [mark_of(page, number, document) for number, page in enumerate(document.pages)]
        assert re.findall("|".join(map(re.escape, marks)) or "(?!)", "".join(edit.after for edit in edits)) == marks


@given(PAGES)
@settings(max_examples=30, deadline=None)
def test_marks_that_nobody_asked_for_are_not_there(pages):
    document = clean_document("d", pages, RUSSIAN)
    assert marked_text(document, Layer.CLEAN, page_marks=False) == layer_text(document, Layer.CLEAN)


def test_a_mark_stands_on_its_own_line_before_a_paragraph():
    pages = numbered(5, FULL, "конец."), numbered(6, f"     {FULL}", NEXT)
    assert marked(*pages) == f"[5]\n\n{FULL} конец.\n\n[6]\n\n{FULL} {NEXT}"


def test_a_mark_within_a_paragraph_stands_within_the_line():
    assert marked(numbered(5, FULL, NEXT), numbered(6, NEXT, NEXT)) == f"[5]\n\n{FULL} {NEXT} [6] {NEXT} {NEXT}"


def test_a_mark_within_a_word_stands_behind_it():
    pages = (
        numbered(5, FULL, "последнее слово этой страницы будет разорвано пере-"),
        numbered(6, "носом, и далее", NEXT),
    )
    assert "разорвано переносом, [6] и далее" in marked(*pages)


def test_pages_without_text_have_marks_too_and_unread_ones_a_note():
    blank, failed = a_page("s006"), replace(a_page("s008"), state=PageState.FAILED)
    text = marked(numbered(5, FULL, NEXT), blank, numbered(7, NEXT, NEXT), failed, numbered(9, FULL, NEXT))
    assert "[6] [7]" in text
    assert "[страница 8 не прочитана]\n\n[9]\n\n" in text
    assert "[8]" not in text
    assert marked(numbered(5, FULL), numbered(6, FULL), a_page("s007")).endswith("\n\n[7]")


def test_missing_pages_are_told_with_marks_and_without():
    pages = [numbered(number, FULL, NEXT) for number in (4, 5, 6, 9, 10, 11)]
    document = clean_document("d", pages, RUSSIAN)
    assert "\n\n[нет страниц 7-8]\n\n" in layer_text(document, Layer.CLEAN)
    assert "\n\n[нет страниц 7-8]\n\n[9]\n\n" in marked_text(document, Layer.CLEAN)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("л. 97", "[л. 97]"),
        ("Лист_097об", "[л. 97 об.]"),
        ("0097об", "[л. 97 об.]"),
        ("97а_verso", "[л. 97а об.]"),
        ("s03R", "[скан s03R]"),
        ("0097", "[скан 0097]"),
        ("план 5", "[скан план 5]"),
    ],
)
def test_a_page_without_a_number_is_named_for_its_leaf_or_its_scan(name, mark):
    assert marked(a_page(name, FULL)) == f"{mark}\n\n{FULL}"


def test_a_roman_number_is_written_as_one_and_a_text_without_scans_counts_its_pages():
    document = clean_text("d", f"{FULL}\f{NEXT}")
    assert marked_text(document, Layer.CLEAN) == (f"[страница 1 по порядку]\n\n{FULL} [страница 2 по порядку] {NEXT}")
    pages = [
        a_page(f"s{number}", f"                    - {typed} -", FULL) for number, typed in enumerate(("IV", "V", "VI"))
    ]
    assert "[VI]" in marked(*pages)


@pytest.mark.parametrize(
    ("typed", "number", "roman", "text"),
    [
        (None, 14, True, "XIV"),
        ("- XIV -", 14, True, "XIV"),
        ("- xiv -", 14, True, "xiv"),
        ("- l4 -", 14, False, "14"),
        (None, 0, True, "0"),
        (None, 4000, True, "4000"),
    ],
)
def test_a_number_is_written_in_its_figures(typed, number, roman, text):
    one = PageNumber(typed=typed, number=number, roman=roman, source=NumberSource.SEEN, confidence=1)
    assert number_text(one) == text


def test_in_the_diplomatic_text_each_mark_has_a_line():
    pages = numbered(5, FULL), numbered(6, FULL)
    lines = [f"- {number} -\n{FULL}" for number in (5, 6)]
    assert marked(*pages, layer=Layer.DIPLOMATIC) == f"[5]\n{lines[0]}\n[6]\n{lines[1]}"


def test_in_the_reading_text_marks_stand_where_they_stand_in_the_clean_one():
    pages = numbered(5, FULL, "в I953 году прави-"), numbered(6, "тельство решило в I954 году")
    assert "в 1953 году правительство [6] решило в 1954 году" in marked(*pages, layer=Layer.READING)
