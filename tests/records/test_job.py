"""The rows of a job."""

from __future__ import annotations

import json

from ocr_pipeline.records import FrozenMapping, PageRow, PageState

ROW = PageRow(
    document="а",
    page="0001",
    path="1.png",
    state=PageState.DONE,
    codes=("ReadByOne",),
    kept=True,
    stages=FrozenMapping({"read": 1.0}),
)


def test_what_is_of_this_run_alone_is_not_stored():
    stored = json.loads(ROW.model_dump_json())
    assert "kept" not in stored
    assert "stages" not in stored
    assert PageRow.model_validate(stored).state is PageState.DONE


def test_causes_that_a_job_names_are_known_by_their_codes():
    assert ROW.read_by_one
    assert not ROW.is_damaged


def test_a_stored_row_is_kept_as_it_is():
    stored = PageRow.model_validate_json(ROW.model_dump_json())
    kept = stored.as_kept()
    assert kept.kept
    assert not stored.kept
    assert kept.model_dump() == stored.model_dump()
