"""What C libraries print on standard error, kept from the terminal and handed to who called them.

libtiff tells nobody but the terminal that data is damaged: the decoder returns a picture all the same.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2
"""File descriptor of standard error (POSIX)."""

_ONE_AT_A_TIME = threading.Lock()
"""The descriptor is one for the whole process: two threads would give each other the other's file back."""


@contextmanager
def c_messages(lines: list[str]) -> Iterator[None]:
    """Add to `lines` what is printed on standard error meanwhile, also where it ends in an exception.

    It is meant for one call of a decoder: what other threads print in that time lands here as well.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as kept:
        if sys.stderr is not None:
            sys.stderr.flush()
        try:
            before = os.dup(_STDERR)
        except OSError:
            # Standard error is closed: there is nowhere that a library could print to.
            yield
            return
        os.dup2(kept.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(before, _STDERR)
            os.close(before)
            kept.seek(0)
            lines += kept.read().decode(errors="replace").splitlines()
