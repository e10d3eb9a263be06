"""What is read again though it is finished, as a person names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.errors import RedoUnknown
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.redo import NOTHING, redo_of
from ocr_pipeline.records import ScanSource


def scan(document, name):
    return PlannedScan(ScanSource(Path(name)), document, name, name)


A1, A2, B1 = scan("a", "0001"), scan("a", "0002"), scan("a/b", "0001")
PLAN = Plan(Path("scans"), {"a": (A1, A2), "a/b": (B1,)})


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ([], []),
        (["failed"], []),
        (["all"], [A1, A2, B1]),
        (["a"], [A1, A2]),
        (["a/b"], [B1]),
        (["a/0002"], [A2]),
        (["a/0002R"], [A2]),
        (["a/b/0001", "a/0001"], [A1, B1]),
    ],
)
def test_documents_pages_and_all_are_named(names, wanted):
    redo = redo_of(names, PLAN)
    assert [one for one in PLAN.in_order if redo.wants(one, was_read_with_less=False)] == wanted


@pytest.mark.parametrize("name", ["c", "a/0003", "0001", ""])
def test_what_the_job_does_not_have_is_refused(name):
    with pytest.raises(RedoUnknown):
        redo_of([name], PLAN)


def test_where_nothing_is_named_nothing_is_read_again():
    assert not NOTHING.wants(A1, was_read_with_less=True)
