"""What there is to read: documents in a folder, the scans of each in the order of their names."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import InputError, NoScans, ScanForbidden, ScanNotFound
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import images, pdf

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

RESERVED = frozenset(
    {"job.json", "summary.csv", "documents.csv", "index.html", "pages", "document.txt", "document.json"}
)
"""Names that the job gives to files of its own in the same folders."""


@dataclass(frozen=True)
class ScanDocument:
    """The scans that make one document, in order; `name` is safe as a relative path below the output folder."""

    name: str
    sources: tuple[ScanSource, ...]


def find_documents(root: Path) -> tuple[ScanDocument, ...]:
    """Return the documents in the folder `root`, or the one in the file `root`, sorted by name, 2 before 10.

    Every folder that holds single images is a document of them; a PDF and a multi-page TIFF are documents of their
    own. A damaged file is a scan all the same, which fails when it is read. Raises `ScanNotFound`, `ScanForbidden`
    or `NoScans`.
    """
    if not root.exists():
        raise ScanNotFound(str(root))
    if not root.is_dir():
        return (ScanDocument(_safe(root.stem), _sources(root)),)
    taken: set[str] = set()
    found = tuple(_documents(root, taken))
    if not found:
        raise NoScans(str(root))
    return found


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key that sorts names as a person does: figures by value, letters without regard to case."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFC", name).casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def _documents(root: Path, taken: set[str]) -> Iterator[ScanDocument]:
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
            yield ScanDocument(_unique(shown, taken), tuple(singles))
        base = folder.relative_to(root).parts
        for file, sources in own:
            yield ScanDocument(_unique((*base, file.stem), taken), sources)


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
        return pdf.count_pages(path) if pdf.is_pdf(path) else images.count_frames(path)
    except (InputError, OSError):
        # Told when the scan is read: here it would end the whole job.
        return 1


def _unique(parts: tuple[str, ...], taken: set[str]) -> str:
    """Return the parts as a relative path of safe names that no other document has, and add it to `taken`."""
    path = "/".join(_safe(part) for part in parts)
    candidate, number = path, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{path}-{number}"
    taken.add(candidate.casefold())
    return candidate


def _safe(name: str) -> str:
    """Return `name` as a file name on any system, none of the names that the job itself uses."""
    text = os.fsencode(name).decode("utf-8", errors="replace")
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\ufffd\u2028\u2029]', "_", text).strip(" .") or "_"
    text = text.encode()[:NAME_BYTES].decode(errors="ignore").rstrip(" .")
    return f"{text}_" if text.casefold() in RESERVED else text
