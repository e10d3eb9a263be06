"""The files below a folder of a store are found by one listing, which tells what they are known by."""

from __future__ import annotations

from ocr_pipeline.errors import FolderUnread
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.scans.remote.files import files_below


def test_files_are_given_by_folder_without_hidden_ones_and_know_their_sizes(store):
    for name in ("1.png", "a/2.png", "a/.thumbs/3.png", "a/b/4.png"):
        store.place(f"scans/{name}").write_bytes(name.encode())
    store.asked.clear()
    root = store.place("scans")
    unread: list[FolderUnread] = []
    found = {str(folder.relative_to(root)): files for folder, files in files_below(root, unread.append)}
    assert {folder: [file.name for file in files] for folder, files in found.items()} == {
        ".": ["1.png"],
        "a": ["2.png"],
        "a/b": ["4.png"],
    }
    assert found["a"][0].stat().st_size == len("a/2.png")
    assert len(store.asked) == 1
    assert unread == []


def test_a_name_that_no_path_has_is_noted(store, monkeypatch):
    below = {"a//1.png": store.place("x"), "2.png": store.place("x")}
    monkeypatch.setattr(RemotePath, "below", lambda _self: below)
    unread: list[FolderUnread] = []
    found = dict(files_below(store.place("scans"), unread.append))
    assert [file.name for files in found.values() for file in files] == ["2.png"]
    assert "empty" in str(unread[0])
