"""The rows of a job."""

from __future__ import annotations

import json

from ocr_pipeline.records import PageRow, PageState


def test_what_is_of_this_run_alone_is_not_stored():
    row = PageRow(document="а", page="0001", path="1.png", state=PageState.DONE, kept=True, read_by_one=True)
    stored = json.loads(row.model_dump_json())
    assert "kept" not in stored
    assert "read_by_one" not in stored
    assert PageRow.model_validate(stored).state is PageState.DONE
