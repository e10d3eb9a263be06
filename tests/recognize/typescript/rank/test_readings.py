"""The readings of a word that its image supports."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.rank.readings import MOST, SPACE, readings_of
from tests.support.seen_words import seen_word

LEAST = -math.log(6)


@st.composite
def words(draw: st.DrawFn) -> tuple[Seen, ...]:
    """Words of glyphs with one to four choices each."""
    found = []
    for place in range(draw(st.integers(1, 8))):
        shapes = draw(st.lists(st.sampled_from("абвгдежз10-. "), min_size=1, max_size=4, unique=True))
        shares = sorted((draw(st.floats(0.01, 1)) for _ in shapes), reverse=True)
        found.append(Seen(32.0 * place, 1.0, tuple(zip(shapes, (one / sum(shares) for one in shares), strict=True))))
    return tuple(found)


@given(words())
def test_the_image_s_own_reading_comes_first_and_none_is_supported_too_little(word):
    readings = readings_of(word, LEAST)
    assert readings[0].picks == (0,) * len(word)
    assert readings[0].support == 0
    supports = [reading.support for reading in readings]
    assert supports == sorted(supports, reverse=True)
    assert supports[-1] >= LEAST
    assert len(readings) <= MOST


@given(words())
def test_every_reading_is_as_long_as_the_word_and_no_glyph_of_it_becomes_nothing(word):
    for reading in readings_of(word, LEAST):
        spelled = reading.spelled(word)
        assert len(spelled) == len(word)
        assert all(one != SPACE or glyph.shape == SPACE for one, glyph in zip(spelled, word, strict=True))


def test_support_is_the_product_over_the_glyphs():
    word = seen_word("ии", {0: (("и", 0.6), ("н", 0.3)), 1: (("и", 0.5), ("п", 0.4))})
    supports = {reading.spelled(word): math.exp(reading.support) for reading in readings_of(word, LEAST)}
    assert supports == pytest.approx({"ии": 1, "ип": 0.8, "ни": 0.5, "нп": 0.4})
