"""What stands under a path: only files are opened, as a pipe is waited for without end and a device has no end."""

from __future__ import annotations

import stat
from pathlib import Path

from ocr_pipeline.errors import BucketForbidden, BucketNotFound, InputError, ScanForbidden, ScanNoFile, ScanNotFound
from ocr_pipeline.remote.calls import NoBucket
from ocr_pipeline.remote.path import RemotePath

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""Kinds of entries in a folder that are neither files nor folders."""


def refuse_no_file(path: Path) -> None:
    """Raise `ScanNoFile` for a pipe, a socket or a device; nothing is opened.

    What is not there, or may not be looked at, passes: opening it says so.
    """
    if isinstance(path, RemotePath):
        return
    try:
        kind = _KINDS.get(stat.S_IFMT(path.stat().st_mode))
    except OSError:
        return
    if kind is not None:
        raise ScanNoFile(str(path), kind)


def is_folder(path: Path) -> bool:
    """Return whether a path that a user named is a folder, else a file.

    Raises `ScanNoFile`, `ScanNotFound`, and `ScanForbidden` where a folder above it may not be looked into; of a store
    `BucketNotFound`, `BucketForbidden`.
    """
    refuse_no_file(path)
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except PermissionError as error:
        raise forbidden(path, error) from error
    except NoBucket as error:
        raise BucketNotFound(str(path)) from error
    except OSError as error:
        raise ScanNotFound(str(path), "" if isinstance(error, FileNotFoundError) else error.strerror or "") from error


def forbidden(path: Path, error: OSError) -> InputError:
    """Return what says that a path may not be read."""
    if isinstance(path, RemotePath):
        return BucketForbidden(str(path), error.strerror or "")
    return ScanForbidden(str(path))
