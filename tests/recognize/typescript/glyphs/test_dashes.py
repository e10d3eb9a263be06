"""The two dashes of a page number."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.dashes import with_both_dashes
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.records import RankedBy

UNSURE = (("4", 0.55), ("2", 0.2), ("-", 0.2))


def line(*glyphs: str | tuple[tuple[str, float], ...]) -> list[Seen]:
    return [
        Seen((place + 0.5) * CELL, 1.0, ((glyph, 0.95),) if isinstance(glyph, str) else glyph)
        for place, glyph in enumerate(glyphs)
    ]


def shapes(glyphs: list[Seen]) -> str:
    return "".join(glyph.shape for glyph in with_both_dashes(glyphs))


def test_what_may_be_a_dash_is_one_opposite_a_dash():
    assert shapes(line("-", "3", UNSURE)) == "-3-"
    assert shapes(line(UNSURE, "1", "2", "-")) == "-12-"


def test_a_dash_is_never_put_where_the_net_sees_nothing_like_one():
    assert shapes(line("-", "3", "4")) == "-34"
    assert shapes(line("-", "3", (("4", 0.99), ("-", 0.01)))) == "-34"


def test_a_dash_by_the_odds_has_the_other_shapes_as_choices():
    dash = with_both_dashes(line("-", "3", UNSURE))[-1]
    assert [shape for shape, _ in dash.choices] == ["-", "4", "2"]
    assert sum(probability for _, probability in dash.choices) == pytest.approx(1.0)


def test_a_dash_by_the_odds_says_so_and_one_that_was_seen_does_not():
    seen, _, ranked = with_both_dashes(line("-", "3", UNSURE))
    assert (seen.ranked_by, ranked.ranked_by) == (None, RankedBy.OTHER_DASH)
    faint = (("-", 0.45), ("4", 0.4))
    assert with_both_dashes(line("-", "3", faint))[-1].ranked_by is None


@pytest.mark.parametrize(
    "glyphs",
    [
        line("д", "о", UNSURE),
        line("-", "а", UNSURE),
        line("3", "4", UNSURE),
        line("-", "1", "2", "3", "4", "5", UNSURE),
        line(UNSURE),
        line("-", UNSURE),
    ],
)
def test_other_lines_are_left_alone(glyphs):
    assert with_both_dashes(glyphs) == tuple(glyphs)


def test_grain_beside_a_page_number_is_no_bracket():
    assert shapes(line("-", "4", ((")", 0.2),), "-")) == "-4-"
    assert shapes(line("-", "4", ((")", 0.9),), "-")) == "-4)-"
