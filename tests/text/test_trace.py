"""Each character of the clean and the reading text leads to its page, line and glyph, or to the edit that wrote it."""

from __future__ import annotations

from hypothesis import given, settings

from ocr_pipeline.records import EditKind
from ocr_pipeline.text import Layer, clean_document, layer_text
from ocr_pipeline.text.trace import trace
from tests.support.typed_pages import DISTANCE, HEIGHT, PAGES, PITCH, a_page

FULL = "эта строка заполнена до самого правого края листа бумаги"


def traced(pages, layer):
    document = clean_document("d", pages)
    text = document.diplomatic if layer is Layer.DIPLOMATIC else layer_text(document, layer)
    return document, text, trace(document, pages, layer)


def test_a_letter_leads_to_its_glyph():
    pages = a_page("1", FULL, FULL), a_page("2", "     Новый абзац", FULL)
    _, text, origins = traced(pages, Layer.CLEAN)
    origin = origins[text.index("абзац")]
    assert (origin.page, origin.line, origin.edit) == (1, 0, None)
    left = 100 + PITCH * len("     Новый ")
    assert (origin.box.left, origin.box.right) == (left, left + PITCH)
    assert (origin.box.top, origin.box.bottom) == (0, HEIGHT)
    second = origins[len(FULL) + 1]
    assert (second.page, second.line, second.box.top) == (0, 1, DISTANCE)


def test_a_letter_without_a_glyph_leads_to_its_share_of_the_word():
    pages = [a_page("1", "один два", glyphs=False)]
    _, text, origins = traced(pages, Layer.CLEAN)
    box = origins[text.index("ва")].box
    assert (box.left, box.right) == (100 + PITCH * 6, 100 + PITCH * 7)


def test_what_an_edit_wrote_leads_to_the_edit():
    pages = a_page("1", FULL, "в I953 году"), a_page("2", FULL)
    document, text, origins = traced(pages, Layer.READING)
    at = text.index("1953")
    assert origins[at].edit.kind is EditKind.FIGURE
    assert origins[at].box is None
    join = origins[text.index(" в 1953")]
    assert join.edit in document.edits
    assert join.edit.kind is EditKind.LINE_JOIN


def test_both_halves_of_a_word_broken_over_a_page_lead_to_their_own_page():
    pages = a_page("1", "- 5 -", FULL, FULL + " необ-"), a_page("2", "- 6 -", "ходимости встречи", FULL)
    _, text, origins = traced(pages, Layer.CLEAN)
    at = text.index("необходимости")
    assert [(one.page, one.line) for one in origins[at : at + 13]] == [(0, 2)] * 4 + [(1, 1)] * 9


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_every_character_of_every_layer_is_accounted_for(pages):
    for layer in Layer:
        document, text, origins = traced(pages, layer)
        assert len(origins) == len(text)
        for letter, origin in zip(text, origins, strict=True):
            if origin.edit is not None:
                assert letter in origin.edit.after
                assert origin.edit in (*document.edits, *document.reading_edits)
                continue
            assert document.diplomatic[origin.place] == letter
            if letter.isspace():
                assert origin.box is None
                continue
            line = pages[origin.page].lines[origin.line]
            assert letter in line.text
            assert line.box.left <= origin.box.left < origin.box.right <= line.box.right + 1e-6
            assert (line.box.top, line.box.bottom) == (origin.box.top, origin.box.bottom)
            glyphs = [glyph for word in line.words for glyph in word.glyphs if glyph.box == origin.box]
            assert not glyphs or letter in glyphs[0].text


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_a_place_on_paper_is_read_at_most_once(pages):
    _, _, origins = traced(pages, Layer.CLEAN)
    places = [origin.place for origin in origins if origin.place is not None]
    assert places == sorted(set(places))
