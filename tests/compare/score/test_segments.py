"""The line-long segments of a comparison: cut where both texts have a space, each with the errors that are its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.score.rates import as_characters, character_error_rate, distance, errors_of, folded
from ocr_pipeline.compare.score.segments import Segment, core, segmented
from tests.support.generated import misread, prose

PIECES = ("война", "и", "мир", "29.III.53", "зая-\nвил", "п а м я т и", "I9I7", "«да»", "—", "№ 5", "ещё", "\n", "й")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


def differing(one, other):
    return distance(*as_characters(one, other))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1])
def test_the_errors_of_units_add_up_to_those_of_the_texts(share):
    truth = prose(5_000, 1)
    reading = misread(truth, share, 2)
    text = segmented(reading, truth)
    assert len(text.segments) > 40
    errors = sum(differing(segment.our_folded, segment.their_folded) for segment in text.segments)
    assert errors == errors_of(text.blocks) == character_error_rate(truth, reading).errors


def test_units_are_cut_between_words_never_within_a_number_or_a_divided_word():
    truth = " ".join(["заявил послу 29 марта 1953 года о встрече с министром"] * 10)
    segments = segmented(truth.replace("заявил", "зая-\nвил"), truth).segments
    assert len(segments) > 3
    for segment in segments:
        assert segment.ours == segment.ours.strip()
        assert not segment.ours.endswith("-")
        assert segment.theirs[0].isalpha()
        assert segment.theirs[-1].isalpha()


@given(TEXTS, TEXTS)
def test_the_core_of_a_unit_has_its_errors_and_its_differences(ours, theirs):
    for segment in segmented(ours, theirs).segments:
        mine, other = core(segment)
        assert mine in segment.ours
        assert other in segment.theirs
        assert differing(folded(mine), folded(other)) == differing(segment.our_folded, segment.their_folded)


def test_the_core_is_what_differs_with_a_word_beside_it():
    ours, theirs = "он вновь заявил послу что война идёт ещё долго", "он вновь заявил послу что воина идёт ещё долго"
    mine, other = core(Segment(ours, theirs, folded(ours), folded(theirs)))
    assert (mine, other) == ("что война идёт", "что воина идёт")


@pytest.mark.parametrize(("ours", "theirs"), [("", ""), ("", "война и мир"), ("война и мир", "")])
def test_an_empty_side_is_one_unit(ours, theirs):
    (segment,) = segmented(ours, theirs).segments
    assert (segment.ours, segment.theirs) == (ours, theirs)


def test_a_mark_that_the_cutting_uses_itself_may_stand_in_a_text():
    (segment,) = segmented("война\x00мир", "война мир").segments
    assert segment.our_folded == segment.their_folded
