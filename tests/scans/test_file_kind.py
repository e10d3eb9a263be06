"""Pipes, sockets and devices are refused at once, wherever they stand; none is opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from ocr_pipeline.errors import ScanForbidden, ScanNoFile, ScanNotFound
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import find_documents, open_scan, sha256_of
from ocr_pipeline.scans.file_kind import is_folder, refuse_no_file


@pytest.fixture(params=["pipe", "socket", "device", "link to a pipe"])
def no_file(request, tmp_path, monkeypatch):
    # Names of sockets are short: 108 bytes.
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "1.png"
    if request.param == "pipe":
        os.mkfifo(path)
        yield path
    elif request.param == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("1.png")
            yield path
    elif request.param == "device":
        path.symlink_to("/dev/zero")
        yield path
    else:
        os.mkfifo(tmp_path / "pipe")
        path.symlink_to("pipe")
        yield path


@pytest.mark.parametrize(
    "asked",
    [
        refuse_no_file,
        is_folder,
        find_documents,
        sha256_of,
        lambda path: open_scan(ScanSource(path), 200, None),
    ],
)
def test_it_is_refused_by_whatever_is_asked(no_file, asked):
    with pytest.raises(ScanNoFile, match=r"1\.png.*(pipe|socket|device)"):
        asked(no_file)


def test_in_a_folder_it_is_a_scan_that_fails(no_file):
    (document,) = find_documents(no_file.parent)
    with pytest.raises(ScanNoFile):
        open_scan(document.sources[0], 200, None)


def test_files_and_folders_are_told_apart_and_what_is_not_there_is_named(tmp_path):
    (tmp_path / "a.png").touch()
    assert is_folder(tmp_path)
    assert not is_folder(tmp_path / "a.png")
    for missing in ("b.png", "a.png/b.png"):
        refuse_no_file(tmp_path / missing)
        with pytest.raises(ScanNotFound):
            is_folder(tmp_path / missing)
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(ScanNotFound):
        is_folder(tmp_path / "circle")


def test_a_folder_above_that_is_closed_is_named(tmp_path, monkeypatch):
    def closed(*_arguments, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", closed)
    with pytest.raises(ScanForbidden):
        is_folder(tmp_path)
