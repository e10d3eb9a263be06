"""What a worker holds in memory between two scans, and how it gives back what it does not need."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

MEGABYTE = 2**20

MMAP_THRESHOLD, TRIM_THRESHOLD = (-3, 32 * MEGABYTE), (-1, 256 * MEGABYTE)
"""Parameters of glibc's allocator (`mallopt`): the size from which a block is the system's, which may be no larger, and
what may be free at the end of the heap. An image of 300 dpi has 8 MB; mapped anew, each is cleared page by page."""


def resident_bytes() -> int:
    """Return the memory that this process has, bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def keep_freed() -> None:
    """Have the allocator keep blocks as large as an image for the next one; without effect where it is not glibc's."""
    set_ = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_ is not None:
        for name, value in (MMAP_THRESHOLD, TRIM_THRESHOLD):
            set_(name, value)


def give_back() -> None:
    """Return to the system what the allocator keeps of the scan before; without effect where it is not glibc's."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
