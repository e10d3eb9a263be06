"""Two facing pages are told from one wide sheet, with a fold to be seen and without."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.spread import find_gutter, look_at
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import open_scan

DPI = 150
MM = DPI / 25.4


def sheet(width_mm=297, height_mm=210):
    return np.full((round(height_mm * MM), round(width_mm * MM)), 240, dtype=np.uint8)


def at(mm):
    return round(mm * MM)


def type_on(image, left, top, columns, rows, seed=0, pitch=2.54):
    """Type letter-sized marks in words, from `left` and `top` in mm."""
    rng = np.random.default_rng(seed)
    for row in range(rows):
        for column in range(columns):
            if rng.random() < 0.15:
                continue
            x, y = left + pitch * column, top + 8 * row
            cv2.rectangle(image, (at(x), at(y - 2.1)), (at(x + 1.7), at(y)), 30, 2)
    return image


@pytest.mark.parametrize("moved", [-8, 0, 8])
@pytest.mark.parametrize("rows", [(20, 20), (20, 3), (4, 20)])
def test_a_spread_without_a_fold_is_known_by_its_inner_margins(moved, rows):
    image = sheet()
    type_on(image, 12 + moved, 20, 46, rows[0])
    type_on(image, 165 + moved, 20, 46, rows[1], seed=1)
    gutter = find_gutter(image, DPI)
    assert gutter is not None
    # The left block ends at 129 mm, the right one begins at 165.
    assert at(129 + moved) < min(gutter.top, gutter.bottom) <= max(gutter.top, gutter.bottom) < at(165 + moved)


def test_staples_and_specks_between_the_pages_do_not_join_them():
    image = sheet()
    type_on(image, 12, 20, 46, 20)
    type_on(image, 165, 20, 46, 20, seed=1)
    for y in (60, 150):
        cv2.rectangle(image, (at(147), at(y)), (at(149), at(y + 4)), 30, -1)
    assert find_gutter(image, DPI) is not None


def table(rules):
    """A landscape table of eight columns over the whole sheet."""
    image = sheet()
    for column in range(8):
        type_on(image, 14 + 34 * column, 30, 9, 20, seed=column)
    for x in np.arange(10, 290, 34) if rules else ():
        cv2.line(image, (at(x), at(20)), (at(x), at(195)), 60, 2)
    return image


def form():
    """A landscape form in two columns, 12 mm apart, in the middle of the sheet."""
    image = sheet()
    type_on(image, 15, 20, 50, 20)
    return type_on(image, 155, 20, 50, 20, seed=1)


def names_and_posts(turned=0.0):
    """A landscape list in two columns 40 mm apart, each entry in one row."""
    image, rng = sheet(), np.random.default_rng(2)
    for row in range(24):
        for left, columns in ((15, rng.integers(14, 36)), (175, rng.integers(10, 42))):
            type_on(image, left, 18 + 7 * row, int(columns), 1, seed=row)
    middle = (image.shape[1] / 2, image.shape[0] / 2)
    return cv2.warpAffine(image, cv2.getRotationMatrix2D(middle, turned, 1), image.shape[::-1], borderValue=240)


def table_with_an_empty_column():
    """A landscape table without rules, the middle one of its columns empty."""
    image = sheet()
    for column in (0, 1, 2, 4, 5, 6):
        type_on(image, 10 + 40 * column, 30, 9, 20, seed=column)
    return image


def drawings():
    """Two drawings side by side, with captions under them."""
    image = sheet()
    for left in (20, 170):
        cv2.ellipse(image, (at(left + 50), at(90)), (at(45), at(60)), 0, 0, 360, 40, 3)
        type_on(image, left + 30, 170, 4, 1)
    return image


def column_of_notes():
    """A narrow column of keywords beside a wide text."""
    image = sheet()
    type_on(image, 12, 20, 12, 20)
    return type_on(image, 75, 20, 80, 20, seed=1)


@pytest.mark.parametrize(
    "image",
    [
        table(rules=True),
        table(rules=False),
        table_with_an_empty_column(),
        form(),
        names_and_posts(),
        names_and_posts(1.5),
        names_and_posts(-1.5),
        drawings(),
        column_of_notes(),
        type_on(sheet(), 20, 20, 100, 20),
    ],
    ids=[
        "ruled table",
        "table",
        "empty column",
        "form",
        "list",
        "skewed list",
        "list skewed back",
        "drawings",
        "notes",
        "text",
    ],
)
def test_a_landscape_page_stays_whole(image):
    assert find_gutter(image, DPI) is None


def test_a_list_that_could_be_two_pages_says_so():
    assert look_at(names_and_posts(), DPI).has_columns
    assert not look_at(form(), DPI).has_columns


def test_pages_of_prose_whose_lines_are_level_are_two():
    image = sheet()
    type_on(image, 12, 20, 46, 20)
    type_on(image, 165, 20, 46, 20, seed=1)
    assert find_gutter(image, DPI) is not None


@pytest.mark.parametrize("width_mm", [100, 210])
def test_a_page_higher_than_wide_is_never_split(width_mm):
    image = sheet(width_mm, 297)
    type_on(image, 10, 20, 12, 30)
    type_on(image, 10 + width_mm / 2, 20, 12, 30)
    assert find_gutter(image, DPI) is None


SPREADS = [("spread-655-3", 0), ("spread-11233-3", 0), ("spread-11233-4", 0), ("spread-11233-5", 0)]
SPREADS += [("spread-10633-4", 0), ("report-676", 2), ("report-676", 3), ("preprint-12955", 2), ("yarmo-macro-12", 0)]
SPREADS += [(f"yarmo-{number}", 0) for number in (5, 6, 8, 12, 13)]


@pytest.mark.parametrize(("name", "page"), SPREADS)
def test_real_spreads_with_a_white_gutter_are_split_between_their_pages(shared, name, page):
    scan = open_scan(ScanSource(shared / "scans" / "manuals" / f"{name}.pdf", page), 200, None)
    gutter = find_gutter(scan.pixels, scan.resolution.dpi)
    assert gutter is not None
    width = scan.pixels.shape[1]
    assert 0.46 * width < min(gutter.top, gutter.bottom) <= max(gutter.top, gutter.bottom) < 0.54 * width


def test_a_real_landscape_page_with_tables_stays_whole(shared):
    scan = open_scan(ScanSource(shared / "scans" / "manuals" / "dispak-74.pdf"), 200, None)
    assert find_gutter(scan.pixels, scan.resolution.dpi) is None


@pytest.mark.parametrize(("height_mm", "is_spread"), [(130, True), (45, False)])
def test_what_is_far_wider_than_two_sheets_is_no_spread(height_mm, is_spread):
    image = sheet(width_mm=297, height_mm=height_mm)
    rows = height_mm // 8 - 3
    type_on(image, 12, 20, 46, rows)
    type_on(image, 165, 20, 46, rows, seed=1)
    assert (find_gutter(image, DPI) is not None) is is_spread
