from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ocr_pipeline.records import (
    Affine,
    Box,
    Edit,
    EditKind,
    Emphasis,
    Glyph,
    Mark,
    MarkKind,
    PageSpan,
    PageState,
    TextLine,
    Word,
)

BOX = Box(left=0, top=0, right=1, bottom=1)
number = st.floats(-1e4, 1e4)


def test_a_box_whose_right_is_left_of_its_left_cannot_be_made():
    with pytest.raises(ValidationError):
        Box(left=2, top=0, right=1, bottom=1)


def test_glyphs_that_do_not_spell_their_word_cannot_be_made():
    with pytest.raises(ValidationError):
        Word(text="да", box=BOX, confidence=1, glyphs=(Glyph(text="н", box=BOX, confidence=1),))


def test_a_line_is_its_words_with_one_space_between():
    line = TextLine(words=(Word(text="да", box=BOX, confidence=1), Word(text="нет", box=BOX, confidence=1)), box=BOX)
    assert line.text == "да нет"


def test_an_edit_that_changes_nothing_cannot_be_made():
    with pytest.raises(ValidationError):
        Edit(kind=EditKind.HYPHEN, start=0, before="-", after="-", reason="")


@given(st.tuples(*[st.floats(-3, 3)] * 4), number, number, st.lists(st.tuples(number, number), min_size=1))
def test_an_affine_map_and_its_inverse_lead_back(linear, x0, y0, points):
    xx, xy, yx, yy = linear
    if abs(xx * yy - xy * yx) < 0.01:
        return
    there = Affine(xx=xx, xy=xy, x0=x0, yx=yx, yy=yy, y0=y0)
    spots = np.array(points)
    assert np.allclose(there.inverse().apply(there.apply(spots)), spots, atol=1e-4)
    assert np.allclose(there.then(there.inverse()).apply(spots), spots, atol=1e-4)


@given(
    st.floats(-20, 20), st.integers(0, 3), st.floats(0.3, 3), number, number, st.tuples(number, number, number, number)
)
def test_a_box_is_found_again_from_the_box_around_it_on_a_skewed_page(degrees, quarters, scale, x0, y0, sides):
    angle = np.radians(degrees + 90 * quarters)
    sine, cosine = scale * np.sin(angle), scale * np.cos(angle)
    there = Affine(xx=cosine, xy=-sine, x0=x0, yx=sine, yy=cosine, y0=y0)
    box = Box(left=min(sides[:2]), top=min(sides[2:]), right=max(sides[:2]), bottom=max(sides[2:]))
    again = there.box_before(there.apply_box(box))
    found, expected = ((one.left, one.top, one.right, one.bottom) for one in (again, box))
    assert found == pytest.approx(expected, abs=1e-6 * (1 + max(map(abs, (*sides, x0, y0)))))


def test_a_map_that_cannot_be_inverted_cannot_be_made():
    with pytest.raises(ValidationError):
        Affine(xx=1, xy=2, x0=0, yx=2, yy=4, y0=0)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Emphasis(kind=MarkKind.UNDERLINED, start=9, end=2),
        lambda: PageSpan(id="1", state=PageState.DONE, start=9, end=2),
        lambda: Mark(kind=MarkKind.WAVY, box=Box(left=0, top=0, right=1, bottom=1), line=0, first_word=5, last_word=2),
    ],
)
def test_nothing_ends_before_it_begins(make):
    with pytest.raises(ValidationError):
        make()
