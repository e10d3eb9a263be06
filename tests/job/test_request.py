"""What a job is asked is checked before anything is read or written."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import FormatUnknown, NoScans, RedoUnknown
from ocr_pipeline.job.request import request_of
from ocr_pipeline.settings import FailurePolicy, Settings
from ocr_pipeline.store.journal import write_whole_journal
from tests.support.compared_pages import three_pages
from tests.support.journal import begin, content

SETTINGS = Settings(engine="fault_engines:Good")


def test_what_is_asked_is_ready_or_has_its_own_error(tmp_path):
    scans, out = tmp_path / "scans", tmp_path / "out"
    scans.mkdir()
    with pytest.raises(NoScans):
        request_of(scans, out, SETTINGS)
    three_pages(scans)
    request = request_of(scans, out, SETTINGS, formats=("txt",))
    assert len(request.plan.in_order) == 3
    assert (request.policy, request.unread_notes()) == (FailurePolicy(), ())
    assert request.assembly.provenance == request.provenance
    with pytest.raises(FormatUnknown):
        request_of(scans, out, SETTINGS, formats=("abc",))
    with pytest.raises(RedoUnknown):
        request_of(scans, out, SETTINGS, redo=["scans/9"])
    assert not out.exists()


def test_journals_that_were_read_for_the_plan_are_not_read_again(tmp_path, store):
    three_pages(tmp_path)
    scans, out = store.put(tmp_path, "scans"), store.place("out")
    write_whole_journal(out, "p", [content(begin(0))])
    request = request_of(scans, out, SETTINGS)
    assert set(request.journals().state.processes) == {"p"}
    assert store.counted("GET", "p.jsonl") == 1
    write_whole_journal(out, "q", [content(begin(0, "q"))])
    assert set(request.journals().state.processes) == {"p", "q"}
    assert store.counted("GET", "p.jsonl") == 1
