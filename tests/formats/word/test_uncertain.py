"""Doubtful words: those torn apart are one, and a page has few comments enough to go through."""

from __future__ import annotations

from ocr_pipeline.formats.running.doubts import Doubt
from ocr_pipeline.formats.word.uncertain import MOST_IN_DOCUMENT, MOST_ON_PAGE, chosen, document_doubts
from ocr_pipeline.records import Alternative, replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page


def unsure(page):
    def word(one):
        first = replace(one.glyphs[0], alternatives=(Alternative(text="ж", probability=0.3),))
        return replace(one, confidence=0.5, glyphs=(first, *one.glyphs[1:]))

    lines = tuple(replace(line, words=tuple(map(word, line.words))) for line in page.lines)
    return replace(page, lines=lines)


def test_the_halves_of_a_word_are_one_without_its_hyphen():
    pages = [
        unsure(a_page("0001", ("Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что мини-",))),
        unsure(a_page("0002", ("- 1020 -", "стра исполняет Ли Дон Ген и не считает нужным откладывать переговоры"))),
    ]
    found = document_doubts(clean_document("d", pages), pages)
    (whole,) = (doubt for doubt in found if doubt.text.startswith("мини"))
    assert (whole.text, whole.readings) == ("министра", ("жинистра", "минижтра"))
    assert "заявил," in [doubt.text for doubt in found]


def test_a_page_that_the_document_does_not_have_has_no_doubts():
    document = clean_document("d", [a_page("0001")])
    assert document_doubts(document, [unsure(a_page("0002"))]) == ()


def test_of_a_page_the_least_sure_get_a_comment():
    found = [Doubt(number, number + 1, "а", number / 1000) for number in range(100)]
    choice = chosen([(number, 0) for number in range(100)], found, 1)
    assert choice.commented == frozenset(range(MOST_ON_PAGE))
    assert choice.others == {0: 100 - MOST_ON_PAGE}


def test_a_long_document_has_as_many_as_a_word_processor_bears():
    pages = 1000
    found = [Doubt(number, number + 1, "а", 0.5) for number in range(20 * pages)]
    choice = chosen([(number, number // 20) for number in range(20 * pages)], found, pages)
    assert len(choice.commented) == MOST_IN_DOCUMENT
    assert set(choice.others.values()) == {17}


def test_words_between_which_something_stands_are_two():
    page = unsure(a_page("0001", ("Ким Ир Сен",)))
    assert [doubt.text for doubt in document_doubts(clean_document("d", [page]), [page])] == ["Ким", "Ир", "Сен"]
