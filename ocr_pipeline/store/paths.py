"""Where the scans of a result are: found from any working directory, and after both were moved together.

A job stores the path of a scan relative to its folder OUTPUT. Scans and output that are moved together, or seen under
other names inside a container, keep their way to each other. A page read without a job has an absolute path. Results of
earlier versions stored the path as the user typed it, relative to the working directory: that is looked for last.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ocr_pipeline.errors import PipelineError
from ocr_pipeline.records import Page
from ocr_pipeline.remote.fetched import on_disk
from ocr_pipeline.remote.path import RemotePath, unlisted
from ocr_pipeline.remote.url import place_stored
from ocr_pipeline.scans import modified_ns, sha256_of


def shown_path(path: Path) -> str:
    """Return the path as text that can be stored: bytes of a name that are no UTF-8 are escaped."""
    if isinstance(path, RemotePath):
        return str(path)
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def absolute(path: Path) -> Path:
    """Return a path without links and `..` in its folder; a link to a file keeps its name, which may tell the page."""
    return path.parent.resolve() / path.name if path.name else path.resolve()


def relative_to_output(scan: Path, output: Path) -> Path:
    """Return the path of a scan as the records of a job into `output` store it: a URL if it is in another store."""
    scan, output = absolute(scan), output.resolve()
    if isinstance(scan, RemotePath) or isinstance(output, RemotePath):
        if type(scan) is not type(output) or scan.parts[:2] != output.parts[:2]:
            return scan
        return Path(os.path.relpath(f"/{'/'.join(scan.parts)}", f"/{'/'.join(output.parts)}"))
    return Path(os.path.relpath(scan, output))


def relatives_to_output(scans: Iterable[Path], output: Path) -> Iterator[Path]:
    """Yield the paths of scans as `relative_to_output` does, each folder looked at once."""
    folders: dict[Path, Path] = {}
    for scan in scans:
        if scan.parent not in folders:
            folders[scan.parent] = relative_to_output(scan, output).parent
        yield folders[scan.parent] / scan.name


def output_of(folder: Path, document: str) -> Path:
    """Return the folder OUTPUT of the job that wrote a document, by its name, into `folder`."""
    depth = len(PurePosixPath(document).parts)
    parents = folder.resolve().parents
    return parents[min(depth, len(parents)) - 1] if depth and parents else folder.resolve()


def find_scan(path: str, output: Path | None) -> Path:
    """Return the file that a record means, whether it is there or not. `output` is None for pages without a job."""
    if (remote := place_stored(path)) is not None:
        return remote
    stored = Path(path)
    if output is None or stored.is_absolute():
        return stored
    if isinstance(output, RemotePath):
        return type(output)(*Path(os.path.normpath(f"/{'/'.join(output.parts)}/{stored}")).parts[1:])
    ours = Path(os.path.normpath(output / stored))
    return stored if stored.is_file() and not ours.is_file() else ours


@contextmanager
def scan_as_read(page: Page, output: Path | None) -> Iterator[Path | None]:
    """Give, within the block, the file that a page was read from, on a disk of this machine.

    None where it is gone, cannot be fetched, or is another by now: what stands at a place on the one is at none on the
    other.
    """
    path = find_scan(page.scan.path, output)
    try:
        status = unlisted(path).stat()
        is_same = _digest(path, status.st_size, modified_ns(path, status)) == page.scan.sha256
    except (OSError, ValueError, PipelineError):
        is_same = False
    if not is_same:
        yield None
        return
    with on_disk(path) as local:
        yield local


@lru_cache(maxsize=4)
def _digest(path: Path, _size: int, _modified_ns: int) -> str:
    """Return the SHA-256 of a file as it is now: the pages of a PDF are asked for one after the other."""
    return sha256_of(path)


def way_to_scan(page: Page, folder: Path, output: Path | None) -> str:
    """Return how the scan of a page is come by from a folder: a relative path with slashes, or a URL.

    That of a page which no job read is absolute, as its record has it.
    """
    if Path(page.scan.path).is_absolute():
        return page.scan.path
    return shown_path(relative_to_output(find_scan(page.scan.path, output), folder))
