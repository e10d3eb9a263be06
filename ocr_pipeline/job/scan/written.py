"""The pages of one scan written to a folder as they are read, so that none of their images is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ocr_pipeline.formats.format import Format, Prepared
from ocr_pipeline.job.scan.page import PageResult
from ocr_pipeline.job.scan.prepared import PreparedAgain
from ocr_pipeline.records import Document, Page, PageState, Reason, ScanSource
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.files import scan_of
from ocr_pipeline.store.pages import remove_pages, write_page


class PagesAsRead:
    """Writes pages, and their document, in place of what an earlier reading made of them; nothing if none was read."""

    def __init__(self, scan: Path, folder: Path, settings: Settings, formats: Sequence[Format]) -> None:
        """Take the file that the pages are read from, the folder for them, and what they are read and written as."""
        self._unwritten: list[Reason] = []
        self._some_read = False
        self._scan = scan
        self._folder = folder
        self._settings = settings
        self._formats = formats
        self._waiting: list[Page] = []
        self._begun: set[str] = set()

    def take(self, result: PageResult) -> None:
        """Write a page, or let it wait while none could be read. Raises `OutputError`."""
        if result.page.state is PageState.FAILED and not self._some_read:
            # Its image is let go: where it is wanted after all, it is made again.
            self._waiting.append(result.page)
            return
        self._some_read = True
        for page in self._waiting:
            self._write(page, partial(self._again(page).image_of, page))
        self._waiting.clear()
        self._write(result.page, result.prepared)

    def end(self, document: Document) -> tuple[Reason, ...]:
        """Write the document of the pages; return which files could not be made, and why. Raises `OutputError`."""
        if not self._some_read:
            return ()
        return (*self._unwritten, *write_document(self._folder, document, self._formats))

    def _again(self, page: Page) -> PreparedAgain:
        return PreparedAgain(ScanSource(self._scan, page.scan.frame), self._settings)

    def _write(self, page: Page, prepared: Prepared) -> None:
        name = scan_of(page.id, page.scan.side)
        if name not in self._begun:
            remove_pages(self._folder, name)
            self._begun.add(name)
        self._unwritten += write_page(self._folder, page, self._formats, prepared)
