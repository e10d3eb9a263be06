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
from ocr_pipeline.store.documents import document_name, write_document
from ocr_pipeline.store.pages import remove_page, write_page
from ocr_pipeline.store.retired import retire_document_files, retire_pages


class PagesAsRead:
    """Writes pages, and their document, in place of what an earlier reading made of them; nothing if none was read.

    What else was in the folder, another document or pages that this one does not have, is retired at the end. `retired`
    are the names of these pages.
    """

    def __init__(self, scan: Path, folder: Path, settings: Settings, formats: Sequence[Format]) -> None:
        """Take the file that the pages are read from, the folder for them, and what they are read and written as."""
        self.retired: tuple[str, ...] = ()
        self._unwritten: list[Reason] = []
        self._some_read = False
        self._scan = scan
        self._folder = folder
        self._settings = settings
        self._formats = formats
        self._waiting: list[Page] = []

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
        if document_name(self._folder) not in (None, document.name):
            retire_document_files(self._folder)
        unwritten = write_document(self._folder, document, self._formats, self._settings.writing)
        self.retired = tuple(retire_pages(self._folder, {span.id for span in document.pages}))
        return (*self._unwritten, *unwritten)

    def _again(self, page: Page) -> PreparedAgain:
        return PreparedAgain(ScanSource(self._scan, page.scan.frame), self._settings)

    def _write(self, page: Page, prepared: Prepared) -> None:
        remove_page(self._folder, page.id)
        self._unwritten += write_page(self._folder, page, self._formats, prepared)
