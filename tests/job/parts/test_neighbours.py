"""A document that goes on in another folder says so in its record, its texts as they were."""

from __future__ import annotations

from ocr_pipeline.job.parts.neighbours import remark_neighbours
from ocr_pipeline.records import PageRow, PageState, Provenance
from ocr_pipeline.store.documents import read_document, write_document
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.bounds import ELSEWHERE
from tests.support.typed_pages import a_page

FULL = "Эта строка заполнена до самого правого края листа бумаги"
NEXT = "другая строка тоже доходит до правого края этой страницы"
RUSSIAN = Provenance(program="", engine="", language="rus")


def written(output, name, numbers, last=NEXT, first=NEXT):
    """Write a document with these page numbers and return the rows of its pages."""
    pages = [a_page(f"s{number}", f"                    - {number} -", first, last) for number in numbers]
    write_document(output / name, clean_document(name, pages, RUSSIAN))
    return [
        PageRow(document=name, page=f"s{number}", path="", state=PageState.DONE, page_number=number)
        for number in numbers
    ]


def codes(output, name):
    return [remark.code for remark in read_document(output / name).remarks]


def test_a_document_whose_next_page_is_in_another_folder_says_so_once(tmp_path):
    rows = {"b": written(tmp_path, "b", (6, 7)), "a": written(tmp_path, "a", (4, 5))}
    before = read_document(tmp_path / "a")
    for _ in range(2):
        (said,) = remark_neighbours(tmp_path, rows)
        assert said.startswith("a seems to go on in b: page 5 ends within a sentence")
        assert (codes(tmp_path, "a"), codes(tmp_path, "b")) == ([ELSEWHERE], [])
    assert read_document(tmp_path / "a").model_copy(update={"remarks": before.remarks}) == before


def test_where_the_sentence_has_ended_or_another_begins_or_two_may_follow_nothing_is_said(tmp_path):
    ended = {"a": written(tmp_path, "a", (4, 5), "конец."), "b": written(tmp_path, "b", (6, 7))}
    assert list(remark_neighbours(tmp_path, ended)) == []
    capital = {"a": written(tmp_path, "a", (4, 5)), "b": written(tmp_path, "b", (6, 7), first=FULL)}
    assert list(remark_neighbours(tmp_path, capital)) == [], "by chance its numbers follow"
    written(tmp_path, "b", (6, 7))
    two = {"a": written(tmp_path, "a", (4, 5)), "b": ended["b"], "c": written(tmp_path, "c", (6, 7))}
    assert list(remark_neighbours(tmp_path, two)) == []
    both = {"a": two["a"], "b": ended["b"], "c": written(tmp_path, "c", (4, 5))}
    assert list(remark_neighbours(tmp_path, both)) == [], "either may be the one"


def test_first_pages_follow_nothing_and_records_that_are_gone_cost_nothing(tmp_path):
    rows = {"a": written(tmp_path, "a", (1, 2)), "b": written(tmp_path, "b", (1, 2))}
    assert list(remark_neighbours(tmp_path, rows)) == []
    gone = [PageRow(document="c", page="s3", path="", state=PageState.DONE, page_number=3)]
    assert list(remark_neighbours(tmp_path, {"a": rows["a"], "c": gone})) == []


def test_what_is_not_so_any_more_is_taken_back(tmp_path):
    rows = {"a": written(tmp_path, "a", (4, 5)), "b": written(tmp_path, "b", (6, 7))}
    assert list(remark_neighbours(tmp_path, rows))
    document = read_document(tmp_path / "a")
    ended = clean_document("a", [a_page("s5", "                    - 5 -", FULL, "конец.")], RUSSIAN)
    write_document(tmp_path / "a", ended.model_copy(update={"remarks": document.remarks}))
    assert list(remark_neighbours(tmp_path, rows)) == []
    assert codes(tmp_path, "a") == []
