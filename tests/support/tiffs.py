"""TIFF files written by hand: each byte order, classic and big, with directories where a test can damage them."""

from __future__ import annotations

import struct

WIDTH, HEIGHT = 40, 30
"""Pixels of each page."""

_SHORT, _LONG = 3, 4


def tiff(pages: int, order: str = "II", *, big: bool = False) -> bytes:
    """Return a TIFF of uncompressed grey pages, the one with index i a plain 10 * i; each directory, then its data."""
    sign = {"II": "<", "MM": ">"}[order]
    header = struct.pack(f"{sign}HHHQ", 43, 8, 0, 16) if big else struct.pack(f"{sign}HI", 42, 8)
    content = bytearray(order.encode() + header)
    for page in range(pages):
        data = len(content) + directory_bytes(big=big)
        pixels = bytes([10 * page]) * (WIDTH * HEIGHT)
        following = data + len(pixels) if page < pages - 1 else 0
        content += _directory(sign, data, following, big=big) + pixels
    return bytes(content)


def directories(pages: int, *, big: bool = False) -> tuple[int, ...]:
    """Return where the directories of `tiff` begin."""
    step = directory_bytes(big=big) + WIDTH * HEIGHT
    return tuple((16 if big else 8) + step * page for page in range(pages))


def link_of(page: int, *, big: bool = False) -> int:
    """Return where the directory of a page says where the next one begins."""
    return directories(page + 1, big=big)[page] + directory_bytes(big=big) - (8 if big else 4)


def relinked(content: bytes, page: int, target: int, order: str = "II", *, big: bool = False) -> bytes:
    """Return a TIFF in which the directory after that of a page is said to begin at `target`."""
    sign = {"II": "<", "MM": ">"}[order]
    link = struct.pack(f"{sign}{'Q' if big else 'I'}", target)
    at = link_of(page, big=big)
    return content[:at] + link + content[at + len(link) :]


def directory_bytes(*, big: bool) -> int:
    """Return the length of a directory of `tiff`."""
    return 8 + 9 * 20 + 8 if big else 2 + 9 * 12 + 4


def _directory(sign: str, data: int, following: int, *, big: bool) -> bytes:
    entries = (
        (256, _SHORT, WIDTH),
        (257, _SHORT, HEIGHT),
        (258, _SHORT, 8),
        (259, _SHORT, 1),
        (262, _SHORT, 1),
        (273, _LONG, data),
        (277, _SHORT, 1),
        (278, _SHORT, HEIGHT),
        (279, _LONG, WIDTH * HEIGHT),
    )
    count, link, room = ("Q", "Q", 8) if big else ("H", "I", 4)
    written = struct.pack(f"{sign}{count}", len(entries))
    for tag, kind, value in entries:
        content = struct.pack(f"{sign}{'H' if kind == _SHORT else 'I'}", value).ljust(room, b"\0")
        written += struct.pack(f"{sign}HH{count if big else 'I'}", tag, kind, 1) + content
    return written + struct.pack(f"{sign}{link}", following)
