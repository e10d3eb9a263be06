"""Pieces cut further: nothing is lost, and what was edited stays whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.running.cut import cut
from ocr_pipeline.formats.running.walk import pieces
from tests.formats.running.test_walk import documents

PLACES = st.lists(st.integers(0, 30)).map(sorted)


@given(documents(), PLACES)
def test_every_layer_is_as_before(document, places):
    before, after = list(pieces(document)), list(cut(pieces(document), places))
    for layer in ("diplomatic", "clean", "reading"):
        assert "".join(getattr(one, layer) for one in before) == "".join(getattr(one, layer) for one in after)


@given(documents(), PLACES)
def test_no_place_lies_within_a_piece_that_no_edit_changed(document, places):
    for one in cut(pieces(document), places):
        if not one.edits and not one.reading_edits:
            assert one.diplomatic == document.diplomatic[one.start : one.end] == one.clean == one.reading
            assert not any(one.start < place < one.end for place in places)
