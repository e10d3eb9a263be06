"""Lines as content of a PDF: each word where it stands, apart from its neighbours, whatever their boxes do."""

from __future__ import annotations

import io
import math

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.formats.pdf.font import Codes, add_font
from ocr_pipeline.formats.pdf.placing import PlacedLine
from ocr_pipeline.formats.pdf.text_layer import FONT, number, text_content
from tests.support.pdf_documents import boxes_in, text_in, whole

SIDE = 600
"""Points of the sheet."""


def line(words, places, *, slope=0.0, foot=300.0, size=12.0, start=50.0, is_aside=False):
    """A line whose words begin and end at `places` on a baseline that rises by `slope` degrees."""
    way = np.array((math.cos(math.radians(slope)), math.sin(math.radians(slope))))
    begins, ends = (np.array([(start, foot) + way * place[end] for place in places]) for end in (0, 1))
    return PlacedLine(tuple(words), begins, ends, size, is_aside)


def on_a_sheet(*lines):
    codes = Codes()
    content = text_content(lines, codes)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(SIDE, SIDE)).obj
        page.Contents = pdf.make_stream(content)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({f"/{FONT}": add_font(pdf, codes)}))
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def test_no_lines_are_no_content():
    assert text_content([], Codes()) == b""


def test_a_word_is_as_wide_as_its_place():
    content = on_a_sheet(line(["Ким", "Ир"], [(0, 30), (50, 90)]))
    (found,) = boxes_in(content)
    assert [text for text, _ in found] == ["Ким", "Ир"]
    edges = [edge * SIDE for _, (left, _, right, _) in found for edge in (left, right)]
    assert edges == pytest.approx([50, 80, 100, 140], abs=0.6)


def test_its_height_is_an_em_around_the_baseline():
    ((_, (_, top, _, bottom)),) = boxes_in(on_a_sheet(line(["Ким"], [(0, 30)], foot=300, size=20)))[0]
    assert (top * SIDE, bottom * SIDE) == pytest.approx((300 - 16, 300 + 4), abs=0.1)


@pytest.mark.parametrize("gap", [0.0, -3.0, -40.0, 0.5])
def test_words_that_touch_or_overlap_stay_words(gap):
    content = on_a_sheet(line(["постоянно", "исполняет"], [(0, 80), (80 + gap, 160)]))
    assert text_in(content) == ["постоянно", "исполняет"]


def test_words_that_stand_back_are_where_they_stand():
    content = on_a_sheet(line(["второе", "первое"], [(200, 240), (0, 40)]))
    assert text_in(content) == ["второе", "первое"]
    assert {text: round(box[0] * SIDE) for text, box in boxes_in(content)[0]} == {"второе": 250, "первое": 50}


def test_a_word_without_width_is_found():
    assert text_in(on_a_sheet(line(["Ким", "Ир"], [(0, 0), (0, 0)]))) == ["Ким", "Ир"]


@pytest.mark.parametrize("slope", [-3.0, -0.5, 2.0])
def test_the_baseline_follows_the_slope_of_the_line(slope):
    words = ["Во", "время", "второй", "встречи"]
    content = on_a_sheet(line(words, [(0, 20), (100, 150), (250, 310), (430, 500)], slope=slope))
    assert text_in(content) == words
    found = boxes_in(content)[0]
    rise = math.sin(math.radians(slope)) * 500 / SIDE
    assert whole(found).top == pytest.approx(0.5 - max(0, rise) - 9.6 / SIDE, abs=0.01)
    assert whole(found).bottom == pytest.approx(0.5 - min(0, rise) + 2.4 / SIDE, abs=0.01)


@pytest.mark.parametrize("slope", [-3.0, -2.0, 0.4, 1.0, 5.0])
def test_on_a_skewed_page_words_stay_whole(slope):
    words = ["Обязанности", "министра", "исполняет", "Ли", "Дон", "Ген"]
    places = [(0, 66), (72, 120), (126, 180), (186, 198), (204, 222), (228, 246)]
    found = boxes_in(on_a_sheet(line(words, places, slope=slope)))[0]
    assert sorted(text for text, _ in found) == sorted(words)


def test_a_steep_line_is_drawn_as_it_stands():
    content = text_content([line(["Обязанности", "министра"], [(0, 66), (72, 120)], slope=20)], Codes())
    assert content.count(b"Tm") == 1
    assert b"Ts" not in content
    assert b"0.93969 0.34202 -0.34202 0.93969 50 300 Tm" in content


def test_a_bent_baseline_is_followed_word_by_word():
    words = ("Во", "время", "встречи")
    starts = np.array([(50.0, 300.0), (200.0, 320.0), (350.0, 300.0)])
    content = on_a_sheet(PlacedLine(words, starts, starts + np.array((60.0, 0.0)), 12.0))
    assert text_in(content) == list(words)
    tops = [box[1] * SIDE for _, box in sorted(boxes_in(content)[0], key=lambda one: one[1])]
    assert tops == pytest.approx([300 - 9.6, 280 - 9.6, 300 - 9.6], abs=0.1)


@pytest.mark.parametrize("slope", [88.0, 92.0, -91.0, 179.0])
def test_a_line_that_runs_another_way_keeps_its_words_whole(slope):
    words = ["ПРИЛОЖЕНИЕ", "КОМАНД"]
    content = on_a_sheet(line(words, [(0, 120), (140, 220)], slope=slope, start=300, is_aside=True))
    assert text_in(content) == words


def test_letters_of_one_pitch_change_nothing_on_the_way():
    places = [(16 * at, 16 * at + 10 + 0.1 * (at % 2)) for at in range(20)]
    content = text_content([line(["аб"] * 20, places)], Codes())
    assert content.count(b"Tz") == 1


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (1e-7, "0"), (123456.0, "123456")]
)
def test_numbers_are_as_a_pdf_has_them(value, written):
    assert number(value) == written


def test_a_place_that_is_none_is_refused():
    with pytest.raises(ValueError, match="finite"):
        number(math.nan)


PLACES = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 60)), min_size=1, max_size=6)


@settings(max_examples=25)
@given(PLACES, st.floats(4, 30), st.floats(-4, 4))
def test_wherever_words_stand_each_is_found_in_its_order(places, size, slope):
    words = [f"слово{number}" for number in range(len(places))]
    written = line(words, [(begin, begin + width) for begin, width in places], slope=slope, size=size, start=20)
    assert "".join(text_in(on_a_sheet(written))) == "".join(words)
