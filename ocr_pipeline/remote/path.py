"""A path in a store: what the rooms do with a path on a disk, done by the calls of a store.

Its parts are the scheme, the bucket and the parts of the key (`s3:`, `bucket`, `folder`, `file`), so that all that
`pathlib` does with parts alone is right. There are no folders: one is there when a file is below it, and an empty one
is not there. A file is written whole or not at all, whatever becomes of the process. What would reach for the disk,
with a path's name for a file, fails: such a path has none (`__fspath__`).
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PosixPath
from typing import IO, TypeVar

from ocr_pipeline.errors import NO_SPACE, StoreForbids, TemporaryFull
from ocr_pipeline.remote.calls import NoBucket, asked, is_unexplained
from ocr_pipeline.remote.stores import Info, Store, store_of

T = TypeVar("T")

_TIMES = ("LastModified", "last_modified", "updated", "mtime")
_VERSIONS = ("ETag", "etag", "md5Hash", "content_settings")
"""What stores call the time and the version of a file."""

_IS_THERE = ("PreconditionFailed", "ConditionalRequestConflict")
"""What S3 says of a file that is to be written only where none is."""


class RemotePath(PosixPath):
    """A path in a store. Every call may raise `StoreError` beside what that of a path on a disk raises."""

    def __str__(self) -> str:
        """Return the URL; of a path relative to another, what it would be on a disk."""
        if self.is_absolute():
            return f"{self.parts[0]}//{self._key}"
        return "/".join(self.parts) or "."

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __fspath__(self) -> str:
        if self.is_absolute():
            raise TypeError(f"{self} is no file on a disk")
        return str(self)

    def is_absolute(self) -> bool:
        """Return whether it begins with a scheme."""
        return bool(self.parts) and self.parts[0].endswith(":")

    def absolute(self) -> RemotePath:
        """Return the path itself: no other leads to the same file."""
        return self

    def resolve(self, strict: bool = False) -> RemotePath:  # noqa: ARG002
        """Return the path itself."""
        return self

    def is_symlink(self) -> bool:
        """Return False: there are no links."""
        return False

    def samefile(self, other_path: str | os.PathLike[str]) -> bool:
        """Return whether two paths are the same."""
        return self == other_path

    @property
    def bucket(self) -> RemotePath:
        """Return the bucket it is in."""
        return type(self)(*self.parts[:2])

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:  # noqa: ARG002
        """Return size, time and kind; `st_ino` is a number for the version, another one for another content."""
        try:
            return listed(self) or _status(self._ask(self._info))
        except FileNotFoundError:
            if self == self.bucket:
                raise NoBucket(errno.ENOENT, "no such bucket") from None
            raise

    def exists(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002
        """Return whether there is such a file, or a file below such a folder."""
        return self._is(bool)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002
        """Return whether there is such a file."""
        return self._is(stat.S_ISREG)

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002
        """Return whether there is a file below such a folder."""
        return self._is(stat.S_ISDIR)

    def statuses(self) -> dict[str, os.stat_result]:
        """Return what lies in the folder by its name; a call of the store for each thousand. Empty where none is."""
        try:
            found = self._ask(lambda store: store.ls(self._key, detail=True))
        except FileNotFoundError:
            return {}
        # Some stores keep a file of no name for a folder, or list a file as what lies in it.
        names = ((_name(info).removeprefix(f"{self._key}/").rstrip("/"), info) for info in found)
        return {name: _status(info) for name, info in names if name and "/" not in name}

    def below(self) -> Mapping[str, os.stat_result]:
        """Return all files below the folder by their paths relative to it; a call of the store for each thousand."""
        found = self._ask(lambda store: store.find(self._key, detail=True))
        start = len(self._key) + 1
        return {path[start:]: _status(info) for path, info in found.items() if not path.endswith("/")}

    def files(self) -> Mapping[str, os.stat_result]:
        """Return the file itself, called by the empty name, or all files below the folder; empty where nothing is."""
        try:
            status = self.stat()
        except FileNotFoundError:
            return {}
        return {"": status} if stat.S_ISREG(status.st_mode) else self.below()

    def iterdir(self) -> Iterator[RemotePath]:  # type: ignore[override]
        """Yield what lies in the folder. Raises `FileNotFoundError` where there is none."""
        names = self.statuses()
        if not names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return (self / name for name in names)

    def read_bytes(self) -> bytes:
        """Return what the file holds."""
        return self._ask(lambda store: store.cat_file(self._key))

    def read_text(self, encoding: str | None = None, errors: str | None = None, newline: str | None = None) -> str:  # noqa: ARG002
        """Return what the file holds as text, its line ends as they are."""
        return self.read_bytes().decode(encoding or "utf-8", errors or "strict")

    def open(  # type: ignore[override]
        self,
        mode: str = "r",
        buffering: int = -1,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
        errors: str | None = None,  # noqa: ARG002
        newline: str | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        """Return the file, brought here as a whole, for reading alone."""
        if mode != "rb":
            raise io.UnsupportedOperation(f"{self} is opened for reading bytes alone")
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it is the caller's to close, and is gone then
        try:
            self.fetch(Path(f"/proc/self/fd/{file.fileno()}"))
        except BaseException:
            file.close()
            raise
        return file

    def parts_read(self, block_bytes: int) -> PartsRead:
        """Return the file for reading parts of it: as many bytes at a time at least, when they are asked for."""
        size = self.stat().st_size
        return PartsRead(_Parts(self._read_part, size), size, block_bytes)

    def fetch(self, local: Path) -> None:
        """Copy the file to the disk of this machine, whole.

        Raises `TemporaryFull` where there is no room; what else the disk says is raised as it is.
        """

        def get(store: Store) -> None:
            store.get_file(self._key, str(local))

        with self._room_here():
            self._ask(get)

    def write_bytes(self, data: bytes) -> int:  # type: ignore[override]
        """Write the file, whole or not at all."""
        self._ask(lambda store: store.pipe_file(self._key, data))
        return len(data)

    def create(self, data: bytes) -> bool:
        """Write the file where none is, whole, and return whether it was written.

        A store or library that knows no such condition writes over what is there. Asked again after an answer that was
        lost, a store says no of what it has just written.
        """

        def write(store: Store) -> bool:
            try:
                store.pipe_file(self._key, data, mode="create")
            except FileExistsError:
                return False
            except OSError as error:
                # Stores that do not say which condition failed, or that somebody else is writing: s3fs has no name for
                # it.
                response = getattr(error.__cause__, "response", None) or {}
                if response.get("Error", {}).get("Code") not in _IS_THERE:
                    raise
                return False
            return True

        return self._ask(write)

    @contextmanager
    def whole(self) -> Iterator[IO[bytes]]:
        """Give a file to write to, which lies here until it is whole, and then in the store; nowhere after an error.

        Raises `TemporaryFull` where there is no room for it here.
        """
        with self._room_here(), tempfile.NamedTemporaryFile() as file:
            yield file
            file.flush()
            self._ask(lambda store: store.put_file(file.name, self._key))

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove the file; some stores do not say whether there was one."""
        try:
            self._ask(lambda store: store.rm_file(self._key))
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target: Path) -> RemotePath:  # type: ignore[override]
        """Copy a file, or all below a folder, to another place in the store, and remove it here when all is there.

        Broken off, it may leave both, and moves the rest when it is called again: what is there is not replaced.
        """
        if not isinstance(target, RemotePath) or target.parts[0] != self.parts[0]:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        names, there = self.files(), target.files()
        if not names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        for name in names:
            if name in there:
                continue
            try:
                (self / name)._copy(target / name)
            except FileNotFoundError:
                # Another process moves the same.
                if not (target / name).exists():
                    raise
        for name in names:
            (self / name).unlink(missing_ok=True)
        return target

    def mkdir(self, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        """Do nothing: a folder is there when a file is below it."""

    def rmdir(self) -> None:
        """Do nothing where nothing is below the folder: it is not there. Raises `OSError` where something is."""
        if self.exists():
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))

    @property
    def _key(self) -> str:
        return "/".join(self.parts[1:])

    @property
    def _store_name(self) -> str:
        return f"{self.parts[0]}//{self.parts[1] if len(self.parts) > 1 else ''}"

    def _ask(self, ask: Callable[[Store], T]) -> T:
        store = store_of(self.parts[0].removesuffix(":"))
        return asked(self._store_name, lambda: ask(store))

    def _info(self, store: Store) -> Info:
        try:
            return store.info(self._key)
        except Exception as error:
            if not is_unexplained(error):
                raise
            # Asked in a way that has an answer with a body, the store says why: it raises that here.
            with suppress(FileNotFoundError):
                if self == self.bucket:
                    store.ls(self._key, detail=True)
                else:
                    store.cat_file(self._key, start=0, end=1)
            raise

    @contextmanager
    def _room_here(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in NO_SPACE:
                raise TemporaryFull(str(self)) from error
            raise

    def _copy(self, target: RemotePath) -> None:
        self._ask(lambda store: store.cp_file(self._key, target._key))

    def _read_part(self, start: int, end: int) -> bytes:
        return self._ask(lambda store: store.cat_file(self._key, start=start, end=end))

    def _is(self, kind: Callable[[int], bool]) -> bool:
        try:
            return kind(self.stat().st_mode)
        except FileNotFoundError:
            return False
        except PermissionError as error:
            # Whether it is there is not known: neither answer would be right.
            raise StoreForbids(str(self), error.strerror or "") from error


class _Parts(io.RawIOBase):
    """A file of a store of which parts are read."""

    def __init__(self, read: Callable[[int, int], bytes], size: int) -> None:
        self.failure: Exception | None = None
        self._read = read
        self._at, self._end = 0, size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._end}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        end = min(self._at + len(buffer), self._end)
        if end <= self._at:
            return 0
        try:
            found = self._read(self._at, end)
        except Exception as error:
            self.failure = error
            raise
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


