"""A result to be compared: a document folder that a job wrote, or a scan, which is then read first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.compare.locate.places import PageSource
from ocr_pipeline.compare.messages import Message, message_of
from ocr_pipeline.errors import (
    NoScans,
    ResultBroken,
    ResultIsFile,
    ResultIsScans,
    ResultNotFound,
    ResultPagesMissing,
    ResultsSeveral,
    ResultUnread,
)
from ocr_pipeline.records import Document, Page, PageState
from ocr_pipeline.scans import find_documents
from ocr_pipeline.store.pages import PAGES, page_path, read_page
from ocr_pipeline.store.paths import find_scan, output_of

RECORD, TEXT = "document.json", "document.txt"
"""What a job writes into the folder of a document."""

NAMED = 10
"""Pages that a message names; of more it says how many."""


@dataclass(frozen=True)
class Result:
    """A document and its pages. `folder` is where a job wrote them, None for a scan that was just read."""

    document: Document
    page: PageSource
    folder: Path | None = None

    def pages(self) -> list[Page]:
        """Return the pages whose records are there, in their order, without their glyphs: they are many."""
        return [page for page in self._lean if page is not None]

    def scan(self, path: str) -> Path:
        """Return the file that a page's record means by the path of its scan, whether it is there or not."""
        return find_scan(path, output_of(self.folder, self.document.name) if self.folder else None)

    def check(self) -> None:
        """Raise `ResultPagesMissing` or `ResultUnread` where there is no page that a comparison could go by."""
        pages = self.pages()
        if self.document.pages and not pages:
            where = str(self.folder / PAGES) if self.folder else self.document.name
            raise ResultPagesMissing(where, f"pages {named(span.id for span in self.document.pages)}")
        if pages and all(page.state is PageState.FAILED for page in pages):
            raise ResultUnread(self.document.name, _reason(pages[0]))

    def notes(self) -> tuple[Message, ...]:
        """Return what a person must know of the pages: those that are not there, and those that could not be read."""
        gone = [span.id for span, page in zip(self.document.pages, self._lean, strict=True) if page is None]
        unread = [page for page in self.pages() if page.state in (PageState.FAILED, PageState.UNREADABLE)]
        notes = [message_of("pages-gone", count=len(gone), pages=named(gone))] if gone else []
        return (*notes, *(message_of("page-unread", page=page.id, reason=_reason(page)) for page in unread))

    @cached_property
    def _lean(self) -> tuple[Page | None, ...]:
        found = (self.page(index) for index in range(len(self.document.pages)))
        return tuple(page and page.without_glyphs() for page in found)


def named(ids: Iterable[str]) -> str:
    """Return the ids of pages as a message gives them: not more than a line takes."""
    ids = list(ids)
    more = len(ids) - NAMED
    return ", ".join(ids[:NAMED]) + (f" and {more} more" if more > 0 else "")


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
    for folder in (path.parent, path.parent.parent):
        if path.suffix in (".json", ".txt") and (folder / RECORD).is_file():
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
    return read_document(records[0].parent)


def read_document(folder: Path) -> Result:
    """Return the document in its folder. Raises `ResultNotFound`, `ResultBroken`."""
    try:
        document = Document.model_validate_json((folder / RECORD).read_bytes())
    except OSError as error:
        raise ResultNotFound(str(folder), error.strerror or "") from error
    except ValidationError as error:
        raise ResultBroken(str(folder / RECORD), f"{error.error_count()} fields do not fit") from error
    ids = [span.id for span in document.pages]
    return Result(document, lambda index: _page(page_path(folder, ids[index], ".json")), folder)


def _page(path: Path) -> Page | None:
    """Return the page of a record; None where it is not there, damaged, or may not be read: `Result.notes` says so."""
    try:
        return read_page(path)
    except OSError:
        return None


def _records(path: Path) -> list[Path]:
    if (path / RECORD).is_file():
        return [path / RECORD]
    return sorted(path.glob(f"**/{RECORD}")) if path.is_dir() else []


def _has_scans(path: Path) -> bool:
    # The pages' images of a job whose documents are gone are no scans to read.
    if not path.is_dir() or (path / PAGES).is_dir() or (path / "job.json").is_file():
        return False
    try:
        return bool(find_documents(path))
    except NoScans:
        return False


def _reason(page: Page) -> str:
    return page.reasons[0].message.rstrip(".") if page.reasons else page.state.value
