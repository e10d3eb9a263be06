"""What earlier runs left in the output folder, put in order: brought over from an earlier version, or moved aside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.records import Page, PageRow, PageState
from ocr_pipeline.store.earlier import bring_over
from ocr_pipeline.store.files import document_folders, pages_folder, retired_folder
from ocr_pipeline.store.names import page_id
from ocr_pipeline.store.pages import scan_of
from ocr_pipeline.store.paths import find_scan
from ocr_pipeline.store.result import named
from ocr_pipeline.store.retired import page_groups, retire_document, retire_pages


def bring_pages_over(plan: Plan, output: Path) -> Iterator[str]:
    """Give the pages of an earlier version the names of their scans; yield what was done, a sentence each.

    A page is that of a scan if it was read from a file of that name: its key says whether the file is still what was
    read. Raises `OutputError`.
    """
    found = [bring_over(output / document, _Names(scans)) for document, scans in plan.documents.items()]
    if count := sum(len(one.named) for one in found):
        yield f"this output is of an earlier version: {_pages(count)} renamed after their scans"
    if count := sum(len(one.retired) for one in found):
        yield f"{_pages(count)} of an earlier version without a scan, or twice there, moved to {_RETIRED}"


def retire_pages_gone(
    folder: Path, rows: Sequence[PageRow], spared: Callable[[str], bool] = lambda _page: False
) -> tuple[str, ...]:
    """Move the pages in a document's folder aside that are none of its `rows`, nor `spared`; return their names.

    Where a file could not be looked at this time, what was read of it stays. Raises `OutputError`.
    """
    unread = {row.path for row in rows if row.state is PageState.FAILED}

    def stays(page: str) -> bool:
        if spared(page):
            return True
        scan = scan_of(folder, page) if unread else None
        return scan is not None and scan.path in unread

    return retire_pages(folder, {row.page for row in rows}, stays)


def retire_documents_gone(output: Path, documents: Collection[str]) -> Iterator[str]:
    """Move the documents aside that are none of the plan's `documents` and have no scans any more; yield their names.

    One whose scans are there, and were not asked for this time, stays. Raises `OutputError`.
    """
    others = {folder.relative_to(output).as_posix(): folder for folder in document_folders(output)}
    gone = [name for name, folder in others.items() if name not in documents and _has_lost_its_scans(folder, output)]
    living = {*documents, *others} - {*gone}
    # Those within others first: each goes by itself.
    for name in sorted(gone, key=lambda one: (-one.count("/"), one)):
        retire_document(output, name, living)
        yield name


def said_of_pages(document: str, pages: Sequence[str]) -> str:
    """Return the sentence on pages of a document that were moved aside."""
    return f"{_pages(len(pages))} of {document} that no scan gives any more moved to {_RETIRED}: {named(pages)}"


def said_of_documents(documents: Sequence[str]) -> str:
    """Return the sentence on documents that were moved aside."""
    count = "1 document" if len(documents) == 1 else f"{len(documents)} documents"
    return f"{count} whose scans are gone moved to {_RETIRED}: {named(documents)}"


_RETIRED = f"{retired_folder(Path()).name}/"


class _Names:
    """Gives pages of an earlier version the names that they have by the scans of their document."""

    def __init__(self, scans: Iterable[PlannedScan]) -> None:
        # All files of a document lie in one folder: they are told apart by their names, also if they were moved.
        self._scans = {(PurePath(scan.path).name, scan.source.frame): scan.name for scan in scans}

    def __call__(self, page: Page) -> str | None:
        scan = self._scans.get((PurePath(page.scan.path).name, page.scan.frame))
        return page_id(scan, page.scan.side) if scan is not None else None


def _has_lost_its_scans(folder: Path, output: Path) -> bool:
    """Return whether all scans of a document are known not to be there; False where its records name none."""
    pages = page_groups(pages_folder(folder))
    gone: set[str] = set()
    for page in pages:
        scan = scan_of(folder, page)
        if scan is None or scan.path in gone:
            continue
        # Most that are asked about are only not in this job: one look tells, and no other record is read.
        if not is_gone(scan.path, output):
            return False
        gone.add(scan.path)
    return bool(gone)


def is_gone(path: str, output: Path) -> bool:
    """Return whether the scan that a record names by its path is known not to be there."""
    if "\\" in path:
        # A name that is no UTF-8 is stored escaped (`shown_path`), and cannot be looked for.
        return False
    try:
        find_scan(path, output).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
