"""What stands apart from the text: each mass of ink by itself, what was set apart, gaps of lines."""

from __future__ import annotations

from ocr_pipeline.formats.placed.apart import ApartKind, apart_of
from ocr_pipeline.records import Box, Gap, InkKind, InkLedger, InkRow, RegionKind, SetApart, SetApartCause, replace
from tests.support.placed_pages import a_region, failed_page, typed_line, typed_page

BOX = Box(left=100, top=100, right=300, bottom=300)
"""200 pixels at 300 dpi are 17 mm."""


def with_ink(page, *rows):
    return replace(page, ink=InkLedger(rows=tuple(InkRow(kind=kind, mm2=mm2, box=BOX) for kind, mm2 in rows)))


def test_masses_that_are_no_text_are_told_with_their_size_and_text_is_none_of_them():
    page = with_ink(typed_page("1", "да"), (InkKind.LINE, 50), (InkKind.STAMP, 20.5), (InkKind.UNREAD, 12))
    assert [(one.kind, one.note) for one in apart_of(page)] == [
        (ApartKind.STAMP, "stamp, by the shape of its ink: 20.5 mm²"),
        (ApartKind.UNREAD, "unread, by the shape of its ink: 12.0 mm²"),
    ]


def test_small_masses_that_share_a_row_are_no_place():
    page = with_ink(typed_page("1", "да"), (InkKind.STAMP, 2.0), (InkKind.HANDWRITING, 0.9))
    assert list(apart_of(page)) == []


def test_a_picture_within_a_region_that_is_one_is_not_told_again():
    page = with_ink(typed_page("1", "да"), (InkKind.PICTURE, 90))
    assert [one.kind for one in apart_of(page)] == [ApartKind.PICTURE]
    assert list(apart_of(replace(page, regions=(a_region(RegionKind.PICTURE),)))) == []


def test_what_was_read_and_set_apart_says_what_it_was_read_as_and_why_it_is_none():
    line = typed_line("КОПИЯ", 3)
    apart = SetApart(words=line.words, box=line.box, cause=SetApartCause.MARK)
    (one,) = apart_of(replace(typed_page("1", "да"), set_apart=(apart,)))
    assert (one.kind, one.note) == (ApartKind.SET_APART, "read as: КОПИЯ (most likely no typing)")


def test_a_gap_says_before_which_word_it_is():
    line = replace(typed_line("да нет", 1), gaps=(Gap(before=1, box=BOX),))
    (one,) = apart_of(replace(typed_page("1"), lines=(line,)))
    assert (one.kind, one.note) == (ApartKind.GAP, "gap in line 1 before word 2: no typing")


def test_of_a_page_that_failed_nothing_is_told():
    assert list(apart_of(failed_page("1"))) == []
