"""A file that was hashed: whether it is still what it was."""

from __future__ import annotations

import hashlib
import os
import time

import pytest

from ocr_pipeline.errors import ScanNotFound
from ocr_pipeline.job.scan import hashed as hashed_module
from ocr_pipeline.job.scan.hashed import hashed

LONG_AGO = 1_500_000_000


def file_of(tmp_path, content=b"scan", when=LONG_AGO):
    path = tmp_path / "1.png"
    path.write_bytes(content)
    os.utime(path, (when, when))
    return path


def test_a_file_that_nobody_touches_is_unchanged(tmp_path):
    file = hashed(file_of(tmp_path))
    assert file.sha256 == hashlib.sha256(b"scan").hexdigest()
    assert (file.size, file.mtime_ns) == (4, LONG_AGO * 10**9)
    assert file.is_unchanged()


def appended(path):
    with path.open("ab") as file:
        file.write(b"!")


def replaced_by_one_of_the_same_size_and_time(path):
    path.rename(path.with_name("old"))
    path.write_bytes(b"nacs")
    os.utime(path, (LONG_AGO, LONG_AGO))


def written_over_and_its_time_set_back(path):
    path.write_bytes(b"nacs")
    os.utime(path, (LONG_AGO, LONG_AGO))


def removed(path):
    path.unlink()


@pytest.mark.parametrize(
    "change", [appended, replaced_by_one_of_the_same_size_and_time, written_over_and_its_time_set_back, removed]
)
def test_a_file_that_was_changed_in_any_way_is_not(tmp_path, change):
    path = file_of(tmp_path)
    file = hashed(path)
    time.sleep(0.02)  # Longer than a tick of the file system's clock.
    change(path)
    assert not file.is_unchanged()


def test_a_file_too_fresh_for_its_times_to_tell_is_hashed_again(tmp_path, monkeypatch):
    monkeypatch.setattr(hashed_module, "_identity", lambda _status: (0, 0, 0, 0, 0))
    path = file_of(tmp_path)
    file = hashed(path)
    assert file.is_unchanged()
    path.write_bytes(b"nacs")
    assert not file.is_unchanged()
    assert hashed(path).sha256 == hashlib.sha256(b"nacs").hexdigest()


def test_all_frames_of_a_file_are_hashed_once(tmp_path, monkeypatch):
    asked = []

    def sha256_of(path):
        asked.append(path)
        return "0"

    monkeypatch.setattr(hashed_module, "sha256_of", sha256_of)
    monkeypatch.setattr(hashed_module, "YOUNG_SECONDS", -1e9)
    path = file_of(tmp_path)
    for _ in range(3):
        assert hashed(path).is_unchanged()
    assert asked == [path]


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises((ScanNotFound, FileNotFoundError)):
        hashed(tmp_path / "1.png")
