"""The folder for all that is written and is not to stay: one for each job or command, gone at its end.

What a process leaves that is killed is cleared by the next one: whoever uses a folder holds its lock, which the system
takes from the dead, and which no process of another host or container can be mistaken for, as its number could.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ocr_pipeline.errors import OutputError, TemporaryUnusable
from ocr_pipeline.job.environment import environment

PREFIX = "ocr-pipeline-"
LOCK = "in-use"

BEGINNING = ".ocr-pipeline-new-"
"""How a folder is called until its lock is held: it never has the name of one that may be cleared and no lock."""


@contextmanager
def temporary_folder(of: Path, below: Path | None = None) -> Iterator[Path]:
    """Make the folder of a job or command by what it is about, and have this process and all it starts use it.

    It lies below the system's temporary folder unless `below` says where. Raises `TemporaryUnusable` where it cannot be
    made.
    """
    parent = below or Path(tempfile.gettempdir())
    clear_abandoned(parent)
    name = f"{PREFIX}{hashlib.sha256(os.fsencode(str(of.absolute()))).hexdigest()[:8]}-{os.getpid()}"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=BEGINNING, dir=parent))
        lock = (folder / LOCK).open("w")
    except OSError as error:
        raise TemporaryUnusable(str(parent), error.strerror or "") from error
    with lock:
        try:
            with suppress(OSError):
                # Where a file system has no locks, nobody can take it for abandoned: that asks for the lock, too.
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            folder = _renamed(folder, parent, name)
            with environment(TMPDIR=str(folder)), _used(folder):
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_abandoned(parent: Path) -> None:
    """Remove the folders below `parent` whose jobs are dead; those of other users are left to them."""
    for folder in parent.glob(f"{PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    try:
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return False
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def _renamed(folder: Path, parent: Path, name: str) -> Path:
    for number in range(1, 1000):
        wanted = parent / (name if number == 1 else f"{name}-{number}")
        with suppress(OSError):
            # A folder is never renamed over one that holds something, and each of these holds its lock.
            return folder.rename(wanted)
    raise OutputError(str(parent / name), "such folders are there already")


_in_use: list[Path] = []
"""The folders of this process, the innermost last."""


def remove_in_use() -> None:
    """Remove the folders of this process, which is about to end without a word more."""
    for folder in _in_use:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _used(folder: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    _in_use.append(folder)
    try:
        yield
    finally:
        _in_use.remove(folder)
        tempfile.tempdir = before
