"""The record of a job that several processes read is the same from any of them, but for the time."""

from __future__ import annotations

import dataclasses

from ocr_pipeline.job.journal.observe import JobBegin, JobEnd, Process
from ocr_pipeline.job.plan import Plan
from ocr_pipeline.job.shards.record import SharedRecord
from ocr_pipeline.records import Ending, replace
from ocr_pipeline.store.jobs import read_job
from tests.job.journal.test_observe import PLAN, PROVENANCE


def begun(output, **more):
    record = SharedRecord(output)
    values = {"process": Process.this(), "plan": PLAN, "provenance": PROVENANCE, "shard": "1/2", **more}
    record.begin(JobBegin(**{"share": Plan(PLAN.scans, {}), **values}))
    return record


def test_the_first_process_writes_what_the_whole_job_is_and_others_leave_it(tmp_path):
    begun(tmp_path)
    first = read_job(tmp_path)
    assert (first.documents, first.planned, first.ending) == (len(PLAN.documents), len(PLAN.in_order), None)
    begun(tmp_path, shard="2/2").end(JobEnd(Ending.FAILED, "DiskFull"))
    assert read_job(tmp_path) == first


def test_a_job_that_is_done_says_so_and_one_that_goes_on_after_that_says_so_again(tmp_path):
    one, other = begun(tmp_path), begun(tmp_path)
    for record in (one, other):
        record.whole({"done": 3})
        found = read_job(tmp_path)
        assert (found.ending, dict(found.states)) == (Ending.FINISHED, {"done": 3})
    begun(tmp_path)
    assert read_job(tmp_path).ending is None


def test_another_job_in_the_folder_gives_way(tmp_path):
    begun(tmp_path)
    other = replace(PROVENANCE, engine="another")
    begun(tmp_path, provenance=other)
    assert read_job(tmp_path).provenance == other


def test_a_process_that_reads_no_part_reads_all():
    job = JobBegin(Process.this(), PLAN, PROVENANCE)
    assert job.own is PLAN
    assert dataclasses.replace(job, share=Plan(PLAN.scans, {})).own.in_order == ()
