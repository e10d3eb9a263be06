"""Where characters of a document stand on paper: the box of each is that of its glyph, gaps lie between their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.locate.places import PageLocator, Spot
from ocr_pipeline.records import TextLine, replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import DISTANCE, PITCH, TEXT, a_page

SECOND = ("Обязанности министра", "временно исполняет Ли")
PAGES = [a_page("1"), a_page("2", SECOND)]
DOCUMENT = clean_document("d", PAGES)
TYPED = DOCUMENT.diplomatic


def paper(pages=PAGES, document=DOCUMENT):
    return PageLocator(document, lambda index: pages[index])


def place_of(text):
    return TYPED.index(text)


@settings(max_examples=50)
@given(st.integers(0, len(TYPED) - 1))
def test_a_spot_leads_back_to_its_character(place):
    spot = paper().spot(place)
    lines = PAGES[spot.page].lines
    if TYPED[place] in "\n\f":
        assert spot.column == len(lines[spot.line].text)
    else:
        assert lines[spot.line].text[spot.column] == TYPED[place]


@settings(max_examples=50)
@given(st.integers(0, len(TYPED) - 1).filter(lambda place: not TYPED[place].isspace()))
def test_a_character_stands_where_its_glyph_does(place):
    spot = paper().spot(place)
    (found,) = paper().places([place])
    assert (found.page, found.line, found.page_id) == (spot.page, spot.line, PAGES[spot.page].id)
    assert (found.box.left, found.box.top) == (100 + PITCH * spot.column, DISTANCE * spot.line)
    assert found.box.width == PITCH


def test_a_stretch_over_two_lines_or_pages_has_a_place_on_each():
    lines = paper().places([*range(place_of("что\n"), place_of("он полностью") + 2)])
    assert [(one.page, one.line) for one in lines] == [(0, 0), (0, 1)]
    pages = paper().places([*range(place_of("человек"), place_of("министра"))])
    assert [(one.page_id, one.line) for one in pages] == [("1", 3), ("2", 0)]
    assert pages[1].box.width == PITCH * len("Обязанности")


def test_without_glyphs_a_character_has_its_share_of_the_word():
    bare = [
        replace(
            page,
            lines=tuple(
                TextLine(words=tuple(replace(word, glyphs=()) for word in line.words), box=line.box)
                for line in page.lines
            ),
        )
        for page in PAGES
    ]
    places = [*range(place_of("предложением"), place_of("предложением") + 4)]
    assert paper(bare).places(places)[0].box == paper().places(places)[0].box
    assert paper(bare).confidences(places) == paper().confidences(places) == [0.99] * 4


def test_a_glyph_of_several_characters_is_the_place_of_each():
    line = PAGES[0].lines[0]
    word = line.words[0]
    glyph = replace(word.glyphs[0], text="Во", confidence=0.5)
    joined = replace(word, glyphs=(glyph,))
    page = replace(PAGES[0], lines=(TextLine(words=(joined, *line.words[1:]), box=line.box),))
    assert paper([page]).confidences([0, 1, 3]) == [0.5, 0.5, 0.99]


def test_white_space_has_no_glyph():
    space = place_of(" время")
    assert paper().confidences([space]) == []
    (found,) = paper().places([space])
    assert found.box == found.line_box


def test_a_gap_on_a_line_is_what_lies_between_the_words():
    (gap,) = paper().gap(place_of(" время") - 1, place_of("время"))
    assert (gap.box.left, gap.box.right) == (100 + PITCH * 2, 100 + PITCH * 3)
    assert gap.box.top == gap.line_box.top


def test_a_gap_between_lines_is_the_end_of_the_first():
    (gap,) = paper().gap(place_of("что\n") + 2, place_of("он полностью"))
    assert gap.line == 0
    assert gap.box.left == gap.box.right == gap.line_box.right


def test_a_gap_before_all_text_and_behind_it_is_at_its_ends():
    (first,) = paper().gap(None, 0)
    assert (first.page, first.line, first.box.right) == (0, 0, 100)
    (last,) = paper().gap(len(TYPED) - 1, None)
    assert (last.page_id, last.line) == ("2", 1)
    assert last.box.left == last.line_box.right
    assert paper().gap(None, None) == ()


@pytest.mark.parametrize("missing", [0, 1])
def test_a_page_whose_record_is_missing_has_no_places_and_the_others_do(missing):
    some = [None if index == missing else page for index, page in enumerate(PAGES)]
    found = paper(some).places([place_of("человек"), place_of("министра")])
    assert [one.page for one in found] == [1 - missing]
    assert paper(some).line(Spot(missing, 0, 0)) is None
    assert paper(some).confidences([place_of("человек"), place_of("министра")]) == [0.99]


def test_a_page_is_opened_once_while_it_is_asked_for():
    asked = []

    def source(index):
        asked.append(index)
        return PAGES[index]

    sheet = PageLocator(DOCUMENT, source)
    sheet.confidences([*range(len(TEXT[0]))])
    sheet.confidences([place_of("министра")])
    assert asked == [0, 1]
