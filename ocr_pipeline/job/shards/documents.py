"""The documents of a job that several processes read: each is assembled by whoever finds all of its scans through.

Two that both find themselves last write the same bytes. Where one has written of pages that another has read anew
meanwhile, it sees so afterwards, and makes the document again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from ocr_pipeline.job.assemble import Assembled, DocumentPages, Made
from ocr_pipeline.job.execute import Progress
from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.request import Request
from ocr_pipeline.job.shards.awaited import Awaited
from ocr_pipeline.job.shards.through import Through
from ocr_pipeline.records import DocumentLine

LOOKS = 5
"""How often a document is made at most because its pages change meanwhile: who changes them makes it as well."""

Scans = tuple[PlannedScan, ...]


class SharedDocuments:
    """Assembles documents whose scans are through, whichever process read them.

    `progress` holds the pages of all processes, as far as they were looked at; `came` what came of each document that
    this process made; `missing` the scans that are not through of each that it could not make.
    """

    def __init__(self, request: Request, journal: JournalFollower, tell: Callable[[str, Made], None]) -> None:
        """Take what is asked and the journals; `tell` writes to this process's own that a document is made."""
        self.progress = Progress(request.plan)
        self.came: dict[str, Assembled] = {}
        self.missing: dict[str, Scans] = {}
        self._request = request
        self._journal = journal
        self._tell = tell
        self._assembly = dataclasses.replace(request.assembly, is_shared=True)
        self._through = Through(request, journal.state)

    def look_at(self, name: str, *, is_fresh: bool = False) -> bool:
        """Assemble a document if all of its scans are through, unless it stands so; return whether it stands now.

        What this process has to say of its scans is where others see it by then. `is_fresh` says that the journals were
        looked at just now. Raises `OutputError`.
        """
        made: Made | None = None
        made_of: tuple[str, ...] | None = None
        for _ in range(LOOKS):
            if made or not is_fresh:
                self._journal.look()
            if not self._take(name):
                # Who reads the rest, or reads a page of it anew just now, makes it.
                return False
            pages = self.progress.pages_of(name)
            if pages.marks == made_of:
                break
            # What it was made of by another's line is not what it is made of any more once it was made here.
            before = self._journal.state.document(name) if made is None else None
            made, made_of = self._make(name, pages, before), pages.marks
            if not made.is_new:
                break
        self.progress.number(name, made.numbers if made else {})
        self.progress.remarks[name] = made.remarks if made else ()
        return True

    def look_at_all(self) -> None:
        """Assemble all documents whose scans are through, unless they stand so. Raises `OutputError`."""
        self._journal.look()
        for name in self._request.plan.documents:
            self.look_at(name, is_fresh=True)

    def waiting(self) -> dict[str, Scans]:
        """Return, by document, the scans that are through by no journal; nothing else is looked at.

        Raises `OutputError`.
        """
        self._journal.look()
        found = {
            name: tuple(scan for scan in scans if self._through.line_of(scan) is None)
            for name, scans in self._request.plan.documents.items()
        }
        return {name: scans for name, scans in found.items() if scans}

    def assembled(self) -> Assembled:
        """Return what came of all documents that this process made."""
        every = [self.came[name] for name in self._request.plan.documents if name in self.came]
        return Assembled(
            [one for came in every for one in came.compared],
            [one for came in every for one in came.kept],
            [one for came in every for one in came.unwritten],
            [one for came in every for one in came.retired],
        )

    def _take(self, name: str) -> bool:
        """Take the pages of a document as all journals and the records say; return whether its scans are through."""
        missing = []
        for scan, outcome in self._through.outcomes(self._request.plan.documents[name]):
            if outcome is None:
                missing.append(scan)
                self.progress.rows.pop(scan, None)
            else:
                self.progress.take(scan, outcome)
        self.missing.pop(name, None)
        if missing:
            self.missing[name] = tuple(missing)
        return not missing

    def _make(self, name: str, pages: DocumentPages, before: DocumentLine | None) -> Made:
        came = Assembled()
        scans = self._request.plan.documents[name]
        awaited = Awaited(self._request.output, name, {scan: self.progress.rows[scan] for scan in scans})
        made = self._assembly.made(name, pages, before, came, awaited)
        if made.is_new or came.retired:
            came.retired[:0] = self.came[name].retired if name in self.came else []
            self.came[name] = came
        if made.is_new:
            self._tell(name, made)
        return made
