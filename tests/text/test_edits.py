"""Edits are made and undone to the character, in any order, and never two on one character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.edits import EditMisplaced, EditsOverlap, applied, in_order, origins, places, undone


def an_edit(start, before, after=""):
    return Edit(kind=EditKind.HYPHEN, start=start, before=before, after=after, reason="")


@given(st.text(max_size=60), st.data())
def test_any_edits_that_do_not_overlap_can_be_undone(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = data.draw(st.text(max_size=5))
        if text[start:end] != after:
            edits.append(Edit(kind=EditKind.HYPHEN, start=start, before=text[start:end], after=after, reason=""))
    assert undone(applied(text, edits), edits) == text


def test_edits_that_overlap_are_an_error():
    edits = [Edit(kind=EditKind.HYPHEN, start=start, before="аб", after="", reason="") for start in (0, 1)]
    with pytest.raises(EditsOverlap):
        applied("абаб", edits)


def test_the_order_in_which_edits_are_named_does_not_matter():
    edits = [an_edit(4, "г", "Г"), an_edit(0, "а", "А")]
    assert applied("абвгд", [an_edit(3, "г", "Г"), an_edit(0, "а", "А")]) == "АбвГд"
    assert [edit.start for edit in in_order(edits)] == [0, 4]


def test_an_edit_elsewhere_than_it_says_is_an_error():
    with pytest.raises(EditMisplaced):
        applied("абв", [an_edit(1, "в")])
    with pytest.raises(EditMisplaced):
        undone("абв", [an_edit(1, "б", "г")])


def test_every_character_of_the_edited_text_has_an_origin():
    edit = an_edit(1, "-\n", "—")
    assert origins("а-\nб", [edit]) == (0, edit, 3)
    assert list(places("а-\nб", [edit])) == [0, -1, 3]
