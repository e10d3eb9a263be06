"""Which scans of a job are through, whichever process read them: by its line in a journal and the records on disk.

The records alone count. The line says where to look, what failed, and what the file was like; where it is lost, the
records say by their keys that they are of this job.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.journal.resume import is_the_same, is_there, kept_outcome
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.provenance import digest_of
from ocr_pipeline.job.request import Request
from ocr_pipeline.job.scan.reader import reader_of
from ocr_pipeline.job.scan.worker import Outcome, known_by, page_key, stored
from ocr_pipeline.records import PageRow, PageState, ScanLine, Side
from ocr_pipeline.scans import modified_ns
from ocr_pipeline.store.listing import PageListing
from ocr_pipeline.store.names import page_id


class Through:
    """Finds the scans that are through under what a job is asked."""

    def __init__(self, request: Request, journal: JournalState) -> None:
        """Take what is asked, and what all journals say, which may be brought up to date meanwhile."""
        self._request = request
        self._journal = journal
        self._digest = digest_of(request.provenance)

    def outcomes(self, scans: Iterable[PlannedScan]) -> Iterator[tuple[PlannedScan, Outcome | None]]:
        """Yield scans of one document with what came of them; None where they are not through.

        Raises `OutputError` for a record that is there and cannot be read.
        """
        listing: PageListing | None = None
        for scan in scans:
            listing = listing or PageListing(self._request.output / scan.document)
            yield scan, self._outcome(scan, listing)

    def line_of(self, scan: PlannedScan) -> ScanLine | None:
        """Return the latest line of a scan, of a process that read it, or failed to, under what is asked; else None."""
        line = self._journal.scan(scan.document, scan.name)
        if line is None or line.path != scan.path or not line.pages:
            return None
        process = self._journal.processes.get(line.process)
        begin = process.begin if process else None
        return line if begin is not None and begin.digest == self._digest else None

    def _outcome(self, scan: PlannedScan, listing: PageListing) -> Outcome | None:
        line = self.line_of(scan)
        if line is not None:
            if any(row.state is PageState.FAILED for row in line.pages):
                there = all(listing.bytes_of(row.page) is not None for row in line.pages)
                return kept_outcome(line) if there else None
            if not is_the_same(scan, line, self._request.settings, self._request.engine):
                return None
            if is_there(line, listing):
                return kept_outcome(line)
        if all(listing.bytes_of(page_id(scan.name, side)) is None for side in Side):
            return None
        return self._of_records(scan)

    def _of_records(self, scan: PlannedScan) -> Outcome | None:
        """Return what came of a scan by the records of its pages, its line being lost or of another reading."""
        request, folder = self._request, self._request.output / scan.document
        try:
            status = scan.source.path.stat()
        except OSError:
            return None
        for pages in stored(folder, scan.name):
            reader = reader_of(request.engine, scan)
            keys = {page_key(page.scan.sha256, scan.source.frame, request.settings, reader) for page in pages}
            if keys == {page.key for page in pages} and all(page.scan.path == scan.path for page in pages):
                names = [page.id for page in pages]
                size_and_time = status.st_size, modified_ns(scan.source.path, status)
                known = known_by(scan, folder, size_and_time, pages[0].scan.sha256, pages[0].key, names)
                rows = tuple(PageRow.of(scan.document, page, kept=True) for page in pages)
                return Outcome(rows, 0, resumable=known)
        return None
