"""Environment variables for the processes that are started within a block, and for none after it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """Set variables for the time of the block, and put back what was there before.

    Blocks may overlap, in several threads as well, and end in any order: a variable has the value of the block that
    was begun last and has not ended.
    """
    block = object()
    with _lock:
        for name, value in variables.items():
            _blocks.setdefault(name, {None: os.environ.get(name)})[block] = value
            os.environ[name] = value
    try:
        yield
    finally:
        with _lock:
            for name in variables:
                values = _blocks[name]
                del values[block]
                _set(name, next(reversed(values.values())))
                if len(values) == 1:
                    del _blocks[name]


_blocks: dict[str, dict[object, str | None]] = {}
"""The values that open blocks give each variable, in the order in which these began, after what was there before."""

_lock = threading.Lock()


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
