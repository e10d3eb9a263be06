"""Which pages lie in a document's folder, by one look at it."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.formats.json import PAGE_SUFFIX
from ocr_pipeline.remote.listing import sizes_in
from ocr_pipeline.store.files import page_file, pages_folder


class PageListing:
    """The files of a document's pages with their sizes, as they were when it was made.

    One listing takes the place of a question for each page: 100,000 pages are asked for in half a second here, and over
    a network, where a listing comes with sizes, in as many round trips as there are folders.
    """

    def __init__(self, folder: Path) -> None:
        """Look into a document's folder; one that is not there, or may not be looked into, has no pages."""
        self._folder = folder
        self._bytes: dict[str, int] = {}
        try:
            self._bytes = sizes_in(pages_folder(folder))
        except OSError:
            # What is wrong with the folder is reported when its pages are written.
            self._bytes = {}

    def bytes_of(self, page: str, suffix: str = PAGE_SUFFIX) -> int | None:
        """Return the size of a page's file, by default of its record; None where it is not there."""
        return self._bytes.get(page_file(self._folder, page, suffix).name)


def record_bytes(folder: Path, page: str) -> int:
    """Return the size of a page's record; 0 where it is not there: no record is empty."""
    try:
        return page_file(folder, page).stat().st_size
    except OSError:
        return 0
