"""Signals that end a job."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM (what `docker stop` sends) end the job as an interrupt at the terminal does."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:
        # Not the main thread: a caller from Python keeps its own handling of signals.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
