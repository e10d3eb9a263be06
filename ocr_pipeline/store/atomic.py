"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ocr_pipeline.errors import (
    NO_SPACE,
    DiskFull,
    OutputBucketForbidden,
    OutputBucketNotFound,
    OutputError,
    OutputForbidden,
)
from ocr_pipeline.remote.calls import NoBucket
from ocr_pipeline.remote.moved import is_begun
from ocr_pipeline.remote.path import RemotePath

_FULL = NO_SPACE | {errno.EFBIG}
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FORBIDDEN = _DENIED | {errno.ENOTDIR, errno.EEXIST, errno.EISDIR}

MODE = 0o666
"""Permissions before the umask, as any program's new file has; a temporary file alone would be private."""

PART = ".part"
"""How a file ends, beside a dot at its start, while it is written."""

PART_SECONDS = 3600.0
"""How old a file is, seconds, that was being written, when its process counts as killed, whoever else is at work: the
largest takes seconds."""


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`, as `writing` does. Raises `OutputError`."""
    if isinstance(path, RemotePath):
        try:
            path.write_bytes(content)
        except OSError as error:
            raise output_error(path, error) from error
        return
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Write to `path`, making its folders; a reader, or a crash, sees the old file or the new one whole.

    A device or a pipe (`/dev/null`, `/dev/stdout`) is written to, not replaced. A store does the same by itself.
    Raises `DiskFull`, `OutputForbidden` or another `OutputError`, and leaves no partial file behind.
    """
    try:
        if isinstance(path, RemotePath):
            with path.whole() as file:
                yield file
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                yield device
            return
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=PART)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fchmod(file.fileno(), MODE & ~_umask())
                # Without this a power cut can leave an empty file under the final name.
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise output_error(path, error) from error


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, as `write_bytes` does; a lone surrogate from a file's name is written escaped."""
    write_bytes(path, text.encode("utf-8", errors="backslashreplace"))


def make_folder(path: Path) -> None:
    """Make the folder `path` and check that files can be made in it. Raises `OutputError`.

    Of a store the bucket is looked at alone: it must be there, and whether it may be written the first file shows.
    """
    try:
        if isinstance(path, RemotePath):
            path.bucket.stat()
            return
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise output_error(path, error) from error


def remove(path: Path) -> None:
    """Remove the file `path`, if it is there. Raises `OutputError`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(path, error) from error


def move(path: Path, target: Path) -> None:
    """Move a file or folder to where nothing is: nothing is replaced. Raises `OutputError`.

    In a store, where it is two steps, one that was broken off is gone on with.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if _is_there(target) and not _is_begun(path, target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        path.rename(target)
    except OSError as error:
        raise output_error(target, error) from error


def move_once(path: Path, target: Path) -> bool:
    """Move a file or folder as `move` does, unless another process has moved it meanwhile; return whether it did.

    Raises `OutputError`.
    """
    if not _is_there(path):
        return False
    try:
        move(path, target)
    except OutputError:
        if _is_there(path):
            raise
        return False
    return True


def is_taken(target: Path, path: Path) -> bool:
    """Return whether something else is where `path` is to go: not this one, which is being moved there, or is moved.

    Raises `OutputError`.
    """
    try:
        return target.exists() and path.exists() and not _is_begun(path, target)
    except OSError as error:
        raise output_error(target, error) from error


def _is_begun(path: Path, target: Path) -> bool:
    return isinstance(path, RemotePath) and isinstance(target, RemotePath) and is_begun(path, target)


def remove_empty(folder: Path) -> bool:
    """Remove a folder if nothing is in it, and return whether it is gone. Raises `OutputError`."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        # Another process has removed it.
        return True
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise output_error(folder, error) from error
    return True


def time_there(folder: Path) -> float | None:
    """Return the time by the clock of the machine that `folder` lies on, as the times of its files are, seconds.

    None where no file can be made there. Of a store it is the store's time; raises `StoreError` where that is away.
    """
    if isinstance(folder, RemotePath):
        return _time_in_store(folder)
    try:
        with tempfile.TemporaryFile(dir=folder) as now:
            return os.fstat(now.fileno()).st_mtime
    except OSError:
        return None


def _time_in_store(folder: RemotePath) -> float | None:
    now = folder / f".{secrets.token_hex(8)}{PART}"
    try:
        now.write_bytes(b"")
        time = now.stat().st_mtime
        now.unlink(missing_ok=True)
    except OSError:
        return None
    return time


def remove_parts(folder: Path, before: float | None) -> None:
    """Remove what was being written below `folder` when its process was killed, and not touched since `before`.

    That is a time as `time_there` gives it. What others write there meanwhile is younger than the time of a look at who
    they are; where it is not known, nothing is removed. In a store nothing that is not whole is left of a file: there
    it is what lies in the folder itself, by which other machines see that it is the job's.
    """
    if before is None:
        return
    if isinstance(folder, RemotePath):
        for name, status in folder.statuses().items():
            if name.startswith(".") and name.endswith(PART) and status.st_mtime < before:
                with suppress(OSError):
                    (folder / name).unlink(missing_ok=True)
        return
    for part in folder.rglob(f".*{PART}"):
        # One that cannot be removed is in nobody's way.
        with suppress(OSError):
            if part.stat().st_mtime < before:
                part.unlink()


def output_error(path: Path, error: OSError) -> OutputError:
    """Return the cause of `error` in this program's terms."""
    detail = error.strerror or str(error)
    if isinstance(path, RemotePath):
        if isinstance(error, NoBucket):
            return OutputBucketNotFound(str(path))
        if error.errno in _DENIED:
            return OutputBucketForbidden(str(path), detail)
    if error.errno in _FULL:
        return DiskFull(str(path), detail)
    if error.errno in _FORBIDDEN and not isinstance(path, RemotePath):
        return OutputForbidden(str(path), detail)
    return OutputError(str(path), detail)


def _is_there(path: Path) -> bool:
    """Return whether something has this name, be it a link that leads nowhere."""
    return path.exists() if isinstance(path, RemotePath) else os.path.lexists(path)


def _umask() -> int:
    # The umask can be read only by setting it; Linux shows it without.
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return 0o022
