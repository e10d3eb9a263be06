"""Checksums of all results: a manifest beside them, or, where the folder is the payload of a bag, the bag (RFC 8493).

A bag keeps its payload in a folder `data` and its manifests beside that. The folder OUTPUT is such a payload as it
is if it is called `data` and stands alone in its folder, which then becomes the bag: nothing is copied, and a job that
is run again goes on in it. Any other output gets a manifest among its own files, which `sha256sum --check` reads.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from ocr_pipeline.remote.ahead import fetched_ahead
from ocr_pipeline.remote.listing import walk
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import PART, output_error, write_bytes, writing
from ocr_pipeline.store.files import DECLARATION, INFO, MANIFEST, PAYLOAD, TAG_FILES, TAG_MANIFEST, lock_file
from ocr_pipeline.version import PROGRAM


@dataclass(frozen=True)
class WrittenManifest:
    """A manifest that was written, how many files it names and how many bytes they hold; and whether it is of a bag."""

    path: Path
    files: int
    bytes_named: int
    is_bag: bool

    def text(self) -> str:
        """Return where it is and how it is checked, for a terminal."""
        counted = f"{self.files:,} files, {self.bytes_named:,} bytes"
        if self.is_bag:
            return f"Checksums: {self.path} ({counted}); {self.path.parent} is a bag (BagIt, RFC 8493)"
        return f"Checksums: {self.path} ({counted}); check them there with: sha256sum --check --quiet {MANIFEST}"


def write_manifest(output: Path, today: date) -> WrittenManifest:
    """Write the checksums of all files of an output, in one order always, and return what was written.

    Written again over the same files it is the same, byte by byte. Nothing else may be writing to the folder. Raises
    `OutputError`.
    """
    root = output.resolve()
    if not is_payload(root):
        return _manifest(root, root, output / MANIFEST)
    bag = root.parent
    written = _manifest(bag, root, bag / MANIFEST)
    write_bytes(bag / DECLARATION, b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    _write_info(bag / INFO, written, today)
    named = (DECLARATION, INFO, MANIFEST)
    write_bytes(bag / TAG_MANIFEST, b"".join(_line(bag, bag / name, in_bag=True)[0] for name in named))
    return written


def is_payload(output: Path) -> bool:
    """Return whether an output is called as the payload of a bag is, and nothing but a bag's files is beside it."""
    if output.name != PAYLOAD or (isinstance(output, RemotePath) and output == output.bucket):
        # Beside a bucket there are other buckets, and no files.
        return False
    try:
        beside = {one.name for one in output.parent.iterdir()}
    except OSError:
        return False
    return beside <= {PAYLOAD, *TAG_FILES}


def _manifest(base: Path, payload: Path, path: Path) -> WrittenManifest:
    """Write the manifest of the files in `payload`, named relative to `base`; they are read once, and none is held."""
    is_bag, files, counted = base != payload, 0, 0
    # On a disk a bag's lock stays in it; in a store it is gone when the job has ended.
    lock = () if is_bag and not isinstance(payload, RemotePath) else (lock_file(payload),)
    without = lock if is_bag else (payload / path.name, *lock)
    # A line at a time: of ten million pages the manifest has gigabytes.
    with writing(path) as manifest:
        for _, (line, length) in fetched_ahead(_files(payload, without), partial(_line, base, in_bag=is_bag)):
            manifest.write(line)
            files, counted = files + 1, counted + length
    return WrittenManifest(path, files, counted, is_bag)


def _files(root: Path, without: Collection[Path]) -> Iterator[Path]:
    """Yield the files in a folder and below it, by their names; links to folders are not followed."""

    def fail(error: OSError) -> None:
        raise output_error(root, error) from error

    for folder, inner, names in walk(root, fail):
        inner.sort(key=os.fsencode)
        for name in sorted(names, key=os.fsencode):
            file, is_part = folder / name, name.startswith(".") and name.endswith(PART)
            if not is_part and file not in without:
                yield file


def _line(base: Path, file: Path, *, in_bag: bool) -> tuple[bytes, int]:
    """Return the line of a file in a manifest, and the bytes that the file holds."""
    try:
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            length = content.tell()
    except OSError as error:
        raise output_error(file, error) from error
    name = os.fsencode(file.relative_to(base).as_posix())
    return (_bag_line if in_bag else _checked_line)(digest, name), length


def _bag_line(digest: str, name: bytes) -> bytes:
    """Return a line as a bag has it: line ends in it are percent-encoded, and so is `%` (RFC 8493, 2.1.3).

    The library bagit 1.9 leaves `%25` as it is, and does not find such a file; validators by the RFC do.
    """
    encoded = name.replace(b"%", b"%25").replace(b"\n", b"%0A").replace(b"\r", b"%0D")
    return digest.encode() + b"  " + encoded + b"\n"


def _checked_line(digest: str, name: bytes) -> bytes:
    """Return a line as `sha256sum` has it: a backslash before it says that its name is escaped."""
    escaped = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if escaped != name else b"") + digest.encode() + b"  " + escaped + b"\n"


def _write_info(path: Path, written: WrittenManifest, today: date) -> None:
    """Write what the bag holds; its date stays the day on which it first held just that."""
    oxum = f"Payload-Oxum: {written.bytes_named}.{written.files}\n"
    said = f"Bag-Software-Agent: {PROGRAM}\n{oxum}"
    before = _text(path)
    if not before.endswith(said) or not _same_manifest(path.with_name(TAG_MANIFEST), written.path):
        write_bytes(path, f"Bagging-Date: {today.isoformat()}\n{said}".encode())


def _same_manifest(tag_manifest: Path, manifest: Path) -> bool:
    """Return whether the manifest is the one that the bag's earlier tag manifest names."""
    line, _ = _line(manifest.parent, manifest, in_bag=True)
    return line.decode(errors="replace") in _text(tag_manifest)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
