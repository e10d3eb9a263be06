"""A clean text in words, every word led back to where it comes from."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.align.tokens import tokens_of
from ocr_pipeline.compare.records import Span, Transcription
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page

FRAGMENTS = (
    "Во время",
    "заяв-",
    "ление",
    "- 5 -",
    "п а м я т и",
    "по-",
    "прежнему",
    "29.III.53",
    "№ 333",
    "он сказал.",
    "//",
)
LINES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8)
PAGES = st.lists(LINES, min_size=1, max_size=4)


def ours_of(pages):
    return our_text(clean_document("d", [a_page(str(number), lines) for number, lines in enumerate(pages)]))


def theirs_of(text, **fields):
    return their_text(Transcription(name="t", text=text, format="plain text", **fields), "rus")[0]


@settings(max_examples=25)
@given(PAGES)
def test_every_character_of_a_word_is_the_one_at_its_place_in_the_source(pages):
    side = ours_of(pages)
    assert len(side.origin) == len(side.text)
    for token in side.tokens:
        places = side.origin[token.start : token.end]
        assert "".join(side.source[place] for place in places) == token.text
        assert list(places) == sorted(places)


@settings(max_examples=25)
@given(PAGES, st.randoms())
def test_pages_in_another_order_keep_their_words_and_the_order_within(pages, chance):
    side = ours_of(pages)
    order = chance.sample(range(len(pages)), len(pages))
    moved = side.in_page_order(order)
    assert sorted(moved.tokens, key=lambda token: token.start) == list(side.tokens)
    assert [page for page, before in zip(moved.pages, (None, *moved.pages), strict=False) if page != before] == [
        page for page in order if page in side.pages
    ]
    for page in range(len(pages)):
        starts = [token.start for token, on in zip(moved.tokens, moved.pages, strict=True) if on == page]
        assert starts == sorted(starts)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("\n".join), st.integers(0, 20), st.integers(0, 20))
def test_the_source_of_words_holds_them(text, one, other):
    side = theirs_of(text)
    first, end = sorted(min(at, len(side.tokens)) for at in (one, other))
    span = side.source_span(first, end)
    assert 0 <= span.start <= span.end <= len(text)
    source = [token.text for token in tokens_of(text[span.start : span.end])]
    if first < end:
        assert source[0][0] == side.tokens[first].text[0]
        assert source[-1][-1] == side.tokens[end - 1].text[-1]
    else:
        assert span.start == span.end


def test_separators_of_cells_part_words_and_are_none():
    text = "железо|12\n|---|\nуголь|13"
    separators = [Span(start=6, end=7), Span(start=10, end=15), Span(start=21, end=22)]
    side, _ = their_text(Transcription(name="t", text=text, format="plain text"), "rus", separators)
    assert [token.text for token in side.tokens] == ["железо", "12", "уголь", "13"]
    assert side.source == text
    assert [side.source_span(at, at + 1).start for at in range(4)] == [0, 7, 16, 22]


def test_a_word_divided_at_a_line_end_is_one_word_with_both_halves_as_its_source():
    text = "Министр сделал заяв-\nление о встрече"
    side = theirs_of(text)
    at = [token.text for token in side.tokens].index("заявление")
    span = side.source_span(at, at + 1)
    assert text[span.start : span.end] == "заяв-\nление"


def test_words_read_as_they_stand_with_what_is_between_them():
    side = theirs_of("Ким Ир Сен, «вновь»\n\nзаявил")
    assert side.words(0, 4) == "Ким Ир Сен,"
    assert side.words(5, 5) == ""
    assert side.span(0, 0) == Span(start=0, end=0)
    assert side.span(3, 3) == Span(start=10, end=10)


def test_page_marks_of_the_transcription_are_none_of_its_words():
    text = "Во время [с. 5] второй встречи [с. 6] заявил"
    marks = [Span(start=text.index(mark), end=text.index(mark) + len(mark)) for mark in ("[с. 5]", "[с. 6]")]
    side = theirs_of(text).without(marks)
    assert [token.text for token in side.tokens] == ["Во", "время", "второй", "встречи", "заявил"]
    assert side.text == theirs_of(text).text


def test_each_word_of_ours_is_on_the_page_that_it_begins_on():
    side = ours_of([(*TEXT, "Министр сделал заяв-"), ("ление о встрече", "и уехал")])
    words = [token.text for token in side.tokens]
    assert side.pages[words.index("заявление")] == 0
    assert side.pages[words.index("уехал")] == 1


def test_nothing_has_no_words_and_one_gap():
    side = theirs_of("")
    assert (side.tokens, side.words(0, 0), side.source_span(0, 0)) == ((), "", Span(start=0, end=0))
