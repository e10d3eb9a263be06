"""Stretches of a text: what lies within one of them, and the text without them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.records import Span
from ocr_pipeline.compare.spans import SpanSet, without

SPANS = st.tuples(st.integers(0, 20), st.integers(0, 8)).map(lambda one: Span(start=one[0], end=sum(one)))


@given(st.lists(SPANS, max_size=6), SPANS)
def test_a_span_is_held_where_one_of_them_holds_all_of_it(spans, asked):
    held = asked.start < asked.end and any(one.start <= asked.start and asked.end <= one.end for one in spans)
    assert SpanSet(spans).holds(asked) is held


@given(st.text("аб", min_size=30, max_size=30), st.lists(SPANS, max_size=6))
def test_of_a_text_without_spans_every_other_character_is_left(text, spans):
    inside = {at for one in spans for at in range(one.start, one.end)}
    assert without(text, spans) == "".join(letter for at, letter in enumerate(text) if at not in inside)


def test_a_stretch_that_white_space_sets_apart_leaves_a_line_break():
    assert without("один [два] три", [Span(start=4, end=11)]) == "один\nтри"
    assert without("один[два]три", [Span(start=4, end=9)]) == "одинтри"
