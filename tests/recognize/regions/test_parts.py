"""A part of a page is a page of its own whose pixels lead to the same scan; what is made white is white alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.layout import Block, divide
from ocr_pipeline.recognize.regions.parts import PAPER, cut_out, without, without_rules
from ocr_pipeline.records import Affine, Area, RegionKind
from tests.support.divided_pages import ROWS, in_cells, ruled_table, sheet, turned
from tests.support.drawn_pages import page_of

NUMBERED = np.arange(13 * 17, dtype=np.uint8).reshape(13, 17)
MAPS = st.sampled_from(
    [
        Affine.identity(),
        Affine(xx=0.5, xy=0.01, x0=40, yx=-0.01, yy=0.5, y0=7),
        Affine(xx=0, xy=-2, x0=90, yx=2, yy=0, y0=3),
    ]
)
SIDES = st.floats(-3, 20)
AREAS = st.builds(lambda x, y, width, height: Area(x, y, x + width, y + height), SIDES, SIDES, SIDES, SIDES).filter(
    lambda area: area.left <= area.right and area.top <= area.bottom and area.left < 17 and area.top < 13
)


def numbered(to_scan=None):
    return page_of(NUMBERED, to_scan=to_scan)


def scan_places(image):
    """Where the middle of each pixel lies on the scan, by the number that the pixel holds."""
    rows, columns = np.indices(image.grey.shape)
    middles = np.stack([columns.ravel() + 0.5, rows.ravel() + 0.5], axis=1)
    return dict(zip(image.grey.ravel().tolist(), image.to_scan.apply(middles).tolist(), strict=True))


@given(AREAS, st.integers(0, 3), MAPS)
def test_every_pixel_of_a_part_leads_to_the_same_place_on_the_scan_as_in_the_page(area, turns, to_scan):
    whole = scan_places(numbered(to_scan))
    for number, place in scan_places(cut_out(numbered(to_scan), area, turns)).items():
        assert place == pytest.approx(whole[number], abs=1e-6)


@given(AREAS)
def test_a_part_is_rounded_outwards_and_ends_at_the_edges_of_the_page(area):
    height, width = cut_out(numbered(), area).grey.shape
    left, right = max(0.0, area.left), min(17.0, area.right)
    top, bottom = max(0.0, area.top), min(13.0, area.bottom)
    assert right - left <= width < max(1.0, right - left) + 2
    assert bottom - top <= height < max(1.0, bottom - top) + 2


@given(AREAS, st.integers(0, 3))
def test_a_turned_part_turned_back_is_the_part(area, turns):
    part, lying = cut_out(numbered(), area), cut_out(numbered(), area, turns)
    assert np.array_equal(np.rot90(lying.grey, -turns), part.grey)
    assert np.array_equal(np.rot90(lying.binary, -turns), part.binary)


@given(AREAS, st.integers(0, 3))
def test_turned_by_four_quarters_in_steps_the_map_is_that_of_the_part(area, turns):
    part = cut_out(numbered(), area)
    once = cut_out(part, whole_of(part), turns)
    back = cut_out(once, whole_of(once), 4 - turns)
    corners = np.array([(0.0, 0.0), (3.0, 5.0), (7.0, 2.0)])
    assert back.to_scan.apply(corners) == pytest.approx(part.to_scan.apply(corners))
    assert np.array_equal(back.grey, part.grey)


def whole_of(image):
    height, width = image.grey.shape
    return Area(0, 0, width, height)


@given(st.lists(AREAS.filter(lambda area: min(area.width, area.height, area.right, area.bottom) > 0), max_size=3))
def test_without_its_parts_a_page_is_white_there_and_as_it_was_elsewhere(areas):
    page = numbered()
    rest = without(page, areas)
    gone = np.isin(NUMBERED, [number for area in areas for number in cut_out(page, area).grey.ravel()])
    assert (rest.grey[gone] == PAPER).all()
    assert (rest.binary[gone] == PAPER).all()
    assert np.array_equal(rest.grey[~gone], NUMBERED[~gone])
    assert np.array_equal(page.grey, NUMBERED)


def test_without_nothing_it_is_the_page():
    page = numbered()
    assert without(page, ()) is page
    assert without_rules(page, (Block(RegionKind.TEXT, Area(0, 0, 5, 5)),)) is page


def letters_alone():
    page = sheet()
    in_cells(page, ROWS)
    return page


@pytest.mark.parametrize("degrees", [0.0, 1.0, -1.0])
def test_without_its_rules_a_table_keeps_its_letters(degrees):
    image = page_of(turned(ruled_table(), degrees))
    bare = without_rules(image, divide(image).blocks)
    letters = page_of(turned(letters_alone(), degrees)).binary == 0
    assert not ((bare.binary == 0) & ~letters).any()
    assert (bare.binary[letters] == 0).all()
    assert (bare.grey[(image.binary == 0) & ~letters] == PAPER).all()


def test_a_letter_that_touches_a_rule_keeps_its_strokes():
    touching = ruled_table()
    touching[545:605, 300:306] = 30
    image = page_of(touching)
    bare = without_rules(image, divide(image).blocks)
    assert (bare.binary[550:605, 300:306] == 0).all()


def test_a_rule_that_is_none_of_a_block_stays():
    image = page_of(ruled_table())
    blocks = [replace(block, rules=block.rules[:1]) for block in divide(image).blocks]
    gone = (image.binary == 0) & (without_rules(image, blocks).binary != 0)
    columns = np.flatnonzero(gone.any(axis=0))
    assert 0 < columns[-1] - columns[0] < 40
