"""Where lines stand: their baselines and sizes, led from the prepared image over the scan to the sheet."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ocr_pipeline.formats.pdf.font import ASCENT, UNITS
from ocr_pipeline.formats.pdf.placing import INSIDE, LEAST_SIZE, kept_within, placed_lines
from ocr_pipeline.records import Affine, Box, Page, PageState, Preparation, Region, RegionKind, TextLine, Word, replace
from tests.support.typed_documents import SCAN, a_page

TO_SHEET = Affine(xx=0.5, xy=0, x0=0, yx=0, yy=-0.5, y0=1500)
"""2000 x 3000 pixels on a sheet of 1000 x 1500 points."""


def page_at(boxes, to_scan=None, turns=None):
    """A page of one line with a word in each box of the prepared image, whose region is turned by `turns`."""
    to_scan = to_scan or Affine.identity()
    words = tuple(Word(text=f"с{n}", box=to_scan.apply_box(box), confidence=1.0) for n, box in enumerate(boxes))
    whole = Box(left=0, top=0, right=2000, bottom=3000)
    corners = tuple((x, y) for x, y in whole.corners().tolist())
    regions = () if turns is None else (Region(kind=RegionKind.TEXT, box=whole, outline=corners, quarter_turns=turns),)
    return Page(
        id="a",
        scan=SCAN,
        state=PageState.DONE,
        lines=(TextLine(words=words, box=Box.enclosing([word.box for word in words])),),
        regions=regions,
        preparation=Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=2000, height=3000, to_scan=to_scan),
    )


def box(left, top, right, bottom):
    return Box(left=left, top=top, right=right, bottom=bottom)


def test_a_level_line_stands_on_the_feet_of_its_letters():
    (line,) = placed_lines(page_at([box(100, 200, 300, 240), box(400, 200, 500, 240)]), TO_SHEET)
    assert line.starts.tolist() == [[50, 1380], [200, 1380]]
    assert line.ends.tolist() == [[150, 1380], [250, 1380]]
    assert line.size == pytest.approx(20 * UNITS / ASCENT)
    assert not line.is_aside


def test_a_letter_below_the_others_does_not_lower_the_line():
    boxes = [box(100 * n, 200, 100 * n + 80, 240 if n != 3 else 260) for n in range(8)]
    (line,) = placed_lines(page_at(boxes), TO_SHEET)
    assert line.starts[:, 1] == pytest.approx([1380] * 8)


def test_a_word_that_is_off_its_line_stands_where_it_is():
    boxes = [box(100 * n, 200, 100 * n + 80, 240) for n in range(4)]
    (line,) = placed_lines(page_at([*boxes, box(500, 300, 580, 340)]), TO_SHEET)
    assert line.starts[:, 1].tolist() == [1380, 1380, 1380, 1380, 1330]


def test_on_a_skewed_scan_the_baseline_runs_as_the_lines_do():
    angle = math.radians(2)
    turned = Affine(xx=math.cos(angle), xy=math.sin(angle), x0=10, yx=-math.sin(angle), yy=math.cos(angle), y0=200)
    (line,) = placed_lines(page_at([box(100, 400, 300, 440), box(1400, 400, 1500, 440)], turned), TO_SHEET)
    way = line.ends[-1] - line.starts[0]
    assert math.degrees(math.atan2(way[1], way[0])) == pytest.approx(2, abs=0.05)
    expected = TO_SHEET.apply(turned.apply(np.array([(100.0, 440.0), (1400.0, 440.0)])))
    assert line.starts == pytest.approx(expected, abs=0.5)


@pytest.mark.parametrize(
    ("turns", "start", "end"),
    [
        (0, (50, 1380), (150, 1380)),
        (1, (50, 1400), (50, 1380)),
        (2, (150, 1400), (50, 1400)),
        (3, (150, 1380), (150, 1400)),
    ],
)
def test_a_block_on_its_side_has_lines_that_run_its_way(turns, start, end):
    (line,) = placed_lines(page_at([box(100, 200, 300, 240)], turns=turns), TO_SHEET)
    assert (line.starts.tolist(), line.ends.tolist()) == ([list(start)], [list(end)])
    assert line.is_aside == (turns != 0)


def test_what_has_no_height_has_a_size():
    (line,) = placed_lines(page_at([box(100, 200, 300, 200)]), TO_SHEET)
    assert line.size == LEAST_SIZE


def test_without_a_prepared_image_lines_are_level_on_the_scan():
    lines = list(placed_lines(a_page("a"), TO_SHEET))
    assert [line.words for line in lines] == [tuple(line.text.split()) for line in a_page("a").lines]


def test_a_page_without_lines_has_none():
    assert list(placed_lines(replace(a_page("a"), lines=()), TO_SHEET)) == []


def test_words_beyond_the_edge_of_the_page_come_to_stand_at_it():
    (line,) = placed_lines(page_at([box(0, 0, 300, 3010), box(1900, 2900, 2100, 3010)]), TO_SHEET)
    kept = kept_within(line, 900, 1500)
    assert kept.starts.tolist() == [[INSIDE, INSIDE], [900 - INSIDE, INSIDE]]
    assert kept.ends.tolist() == [[150, INSIDE], [900 - INSIDE, INSIDE]]
