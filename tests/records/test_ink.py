"""The ledger sums its rows, and holds no area that is none."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ocr_pipeline.records import Box, InkKind, InkLedger, InkRow

BOX = Box(left=0, top=0, right=10, bottom=10)
LEDGER = InkLedger(
    rows=(
        InkRow(kind=InkKind.LINE, mm2=100.0, box=BOX),
        InkRow(kind=InkKind.UNREAD, mm2=3.0, box=BOX),
        InkRow(kind=InkKind.UNREAD, mm2=4.5, box=BOX),
    ),
    unread_characters=6.0,
)


def test_rows_are_summed_by_kind_and_in_all():
    assert LEDGER.mm2 == 107.5
    assert LEDGER.of(InkKind.UNREAD) == 7.5
    assert LEDGER.of(InkKind.STAMP) == 0


def test_it_is_stored_and_read_back():
    assert InkLedger.model_validate_json(LEDGER.model_dump_json()) == LEDGER


@pytest.mark.parametrize("mm2", [-0.1, float("nan")])
def test_an_area_is_none_below_nothing(mm2):
    with pytest.raises(ValidationError):
        InkRow(kind=InkKind.LINE, mm2=mm2, box=BOX)
