"""Nothing is joined over pages that are not there, and the text says which: an edit like any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import EditKind, Page, PageState, Provenance, Reason, replace
from ocr_pipeline.text import Keep, Layer, clean_document, clean_text, layer_text, undone
from ocr_pipeline.text.furniture.absent import MissingPages, uncertain
from tests.support.typed_pages import PAGES, SCAN, a_page

FULL = "эта строка заполнена до самого правого края листа бумаги"
BROKEN = "и последнее слово этой страницы тоже будет разорвано пере-"
GOES_ON = "носом и продолжено на следующей странице без пробела здесь"


def numbered(number, *lines):
    return a_page(f"{number:04d}", f"{' ' * 24}- {number} -", "", *lines)


def failed(name):
    reason = Reason(code="ScanTruncated", message="damaged")
    return replace(a_page(name), state=PageState.FAILED, reasons=(reason,))


def named(number):
    return replace(SCAN, path=f"s{number:02d}.png")


def document(*pages, language="rus", **options):
    return clean_document("d", pages, Provenance(program="", engine="", language=language), **options)


def clean(*pages, **options):
    return layer_text(document(*pages, **options), Layer.CLEAN)


def test_a_word_is_not_joined_over_missing_pages_and_a_note_says_which():
    pages = [numbered(4, FULL), numbered(5, FULL, BROKEN), numbered(8, GOES_ON, FULL), numbered(9, FULL)]
    text = clean(*pages)
    assert "разорвано пере-\n\n[нет страниц 6-7]\n\nносом и продолжено" in text
    (note,) = (edit for edit in document(*pages).edits if "[" in edit.after)
    assert note.kind is EditKind.PAGES_ABSENT


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("rus", "[нет страницы 6]"),
        ("ukr", "[немає сторінки 6]"),
        ("eng", "[page 6 is missing]"),
        ("eng+rus", "[page 6 is missing]"),
        ("deu", "[page 6 is missing]"),
    ],
)
def test_the_note_is_in_the_language_of_the_document(language, note):
    pages = [numbered(4, FULL), numbered(5, FULL), numbered(7, FULL), numbered(8, FULL)]
    assert note in clean(*pages, language=language).split("\n")


def test_pages_that_follow_one_another_are_joined_as_before():
    assert "разорвано переносом" in clean(numbered(4, FULL), numbered(5, FULL, BROKEN), numbered(6, GOES_ON, FULL))


def test_a_page_that_was_not_read_stands_between_its_neighbours():
    text = clean(numbered(4, FULL), numbered(5, FULL, BROKEN), failed("0006"), numbered(7, GOES_ON, FULL))
    assert "пере-\n\n[страница 6 не прочитана]\n\nносом" in text


def test_without_numbers_a_page_that_was_not_read_is_a_page():
    text = clean(a_page("1", FULL, BROKEN), failed("2"), a_page("3", GOES_ON))
    assert "пере-\n\n[страница не прочитана]\n\nносом" in text


def test_several_without_numbers_are_counted():
    text = clean(a_page("1", FULL), failed("2"), failed("3"), a_page("4", FULL))
    assert "\n\n[не прочитано страниц: 2]\n\n" in text


def test_pages_that_were_not_read_at_the_ends_are_said_too():
    text = clean(failed("0001"), numbered(2, FULL), numbered(3, FULL), failed("0004"))
    assert text.startswith("[страница ")
    assert text.endswith("не прочитана]")


def test_over_a_page_without_a_number_beside_missing_ones_nothing_is_joined():
    """It may be any of them, or none: the text says among which some are missing."""
    pages = [numbered(4, FULL), numbered(5, FULL, BROKEN), a_page("x", GOES_ON, BROKEN), numbered(9, GOES_ON, FULL)]
    text = clean(*pages, numbered(10, FULL))
    assert "разорвано пере-\n\nносом" in text
    assert "пере-\n\n[не все страницы 6-8 на месте]\n\nносом" in text


def test_a_page_that_was_not_read_beside_missing_ones_has_no_number():
    text = clean(numbered(4, FULL), numbered(5, FULL), failed("x"), numbered(8, FULL), numbered(9, FULL))
    assert "[страница не прочитана]\n\n[не все страницы 6-7 на месте]" in text


@pytest.mark.parametrize("numbers", [(4, 5, 9), (2, 5, 6)])
def test_one_number_alone_makes_no_gap_in_the_text_and_nothing_is_joined_there(numbers):
    """It may be misread: the remark says so."""
    pages = [numbered(numbers[0], FULL), numbered(numbers[1], GOES_ON, FULL), numbered(numbers[2], GOES_ON, FULL)]
    found = document(*pages)
    assert "[" not in layer_text(found, Layer.CLEAN)
    (remark,) = found.remarks
    assert remark.code == "pages-missing"
    assert "may be misread" in remark.message or "is misread" in remark.message
    assert f"{FULL}\n\n{GOES_ON}" in layer_text(found, Layer.CLEAN)


def test_a_number_that_cannot_be_read_beside_a_gap_may_be_any_of_those_missing():
    garbled = a_page("x", f"{' ' * 24}- ? -", "", GOES_ON, BROKEN)
    text = clean(numbered(4, FULL), numbered(5, FULL, BROKEN), garbled, numbered(8, GOES_ON), numbered(9, FULL))
    assert "[нет" not in text
    assert "разорвано переносом" not in text


def test_one_number_alone_between_two_gaps_makes_none_in_the_text():
    """Of 6, 7 and 8 two are missing, and a 7 that stands alone may be any of them, misread."""
    text = clean(*(numbered(number, FULL) for number in (4, 5, 7, 9, 10)))
    assert "[" not in text


def test_one_number_alone_between_two_gaps_is_believed_where_the_names_of_the_scans_have_the_same_gaps():
    pages = [replace(numbered(number, FULL), scan=named(number)) for number in (4, 5, 7, 9, 10)]
    text = clean(*pages)
    assert "[нет страницы 6]" in text
    assert "[нет страницы 8]" in text


def test_where_the_pages_missing_may_be_any_of_several_nothing_is_joined():
    assert uncertain([MissingPages(before=1, after=4, first=6, last=9)]) == {2, 3, 4}


def test_kept_lines_stay_as_they_stand():
    pages = [numbered(4, FULL), numbered(5, FULL), numbered(8, FULL), numbered(9, FULL)]
    assert "[нет" not in clean(*pages, keep=frozenset({Keep.LINES}))


def test_a_text_without_images_has_no_pages_that_are_missing():
    text = "\f".join(page.text for page in (numbered(4, FULL), numbered(5, FULL), numbered(8, FULL), numbered(9, FULL)))
    assert "[" not in layer_text(clean_text("d", text), Layer.CLEAN)


@given(PAGES, st.sets(st.integers(0, 4)), st.sampled_from(["rus", "ukr", "eng"]))
def test_undoing_the_edits_gives_the_diplomatic_text_whatever_pages_were_not_read(pages, lost, language):
    given_pages: list[Page] = [failed(page.id) if at in lost else page for at, page in enumerate(pages)]
    found = document(*given_pages, language=language)
    assert undone(layer_text(found, Layer.CLEAN), found.edits) == found.diplomatic
    notes = [edit for edit in found.edits if edit.kind is EditKind.PAGES_ABSENT]
    assert bool(notes) >= bool(lost & set(range(len(pages))) and found.diplomatic.strip("\f"))


def test_a_document_of_which_no_page_was_read_says_so():
    document = clean_document("d", [failed("0001")])
    assert layer_text(document, Layer.CLEAN) == "[страница не прочитана]"
    assert undone("[страница не прочитана]", document.edits) == document.diplomatic == ""
