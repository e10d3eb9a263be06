"""One job at a time in an output folder."""

from __future__ import annotations

import errno

import pytest

from ocr_pipeline.errors import OutputBusy, OutputError
from ocr_pipeline.store.lock import only_job_in


def test_a_second_job_is_refused_and_a_later_one_is_not(tmp_path):
    with only_job_in(tmp_path), pytest.raises(OutputBusy, match=str(tmp_path)), only_job_in(tmp_path):
        pass
    with only_job_in(tmp_path):
        pass


def test_a_file_system_without_locks_is_an_output_that_cannot_be_written(tmp_path, monkeypatch):
    def flock(_file, _operation):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(OutputError, match="No locks available"), only_job_in(tmp_path):
        pass


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path):
    with pytest.raises(OutputError), only_job_in(tmp_path / "nowhere"):
        pass
