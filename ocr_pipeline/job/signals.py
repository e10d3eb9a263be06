"""Signals that end a job or a command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.workers.table import kill_descendants
from ocr_pipeline.job.workers.temporary import remove_in_use

Handler = Callable[[int, FrameType | None], None]


@contextmanager
def terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM (what `docker stop` sends) end the job as an interrupt at the terminal does.

    Within `ended_by_signals` that has its say.
    """
    with _handling({signal.SIGTERM: _interrupt}, unless=_ended_by_signals):
        yield


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGINT and SIGTERM end a command: the first with all it has started, in good order, the second at once.

    A program that was started may run on for minutes, and what waits for it as well: so it is ended first.
    """
    with _handling({signal.SIGINT: _ended_by_signals, signal.SIGTERM: _ended_by_signals}):
        yield


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ended_by_signals(_signal: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ended_at_once)
    kill_descendants()
    raise KeyboardInterrupt


def _ended_at_once(_signal: int, _frame: FrameType | None) -> None:
    """End without a word more: each page that is finished has its record, which is what the next run goes by."""
    kill_descendants()
    remove_in_use()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(int(ExitCode.INTERRUPTED))


@contextmanager
def _handling(handlers: dict[signal.Signals, Handler], unless: Handler | None = None) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in handlers}
    if unless is not None and unless in before.values():
        yield
        return
    try:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    except ValueError:
        # Not the main thread: a caller from Python keeps its own handling of signals.
        yield
        return
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)
