"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from ocr_pipeline.errors import OutputError
from ocr_pipeline.store.atomic import move, move_once, remove, remove_empty, remove_parts, time_there, write_text

LATER = 4e9
"""A time after that of any file, seconds."""


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "new folder" / "text.txt"
    write_text(path, "один")
    write_text(path, "два")
    assert path.read_text(encoding="utf-8") == "два"
    assert list(path.parent.iterdir()) == [path]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_text(pipe, "текст")
    reader.join(timeout=10)
    assert read == ["текст"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_in_the_way_is_told(tmp_path):
    with pytest.raises(OutputError):
        write_text(tmp_path, "текст")


def test_a_file_is_removed_and_one_that_is_not_there_is_no_error(tmp_path):
    write_text(tmp_path / "a", "x")
    remove(tmp_path / "a")
    remove(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    with pytest.raises(OutputError):
        remove(tmp_path)


def test_a_file_is_moved_and_never_over_another(tmp_path):
    write_text(tmp_path / "a", "один")
    move(tmp_path / "a", tmp_path / "new" / "b")
    assert (tmp_path / "new" / "b").read_text(encoding="utf-8") == "один"
    write_text(tmp_path / "a", "два")
    with pytest.raises(OutputError):
        move(tmp_path / "a", tmp_path / "new" / "b")
    assert (tmp_path / "new" / "b").read_text(encoding="utf-8") == "один"
    assert (tmp_path / "a").is_file()


def test_a_folder_is_removed_only_if_nothing_is_in_it(tmp_path):
    write_text(tmp_path / "new" / "a", "x")
    assert not remove_empty(tmp_path / "new")
    remove(tmp_path / "new" / "a")
    assert remove_empty(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    write_text(tmp_path / "file", "x")
    with pytest.raises(OutputError):
        remove_empty(tmp_path / "file")


def test_what_was_being_written_when_a_process_was_killed_is_removed_and_nothing_else(tmp_path):
    write_text(tmp_path / "a" / "page.txt", "x")
    (tmp_path / "a" / ".tmp1.part").write_text("half")
    (tmp_path / "a" / "typed.part").write_text("of a user")
    remove_parts(tmp_path, LATER)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["page.txt", "typed.part"]


def test_what_another_process_has_moved_or_removed_is_no_error(tmp_path):
    assert not move_once(tmp_path / "gone", tmp_path / "aside" / "gone")
    assert not (tmp_path / "aside").exists()
    (tmp_path / "a").write_text("a")
    assert move_once(tmp_path / "a", tmp_path / "aside" / "a")
    (tmp_path / "b").write_text("b")
    with pytest.raises(OutputError):
        move_once(tmp_path / "b", tmp_path / "aside" / "a")
    assert remove_empty(tmp_path / "nowhere")


def test_parts_that_are_fresh_stay_where_others_may_be_writing(tmp_path):
    old, fresh = tmp_path / ".a.part", tmp_path / ".b.part"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    remove_parts(tmp_path, time_there(tmp_path) - 3600)
    assert (old.exists(), fresh.exists()) == (False, True)
    remove_parts(tmp_path, None)
    assert fresh.exists(), "where the time is not known, nothing is known to be old"
    remove_parts(tmp_path, LATER)
    assert not fresh.exists()


def test_what_is_written_after_the_time_was_asked_for_is_not_before_it(tmp_path):
    before = time_there(tmp_path)
    (tmp_path / ".a.part").write_bytes(b"half")
    remove_parts(tmp_path, before)
    assert (tmp_path / ".a.part").exists()
    assert time_there(tmp_path / "nowhere") is None
