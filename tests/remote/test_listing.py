"""A folder is looked into in the same way on a disk and in a store."""

from __future__ import annotations

import pytest

from ocr_pipeline.remote.listing import files_in, names_in, sizes_in, walk


@pytest.fixture
def both(store, tmp_path):
    """The same folder in both places."""
    for name in ("1", "b/2", "b/c/3", "d/4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path, store.put(tmp_path, "folder")


def test_what_lies_in_a_folder(both):
    for folder in both:
        assert names_in(folder) == ["1", "b", "d"]
        assert [path.name for path in files_in(folder)] == ["1"]
        assert sizes_in(folder / "b" / "c") == {"3": 5}


def test_all_below_a_folder_but_what_is_taken_out(both):
    for root in both:
        found = {}
        for folder, inner, files in walk(root):
            inner[:] = sorted(name for name in inner if name != "d")
            found[str(folder.relative_to(root))] = files
        assert found == {".": ["1"], "b": ["2"], "b/c": ["3"]}
