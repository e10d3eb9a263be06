"""`--engine file:DIR`: what another program recognized, read from its files. No engine: it sees no picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ocr_pipeline.errors import InputError, OcrFileBroken, OcrFileMissing, OcrFilePages, ScanNoFile
from ocr_pipeline.interchange.pages import FilePage, PageFile
from ocr_pipeline.recognize.file.find import FoundFile, ScanName, files_of, listing
from ocr_pipeline.records import Side
from ocr_pipeline.scans.file_kind import refuse_no_file

LARGEST = 64 * 2**20
"""Bytes of a file, at most; a page with all its glyphs and alternatives has 3 million."""

DIGITS = 16
"""Of a file's SHA-256 in an identity, hexadecimal."""

FROM_FILE = "file "
"""Begins the identity of what a page from a file is come by."""

MISSING = "none"
"""In an identity, for a file that is not there."""


@dataclass(frozen=True, slots=True)
class SidePage:
    """What a file says of one side of a scan, and how errors name that file; `error` says why it is not known."""

    side: Side
    subject: str
    page: FilePage | None = None
    error: InputError | None = None


class FileEngine:
    """Gives the pages of scans from the files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is looked into when it is checked, and for each scan."""
        self._folder = folder

    @property
    def identity(self) -> str:
        """Return what all pages from files have in common; which files they are from is each page's own."""
        return "file"

    def check(self, language: str) -> None:
        """Raise `OcrFolderNotFound` where the folder cannot be looked into; a file may be in any `language`."""
        del language
        listing(self._folder)

    def of(self, scan: ScanName) -> FileOfScan:
        """Return what belongs to one scan."""
        return FileOfScan(self._folder, scan)


class FileOfScan:
    """The file of a scan, or the files of its sides."""

    def __init__(self, folder: Path, scan: ScanName) -> None:
        """Take the folder and by what its file is found; nothing is looked at yet."""
        self._folder = folder
        self._scan = scan

    @property
    def identity(self) -> str:
        """Return the files with digests of their contents: a page of files that have changed is read again."""
        try:
            return FROM_FILE + ", ".join(self._told(found) for found in files_of(self._folder, self._scan))
        except InputError:
            return FROM_FILE + MISSING

    def sides(self) -> tuple[SidePage, ...]:
        """Return what the files say of the scan, whole or of its left and right side.

        What is wrong with the file of one of two sides is kept there; that of a whole scan is raised: `OcrFileMissing`,
        `OcrFileUnknown`, `OcrFileBroken`, `OcrFilePages`, `ScanNoFile` for a pipe or a device, `XmlHarmful`,
        `OcrFolderNotFound`.
        """
        found = files_of(self._folder, self._scan)
        if len(found) == 1:
            return (self._side(found[0]),)
        return tuple(self._side_or_error(one) for one in found)

    def _side(self, found: FoundFile) -> SidePage:
        if found.path is None:
            raise OcrFileMissing(found.wanted, f"the other side of the scan has one in {self._folder}")
        subject = str(found.path)
        pages = _pages(found.path).pages
        if found.page is None and len(pages) != 1:
            raise OcrFilePages(subject, f"{len(pages)} pages for one scan")
        if found.page is not None and found.page >= len(pages):
            raise OcrFilePages(subject, f"{len(pages)} pages, and none for page {found.page + 1} of the scan")
        return SidePage(found.side, subject, pages[found.page or 0])

    def _side_or_error(self, found: FoundFile) -> SidePage:
        try:
            return self._side(found)
        except InputError as error:
            return SidePage(found.side, str(found.path or found.wanted), error=error)

    def _told(self, found: FoundFile) -> str:
        if found.path is None:
            return MISSING
        try:
            if found.path.stat().st_size > LARGEST:
                return f"{found.path.name} {MISSING}"
            return f"{found.path.name} sha256:{_digest(found.path)[:DIGITS]}"
        except (OSError, InputError):
            return f"{found.path.name} {MISSING}"


def _digest(path: Path) -> str:
    refuse_no_file(path)
    status = path.stat()
    return _digest_of(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _digest_of(path: Path, changed: int, size: int) -> str:
    del changed, size
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pages(path: Path) -> PageFile:
    """Return the pages of a file: parsed once for all scans of a book whose pages are all in it."""
    refuse_no_file(path)
    try:
        status = path.stat()
        if status.st_size > LARGEST:
            raise OcrFileBroken(str(path), f"more than {LARGEST // 2**20} MB")
        return _pages_of(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise OcrFileBroken(str(path), error.strerror or "") from error
    except ScanNoFile as error:
        raise OcrFileBroken(str(path), error.detail) from error


@lru_cache(maxsize=2)
def _pages_of(path: Path, changed: int, size: int) -> PageFile:
    del changed, size
    # lxml and html5lib are slow to import, and every engine is on the way here.
    from ocr_pipeline.interchange.read import page_file

    return page_file(path.read_bytes(), str(path))
