"""The pages of a TIFF as its directories are chained, followed to the end or to where the chain is broken.

A TIFF is a list: each directory describes one page and says where the next one stands (TIFF 6.0, section 2; BigTIFF has
the same with 64 bits). One damaged link hides every page after it, so that the chain is followed here, link by link,
instead of being left to a decoder, which either reports no page beyond the first or ends as if nothing were missing.
"""

from __future__ import annotations

import io
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_DIRECTORIES = 65_535
"""Pages of one file: as many as libtiff counted in 16 bits; a longer chain is made to be followed without end."""

_HEADER_BYTES = 16
"""Bytes of a BigTIFF's header, the longer of the two."""


@dataclass(frozen=True)
class TiffChain:
    """Where the directories of a TIFF begin, in bytes from its beginning, and why the chain ends early, if it does.

    `broken` is None where the last directory says that it is the last.
    """

    directories: tuple[int, ...]
    broken: str | None = None


@dataclass(frozen=True)
class _Layout:
    """How a TIFF writes its numbers: byte order, and the sizes in bytes in which classic TIFF and BigTIFF differ."""

    order: str
    link_at: int
    link: str
    count: str
    entry_bytes: int


def tiff_chain(path: Path) -> TiffChain | None:
    """Return the chain of directories of a TIFF; None for a file that is none. Raises `OSError`."""
    with path.open("rb") as file:
        return chain_in(file, os.fstat(file.fileno()).st_size)


def chain_in(file: BinaryIO, size: int) -> TiffChain | None:
    """Return the chain of an open file of `size` bytes, as `tiff_chain` does of a path."""
    file.seek(0)
    layout = _layout(file.read(_HEADER_BYTES))
    return None if layout is None else _followed(file, layout, size)


def opened_at(path: Path, directory: int) -> BinaryIO:
    """Return the TIFF as a file whose first directory is the one that begins at byte `directory`. Raises `OSError`.

    A page can be opened so whatever became of the directories before it; the bytes themselves stay where they are.
    """
    return io.BufferedReader(_StartingAt(path, directory))


def _followed(file: BinaryIO, layout: _Layout, size: int) -> TiffChain:
    """Return the chain of a file of `size` bytes."""
    found: dict[int, None] = {}
    link = _number(file, layout.link_at, layout.order + layout.link)
    while link:
        if link in found:
            return TiffChain(tuple(found), f"after page {len(found)} it leads back to page {[*found].index(link) + 1}")
        if len(found) == MOST_DIRECTORIES:
            return TiffChain(tuple(found), f"it has more than {MOST_DIRECTORIES} pages")
        entries = _number(file, link, layout.order + layout.count) if link < size else None
        if not entries:
            return TiffChain(tuple(found), f"page {len(found) + 1} is not where page {len(found)} says")
        found[link] = None
        end = link + struct.calcsize(layout.order + layout.count) + entries * layout.entry_bytes
        if end > size:
            return TiffChain(tuple(found)[:-1], f"the file ends within the description of page {len(found)}")
        link = _number(file, end, layout.order + layout.link)
    return TiffChain(tuple(found), None if link == 0 else f"the file ends after the description of page {len(found)}")


def _number(file: BinaryIO, offset: int, form: str) -> int | None:
    """Return the number at an offset; None where the file has ended."""
    file.seek(offset)
    content = file.read(struct.calcsize(form))
    if len(content) < struct.calcsize(form):
        return None
    number: int = struct.unpack(form, content)[0]
    return number


def _layout(header: bytes) -> _Layout | None:
    order = {b"II": "<", b"MM": ">"}.get(header[:2])
    if order is None:
        return None
    version = header[2:4]
    if version in (b"*\0", b"\0*"):
        return _Layout(order, link_at=4, link="I", count="H", entry_bytes=12)
    if version in (b"+\0", b"\0+"):
        return _Layout(order, link_at=8, link="Q", count="Q", entry_bytes=20)
    return None


class _StartingAt(io.FileIO):
    """A TIFF in whose header stands another first directory."""

    def __init__(self, path: Path, directory: int) -> None:
        super().__init__(path, "rb")
        header = os.pread(self.fileno(), _HEADER_BYTES, 0)
        layout = _layout(header)
        if layout is None:
            self._header = header
            return
        link = struct.pack(layout.order + layout.link, directory)
        self._header = header[: layout.link_at] + link + header[layout.link_at + len(link) :]

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        """Fill the buffer from where the file stands; see `io.RawIOBase.readinto`."""
        start = self.tell()
        count = super().readinto(buffer)
        if count and start < len(self._header):
            mine = self._header[start : start + count]
            memoryview(buffer).cast("B")[: len(mine)] = mine
        return count

    def readall(self) -> bytes:
        """Return what is left of the file; see `io.RawIOBase.readall`."""
        start = self.tell()
        return self._header[start:] + super().readall()[max(0, len(self._header) - start) :]
