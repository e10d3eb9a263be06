"""Several documents in a folder are proposed with their reasons; one document is left in one piece."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from ocr_pipeline.records import PageState, Provenance, replace
from ocr_pipeline.text import clean_document, clean_text
from ocr_pipeline.text.bounds import ELSEWHERE, SEVERAL, documents_in, goes_on_in
from ocr_pipeline.text.splitting import split_document
from tests.support.typed_pages import PAGES, a_page

FULL = "Эта строка заполнена до самого правого края листа бумаги"
NEXT = "другая строка тоже доходит до правого края этой страницы"
LAST = "а эта последняя."
RUSSIAN = Provenance(program="", engine="", language="rus")


def numbered(name, number, *lines):
    return a_page(name, f"                    - {number} -", *lines)


def said(*pages):
    return [one for one in clean_document("d", pages, RUSSIAN).remarks if one.code == SEVERAL]


def test_a_new_page_number_1_begins_a_document():
    pages = [numbered(f"s{at}", number, FULL, NEXT) for at, number in enumerate((1, 2, 3, 1, 2, 3))]
    (remark,) = said(*pages)
    assert remark.pages == ("s0", "s3")
    assert remark.message == "2 documents seem to lie here; they begin with the pages s0, s3 (a new page number 1)"


def test_a_first_page_without_number_begins_one_where_the_next_has_2():
    pages = [numbered("s0", 1, FULL, NEXT), numbered("s1", 2, FULL, NEXT), numbered("s2", 3, FULL, NEXT)]
    more = [a_page("s3", FULL, NEXT), numbered("s4", 2, FULL, NEXT), numbered("s5", 3, FULL, NEXT)]
    (remark,) = said(*pages, *more)
    assert remark.pages == ("s0", "s3")


@pytest.mark.parametrize("heading", ["ТЕЛЕГРАММА", "Т Е Л Е Г Р А М М А", "Шифртелеграмма", "Телеграмма из Пекина"])
def test_a_heading_and_a_number_begin_one(heading):
    first = a_page("s0", heading, "№ 333", "", FULL, NEXT, LAST)
    (remark,) = said(first, a_page("s1", heading, "№ 334", "", FULL, NEXT, LAST))
    assert remark.pages == ("s0", "s1")
    assert "the number № 334" in remark.message
    assert "the heading" in remark.message


def test_a_heading_alone_begins_one_where_the_first_page_has_one_too():
    page = ("ПРОТОКОЛ", "", FULL, NEXT, LAST)
    assert said(a_page("s0", *page), a_page("s1", *page))
    assert not said(a_page("s0", FULL, NEXT, LAST), a_page("s1", *page))


def test_a_number_behind_a_signature_begins_one():
    first = a_page("s0", FULL, NEXT, LAST, "", "                                        Н.Рощин")
    (remark,) = said(first, a_page("s1", "№ 334", "", FULL, NEXT))
    assert "behind a signature" in remark.message


@pytest.mark.parametrize(
    "lines",
    [
        (FULL, NEXT),
        ("телеграмма Молотова от 24 марта получена, и по ней всё", NEXT),
        ("Протокол заседания был подписан и отослан в Москву утром", NEXT),
        ("№ 333, 334 и ещё многие другие были получены вчера здесь", NEXT),
    ],
)
def test_running_text_begins_none(lines):
    assert not said(numbered("s0", 1, *lines), numbered("s1", 2, *lines), numbered("s2", 3, *lines))


def test_a_text_without_scans_is_one_document():
    page = f"ТЕЛЕГРАММА\n№ 333\n\n{FULL}"
    assert clean_text("d", f"{page}\f{page}").remarks == ()


@given(PAGES)
@settings(max_examples=40, deadline=None)
def test_each_page_is_in_one_of_the_documents_and_nothing_is_lost(pages):
    document = clean_document("d", pages, RUSSIAN)
    parts = split_document(document, pages)
    assert [page.id for part in parts for page in part.pages] == [page.id for page in document.pages]
    assert "\f".join(part.diplomatic for part in parts) == document.diplomatic
    assert [part.name for part in parts] == (["d"] if len(parts) == 1 else [f"d/{at + 1}" for at in range(len(parts))])


def test_documents_are_parted_and_each_has_its_numbers():
    pages = [numbered(f"s{at}", number, FULL, NEXT) for at, number in enumerate((1, 2, 3, 1, 2, 3))]
    document = clean_document("d", pages, RUSSIAN)
    assert documents_in(document) == (range(3), range(3, 6))
    first, second = split_document(document, pages)
    assert (first.name, second.name) == ("d/1", "d/2")
    assert [page.number.number for page in second.pages] == [1, 2, 3]
    assert first.remarks == second.remarks == ()


def test_a_document_goes_on_where_the_next_folder_has_the_next_page_and_the_sentence_is_open():
    one = clean_document("a", [numbered("s1", 4, FULL, NEXT), numbered("s2", 5, FULL, NEXT)], RUSSIAN)
    ended = clean_document("a", [numbered("s1", 4, FULL, NEXT), numbered("s2", 5, FULL, LAST)], RUSSIAN)
    other = clean_document("b", [numbered("s1", 6, NEXT, NEXT), numbered("s2", 7, FULL, NEXT)], RUSSIAN)
    remark = goes_on_in(one, other)
    assert remark is not None
    assert (remark.code, remark.pages) == (ELSEWHERE, ("s2",))
    assert "b begins with page 6" in remark.message
    assert goes_on_in(ended, other) is None
    assert goes_on_in(other, one) is None
    begins = clean_document("b", [numbered("s1", 6, FULL, NEXT), numbered("s2", 7, FULL, NEXT)], RUSSIAN)
    assert goes_on_in(one, begins) is None, "a sentence begins there"
    assert goes_on_in(clean_document("c", [replace(a_page("s0"), state=PageState.FAILED)], RUSSIAN), other) is None
