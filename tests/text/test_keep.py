"""What can be left out of the cleaning, by the names of the command line."""

from __future__ import annotations

import pytest

from ocr_pipeline.text import Keep, clean_text

TYPED = "\f".join(f"- {number} -\nэто прави-\nтельство п а м я т и\nвторая строка" for number in (5, 6))


@pytest.mark.parametrize(
    ("keep", "kinds"),
    [
        (Keep.FURNITURE, {"page-number"}),
        (Keep.SPACING, {"letter-spacing"}),
    ],
)
def test_each_leaves_its_kind_of_edit_out(keep, kinds):
    without = {str(edit.kind) for edit in clean_text("d", TYPED, keep=frozenset((keep,))).edits}
    with_all = {str(edit.kind) for edit in clean_text("d", TYPED).edits}
    assert with_all - without >= kinds
