"""The names of scans make a gap between pages likely."""

from __future__ import annotations

import pytest

from ocr_pipeline.records import ScanRef, Side
from ocr_pipeline.text.reading.names import NameStep, name_steps


def steps(*paths, sides=None):
    scans = [
        ScanRef(path=path, frame=0, side=side, sha256="", width=1, height=1, resolution=None)
        for path, side in zip(paths, sides or [Side.WHOLE] * len(paths), strict=True)
    ]
    return name_steps(scans)


@pytest.mark.parametrize(
    ("first", "second", "pages"),
    [
        ("a/0001.png", "a/0002.png", 1),
        ("a/0012.png", "a/0015.png", 3),
        ("s07L.jpg", "s07R.jpg", 1),
        ("s07L.jpg", "s08R.jpg", 3),
        ("5.png", "5об.png", 1),
        ("a.png", "b.png", 1),
        ("0005.png", "0003.png", 1),
    ],
)
def test_numbers_in_names_count_pages(first, second, pages):
    assert steps(first, second)[1].pages == pages


def test_the_first_scan_and_another_stem_begin_a_series():
    found = steps("a1.png", "a2.png", "b1.png")
    assert [step.new_series for step in found] == [True, False, True]


def test_the_sides_of_one_scan_follow_each_other():
    assert steps("s7.png", "s7.png", sides=[Side.LEFT, Side.RIGHT])[1] == NameStep()


def test_no_scans_have_no_steps():
    assert steps() == ()
