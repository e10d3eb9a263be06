"""One scan opened: its grey pixels and its resolution, and where that comes from."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from ocr_pipeline.errors import (
    NO_SPACE,
    InputError,
    PipelineError,
    ScanEmpty,
    ScanNotAnImage,
    ScanNotFound,
    TemporaryFull,
)
from ocr_pipeline.records import Reason, ReasonCode, Resolution, ResolutionOrigin, Scan, ScanSource
from ocr_pipeline.remote.fetched import on_disk
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.scans.file_kind import forbidden, refuse_no_file
from ocr_pipeline.scans.pdf_contents import is_pdf

DRAWING_SECONDS = 120.0
"""Time limit for drawing a page of a PDF where none is given, seconds of wall time: that of `Settings.page_seconds`."""


def open_scan(source: ScanSource, max_megapixels: float, dpi: float | None, seconds: float = DRAWING_SECONDS) -> Scan:
    """Return the scan, its resolution always known: `dpi` if given, else believed of the file, else estimated.

    A PDF says how large its sheet is: there `dpi` counts only where the size of the typing is nearer to it than to what
    the file says. `seconds` of wall time is what drawing a page of a PDF may take. What is known of damage in the file
    is among the scan's warnings.

    Raises `InputError` for whatever is wrong with the file, `PopplerMissing`, `DrawingTimeout`, `OutOfMemory`;
    `StoreUnreachable` where it is in a store.
    """
    path = source.path
    if isinstance(path, RemotePath):
        try:
            with on_disk(path) as local:
                opened = open_scan(ScanSource(local, source.frame), max_megapixels, dpi, seconds)
        except OSError as error:
            raise unread(path, error) from error
        return replace(opened, source=source)
    refuse_no_file(path)
    if _is_pdf(path):
        return _open_pdf(source, max_megapixels, dpi, seconds)
    # Imported here, as below: OpenCV and Pillow are slow to import, and this module is on the way to much that opens no
    # scan.
    from ocr_pipeline.scans.images import read_frame
    from ocr_pipeline.scans.resolution import believable, estimate

    found = read_frame(path, source.frame, max_megapixels)
    height, width = found.pixels.shape
    resolution = believable(found.stated, width, height)
    if dpi is not None:
        resolution = Resolution(dpi=dpi, origin=ResolutionOrigin.USER)
    return Scan(source, found.pixels, resolution or estimate(found.pixels), _damaged("decoded", found.damage))


def _open_pdf(source: ScanSource, max_megapixels: float, dpi: float | None, seconds: float) -> Scan:
    from ocr_pipeline.scans.pdf import draw_page
    from ocr_pipeline.scans.resolution import estimate, is_nearer, larger_than_any_sheet

    drawn = draw_page(source.path, source.frame, max_megapixels, seconds)
    of_file = Resolution(dpi=drawn.dpi, origin=ResolutionOrigin.FILE if drawn.from_image else ResolutionOrigin.ASSUMED)
    of_user = None if dpi is None else Resolution(dpi=dpi, origin=ResolutionOrigin.USER)
    warnings = _damaged("drawn", drawn.damage)
    if not drawn.from_image:
        # Drawn at this resolution, whatever anybody says.
        return Scan(source, drawn.pixels, of_file, warnings)
    if larger_than_any_sheet(drawn.dpi, drawn.pixels):
        return Scan(source, drawn.pixels, of_user or estimate(drawn.pixels), warnings)
    if of_user is None or is_nearer(of_user.dpi, of_file.dpi, drawn.pixels):
        return Scan(source, drawn.pixels, of_user or of_file, warnings)
    message = f"{dpi:g} dpi does not fit the size of the typing: {drawn.dpi:g} dpi was taken, as the file says"
    return Scan(source, drawn.pixels, of_file, (*warnings, Reason(code=ReasonCode.DPI_OF_FILE, message=message)))


def _damaged(done: str, damage: str | None) -> tuple[Reason, ...]:
    """Return the warning that a file is damaged and was `done` (decoded, drawn) all the same; none without damage."""
    if damage is None:
        return ()
    message = f"the file is damaged and was {done} all the same; part of the page may be wrong or missing ({damage})"
    return (Reason(code=ReasonCode.FILE_DAMAGED, message=message),)


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal.

    Raises `ScanNotFound`, `ScanForbidden`, `ScanNotAnImage`, and `ScanNoFile` for what could be read without end; of a
    store `BucketForbidden`, `StoreUnreachable`.
    """
    refuse_no_file(path)
    try:
        with on_disk(path) as local, local.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, PermissionError) as error:
        raise unread(path, error) from error
    except IsADirectoryError as error:
        raise ScanNotAnImage(str(path), "it is a folder") from error


def _is_pdf(path: Path) -> bool:
    try:
        if path.stat().st_size == 0:
            raise ScanEmpty(str(path))
        return is_pdf(path)
    except (FileNotFoundError, PermissionError) as error:
        raise unread(path, error) from error


def unread(path: Path, error: OSError, subject: str = "") -> PipelineError:
    """Return what says why a file could not be read, in this program's terms; `subject` is what it is called there."""
    if isinstance(error, FileNotFoundError):
        return ScanNotFound(subject or str(path))
    if isinstance(error, PermissionError):
        return forbidden(path, error)
    if error.errno in NO_SPACE:
        # Reading takes no room of its own: what a store's file was brought to has none left.
        return TemporaryFull(subject or str(path))
    return InputError(subject or str(path), error.strerror or "")


def modified_ns(path: Path, status: os.stat_result) -> int:
    """Return by what, beside its size, a file is known to be the one that was read, from what `Path.stat` gave.

    On a disk it is the time of its change, nanoseconds since 1970. The times of a store are whole seconds: there the
    nanoseconds within one are taken from the version, which another content changes at any time.
    """
    if isinstance(path, RemotePath):
        return status.st_mtime_ns // 10**9 * 10**9 + status.st_ino % 10**9
    return status.st_mtime_ns