class PartsRead(io.BufferedReader):
    """A file of a store of which parts are read; `size` is that of all of it, bytes."""

    def __init__(self, parts: _Parts, size: int, block_bytes: int) -> None:
        super().__init__(parts, block_bytes)
        self.size = size
        self._parts = parts

    @property
    def failure(self) -> Exception | None:
        """What the store raised while it was read: a library that reads may call it damage."""
        return self._parts.failure


def listed(path: Path) -> os.stat_result | None:
    """Return what the listing said in which a path was found (`with_listed`); None where it was found otherwise."""
    found = getattr(path, "_listed", None)
    return found if isinstance(found, os.stat_result) else None


def with_listed(path: RemotePath, status: os.stat_result) -> RemotePath:
    """Return the path with what a listing said of it, which `stat` gives from now on; another process asks anew."""
    path._listed = status  # type: ignore[attr-defined]
    return path


def unlisted(path: Path) -> Path:
    """Return the path without what a listing said of it: `stat` asks what is there now."""
    return type(path)(*path.parts) if isinstance(path, RemotePath) else path


def _status(info: Info) -> os.stat_result:
    is_folder = info.get("type") == "directory"
    mode = stat.S_IFDIR if is_folder else stat.S_IFREG
    modified = _modified_ns(info)
    size = info.get("size")
    size = size if isinstance(size, int) else 0
    seconds = modified // 10**9
    times = {"st_atime_ns": modified, "st_mtime_ns": modified, "st_ctime_ns": modified, "st_mtime": modified / 1e9}
    return os.stat_result((mode, _version(info), 0, 1, 0, 0, size, seconds, seconds, seconds), times)


def _name(info: Info) -> str:
    return str(info.get("name", ""))


def _modified_ns(info: Info) -> int:
    found = next((info[name] for name in _TIMES if info.get(name)), None)
    if isinstance(found, str):
        found = datetime.fromisoformat(found)
    if isinstance(found, datetime):
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return round(found.timestamp() * 1e6) * 1000
    return 0


def _version(info: Info) -> int:
    found = next((str(info[name]) for name in _VERSIONS if info.get(name)), "")
    return int.from_bytes(hashlib.sha256(found.encode()).digest()[:7], "big") if found else 0
