"""The lock of an output folder: one job at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ocr_pipeline.errors import OutputBusy
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.files import lock_file
from ocr_pipeline.store.lease import leased


@contextmanager
def only_job_in(output: Path) -> Iterator[Callable[[], None]]:
    """Hold the output folder against a second job; the lock goes with the process, however it ends (see `lease`).

    Gives what raises `OutputBusy` where the lock was lost to another job, as may happen in a store. Raises `OutputBusy`
    where another job holds it, `OutputError` where the folder cannot be written.
    """
    if isinstance(output, RemotePath):
        with leased(output) as still_held:
            yield still_held
        return
    try:
        lock = lock_file(output).open("w")
    except OSError as error:
        raise output_error(output, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputBusy(str(output)) from error
        except OSError as error:
            # Some network file systems have no locks.
            raise output_error(output, error) from error
        yield lambda: None
