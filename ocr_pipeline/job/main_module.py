"""A script that starts a job without a guard: its worker processes import it, and would start the job again.

A worker process is started afresh (`spawn`) and imports the script that started the job, as Python's `multiprocessing`
documents under "Safe importing of main module". The worker ends at once where it finds itself about to start a job, and
leaves a note for the process that waits for it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import current_process
from pathlib import Path

from ocr_pipeline.errors import ExitCode, MainUnimportable
from ocr_pipeline.job.environment import environment

_NOTE = "OCR_PIPELINE_UNGUARDED_MAIN"
"""Environment variable with the path of the file whose presence says that the script was found without a guard."""


def refuse_in_starting_worker() -> None:
    """End this process if it is a worker that is importing the script which started the job; else do nothing.

    Raises `MainUnimportable` where workers could not import it.
    """
    file = getattr(sys.modules.get("__main__"), "__file__", None)
    if file is not None and not Path(file).exists():
        raise MainUnimportable(file)
    # What multiprocessing itself goes by when it refuses to start processes then.
    if not getattr(current_process(), "_inheriting", False):
        return
    note = os.environ.get(_NOTE)
    if note:
        Path(note).touch()
    raise SystemExit(int(ExitCode.USAGE))


@contextmanager
def noting_unguarded_main() -> Iterator[Callable[[], bool]]:
    """Give what tells whether a worker that was started within this block has ended for that reason."""
    with tempfile.TemporaryDirectory(prefix="ocr-pipeline-") as folder:
        note = Path(folder) / "unguarded"
        with environment(**{_NOTE: str(note)}):
            yield note.exists
