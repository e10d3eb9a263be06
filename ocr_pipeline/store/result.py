"""A result to be compared: a document folder that a job wrote, or a scan, which is then read first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ocr_pipeline.errors import (
    NoScans,
    ResultIsFile,
    ResultIsScans,
    ResultNotFound,
    ResultPagesMissing,
    ResultsSeveral,
    ResultUnread,
)
from ocr_pipeline.records import Document, Page, PageState
from ocr_pipeline.scans import find_documents
from ocr_pipeline.scans.folders import SUFFIXES
from ocr_pipeline.store.documents import read_document
from ocr_pipeline.store.files import (
    document_file,
    document_folder_of,
    document_records,
    holds_output,
    pages_folder,
)
from ocr_pipeline.store.pages import read_page
from ocr_pipeline.store.paths import find_scan, output_of

NAMED = 10
"""Pages that a message names; the rest it counts."""


@dataclass(frozen=True)
class Result:
    """A document and its pages. `folder` is where a job wrote them, None for a scan that was just read.

    `page` gives a page by its index, with its glyphs; None where its record is missing.
    """

    document: Document
    page: Callable[[int], Page | None]
    folder: Path | None = None

    def pages(self) -> list[Page]:
        """Return the pages whose records are there, in their order, without their glyphs: they are many."""
        return [page for page in self._lean if page is not None]

    def missing(self) -> tuple[str, ...]:
        """Return the names of the pages whose records are not there."""
        pairs = zip(self.document.pages, self._lean, strict=True)
        return tuple(span.id for span, page in pairs if page is None)

    def scan(self, path: str) -> Path:
        """Return the file that a page's record means by the path of its scan, whether it is there or not."""
        return find_scan(path, output_of(self.folder, self.document.name) if self.folder else None)

    def check(self) -> None:
        """Raise `ResultPagesMissing` or `ResultUnread` where there is no page that a comparison could go by."""
        pages = self.pages()
        if self.document.pages and not pages:
            where = str(pages_folder(self.folder)) if self.folder else self.document.name
            raise ResultPagesMissing(where, f"pages {named(span.id for span in self.document.pages)}")
        if pages and all(page.state is PageState.FAILED for page in pages):
            raise ResultUnread(self.document.name, why_unread(pages[0]))

    @cached_property
    def _lean(self) -> tuple[Page | None, ...]:
        found = (self.page(index) for index in range(len(self.document.pages)))
        return tuple(page and page.without_glyphs() for page in found)


def named(ids: Iterable[str]) -> str:
    """Return the ids of pages as a message gives them: not more than a line takes."""
    ids = list(ids)
    more = len(ids) - NAMED
    return ", ".join(ids[:NAMED]) + (f" and {more} more" if more > 0 else "")


def why_unread(page: Page) -> str:
    """Return why a page could not be read, as its record says."""
    return page.reasons[0].message.rstrip(".") if page.reasons else page.state.value


def of_pages(document: Document, pages: Sequence[Page]) -> Result:
    """Return the result that pages just read make."""
    return Result(document, lambda index: pages[index] if index < len(pages) else None)


def is_result(path: Path) -> bool:
    """Return whether a path is a folder that a job wrote, of one document or of several."""
    return path.is_dir() and bool(_records(path))


def is_scan(path: Path) -> bool:
    """Return whether a path names a scan, to be read first, rather than a result. Raises `ResultIsFile`."""
    if not path.is_file():
        return not path.is_dir()
    folder = document_folder_of(path)
    if folder is not None and path.suffix.lower() not in SUFFIXES:
        raise ResultIsFile(str(path), f"of that in {folder}")
    return True


def read_result(path: Path) -> Result:
    """Return the document in a folder that a job wrote, or in the one document folder of a job's output.

    Raises `ResultNotFound`, `ResultsSeveral` (an output folder with more than one document), `ResultBroken`,
    `ResultIsScans` (a folder that no job wrote).
    """
    records = _records(path)
    if not records:
        raise ResultIsScans(str(path)) if _has_scans(path) else ResultNotFound(str(path))
    if len(records) > 1:
        raise ResultsSeveral(str(path), ", ".join(str(record.parent.relative_to(path)) for record in records[:5]))
    return result_in(records[0].parent)


def result_in(folder: Path) -> Result:
    """Return the document in its folder. Raises `ResultNotFound`, `ResultBroken`."""
    document = read_document(folder)
    ids = [span.id for span in document.pages]
    return Result(document, lambda index: _page(folder, ids[index]), folder)


def _page(folder: Path, page: str) -> Page | None:
    """Return a page; None where its record is not there, damaged, or may not be read: `Result.missing` says so."""
    try:
        return read_page(folder, page)
    except OSError:
        return None


def _records(path: Path) -> list[Path]:
    record = document_file(path)
    if record.is_file():
        return [record]
    return document_records(path) if path.is_dir() else []


def _has_scans(path: Path) -> bool:
    # The pages' images of a job whose documents are gone are no scans to read.
    if not path.is_dir() or holds_output(path):
        return False
    try:
        return bool(find_documents(path, note_unread=lambda _error: None))
    except NoScans:
        return False
