"""What a document knows of stretches of its diplomatic text."""

from __future__ import annotations

import re

from hypothesis import given, settings

from ocr_pipeline.formats.placed.document_text import DocumentText, Half, text_of
from ocr_pipeline.records import Document, Edit, EditKind, Emphasis, MarkKind, PageSpan, PageState
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.edits import applied
from tests.support.placed_pages import typed_page
from tests.support.typed_pages import PAGES

FULL = "эта строка заполнена до самого правого края листа бумаги"


def document_of(*pages):
    return clean_document("d", pages)


def stretch(document, typed):
    start = document.diplomatic.index(typed)
    return start, start + len(typed)


def test_a_word_is_what_it_is_in_each_layer():
    document = document_of(typed_page("1", FULL, "в I953 году"))
    text, place = text_of(document), stretch(document, "I953")
    assert (text.clean(*place), text.reading(*place)) == ("I953", "1953")


def test_what_is_taken_out_is_empty_in_the_other_layers_and_is_said_to_be_furniture():
    document = document_of(typed_page("1", "- 5 -", FULL, FULL), typed_page("2", "- 6 -", FULL, FULL))
    text, place = text_of(document), stretch(document, "- 6 -")
    assert (text.clean(*place), text.reading(*place)) == ("", "")
    assert text.furniture(*place) is EditKind.PAGE_NUMBER
    assert text.furniture(*stretch(document, FULL)) is None


def test_both_halves_of_a_word_know_the_whole_over_lines_and_over_a_page_with_its_number():
    document = document_of(
        typed_page("1", "- 5 -", FULL + " необ-", "ходимости " + FULL, FULL + " встре-"),
        typed_page("2", "- 6 -", "чи " + FULL, FULL),
    )
    text = text_of(document)
    for first, second, whole in (("необ-", "ходимости", "необходимости"), ("встре-", "чи", "встречи")):
        assert text.half(stretch(document, first)[0]) == Half(1, whole)
        assert text.half(stretch(document, second)[0]) == Half(2, whole)
    assert text.half(stretch(document, "строка")[0]) is None


def test_a_hyphen_that_stays_is_in_the_whole():
    document = document_of(typed_page("1", FULL + " по-", "прежнему " + FULL))
    assert text_of(document).half(stretch(document, "по-")[0]) == Half(1, "по-прежнему")


def test_a_hyphen_that_stands_by_itself_is_of_neither_half():
    document = document_of(typed_page("1", FULL + " необходи -", "мости " + FULL))
    assert "необходимости" in applied(document.diplomatic, document.edits)
    text = text_of(document)
    halves = [text.half(stretch(document, word)[0]) for word in ("необходи", "-", "мости")]
    assert halves == [Half(1, "необходимости"), None, Half(2, "необходимости")]


def test_a_hyphen_by_itself_that_stays_is_in_the_whole():
    typed = "он по -\nпрежнему"
    edits = (
        Edit(kind=EditKind.SPACES, start=5, before=" ", after="", reason=""),
        Edit(kind=EditKind.HYPHEN, start=7, before="\n", after="", reason=""),
    )
    page = PageSpan(id="1", state=PageState.DONE, start=0, end=len(typed))
    text = DocumentText(Document(name="d", diplomatic=typed, pages=(page,), edits=edits))
    assert [text.half(start) for start in (3, 6, 8)] == [Half(1, "по-прежнему"), None, Half(2, "по-прежнему")]


def test_a_place_is_in_its_block_and_between_blocks_in_none():
    document = document_of(typed_page("1", "- 5 -", FULL, FULL), typed_page("2", "- 6 -", FULL, FULL))
    text = text_of(document)
    assert text.block(document.blocks[0].start) == document.blocks[0]
    assert text.block(stretch(document, "- 5 -")[0]) is None
    assert text.block(len(document.diplomatic)) is None


def test_emphases_are_those_of_the_stretch():
    emphasis = Emphasis(kind=MarkKind.UNDERLINED, start=3, end=6)
    document = Document(
        name="d",
        diplomatic="да нет\nда",
        pages=(PageSpan(id="1", state=PageState.DONE, start=0, end=9),),
        edits=(),
        emphases=(emphasis,),
    )
    assert (list(text_of(document).emphases(0, 6)), list(text_of(document).emphases(7, 9))) == ([emphasis], [])


def test_that_of_the_same_document_is_kept_and_that_of_a_like_one_is_not_taken_for_it():
    document = document_of(typed_page("1", FULL))
    assert text_of(document) is text_of(document)
    assert text_of(document) is not text_of(document.model_copy())


def test_an_edit_over_several_words_is_told_once():
    document = Document(
        name="d",
        diplomatic="а / / б",
        pages=(PageSpan(id="1", state=PageState.DONE, start=0, end=7),),
        edits=(Edit(kind=EditKind.SPACES, start=2, before="/ /", after="()", reason=""),),
    )
    text = DocumentText(document)
    assert [text.clean(start, end) for start, end in ((0, 1), (2, 3), (4, 5), (6, 7))] == ["а", "()", "", "б"]


@settings(max_examples=60)
@given(PAGES)
def test_what_the_layers_have_of_the_words_stands_in_them_in_the_order_of_the_words(pages):
    document = clean_document("d", pages)
    text, clean = text_of(document), applied(document.diplomatic, document.edits)
    words = [found.span() for found in re.finditer(r"[^ \n\f]+", document.diplomatic)]
    for whole, part in ((clean, text.clean), (applied(clean, document.reading_edits), text.reading)):
        at = 0
        for start, end in words:
            stands = whole.find(part(start, end), at)
            assert stands >= 0
            at = stands + len(part(start, end))
