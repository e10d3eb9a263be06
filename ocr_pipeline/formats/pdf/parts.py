"""A PDF that grows page by page and keeps little in memory: what is written comes in parts, put together at the end.

pikepdf keeps the data of an image that is added in memory until the file is saved. So a part that has grown heavy is
saved to a temporary file and opened again; what stands there is read when the whole is saved, one stream at a time.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pikepdf

from ocr_pipeline.errors import NO_SPACE, TemporaryFull
from ocr_pipeline.formats.pdf.source_page import open_source

HEAVY = 64 * 2**20
"""Bytes of images from which a part is set aside. With them, a part in the making and what is read at a time, exporting
holds some 200 MB, however many pages there are."""

MOST_SOURCES = 50
"""Source PDFs that are open at a time; systems allow 256 files a process and more."""


class Parts:
    """The parts of a PDF; as a context, it removes at its end what it wrote to the disk."""

    def __init__(self, subject: str) -> None:
        """Begin without pages; `subject` names the document in errors."""
        self._subject = subject
        self._stack = ExitStack()
        self._done: list[pikepdf.Pdf] = []
        self._sources: dict[str, pikepdf.Pdf] = {}
        self._weight = 0
        self._folder: Path | None = None
        self.pdf = self._new()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close what is open, and remove the parts."""
        self._stack.close()

    def source(self, name: str) -> pikepdf.Pdf | None:
        """Return the source PDF that was opened under a name and is open still."""
        return self._sources.get(name)

    def open_source(self, name: str, path: Path) -> pikepdf.Pdf:
        """Return the source PDF at a path, opened; it stays so until what is taken of it is written."""
        source = self._sources[name] = open_source(path)
        self._stack.callback(source.close)
        return source

    def added(self, weight: int) -> None:
        """Say that pages were added, with images of so many bytes: where that is much, a new part is begun."""
        self._weight += weight
        if self._weight >= HEAVY or len(self._sources) >= MOST_SOURCES:
            self._done.append(self._set_aside())
            self.pdf = self._new()

    def whole(self) -> pikepdf.Pdf:
        """Return all pages as one PDF, which is to be saved before the context ends."""
        if not self._done:
            return self.pdf
        whole = self._new()
        for part in (*self._done, self.pdf):
            whole.pages.extend(part.pages)
        return whole

    def _new(self) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        self._stack.callback(pdf.close)
        return pdf

    def _set_aside(self) -> pikepdf.Pdf:
        if self._folder is None:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="ocr-pipeline-pdf-")))
        path = self._folder / f"{len(self._done)}.pdf"
        try:
            self.pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        except OSError as error:
            if error.errno in NO_SPACE:
                raise TemporaryFull(self._subject) from error
            raise
        self.pdf.close()
        for source in self._sources.values():
            source.close()
        self._sources.clear()
        self._weight = 0
        part = pikepdf.open(path, access_mode=pikepdf.AccessMode.stream)
        self._stack.callback(part.close)
        return part
