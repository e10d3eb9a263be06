"""What an output format is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TypeAlias, TypeVar

from ocr_pipeline.errors import FormatFailed, PipelineError
from ocr_pipeline.formats.material import Material
from ocr_pipeline.records import DocumentRow, Image, Page, PageRow

Prepared = Callable[[], Image | None]
"""Gives the prepared image of a page, dtype uint8, shape (height, width), 0 ink and 255 paper, in the frame that the
page's `preparation` maps to the scan; None where the scan could not be prepared. It is called only where the image is
needed: it may have to be made again from the scan."""

PageWriter = Callable[[Page, Prepared], bytes | None]
"""Gives the content of a page's file; None where this page has none."""

LeafWriter = Callable[[Material, int, Page], bytes]
"""Gives the content of a page's file where it depends on the document: the number that the page has by its neighbours,
what became of a hyphen at its foot. Given the place of the page in the document, from 0, and the page."""

Streamed: TypeAlias = Callable[[IO[bytes]], object]
"""Writes a content to a file that is open for it, empty, and can be sought in: for what may be larger than memory."""

DocumentWriter = Callable[[Material], bytes | Streamed]
"""Gives the content of a document's file, or what writes it."""

JobWriter = Callable[[Sequence[PageRow], Sequence[DocumentRow]], Mapping[str, bytes]]
"""Gives the contents of a job's files by their names without the suffix; of what these load, by whole paths."""

_SUFFIX = re.compile(r"\.[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*")

Content = TypeVar("Content")


@dataclass(frozen=True)
class Format:
    """A kind of file: its name, as `--formats` gives it, the suffix of its files, and what it writes them of.

    A format may write a file of each page as it is read (`page`) or once its document is there (`leaf`), of each
    document, of the job, or of several of them; `job_parts` are files that those of the job load. `names_others`: its
    file of a document names others that stand beside it, and is written after all of them. What a writer raises costs
    the file that it was to write, and no other.
    """

    name: str
    suffix: str
    page: PageWriter | None = None
    leaf: LeafWriter | None = None
    document: DocumentWriter | None = None
    job: JobWriter | None = None
    job_parts: JobWriter | None = None
    names_others: bool = False

    def __post_init__(self) -> None:
        if not _SUFFIX.fullmatch(self.suffix):
            raise ValueError(
                f"a suffix must be a dot, a small letter, then these, digits, - or _, as .tei.xml: {self!r}"
            )
        if not (self.page or self.leaf or self.document or self.job):
            raise ValueError(f"a format must write something: {self!r}")
        if self.page and self.leaf:
            raise ValueError(f"a page's file is written once, as it is read or with its document: {self!r}")

    def page_content(self, page: Page, prepared: Prepared) -> bytes | None:
        """Return the content of a page's file, None where it has none. Raises `FormatFailed`, `PipelineError`."""
        write = self.page
        return self._guarded(lambda: write(page, prepared), f"page {page.id}") if write else None

    def leaf_content(self, material: Material, place: int, page: Page) -> bytes | None:
        """Return the content of the file of a page of a document, None where it has none. Raises as `page_content`."""
        write = self.leaf
        return self._guarded(lambda: write(material, place, page), f"page {page.id}") if write else None

    def document_content(self, material: Material) -> bytes | Streamed | None:
        """Return the content of a document's file or what writes it, None where it has none.

        Raises `FormatFailed`, `PipelineError`; so does what writes it, but for an `OSError` of the file.
        """
        write, name = self.document, material.document.name
        if write is None:
            return None
        content = self._guarded(lambda: write(material), name)
        if isinstance(content, bytes):
            return content
        return lambda file: self._streamed(content, file, name)

    def _streamed(self, write: Streamed, file: IO[bytes], subject: str) -> None:
        try:
            write(file)
        except (PipelineError, OSError):
            raise
        except Exception as error:
            raise self._failed(subject, error) from error

    def job_contents(self, pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
        """Return the contents of a job's files by name without suffix. Raises `FormatFailed`, `PipelineError`."""
        write = self.job
        return self._guarded(lambda: write(pages, documents), "job") if write else {}

    def job_part_contents(self, pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
        """Return the contents of what a job's files load, by path in OUTPUT. Raises as `job_contents`."""
        write = self.job_parts
        return self._guarded(lambda: write(pages, documents), "job") if write else {}

    def _guarded(self, write: Callable[[], Content], subject: str) -> Content:
        try:
            return write()
        except PipelineError:
            raise
        except Exception as error:
            raise self._failed(subject, error) from error

    def _failed(self, subject: str, error: Exception) -> FormatFailed:
        return FormatFailed(f"{subject}, format {self.name}", f"{type(error).__name__}: {error}")


def as_utf8(text: str) -> bytes:
    """Return a text as a file holds it; a lone surrogate, from a file's name, is written escaped."""
    return text.encode("utf-8", errors="backslashreplace")


def no_image() -> None:
    """Give no prepared image: for a page whose scan could not be prepared."""
