"""What a worker holds in memory between two scans, and how it gives back what it does not need."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

MEGABYTE = 2**20


def resident_bytes() -> int:
    """Return the memory that this process has, bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def give_back() -> None:
    """Return to the system what the allocator keeps of the scan before; without effect where it is not glibc's."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
