"""Every folder is entered once, whatever links lead to it; one that cannot be looked into is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ocr_pipeline.errors import FolderUnread
from ocr_pipeline.scans.walk import folders_below
from tests.support.closed_folders import close


class Below:
    """A folder, and what is found below it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()

    def __call__(self, *files: str) -> tuple[dict[str, list[str]], list[FolderUnread]]:
        """Return the files of each folder, and the folders that are unread, once these files are made."""
        for name in files:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).touch()
        unread: list[FolderUnread] = []
        found = folders_below(self.root, unread.append)
        return {str(folder.relative_to(self.root)): sorted(names) for folder, names in found}, unread


@pytest.fixture
def below(tmp_path):
    return Below(tmp_path / "scans")


def test_each_folder_is_given_with_its_files(below):
    assert below("1", "a/2", "a/b/3", "a/b/4")[0] == {".": ["1"], "a": ["2"], "a/b": ["3", "4"]}


def test_hidden_files_and_folders_are_left_out(below):
    assert below(".1", ".a/2", "b/3")[0] == {".": [], "b": ["3"]}


def test_a_link_to_a_folder_elsewhere_is_followed(below, tmp_path):
    (tmp_path / "elsewhere" / "inner").mkdir(parents=True)
    (tmp_path / "elsewhere" / "5").touch()
    (below.root / "link").symlink_to(tmp_path / "elsewhere")
    assert below("1")[0] == {".": ["1"], "link": ["5"], "link/inner": []}


def test_of_a_folder_and_links_to_it_the_folder_is_read(below):
    (below.root / "a link").symlink_to("z")
    (below.root / "b link").symlink_to("z")
    assert below("z/1")[0] == {".": [], "z": ["1"]}


def test_of_two_links_to_one_folder_the_first_is_followed(below, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    for name in ("a", "b"):
        (below.root / name).symlink_to(tmp_path / "elsewhere")
    assert list(below("1")[0]) == [".", "a"]


@pytest.mark.parametrize("target", [".", "..", "../..", "/", "a", "a/b"])
def test_a_link_in_a_circle_and_one_to_a_folder_above_end(below, target):
    (below.root / "a" / "b").mkdir(parents=True)
    (below.root / "a" / "b" / "link").symlink_to(below.root / target)
    assert set(below("a/b/1")[0]) == {".", "a", "a/b"}


def test_links_that_lead_to_each_other_end(below, tmp_path):
    for one, other in (("x", "y"), ("y", "x")):
        (tmp_path / one).mkdir()
        (tmp_path / one / "link").symlink_to(tmp_path / other)
    (below.root / "x").symlink_to(tmp_path / "x")
    assert sorted(below("1")[0]) == [".", "x", "x/link"]


def test_a_link_to_nothing_is_a_file_that_is_not_there(below):
    (below.root / "1.png").symlink_to("nowhere")
    (below.root / "2.png").symlink_to("2.png")
    assert below()[0] == {".": ["1.png", "2.png"]}


@pytest.mark.parametrize("error", [PermissionError, OSError])
def test_a_folder_that_cannot_be_looked_into_is_named_and_costs_itself(below, monkeypatch, error):
    close(monkeypatch, below.root / "lost+found", error=error)
    folders, (unread,) = below("1", "a/2", "lost+found/3", "lost+found/inner/4")
    assert folders == {".": ["1"], "a": ["2"]}
    assert unread.subject == str(below.root / "lost+found")
    assert unread.detail == "Permission denied"


@pytest.mark.skipif(os.geteuid() == 0, reason="to root no folder is closed")
def test_a_folder_closed_by_its_permissions_is_named(below):
    below("a/1", "b/2")
    (below.root / "a").chmod(0)
    try:
        folders, (unread,) = below()
    finally:
        (below.root / "a").chmod(0o755)
    assert set(folders) == {".", "b"}
    assert unread.subject.endswith("a")
