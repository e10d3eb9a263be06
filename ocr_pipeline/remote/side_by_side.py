"""Calls of a store side by side, for which nobody waits any more once what they were for has failed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from ocr_pipeline.remote.calls import heed


@contextmanager
def side_by_side(count: int) -> Iterator[ThreadPoolExecutor]:
    """Give `count` threads that ask a store within the block.

    Where the block ends by an exception, an interrupt too, it ends at once: calls that have not begun are not made, and
    those that have are not repeated.
    """
    given_up = threading.Event()
    pool = ThreadPoolExecutor(count, initializer=heed, initargs=(given_up,))
    try:
        yield pool
    except BaseException:
        given_up.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
