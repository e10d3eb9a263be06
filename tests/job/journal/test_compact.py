"""Journals that have ended become one, which says the same; those of others stay."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings

from ocr_pipeline.job.journal import compact as module
from ocr_pipeline.job.journal.compact import compact
from ocr_pipeline.job.journal.read import read_journal
from ocr_pipeline.store.journal import AppendedJournal, SegmentedJournal, journal_files
from tests.job.journal.test_read import PROCESSES, journals
from tests.support.journal import begin, content, document, end, scan


def write(output, process, lines, opened=AppendedJournal):
    journal = opened(output, process)
    for line in lines:
        journal.append(line)
    journal.close()


def ended(process, *names):
    lines = (begin(0, process), *(scan(1 + n, name, process) for n, name in enumerate(names)), end(30, process))
    return [content(line) for line in lines]


def anything(_document):
    return True


@given(found=journals())
@example_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_compacted_journal_says_the_same(found, tmp_path_factory):
    output = tmp_path_factory.mktemp("output")
    for process, lines in zip(PROCESSES, found, strict=True):
        write(output, process, lines)
    before = read_journal(output)
    compact(output, anything)
    assert read_journal(output) == before
    compact(output, anything)
    assert read_journal(output) == before


def test_only_journals_with_an_end_are_compacted(tmp_path):
    write(tmp_path, "p", ended("p", "1", "2"))
    write(tmp_path, "q", ended("q", "2", "3"), SegmentedJournal)
    write(tmp_path, "running", [content(begin(0, "running")), content(scan(50, "1", "running"))])
    compact(tmp_path, anything)
    names = set(journal_files(tmp_path))
    assert "running" in names
    assert len(names) == 2
    assert len(read_journal(tmp_path).scans) == 3


def test_documents_that_are_gone_go(tmp_path):
    write(tmp_path, "p", [*ended("p", "1"), content(document(40, "p")), content(scan(41, "9", "p", document="b"))])
    write(tmp_path, "q", ended("q", "2"))
    compact(tmp_path, "a".__eq__)
    state = read_journal(tmp_path)
    assert set(state.scans) == {("a", "1"), ("a", "2")}
    assert set(state.documents) == {"a"}
    assert set(state.processes) == {"p", "q"}


def test_what_was_compacted_is_there_whole_before_anything_goes(tmp_path, monkeypatch):
    write(tmp_path, "p", ended("p", "1"))
    write(tmp_path, "q", ended("q", "2"))
    before = read_journal(tmp_path)

    def killed(_paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "remove_journal", killed)
    with pytest.raises(KeyboardInterrupt):
        compact(tmp_path, anything)
    assert len(journal_files(tmp_path)) == 3
    assert read_journal(tmp_path) == before
    monkeypatch.undo()
    compact(tmp_path, anything)
    assert len(journal_files(tmp_path)) == 1
    assert read_journal(tmp_path) == before


def test_in_a_store_whether_a_journal_has_ended_is_seen_by_two_of_its_segments(store):
    output = store.place("out")
    journal = SegmentedJournal(output, "p")
    for line in [content(begin(0)), *(content(scan(n, str(n))) for n in range(4))]:
        journal.append(line)
        journal.flush()
    journal.close()
    write(output, "q", ended("q", "1"), SegmentedJournal)
    store.asked.clear()
    compact(output, anything)
    assert store.counted("GET", "p.0") == 2, "it has no end, and is left as it is"
    assert len(journal_files(output)["p"]) == 5
