"""The pages of a document as one string, and where each of its lines stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import Affine, PageState, replace
from ocr_pipeline.text.text_layout import lay_out, lay_out_text
from tests.support.typed_pages import DISTANCE, PAGES, PITCH, a_page


def test_pages_of_scans_are_joined_with_form_feeds():
    layout = lay_out([a_page("1", "один", "два"), a_page("2"), a_page("3", "три")])
    assert layout.text == "один\nдва\f\fтри"
    assert [layout.text[page.start : page.end] for page in layout.pages] == ["один\nдва", "", "три"]
    assert [page.state for page in layout.pages] == [PageState.DONE, PageState.BLANK, PageState.DONE]


@given(PAGES)
def test_every_line_stands_where_it_says(pages):
    layout = lay_out(pages)
    assert layout.text == "\f".join(page.text for page in pages)
    for line in layout.lines:
        assert layout.text[line.start : line.end] == line.text
        span = layout.pages[line.page]
        assert span.start <= line.start < line.end <= span.end
    assert [page.id for page in layout.pages] == [page.id for page in pages]


def test_places_are_those_of_the_level_page():
    turned = Affine(xx=0, xy=-1, x0=3000, yx=1, yy=0, y0=0)
    level = a_page("1", "     отступ", "строка текста")
    moved = replace(
        level,
        lines=tuple(
            replace(line, words=tuple(replace(word, box=turned.apply_box(word.box)) for word in line.words))
            for line in level.lines
        ),
        preparation=a_page("1", "а", to_scan=turned).preparation,
    )
    for one, other in zip(lay_out([level]).lines, lay_out([moved]).lines, strict=True):
        assert one.place.left == pytest.approx(other.place.left)
        assert one.place.bottom == pytest.approx(other.place.bottom)


def test_measures_are_those_of_the_page():
    page = a_page("1", "     отступ и текст", "полная строка текста", "полная строка текста", "полная строка")
    measures = lay_out([page]).measures[0, 0]
    assert measures.left == 100
    assert measures.pitch == PITCH
    assert measures.line_distance == DISTANCE
    assert measures.width == pytest.approx(20)


def test_a_text_is_laid_out_as_typed():
    layout = lay_out_text("   отступ\n\nстрока  \n\fвторая")
    assert [(line.text, line.place.left, line.place.top, line.page) for line in layout.lines] == [
        ("отступ", 3, 0, 0),
        ("строка", 0, 2, 0),
        ("вторая", 0, 0, 1),
    ]
    assert [page.id for page in layout.pages] == ["0001", "0002"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\v"])
def test_every_line_end_is_one(end):
    assert [line.text for line in lay_out_text(f"один{end}два{end}").lines] == ["один", "два"]


@pytest.mark.parametrize(("end", "rows"), [("\n", (0, 2)), ("\r\n", (0, 2)), ("\r", (0, 2))])
def test_blank_lines_take_their_room(end, rows):
    assert tuple(line.place.top for line in lay_out_text(f"один{end}{end}два").lines) == rows


def test_an_empty_text_is_a_blank_page():
    (page,) = lay_out_text("").pages
    assert (page.start, page.end, page.state) == (0, 0, PageState.BLANK)
    assert len(lay_out_text("\f\f").pages) == 3
    assert lay_out([]).pages == ()


def test_long_lines_are_paragraphs():
    assert lay_out_text("слово " * 30).unwrapped
    assert not lay_out_text("слово " * 20).unwrapped


def test_empty_cells_at_the_ends_of_a_row_belong_to_its_line():
    layout = lay_out_text("слово\t\t\n  \tПлан\t \n1951\t\t\n\t слово\t")
    assert [line.text for line in layout.lines] == ["слово\t\t", "\tПлан\t", "1951\t\t", "\t слово\t"]
    assert layout.typed_rows == {line.start: 0 for line in layout.lines}
    assert all(layout.is_in_table(line) for line in layout.lines)


def test_tabs_around_prose_are_white_space():
    layout = lay_out_text("\tслово\t\n\n\tслово")
    assert [(line.text, line.place.left) for line in layout.lines] == [("слово", 1), ("слово", 1)]
    assert not layout.typed_rows


def test_the_tables_of_all_pages_are_told_apart():
    layout = lay_out_text("а\tб\n\tв\n\nг\tд\nе\t\n\fж\tз\n\tи")
    starts = [line.start for line in layout.lines]
    assert list(layout.typed_rows.values()) == [starts[0], starts[0], starts[2], starts[2], starts[4], starts[4]]


@given(st.text(st.one_of(st.sampled_from("\n\r\f\x85\u2028 \t\u00a0-5а"), st.characters()), max_size=100))
def test_no_character_but_white_space_is_outside_the_lines(text):
    layout = lay_out_text(text)
    assert layout.text == text
    inside = {place for line in layout.lines for place in range(line.start, line.end)}
    inside |= {place for start, end in layout.inline_breaks for place in range(start, end)}
    assert all(text[place].isspace() for place in set(range(len(text))) - inside)
    ends = {end for line in layout.lines for end in (line.text[0], line.text[-1])}
    assert not any(end.isspace() for end in ends - {"\t"})
    starts = [page.start for page in layout.pages]
    assert starts[0] == 0
    assert starts == sorted(starts)
