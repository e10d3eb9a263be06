"""What shows through is mirrored; faint letters that are not stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.defects.show_through import show_through_level, without_show_through
from ocr_pipeline.image.flatten import flatten

GLYPHS = ["F", "R", "E", "K", "P", "L", "r", "h", "k", "G", "5", "7"]
"""Letters that are others when mirrored."""


def typed(seed):
    """The darkness of a page of letters, none on the right third of some lines."""
    rng = np.random.default_rng(seed)
    page = np.zeros((1400, 1500), dtype=np.uint8)
    for row in range(20):
        for column in range(int(rng.integers(24, 42))):
            if rng.random() < 0.15:
                continue
            glyph = GLYPHS[int(rng.integers(len(GLYPHS)))]
            cv2.putText(
                page, glyph, (60 + 32 * column, 80 + 66 * row), cv2.FONT_HERSHEY_DUPLEX, 1.0, 255, 2, cv2.LINE_AA
            )
    return page.astype(np.float64)


def sheet(own, other=0.0):
    return np.clip(240 - 0.8 * own - other, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("share", [0.2, 0.3, 0.4])
def test_the_other_side_is_taken_off_and_the_own_ink_stays(share):
    own = typed(1)
    seen = flatten(sheet(own, share * 0.8 * np.fliplr(np.roll(typed(2), 25, axis=0))), 300)
    clean = without_show_through(seen, 300)
    alone = flatten(sheet(own), 300)
    assert (clean[own == 0] < 200).mean() < 0.002
    assert (clean[own > 250] < 128).all()
    assert ((clean < 128) != (alone < 128)).mean() < 0.004


@pytest.mark.parametrize("share", [0.2, 0.3, 0.4])
def test_letters_as_light_that_are_not_mirrored_stay(share):
    light = share * 0.8 * np.roll(typed(2), 33, axis=0)
    seen = flatten(sheet(typed(1), light), 300)
    assert without_show_through(seen, 300) is seen


def test_a_page_typed_unevenly_keeps_every_letter():
    own, rng = typed(1), np.random.default_rng(3)
    uneven = own * cv2.resize(rng.uniform(0.2, 1.0, (21, 47)), own.shape[::-1], interpolation=cv2.INTER_NEAREST)
    seen = flatten(sheet(uneven), 300)
    assert without_show_through(seen, 300) is seen


def test_mirrored_letters_that_are_as_dark_as_the_others_stay():
    seen = flatten(sheet(typed(1), 0.75 * 0.8 * np.fliplr(typed(2))), 300)
    assert show_through_level(seen, 300) is None


def test_empty_pages_have_nothing_that_shows_through():
    for shape in ((900, 700), (1, 1), (40, 900)):
        assert show_through_level(np.full(shape, 255, dtype=np.uint8), 300) is None


@pytest.mark.parametrize("name", ["setun70/s02L.png", "setun70/s03R.png", "lvov/spread-06.png", "novosibirsk/p4.jpg"])
def test_real_pages_keep_their_light_marks(shared, name):
    image = np.asarray(cv2.imread(str(shared / "scans" / name), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    dpi = {"setun70": 300, "lvov": 150, "novosibirsk": 100}[name.split("/")[0]]
    flat = flatten(image, dpi)
    assert without_show_through(flat, dpi) is flat
