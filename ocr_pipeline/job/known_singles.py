"""The files of a store that an earlier run of a job found to hold one scan each: nothing has to be read to know it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.records import PageState
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.scans import modified_ns
from ocr_pipeline.store.names import escaped
from ocr_pipeline.store.paths import relative_to_output, shown_path

_NUMBER = re.compile(r"(~\d+)?")
"""What the name of a scan has behind its file's, where that holds no other: nothing, or what tells files apart."""


class KnownSingles:
    """Says of a file of a store whether it is as it was when it was read, and was alone in its file then.

    The name that it was given says so: that of a scan in a file of several has a number of its own. A file with a page
    that failed, or that another version of the program read, is looked into again: it may count otherwise.
    """

    def __init__(self, output: Path, digest: str) -> None:
        """Take the folder of the job, its journals read when they are needed, and the digest of what reads now."""
        self._output = output
        self._digest = digest

    def __call__(self, path: RemotePath) -> bool:
        """Return whether it is known that the file holds one scan. Raises `OutputError`."""
        stored = shown_path(self._stored_folder(path) / path.name)
        status = path.stat()
        return self._known.get(stored) == (status.st_size, modified_ns(path, status))

    @cached_property
    def follower(self) -> JournalFollower:
        """Follows the journals of the job from when it is first asked for. Raises `OutputError`."""
        return JournalFollower(self._output)

    @cached_property
    def _known(self) -> dict[str, tuple[int, int]]:
        journal, known = self.follower.state, {}
        for document, name in journal.scans:
            line = journal.scan(document, name)
            if line is None or line.resumable is None or any(row.state is PageState.FAILED for row in line.pages):
                continue
            process = journal.processes.get(line.process)
            if process is None or process.begin is None or process.begin.digest != self._digest:
                continue
            stem = escaped(Path(line.path).stem)
            if name.startswith(stem) and _NUMBER.fullmatch(name.removeprefix(stem)):
                known[line.path] = line.resumable.size, line.resumable.mtime_ns
        return known

    def _stored_folder(self, path: RemotePath) -> Path:
        if path.parent not in self._folders:
            self._folders[path.parent] = relative_to_output(path, self._output).parent
        return self._folders[path.parent]

    @cached_property
    def _folders(self) -> dict[Path, Path]:
        return {}
