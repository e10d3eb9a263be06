"""A file of a store brought to the disk of this machine, for programs and libraries that read files there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from ocr_pipeline.errors import PipelineError
from ocr_pipeline.remote.path import RemotePath, unlisted

Version: TypeAlias = tuple[RemotePath, int, int, int]
"""A file by its path, size, time and version."""


class _Held:
    """The last file that was fetched in this process: the pages of a PDF are read one after the other."""

    def __init__(self) -> None:
        self._version: Version | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._path = Path()

    def get(self, path: RemotePath) -> Path:
        status = unlisted(path).stat()
        version = path, status.st_size, status.st_mtime_ns, status.st_ino
        if version != self._version or not self._path.is_file():
            self.let_go()
            self._folder = _new_folder()
            self._path = Path(self._folder.name) / f"scan{path.suffix}"
            try:
                path.fetch(self._path)
            except BaseException:
                # What is there in part would take up the room of what is fetched next.
                self.let_go()
                raise
            self._version = version
        return self._path

    def let_go(self) -> None:
        self._version = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


_held = _Held()


def _new_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="fetched-", ignore_cleanup_errors=True)


@contextmanager
def copy_on_disk(path: RemotePath) -> Iterator[Path]:
    """Give a file of its own that holds what a path's does, within the block: any number of threads may do so at once.

    Raises `OSError` where the path has no file, `TemporaryFull`.
    """
    with _new_folder() as folder:
        local = Path(folder) / f"scan{path.suffix}"
        path.fetch(local)
        yield local


@contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """Give a file that holds what a path's does, for reading, within the block; a path on a disk is given as it is.

    What is raised within the block about that file is raised about the path. The last file that was fetched is kept
    until the next is, which removes it, and is fetched again where it has changed: one thread of a process reads files
    so. Raises `OSError` where the path has no file, `TemporaryFull`.
    """
    if not isinstance(path, RemotePath):
        yield path
        return
    local = _held.get(path)
    try:
        yield local
    except PipelineError as error:
        subject, detail = (said.replace(os.fspath(local), str(path)) for said in (error.subject, error.detail))
        raise type(error)(subject, detail) from error
