"""The file of a scan as it was when it was hashed: what is read of it counts only if it still is so afterwards.

A file that is replaced, cut off or written on while it is read would give a page of other bytes than its key says, or
of two files at once, which no later run would notice where the first file comes back.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ocr_pipeline.errors import InputError
from ocr_pipeline.scans import sha256_of

READINGS = 2
"""How often a scan is read at most because its file changes meanwhile: what is being copied takes seconds, and is there
as a rule when it was read once."""

YOUNG_SECONDS = 2.0
"""How coarse the times of a file system may be, seconds (FAT: two): a file changed later than that before it was hashed
may change again and have the same time."""

_Look = tuple[int, int, int, int, int]


@dataclass(frozen=True)
class HashedFile:
    """A file, its SHA-256 and its size and time as it was looked at before it was hashed.

    `identity` is by what a change is seen: the file that has the name, its size, and the times of its content and of
    whatever was done to it, which no program sets back.
    """

    path: Path
    sha256: str
    size: int
    mtime_ns: int
    identity: _Look
    is_young: bool

    def is_unchanged(self) -> bool:
        """Return whether the file is what it was; where its times are too fresh to tell, it is hashed again."""
        try:
            if _identity(self.path.stat()) != self.identity:
                return False
            return not self.is_young or sha256_of(self.path) == self.sha256
        except (InputError, OSError):
            return False


def hashed(path: Path) -> HashedFile:
    """Return a file hashed: once for all frames of it, again when it has changed. Raises `InputError`, `OSError`."""
    status = path.stat()
    identity = _identity(status)
    # Where the clock of the file's machine is ahead of this one, more files seem young: each costs a hash.
    is_young = time.time_ns() - status.st_ctime_ns < YOUNG_SECONDS * 1e9
    sha256 = sha256_of(path) if is_young else _sha256(path, identity)
    return HashedFile(path, sha256, status.st_size, status.st_mtime_ns, identity, is_young)


def _identity(status: os.stat_result) -> _Look:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


@lru_cache(maxsize=4)
def _sha256(path: Path, identity: _Look) -> str:
    del identity
    return sha256_of(path)
