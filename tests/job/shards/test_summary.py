"""What a shard, and who puts shards together, says at the end."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.shards.missing import Missing
from ocr_pipeline.job.shards.share import Shard
from ocr_pipeline.job.shards.summary import AssembledSummary, ShardSummary
from ocr_pipeline.job.summary import JobSummary
from ocr_pipeline.records import PageState
from tests.job.shards.test_missing import scans
from tests.support.journal import page_row

GOOD, BAD = page_row("а", "1"), page_row("а", "2", PageState.FAILED, "ScanEmpty")
MISSING = Missing({"б": scans("б", 1)}, 2)


def job(*rows):
    return JobSummary(Path("out"), rows, 2.0, 2**20)


def test_a_shard_says_its_pages_its_documents_and_what_others_have_not_done():
    said = ShardSummary(Shard(1, 2), job(GOOD), ("а",), MISSING, None)
    assert said.text().startswith("Shard 1/2: 1 of 1 pages read; 2 s, 1 MB a worker; 1 document put together here")
    assert "Not read yet: 1 scan of 1 document" in said.text()
    assert "Overview:" not in said.text()
    assert said.exit_code is ExitCode.DONE


def test_the_last_shard_says_what_came_of_all_but_ends_by_its_own_pages():
    said = ShardSummary(Shard(2, 2), job(GOOD), (), Missing({}), job(GOOD, BAD))
    assert "All shards are done: 1 of 2 pages read, 1 failed" in said.text()
    assert "Overview: out/index.html" in said.text()
    assert said.exit_code is ExitCode.DONE
    assert ShardSummary(Shard(2, 2), job(BAD), (), Missing({}), job(GOOD, BAD)).exit_code is ExitCode.SOME_FAILED


def test_who_puts_them_together_ends_by_all_pages_and_by_what_is_missing():
    assert AssembledSummary(job(GOOD), ("а",), Missing({})).exit_code is ExitCode.DONE
    assert AssembledSummary(job(GOOD, BAD), (), Missing({})).exit_code is ExitCode.SOME_FAILED
    said = AssembledSummary(job(GOOD), (), MISSING)
    assert said.exit_code is ExitCode.SOME_FAILED
    assert "No document had to be put together" in said.text()
    assert "  б: 0" in said.text()
