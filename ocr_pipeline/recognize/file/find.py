"""Which file of a folder belongs to a scan: by its name, the folder itself or one in it named as the document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ocr_pipeline.errors import OcrFileMissing, OcrFolderNotFound
from ocr_pipeline.records import Side

SUFFIXES = (".page.xml", ".alto.xml", ".xml", ".hocr", ".html", ".htm", ".xhtml")
"""Of files that belong to one scan the first of these is taken: PAGE says most of a page, hOCR least."""

INNER = "pages"
"""A folder that files of pages may be in within that of their document, as in an output of this program."""

_SIDES = ((Side.LEFT, "L"), (Side.RIGHT, "R"))


@dataclass(frozen=True, slots=True)
class ScanName:
    """By what a scan's file is found: names that it may have without suffix, those of its whole file of several scans,
    the best first, and which of these it is (from 0); names that a folder of its document may have."""

    names: tuple[str, ...]
    of_file: tuple[str, ...]
    frame: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """The file of a side of a scan; `page` is which of its pages (from 0), None where it has to be the only one.

    `path` is None where the other side of the scan has a file and this one has none; `wanted` is then its name.
    """

    side: Side
    path: Path | None
    page: int | None = None
    wanted: str = ""


def files_of(folder: Path, scan: ScanName) -> tuple[FoundFile, ...]:
    """Return the file of a scan, or those of its left and its right side.

    Raises `OcrFileMissing`, `OcrFolderNotFound` for a folder that cannot be looked into.
    """
    folders = list(_folders(folder, scan.documents))
    whole = _first(folders, scan.names)
    if whole is not None:
        return (FoundFile(Side.WHOLE, whole),)
    halves = [
        FoundFile(side, _first(folders, [name + letter for name in scan.names]), wanted=scan.names[0] + letter)
        for side, letter in _SIDES
    ]
    if any(half.path is not None for half in halves):
        return tuple(halves)
    book = _first(folders, scan.of_file)
    if book is not None:
        return (FoundFile(Side.WHOLE, book, scan.frame),)
    raise OcrFileMissing(scan.names[0], f"looked for {scan.names[0]}.xml and its like in {folder}")


def _folders(folder: Path, documents: tuple[str, ...]) -> Iterator[Path]:
    """Yield where files are looked for, the nearest to the document first."""
    for document in documents:
        inner = folder / document
        if inner.is_dir():
            yield from (one for one in (inner / INNER, inner) if one.is_dir())
    yield folder


def _first(folders: list[Path], names: tuple[str, ...] | list[str]) -> Path | None:
    for folder in folders:
        here = listing(folder)
        for name in names:
            for suffix in SUFFIXES:
                found = here.get(_folded(name + suffix))
                if found is not None:
                    return folder / found
    return None


def listing(folder: Path) -> Mapping[str, str]:
    """Return the names of a folder's entries by how they are compared. Raises `OcrFolderNotFound`."""
    try:
        return _listing(folder, folder.stat().st_mtime_ns)
    except OSError as error:
        raise OcrFolderNotFound(str(folder), error.strerror or "") from error


@lru_cache(maxsize=8)
def _listing(folder: Path, changed: int) -> Mapping[str, str]:
    del changed
    return {_folded(path.name): path.name for path in sorted(folder.iterdir())}


def _folded(name: str) -> str:
    """Return a name as it is compared: systems differ in how they compose letters, and in the case of suffixes."""
    return unicodedata.normalize("NFC", name).casefold()
