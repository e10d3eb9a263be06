"""Journals as lines of bytes: the same of either kind of writer, and what is whole of them after any accident."""

from __future__ import annotations

import errno
import time

import pytest

from ocr_pipeline.errors import DiskFull, OutputError, StoreUnreachable
from ocr_pipeline.store import journal as module
from ocr_pipeline.store.atomic import write_bytes
from ocr_pipeline.store.files import journal_file
from ocr_pipeline.store.journal import (
    AppendedJournal,
    SegmentedJournal,
    journal_files,
    journal_lines,
    remove_journal,
    write_whole_journal,
)

WRITERS = pytest.mark.parametrize("opened", [AppendedJournal, SegmentedJournal])
LINES = [f"line {number}".encode() for number in range(7)]


def read(output):
    return {
        process: [line for file in files for line in journal_lines(file)]
        for process, files in journal_files(output).items()
    }


@WRITERS
def test_all_lines_are_there_in_order_when_a_journal_is_closed(tmp_path, opened, monkeypatch):
    monkeypatch.setattr(module, "SEGMENT_LINES", 3)
    journal = opened(tmp_path, "p")
    for line in LINES:
        journal.append(line)
    journal.close()
    assert read(tmp_path) == {"p": LINES}


@WRITERS
def test_what_was_flushed_is_seen_while_the_journal_is_written(tmp_path, opened):
    journal = opened(tmp_path, "p")
    journal.append(LINES[0])
    journal.flush()
    assert read(tmp_path) == {"p": LINES[:1]}
    journal.append(LINES[1])
    journal.close()
    assert read(tmp_path) == {"p": LINES[:2]}


@WRITERS
def test_processes_have_journals_of_their_own(tmp_path, opened):
    first, second = opened(tmp_path, "p"), opened(tmp_path, "q.host-7")
    for line in LINES:
        first.append(line)
        second.append(line[::-1])
    first.close()
    second.close()
    assert read(tmp_path) == {"p": LINES, "q.host-7": [line[::-1] for line in LINES]}


def test_a_segment_is_never_written_again(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SEGMENT_LINES", 3)
    journal = SegmentedJournal(tmp_path, "p")
    for line in LINES:
        journal.append(line)
    journal.close()
    names = [path.name for path in journal_files(tmp_path)["p"]]
    assert names == ["p.000001.jsonl", "p.000002.jsonl", "p.000003.jsonl"]


def test_an_appended_line_is_in_the_file_at_once(tmp_path):
    journal = AppendedJournal(tmp_path, "p")
    journal.append(LINES[0])
    assert read(tmp_path) == {"p": LINES[:1]}
    journal.close()


def test_a_line_cut_off_by_a_full_disk_does_not_spoil_the_next(tmp_path):
    class Filling:
        """Takes half of the first line, then says that the disk is full, then has room again."""

        def __init__(self, file):
            self.file, self.calls = file, 0

        def write(self, given):
            self.calls += 1
            if self.calls == 1:
                return self.file.write(given[:3])
            if self.calls == 2:
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.file.write(given)

        def __getattr__(self, name):
            return getattr(self.file, name)

    journal = AppendedJournal(tmp_path, "p")
    vars(journal)["_file"] = Filling(journal._file)
    with pytest.raises(DiskFull):
        journal.append(LINES[0])
    journal.append(LINES[1])
    journal.close()
    assert read(tmp_path)["p"] == [LINES[0][:3], LINES[1]]


def test_a_folder_that_cannot_be_written_is_an_error_of_the_output(tmp_path):
    (tmp_path / "journal").write_text("")
    with pytest.raises(OutputError):
        AppendedJournal(tmp_path, "p")
    assert journal_files(tmp_path) == {}


def test_a_journal_compacted_meanwhile_has_no_lines(tmp_path):
    assert list(journal_lines(journal_file(tmp_path, "p"))) == []


def test_a_whole_journal_is_written_at_once_and_removed(tmp_path):
    path = write_whole_journal(tmp_path, "p", LINES)
    assert read(tmp_path) == {"p": LINES}
    remove_journal([path])
    assert read(tmp_path) == {}


def test_lines_of_a_segment_are_written_in_time_also_if_no_other_comes(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SEGMENT_SECONDS", 0.05)
    journal = SegmentedJournal(tmp_path, "p")
    journal.append(LINES[0])
    assert read(tmp_path) == {}
    until = time.monotonic() + 5
    while not read(tmp_path) and time.monotonic() < until:
        time.sleep(0.02)
    assert read(tmp_path) == {"p": LINES[:1]}
    journal.close()


def test_a_segment_whose_answer_was_lost_is_not_written_again_with_more(tmp_path, monkeypatch):
    def written_and_lost(path, content):
        write_bytes(path, content)
        raise StoreUnreachable("s3://archive")

    journal = SegmentedJournal(tmp_path, "p")
    journal.append(LINES[0])
    with monkeypatch.context() as patch:
        patch.setattr(module, "write_bytes", written_and_lost)
        with pytest.raises(StoreUnreachable):
            journal.flush()
    journal.append(LINES[1])
    journal.close()
    first, second = journal_files(tmp_path)["p"]
    assert list(journal_lines(first)) == LINES[:1]
    assert list(journal_lines(second)) == LINES[:2]


def test_what_the_timer_cannot_write_is_raised_at_a_later_line(tmp_path, monkeypatch):
    def lost(_path, _content):
        raise StoreUnreachable("s3://archive")

    monkeypatch.setattr(module, "SEGMENT_SECONDS", 0.02)
    monkeypatch.setattr(module, "write_bytes", lost)
    journal = SegmentedJournal(tmp_path, "p")
    journal.append(LINES[0])
    time.sleep(0.1)
    with pytest.raises(StoreUnreachable):
        journal.append(LINES[1])
    with pytest.raises(StoreUnreachable):
        journal.close()


def test_lines_that_come_while_a_segment_is_written_wait_for_the_next(tmp_path, monkeypatch):
    journal = SegmentedJournal(tmp_path, "p")

    def slow(path, content):
        if path.name == "p.000001.jsonl":
            journal.append(LINES[1])
            journal.flush()
        write_bytes(path, content)

    monkeypatch.setattr(module, "write_bytes", slow)
    journal.append(LINES[0])
    journal.flush()
    journal.append(LINES[2])
    journal.close()
    assert set(read(tmp_path)["p"]) == set(LINES[:3])
    assert not journal._lines
