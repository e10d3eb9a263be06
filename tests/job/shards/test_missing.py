"""What is not done yet, in words."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.shards.missing import Missing, shards_of
from ocr_pipeline.records import ScanSource
from tests.support.journal import begin, content


def scans(document, count):
    names = [f"{number}" for number in range(count)]
    return tuple(PlannedScan(ScanSource(Path(name)), document, name, f"{name}.png") for name in names)


def test_nothing_missing_is_no_line():
    assert list(Missing({}, 4).lines()) == []
    assert not Missing({}, 4)


def test_scans_are_counted_by_document_and_shard_and_the_first_are_named():
    lines = list(Missing({f"д{number}": scans(f"д{number}", 7) for number in range(7)}, 2).lines())
    assert lines[0] == "Not read yet: 49 scans of 7 documents"
    assert lines[1] == "  д0: 0, 1, 2, 3, 4 and 2 more"
    assert lines[6] == "  and of 2 documents more"
    assert lines[7].startswith("  of shard 1/2 (")
    assert list(Missing({"д": scans("д", 1)}).lines()) == ["Not read yet: 1 scan of 1 document", "  д: 0"]


def test_how_many_shards_there_are_is_known_by_the_one_that_began_last():
    journal = JournalState()
    assert shards_of(journal, "d") is None
    for line in (begin(0, "a", shard="1/2"), begin(9, "b", shard="2/8"), begin(10, "c"), begin(11, "e", shard="x")):
        journal.take(content(line))
    journal.take(content(begin(12, "f", shard="1/3", digest="other")))
    assert shards_of(journal, "d") == 8
