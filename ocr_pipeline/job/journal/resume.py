"""Resume: the scans that need no worker, since the journal knows them, and the documents that are as they were.

A worker that finds a scan finished hashes its file and reads the records of its pages, glyphs and all: a tenth of a
second, and for a hundred thousand scans hours. Here it is a look at the file's size and time and one at each folder.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.request import Request
from ocr_pipeline.job.scan.reader import reader_of
from ocr_pipeline.job.scan.safer import WITH_LESS
from ocr_pipeline.job.scan.worker import Outcome, page_key
from ocr_pipeline.recognize import PageSource
from ocr_pipeline.records import DocumentLine, PageState, ScanLine
from ocr_pipeline.scans import modified_ns
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.listing import PageListing


def finished_scans(request: Request, journal: JournalState, plan: Plan | None = None) -> Iterator[PlannedScan]:
    """Yield the scans of a job that an earlier run finished, but those that it redoes; nothing is read of them.

    `plan` is the part of its plan that is looked at, all of it unless given. Such a scan is read from the same path as
    then; its file has the size and the time that it had when it was hashed, and its key is the same; the records of its
    pages are there, in their size, and their files in the job's formats too. Any other is for a worker, who finds out
    what is the matter.
    """
    suffixes = [one.suffix for one in request.formats if one.page]
    for document, scans in (plan or request.plan).documents.items():
        listing: PageListing | None = None
        for scan in scans:
            line = journal.scan(document, scan.name)
            if line is None or not is_the_same(scan, line, request.settings, request.engine):
                continue
            if request.redo.wants(scan, was_read_with_less=_was_read_with_less(line)):
                continue
            listing = listing or PageListing(request.output / document)
            if is_there(line, listing, suffixes):
                yield scan


def is_the_same(scan: PlannedScan, line: ScanLine, settings: Settings, engine: PageSource) -> bool:
    """Return whether a scan was read, as it is now, under these settings, by its line in the journal."""
    before = line.resumable
    if before is None or line.path != scan.path or before.frame != scan.source.frame:
        return False
    if not line.pages or any(row.state is PageState.FAILED for row in line.pages):
        return False
    try:
        status = scan.source.path.stat()
    except OSError:
        return False
    if (status.st_size, modified_ns(scan.source.path, status)) != (before.size, before.mtime_ns):
        return False
    return page_key(before.sha256, before.frame, settings, reader_of(engine, scan)) == before.key


def _was_read_with_less(line: ScanLine) -> bool:
    return any(not WITH_LESS.isdisjoint(row.codes) for row in line.pages)


def is_there(line: ScanLine, listing: PageListing, suffixes: Sequence[str] = ()) -> bool:
    """Return whether the records of a scan's pages are there as its line says, and their files with these suffixes."""
    before = line.resumable
    if before is None or len(line.pages) != len(before.record_bytes):
        return False
    return all(
        listing.bytes_of(row.page) == size
        and all(listing.bytes_of(row.page, suffix) is not None for suffix in suffixes)
        for row, size in zip(line.pages, before.record_bytes, strict=True)
    )


def kept_outcomes(scans: Iterable[PlannedScan], journal: JournalState) -> Iterator[tuple[PlannedScan, Outcome]]:
    """Yield finished scans with their outcomes; the journal loses the line of each, since they are many."""
    for scan in scans:
        line = journal.scan(scan.document, scan.name)
        del journal.scans[scan.document, scan.name]
        if line is not None:
            yield scan, kept_outcome(line)


def kept_outcome(line: ScanLine) -> Outcome:
    """Return what came of a scan by its line in the journal, its pages kept."""
    return Outcome(tuple(row.as_kept() for row in line.pages), 0, resumable=line.resumable)


def made_before(plan: Plan, finished: Container[PlannedScan], journal: JournalState) -> dict[str, DocumentLine]:
    """Return the documents whose scans are all finished and were made after the last of them was, by name."""
    found = {}
    for document, scans in plan.documents.items():
        stored, line = journal.documents.get(document), journal.document(document)
        if (
            stored
            and line
            and all(scan in finished and journal.scans[document, scan.name].order < stored.order for scan in scans)
        ):
            found[document] = line
    return found
