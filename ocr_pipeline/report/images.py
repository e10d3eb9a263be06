"""The scans that pages were read from, opened again: if they are still there, and still the same."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ocr_pipeline.errors import PipelineError, ScanForbidden, ScanNotFound
from ocr_pipeline.records import Image, Page, ScanSource
from ocr_pipeline.scans import open_scan, sha256_of


class ImageProblem(StrEnum):
    """Why a page's scan cannot be shown."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


class PageImages(Protocol):
    """Where a report gets the pixels of pages from. A report asks for its pages in their order, each once."""

    def open(self, page: Page) -> Image | None:
        """Return the grey pixels of the whole scan that `page` is on, or None where they cannot be had."""

    def problem(self, page: Page) -> ImageProblem | None:
        """Return why `open` gave None for `page`; None where it gave pixels or was not asked."""


class ScanImages:
    """The scans where the records of the pages say they are: the halves of a spread are opened once, one at a time."""

    def __init__(self, max_megapixels: float, find: Callable[[str], Path] = Path) -> None:
        """Refuse scans above `max_megapixels` million pixels; `find` gives the file for a path in the records."""
        self._max_megapixels = max_megapixels
        self._find = find
        self._sums: dict[Path, str] = {}
        self._held: tuple[Path, int, Image] | None = None
        self._problems: dict[str, ImageProblem] = {}

    def open(self, page: Page) -> Image | None:
        """Return the pixels of the scan; None where the file is gone, can't be read, or isn't the one that was read."""
        self._problems.pop(page.id, None)
        path = self._find(page.scan.path)
        try:
            if self._sum(path) != page.scan.sha256:
                self._problems[page.id] = ImageProblem.CHANGED
                return None
            if self._held is not None and self._held[:2] == (path, page.scan.frame):
                return self._held[2]
            # Dropped before the next is decoded: two open at once would double the memory.
            self._held = None
            # A resolution is given because measuring it takes longer than opening, and none is needed here.
            pixels = open_scan(ScanSource(path, page.scan.frame), self._max_megapixels, _ANY_DPI).pixels
        except (ScanNotFound, ScanForbidden):
            self._problems[page.id] = ImageProblem.MISSING
            return None
        except (PipelineError, OSError):
            self._problems[page.id] = ImageProblem.UNREADABLE
            return None
        self._held = (path, page.scan.frame, pixels)
        return pixels

    def problem(self, page: Page) -> ImageProblem | None:
        """Return why `open` gave None for `page`, else None."""
        return self._problems.get(page.id)

    def _sum(self, path: Path) -> str:
        if path not in self._sums:
            self._sums[path] = sha256_of(path)
        return self._sums[path]


_ANY_DPI = 300.0
