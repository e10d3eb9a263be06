"""What there is to read: documents in a folder, the scans of each in the order of their names."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import FolderUnread, InputError, NoScans, PopplerMissing, ScanForbidden
from ocr_pipeline.records import ScanSource
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.scans.file_kind import is_folder, refuse_no_file
from ocr_pipeline.scans.order import natural_key
from ocr_pipeline.scans.pdf_contents import count_pages, is_pdf
from ocr_pipeline.scans.remote.files import files_below
from ocr_pipeline.scans.remote.frames import count_frames_of
from ocr_pipeline.scans.walk import folders_below

SUFFIXES = frozenset(
    f".{name}"
    for name in (
        *("jpg", "jpeg", "jpe", "jfif", "jif"),
        *("png", "apng"),
        *("tif", "tiff", "btf", "tf8"),
        *("jp2", "j2k", "j2c", "jpc", "jpf", "jpx"),
        *("pbm", "pgm", "ppm", "pnm"),
        *("bmp", "dib"),
        *("webp", "gif", "pdf"),
    )
)
"""Names that scans have, a line for each format; other files beside them (transcriptions, notes) are not looked at."""

NAME_BYTES = 120
"""Length of a document's name in UTF-8: file systems allow 255 bytes, and its files add to it."""


@dataclass(frozen=True)
class ScanDocument:
    """The scans that make one document, in order; `name` is safe as a relative path below the output folder."""

    name: str
    sources: tuple[ScanSource, ...]


def _raise(error: FolderUnread) -> None:
    raise error


def find_documents(
    root: Path,
    is_reserved: Callable[[str], bool] | None = None,
    note_unread: Callable[[FolderUnread], None] = _raise,
    is_single: Callable[[RemotePath], bool] = lambda _path: False,
) -> tuple[ScanDocument, ...]:
    """Return the documents in the folder `root`, or the one in the file `root`, sorted by name, 2 before 10.

    Every folder that holds single images is a document of them; a PDF and a multi-page TIFF are documents of their
    own. A damaged file is a scan all the same, which fails when it is read. No part of a document's name is one that
    `is_reserved` says yes to: a job has files of its own in the same folders. A folder below `root` that cannot be
    looked into goes to `note_unread`, which raises it unless another is given. `is_single` says which files of a store
    are known to hold one scan: nothing is read of them.

    Raises `ScanNotFound`, `ScanForbidden`, `ScanNoFile`, `NoScans`, for a store `BucketNotFound`, `BucketForbidden`,
    or `PopplerMissing` where there is a PDF and nothing to draw it.
    """
    names = _Names(is_reserved)
    if not is_folder(root):
        frames = count_frames_of([root], is_single) if isinstance(root, RemotePath) else {}
        return (ScanDocument(names.unique((root.stem,)), _sources(root, frames)),)
    if not isinstance(root, RemotePath):
        try:
            with os.scandir(root):
                pass
        except OSError as error:
            raise ScanForbidden(str(root), error.strerror or "") from error
    found = tuple(_documents(root, names, note_unread, is_single))
    if not found:
        raise NoScans(str(root))
    return found


def _documents(
    root: Path,
    names: _Names,
    note_unread: Callable[[FolderUnread], None],
    is_single: Callable[[RemotePath], bool],
) -> Iterator[ScanDocument]:
    folders = _folders(root, note_unread)
    remote = (file for _, files in folders for file in files if isinstance(file, RemotePath))
    frames = count_frames_of(remote, is_single) if isinstance(root, RemotePath) else {}
    for folder, files in folders:
        shown = folder.relative_to(root).parts or (root.resolve().name or "scans",)
        singles: list[ScanSource] = []
        own: list[tuple[Path, tuple[ScanSource, ...]]] = []
        for file in files:
            sources = _sources(file, frames)
            if len(sources) > 1 or file.suffix.lower() == ".pdf":
                own.append((file, sources))
            else:
                singles += sources
        if singles:
            yield ScanDocument(names.unique(shown), tuple(singles))
        base = folder.relative_to(root).parts
        for file, sources in own:
            yield ScanDocument(names.unique((*base, file.stem)), sources)


def _folders(root: Path, note_unread: Callable[[FolderUnread], None]) -> list[tuple[Path, list[Path]]]:
    """Return each folder with its scan files, both in natural order."""
    found: list[tuple[Path, list[Path]]]
    if isinstance(root, RemotePath):
        found = [
            (folder, sorted((file for file in files if file.suffix.lower() in SUFFIXES), key=_file_key))
            for folder, files in files_below(root, note_unread)
        ]
    else:
        found = [
            (folder, sorted((folder / name for name in names if Path(name).suffix.lower() in SUFFIXES), key=_file_key))
            for folder, names in folders_below(root, note_unread)
        ]
    return sorted(found, key=lambda one: [natural_key(part) for part in one[0].relative_to(root).parts])


def _file_key(file: Path) -> tuple[object, ...]:
    # The suffix apart: its dot would stand after the space of `97 об.jpg`.
    return natural_key(file.stem), natural_key(file.suffix)


def _sources(path: Path, frames: Mapping[RemotePath, int]) -> tuple[ScanSource, ...]:
    count = frames[path] if isinstance(path, RemotePath) else _count_frames(path)
    return tuple(ScanSource(path, frame) for frame in range(count))


def _count_frames(path: Path) -> int:
    try:
        refuse_no_file(path)
        if is_pdf(path):
            if shutil.which("pdftoppm") is None:
                # Reported before the job begins: otherwise page after page would fail for the same reason.
                raise PopplerMissing(str(path))
            return count_pages(path)
        # Imported here: names and PDFs are looked at without Pillow.
        from ocr_pipeline.scans.images import count_frames

        return count_frames(path)
    except (InputError, OSError):
        # Reported when the scan is read: here it would end the whole job.
        return 1


class _Names:
    """The names of documents given so far: no two are alike."""

    def __init__(self, is_reserved: Callable[[str], bool] | None) -> None:
        self._is_reserved = is_reserved
        self._taken: set[str] = set()

    def unique(self, parts: tuple[str, ...]) -> str:
        """Return the parts as a relative path of safe names that no other document has."""
        path = "/".join(self._free(_safe(part)) for part in parts)
        candidate, number = path, 1
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{path}-{number}"
        self._taken.add(candidate.casefold())
        return candidate

    def _free(self, name: str) -> str:
        return f"{name}_" if self._is_reserved and self._is_reserved(name) else name


def _safe(name: str) -> str:
    """Return `name` as a file name on any system."""
    text = os.fsencode(name).decode("utf-8", errors="replace")
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\ufffd\u2028\u2029]', "_", text).strip(" .") or "_"
    return text.encode()[:NAME_BYTES].decode(errors="ignore").rstrip(" .")
