"""Lines cut with their exponents and indices on the baseline."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.glyphs.crop import BASELINE, CELL, cut
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.levelled import cut_level, doubtful, with_indices
from ocr_pipeline.recognize.typescript.glyphs.pitch_trial import Read
from ocr_pipeline.recognize.typescript.lines.find import PageLines
from ocr_pipeline.recognize.typescript.lines.indices import Index
from ocr_pipeline.recognize.typescript.lines.line import TypedLine
from ocr_pipeline.records import Area

PITCH, BASE, RISE = 32.0, 200.0, 24.0
LINE = TypedLine(((100.0, BASE), (400.0, BASE)), 100.0, 256.0)
INDEX = Index(0, TypedLine(((232.0, BASE + RISE), (256.0, BASE + RISE)), 232.0, 256.0))
LINES = PageLines(PITCH, 26.0, (LINE,), indices=(INDEX,))


def page():
    """Four letters on the baseline, and one in the fifth cell, lowered."""
    grey = np.full((400, 600), 255, dtype=np.uint8)
    for column in range(4):
        grey[166:200, 104 + 32 * column : 124 + 32 * column] = 20
    grey[190:224, 234:254] = 20
    return grey


def seen(column: float, shape: str, probability: float = 0.9) -> Seen:
    return Seen((column + 1.5) * CELL, 1.0, ((shape, probability), ('"', 1 - probability)))


def reads(*readings: list[tuple[Seen, ...]]) -> Read:
    """Return a net that gives these readings, call for call."""
    given = iter(readings)
    return lambda _: next(given)


LETTERS = tuple(seen(column, "о") for column in range(4))


def test_an_index_stands_on_the_baseline_whole():
    crop = cut_level(page(), LINES, 0).crop.pixels
    plain = cut(page(), LINES, 0).pixels
    cell = slice(round((234 - 100 + PITCH) / 2) + 1, round((254 - 100 + PITCH) / 2) - 1)
    level = np.flatnonzero((crop[:, cell] < 128).all(axis=1))
    assert (level[0], level[-1]) == (BASELINE - 17, BASELINE - 1)
    assert np.flatnonzero((plain[:, cell] < 128).all(axis=1))[-1] > BASELINE + 5


def test_the_letters_of_the_line_are_as_they_were():
    level, plain = cut_level(page(), LINES, 0).crop.pixels, cut(page(), LINES, 0).pixels
    assert np.array_equal(level[:, : 5 * CELL - 2], plain[:, : 5 * CELL - 2])


def test_a_line_without_indices_is_cut_as_it_is():
    crop = cut_level(page(), replace(LINES, indices=()), 0)
    assert crop.levelled == ()
    assert np.array_equal(crop.crop.pixels, cut(page(), LINES, 0).pixels)


def test_a_line_that_the_page_has_not_is_an_error():
    with pytest.raises(IndexError):
        cut_level(page(), LINES, 1)


def test_boxes_of_an_index_are_led_back_to_its_ink():
    crop = cut_level(page(), LINES, 0)
    boxes = [Area(104, 166, 124, 200), Area(234, 166, 254, 200)]
    letter, index = crop.on_page([seen(0, "о"), seen(4, "8")], boxes, 400)
    assert letter == boxes[0]
    assert (index.top, index.bottom) == pytest.approx((190, 224))


def test_a_box_keeps_to_the_page():
    (box,) = cut_level(page(), LINES, 0).on_page([seen(4, "8")], [Area(234, 166, 254, 200)], 210)
    assert box.bottom == 210


@pytest.mark.parametrize(
    ("level", "plain", "is_read"),
    [
        (seen(4, "8"), seen(4, "-"), True),
        (seen(4, "8"), seen(4, "з", 0.5), True),
        (seen(4, "8"), seen(4, "з", 0.95), False),
        (seen(4, "8", 0.4), seen(4, "-"), False),
        (seen(4, "/"), seen(4, "-"), False),
        (seen(4, "э", 0.7), seen(4, ",", 0.9), False),
    ],
)
def test_an_index_is_what_is_surer_level_than_as_it_stands(level, plain, is_read):
    crop = cut_level(page(), LINES, 0)
    assert doubtful(crop, (*LETTERS, level), (*LETTERS, plain)) == (frozenset() if is_read else {INDEX})


def test_what_may_be_a_quotation_mark_is_no_exponent():
    raised = Index(0, TypedLine(((232.0, BASE - RISE), (256.0, BASE - RISE)), 232.0, 256.0))
    crop = cut_level(page(), replace(LINES, indices=(raised,)), 0)
    assert doubtful(crop, (seen(4, "н"),), (seen(4, "о", 0.6),)) == {raised}


def test_a_line_whose_index_is_doubtful_is_left_as_it_stands():
    crop = cut(page(), LINES, 0)
    plain = (*LETTERS, seen(4, "-"))
    for sure, expected in ((0.9, "оооо8"), (0.4, "оооо-")):
        level = (*LETTERS, seen(4, "8", sure))
        crops, glyphs = with_indices(page(), LINES, [crop], [plain], reads([level], []))
        assert "".join(glyph.shape for glyph in glyphs[0]) == expected
        assert bool(crops[0].levelled) is (expected == "оооо8")


def test_of_two_indices_the_sure_one_is_levelled_alone():
    other = Index(0, TypedLine(((136.0, BASE - RISE), (156.0, BASE - RISE)), 136.0, 156.0))
    both, one_alone = (seen(0, "о"), seen(1, "к", 0.2), seen(4, "8")), (*LETTERS, seen(4, "8"))
    lines = replace(LINES, indices=(other, INDEX))
    crops, glyphs = with_indices(page(), lines, [cut(page(), LINES, 0)], [LETTERS], reads([both], [one_alone]))
    assert [one.index for one in crops[0].levelled] == [INDEX]
    assert "".join(glyph.shape for glyph in glyphs[0]) == "оооо8"
