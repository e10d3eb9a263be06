"""What there is to read: documents in a folder, the scans of each in the order of their names."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import InputError, NoScans, PopplerMissing, ScanForbidden, ScanNotFound
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans.pdf_contents import count_pages, is_pdf

SUFFIXES = frozenset(
    {
        ".jpg",
        ".jpeg",
        ".jpe",
        ".png",
        ".tif",
        ".tiff",
        ".jp2",
        ".j2k",
        ".jpx",
        ".webp",
        ".bmp",
        ".gif",
        ".pgm",
        ".pdf",
    }
)
"""Names that scans have; other files beside them (transcriptions, notes) are not looked at."""

NAME_BYTES = 120
"""Length of a document's name in UTF-8: file systems allow 255 bytes, and its files add to it."""


@dataclass(frozen=True)
class ScanDocument:
    """The scans that make one document, in order; `name` is safe as a relative path below the output folder."""

    name: str
    sources: tuple[ScanSource, ...]


def find_documents(root: Path, is_reserved: Callable[[str], bool] | None = None) -> tuple[ScanDocument, ...]:
    """Return the documents in the folder `root`, or the one in the file `root`, sorted by name, 2 before 10.

    Every folder that holds single images is a document of them; a PDF and a multi-page TIFF are documents of their
    own. A damaged file is a scan all the same, which fails when it is read. No part of a document's name is one that
    `is_reserved` says yes to: a job has files of its own in the same folders. Raises `ScanNotFound`, `ScanForbidden`,
    `NoScans`, or `PopplerMissing` where there is a PDF and nothing to draw it.
    """
    if not root.exists():
        raise ScanNotFound(str(root))
    names = _Names(is_reserved)
    if not root.is_dir():
        return (ScanDocument(names.unique((root.stem,)), _sources(root)),)
    found = tuple(_documents(root, names))
    if not found:
        raise NoScans(str(root))
    return found


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key that sorts names as a person does: figures by value, letters without regard to case."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFC", name).casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def _documents(root: Path, names: _Names) -> Iterator[ScanDocument]:
    for folder, files in _folders(root):
        shown = folder.relative_to(root).parts or (root.resolve().name or "scans",)
        singles: list[ScanSource] = []
        own: list[tuple[Path, tuple[ScanSource, ...]]] = []
        for file in files:
            sources = _sources(file)
            if len(sources) > 1 or file.suffix.lower() == ".pdf":
                own.append((file, sources))
            else:
                singles += sources
        if singles:
            yield ScanDocument(names.unique(shown), tuple(singles))
        base = folder.relative_to(root).parts
        for file, sources in own:
            yield ScanDocument(names.unique((*base, file.stem)), sources)


def _folders(root: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield each folder with its scan files, both in natural order; links to folders are not followed."""

    def refuse(error: OSError) -> None:
        raise ScanForbidden(str(error.filename), error.strerror or "") from error

    for folder, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural_key)
        chosen = (name for name in names if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."))
        yield (
            Path(folder),
            [Path(folder, name) for name in sorted(chosen, key=lambda name: (natural_key(name), name))],
        )


def _sources(path: Path) -> tuple[ScanSource, ...]:
    return tuple(ScanSource(path, frame) for frame in range(_count_frames(path)))


def _count_frames(path: Path) -> int:
    try:
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
