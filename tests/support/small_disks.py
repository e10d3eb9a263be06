"""Disks that hold little: file systems in memory, mounted for a test or a benchmark where that is allowed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BLOCK_BYTES = 4096
"""What a file takes at least, and in what steps it grows (tmpfs: a page of memory)."""

AMPLE = 1 << 30
"""A number that no small job needs, of bytes or files."""


class SmallDisk:
    """A mounted file system of a size that can be changed."""

    def __init__(self, folder: Path) -> None:
        """Take the folder on which it is mounted."""
        self.folder = folder

    def enlarge(self) -> None:
        """Make room for whatever is to be written."""
        options = f"remount,size={AMPLE},nr_inodes={AMPLE >> 10}"
        subprocess.run(["mount", "-o", options, str(self.folder)], check=True)


def may_be_mounted(folder: Path) -> bool:
    """Return whether disks can be mounted here, by trying it on a folder."""
    try:
        with small_disk(folder, blocks=1):
            return True
    except (FileNotFoundError, subprocess.CalledProcessError):
        return False


@contextmanager
def small_disk(folder: Path, *, blocks: int | None = None, files: int | None = None) -> Iterator[SmallDisk]:
    """Mount a disk on a folder that has room for so many blocks, and so many files and folders; gone afterwards.

    Raises `CalledProcessError`, `FileNotFoundError` where nothing may be mounted.
    """
    folder.mkdir(exist_ok=True)
    size = AMPLE if blocks is None else blocks * BLOCK_BYTES
    # The folder itself is one.
    options = f"size={size},nr_inodes={AMPLE >> 10 if files is None else files + 1}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True, capture_output=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
