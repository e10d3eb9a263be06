"""What the files of a document are made of: its records, its scans, and what is asked of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.records import Document, Page
from ocr_pipeline.settings import AS_USUAL, Writing

ScanOpener = Callable[[Page], AbstractContextManager[Path | None]]
"""Gives, within a block, the file that a page was read from, on a disk of this machine, for reading; None where it is
gone, is not the file that was read (by its size and digest), or cannot be fetched."""


@contextmanager
def no_scan(_page: Page) -> Iterator[None]:
    """Give no file: for pages whose scans are not known."""
    yield None


def way_as_stored(page: Page) -> str:
    """Return the path of a page's scan as its record has it."""
    return page.scan.path


def name_by_itself(suffix: str, page: str | None) -> str:
    """Return the name of a page's or a document's file where no folder is known that it stands in."""
    return f"{page or ''}{suffix}"


def nothing_beside(_path: str) -> bool:
    """Return that no file stands beside: for a document of which no folder is known."""
    return False


@dataclass(frozen=True)
class Material:
    """A document, its pages, its scans, and what is asked of its files.

    `pages` gives the pages with their glyphs, one at a time and as often as asked; a page whose record is gone is left
    out. `scan` gives the file of a page's scan, and `way` how that is come by from the folder of the document: a
    relative path with slashes, an absolute one, or a URL. `name` gives the path of a file from that folder, by its
    suffix and the id of the page that it is of, None for the document's; `beside` says whether a file stands there.
    """

    document: Document
    pages: Iterable[Page]
    writing: Writing = AS_USUAL
    scan: ScanOpener = no_scan
    way: Callable[[Page], str] = way_as_stored
    name: Callable[[str, str | None], str] = name_by_itself
    beside: Callable[[str], bool] = nothing_beside

    def way_from_page(self, page: Page) -> str:
        """Return what `way` gives, from the folder of the files of pages, which is in that of the document."""
        way = self.way(page)
        return way if "://" in way or way.startswith("/") else f"../{way}"
