"""Folders looked into, on a disk or in a store: by one look, which in a store comes with sizes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from ocr_pipeline.remote.path import RemotePath


def sizes_in(folder: Path) -> dict[str, int]:
    """Return the sizes, bytes, of what lies in a folder by its name. Raises `OSError`."""
    if isinstance(folder, RemotePath):
        return {name: status.st_size for name, status in folder.statuses().items()}
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_size for entry in entries}


def names_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder, sorted. Raises `OSError`: also where there is none, on a disk."""
    if isinstance(folder, RemotePath):
        return sorted(folder.statuses())
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries)


def files_in(folder: Path) -> list[Path]:
    """Return the files that lie in a folder, by their names. Raises `OSError`: also where there is none, on a disk."""
    if isinstance(folder, RemotePath):
        return [folder / name for name, one in sorted(folder.statuses().items()) if stat.S_ISREG(one.st_mode)]
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


def walk(root: Path, on_error: Callable[[OSError], None] | None = None) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield each folder from `root` down with the names of its folders and of its files, as `os.walk` does.

    What is taken out of the names of the folders is not gone into. `on_error` is called for a folder that cannot be
    looked into.
    """
    if not isinstance(root, RemotePath):
        yield from ((Path(folder), inner, files) for folder, inner, files in os.walk(root, onerror=on_error))
        return
    try:
        found = root.statuses()
    except OSError as error:
        if on_error is not None:
            on_error(error)
        return
    inner = [name for name, status in found.items() if stat.S_ISDIR(status.st_mode)]
    yield root, inner, [name for name, status in found.items() if stat.S_ISREG(status.st_mode)]
    for name in inner:
        yield from walk(root / name, on_error)
