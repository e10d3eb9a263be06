"""Journals of others followed while they are written."""

from __future__ import annotations

from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.store.files import journal_file
from ocr_pipeline.store.journal import AppendedJournal, SegmentedJournal, remove_journal, write_whole_journal
from tests.support.journal import begin, content, scan


def test_each_look_takes_what_is_new_of_every_process(tmp_path):
    follower = JournalFollower(tmp_path)
    one, other = AppendedJournal(tmp_path, "p"), AppendedJournal(tmp_path, "q")
    one.append(content(begin(0)))
    one.append(content(scan(1, "1")))
    follower.look()
    assert follower.state.scan("a", "1") is not None
    del follower.state.scans["a", "1"]
    other.append(content(scan(2, "2", "q")))
    follower.look()
    assert set(follower.state.scans) == {("a", "2")}, "what was read is not read again"
    one.close()
    other.close()


def test_a_line_is_taken_when_it_is_whole(tmp_path):
    path = journal_file(tmp_path, "p")
    path.parent.mkdir()
    line = content(scan(1, "1")) + b"\n"
    path.write_bytes(line[:40])
    follower = JournalFollower(tmp_path)
    assert not follower.state.scans
    path.write_bytes(line)
    follower.look()
    assert set(follower.state.scans) == {("a", "1")}


def test_journals_that_became_one_meanwhile_lose_nothing(tmp_path):
    path = write_whole_journal(tmp_path, "p", [content(scan(1, "1"))])
    follower = JournalFollower(tmp_path)
    write_whole_journal(tmp_path, "z", [content(scan(1, "1")), content(scan(2, "2"))])
    remove_journal([path])
    follower.look()
    assert set(follower.state.scans) == {("a", "1"), ("a", "2")}


def test_in_a_store_each_segment_is_fetched_once(store):
    output = store.place("out")
    written = SegmentedJournal(output, "p")
    for number in range(3):
        written.append(content(scan(number, str(number))))
        written.flush()
    follower = JournalFollower(output)
    assert set(follower.state.scans) == {("a", "0"), ("a", "1"), ("a", "2")}
    written.append(content(scan(3, "3")))
    written.close()
    store.asked.clear()
    follower.look()
    assert ("a", "3") in follower.state.scans
    assert store.counted("GET", ".jsonl") == 1
