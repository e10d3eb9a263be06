"""Pages that no scan seems to give any more, and that another process may just have read: they stay where they are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from ocr_pipeline.job.housekeeping import is_gone
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.records import PageRow, Side
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.files import page_file, pages_folder
from ocr_pipeline.store.names import page_id
from ocr_pipeline.store.pages import scan_of


class Awaited:
    """Says of a page in a document's folder whether a process may have written it that has not said so yet."""

    def __init__(self, output: Path, document: str, rows: Mapping[PlannedScan, tuple[PageRow, ...]]) -> None:
        """Take the document's scans with their pages, as they are known."""
        self._output = output
        self._folder = output / document
        self._rows = {page_id(scan.name, side): its for scan, its in rows.items() for side in Side}

    def __call__(self, page: str) -> bool:
        """Return whether it stays: it is not finished, its scan is there and not in the plan, or it is the fresher.

        A scan is read anew under other names, as two sides of a spread. Where these are fresher than the pages by which
        it is known, their process has yet to say that it is through. Times of files are compared alone, which the one
        machine gives that they lie on.
        """
        scan, written = scan_of(self._folder, page), self._written(page)
        if scan is None or written is None:
            return True
        if page not in self._rows:
            return not is_gone(scan.path, self._output)
        known = (self._written(row.page) for row in self._rows[page])
        latest = max((time for time in known if time is not None), default=0)
        # The times of a store are whole seconds: what is of the same one may be the fresher.
        return written > latest or (isinstance(self._output, RemotePath) and written == latest)

    def _written(self, page: str) -> int | None:
        """Return when a page's record was written, nanoseconds; None where it is not there."""
        record = page_file(self._folder, page)
        if isinstance(record, RemotePath):
            status = self._listed.get(record.name)
            return status.st_mtime_ns if status is not None else None
        try:
            return record.stat().st_mtime_ns
        except OSError:
            return None

    @cached_property
    def _listed(self) -> dict[str, os.stat_result]:
        """What the folder of pages holds in a store, by one look for all of them."""
        folder = pages_folder(self._folder)
        return folder.statuses() if isinstance(folder, RemotePath) else {}
