"""Where to look first: what failed, then doubt and unread ink together."""

from __future__ import annotations

from ocr_pipeline.records import PageRow
from ocr_pipeline.report.overview.first import FAILED_SHOWN, SHOWN, WORD_MM2, look_first, urgency


def page(name, state="done", cer=0.0, unread=0.0):
    return PageRow(document="a", page=name, path="1.tif", state=state, expected_cer=cer, unread_mm2=unread)


def names(pages):
    return [one.page for one in look_first(pages)]


def test_failed_pages_come_first_then_unreadable_ones_then_the_rest():
    assert names([page("1", cer=0.9), page("2", "unreadable"), page("3", "failed", None, None)]) == ["3", "2", "1"]


def test_doubt_and_unread_ink_count_together():
    much_unread, doubtful, both = page("1", cer=0.02, unread=300), page("2", cer=0.1), page("3", cer=0.1, unread=60)
    assert names([doubtful, both, much_unread]) == ["1", "3", "2"]


def test_what_needs_no_look_is_not_named():
    assert urgency(page("1", cer=0.049, unread=WORD_MM2 - 1)) == 0
    assert names([page("1", cer=0.01), page("2", "blank", None, None)]) == []
    assert names([page("1", "blank", None, unread=WORD_MM2)]) == ["1"]


def test_hundreds_that_failed_leave_room_for_others():
    failed = [page(f"f{place}", "failed", None) for place in range(300)]
    doubtful = [page(f"d{place}", cer=0.1 + place / 100) for place in range(20)]
    found = names([*failed, *doubtful])
    assert len(found) == SHOWN
    assert [name[0] for name in found] == ["f"] * FAILED_SHOWN + ["d"] * (SHOWN - FAILED_SHOWN)
    assert found[FAILED_SHOWN] == "d19"
    assert len(names(failed)) == SHOWN


def test_equal_pages_stay_in_their_order():
    assert names([page(str(place), cer=0.2) for place in range(4)]) == ["0", "1", "2", "3"]
