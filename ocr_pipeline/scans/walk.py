"""The folders below a folder, each once, whatever links lead to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ocr_pipeline.errors import FolderUnread

Identity = tuple[int, int]
"""Device and inode: what makes a folder the same one under any name."""


def folders_below(root: Path, note_unread: Callable[[FolderUnread], None]) -> Iterator[tuple[Path, list[str]]]:
    """Yield `root` and each folder below it with the names of its files, in no order; hidden ones are left out.

    A link to a folder is followed where nothing else leads there, and never to a folder that `root` lies in: none is
    entered twice, and a link in a circle ends. A folder that cannot be looked into goes to `note_unread`.
    """
    seen = {_identity(folder) for folder in root.resolve().parents}
    links: list[Path] = []
    waiting = [root]
    while waiting or links:
        # A link is followed when all folders are known: under its own name a folder is found before any link to it.
        folder = waiting.pop() if waiting else links.pop(0)
        try:
            identity = _identity(folder)
            if identity in seen:
                continue
            seen.add(identity)
            files, inner, linked = _entries(folder)
        except OSError as error:
            note_unread(FolderUnread(str(folder), error.strerror or ""))
            continue
        waiting += inner
        links += linked
        yield folder, files


def _entries(folder: Path) -> tuple[list[str], list[Path], list[Path]]:
    """Return the names of a folder's files, its folders, and its links to folders. Raises `OSError`."""
    files, folders, links = [], [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry):
                files.append(entry.name)
            elif entry.is_symlink():
                links.append(folder / entry.name)
            else:
                folders.append(folder / entry.name)
    return files, folders, sorted(links)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # What it is cannot be found out: a scan, if it is called like one, that fails when it is read.
        return False


def _identity(folder: Path) -> Identity:
    status = folder.stat()
    return status.st_dev, status.st_ino
