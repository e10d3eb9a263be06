"""Assemble: the pages of a document, all of them through, become a document in its folder, compared where asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ocr_pipeline.formats.format import Format
from ocr_pipeline.job.comparing.documents import ComparisonFigures, ComparisonPlan, NotCompared, earlier_figures
from ocr_pipeline.job.housekeeping import retire_pages_gone, said_of_pages
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import Document, DocumentLine, PageRow, Provenance, Reason, Remark
from ocr_pipeline.records.document import PAGE_ORDER
from ocr_pipeline.settings import AS_USUAL, Settings
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.files import RECORD_SUFFIX, comparison_file, document_file, page_file
from ocr_pipeline.store.pages import read_pages
from ocr_pipeline.text import clean_document

MARK_DIGITS = 16
"""Digits of a scan's mark: of a million scans two are alike once in 40 million jobs."""


@dataclass
class Assembled:
    """What came of the documents that are whole.

    `compared` are the comparisons of this run, `kept` those of an earlier one; `unwritten` says which files of a format
    could not be made, and why; `retired` what was moved aside, `noted` what documents go on in others, a sentence each.
    """

    compared: list[ComparisonFigures | NotCompared] = field(default_factory=list)
    kept: list[ComparisonFigures | NotCompared] = field(default_factory=list)
    unwritten: list[Reason] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """A document that is made: a digest of what it is made of, and the page numbers understood, by page.

    `remarks` are those on the order of its pages; `is_new` says that it was made just now, and did not stand there
    before.
    """

    digest: str
    numbers: Mapping[str, int]
    remarks: tuple[Remark, ...] = ()
    is_new: bool = True


@dataclass(frozen=True)
class DocumentPages:
    """The pages of a document in order, and of each of its scans a mark (`mark_of`)."""

    rows: tuple[PageRow, ...]
    marks: tuple[str, ...]


def mark_of(outcome: Outcome) -> str:
    """Return what tells this reading of a scan from another, whichever run or process kept or read it."""
    read = outcome.resumable
    parts = [read.key, *map(str, read.record_bytes)] if read else []
    parts += [f"{row.page} {row.state}" for row in outcome.rows]
    return hashlib.sha256("\n".join(parts).encode("utf-8", errors="backslashreplace")).hexdigest()[:MARK_DIGITS]


@dataclass(frozen=True)
class Assembly:
    """How documents are put together: where, from what, in which formats, and compared with what, if at all.

    `is_shared` says that other processes make them as well: one that stands as it would be made is left alone, compared
    or not, since whoever made it had its figures.
    """

    output: Path
    provenance: Provenance
    settings: Settings
    formats: Sequence[Format]
    comparing: ComparisonPlan | None
    is_shared: bool = False

    def made(
        self,
        name: str,
        pages: DocumentPages,
        before: DocumentLine | None,
        assembled: Assembled,
        spared: Callable[[str], bool] = lambda _page: False,
    ) -> Made:
        """Return the document of these pages as it stands in its folder: made now, unless it is as it was `before`.

        What came of making it is added to `assembled`. `spared` are pages that stay though they are none of these.
        Raises `OutputError`.
        """
        rows, digest = pages.rows, self._digest(pages)
        folder = self.output / name
        if before is not None and before.remarks is not None and before.digest == digest and self._is_whole(name, rows):
            self._retire(name, folder, rows, assembled, spared)
            return Made(digest, before.numbers, before.remarks, is_new=False)
        document = document_of(name, folder, rows, self.provenance, gaps=self.settings.gaps)
        assembled.unwritten += write_document(folder, document, self.formats, self.settings.writing)
        self._retire(name, folder, rows, assembled, spared)
        if self.comparing:
            assembled.compared.append(self.comparing.compare(document, folder, self.settings))
        elif (figures := earlier_figures(document, folder)) is not None:
            assembled.kept.append(figures)
        numbers = {span.id: span.number.number for span in document.pages if span.number}
        return Made(digest, numbers, tuple(remark for remark in document.remarks if remark.code in PAGE_ORDER))

    def _retire(
        self,
        name: str,
        folder: Path,
        rows: Sequence[PageRow],
        assembled: Assembled,
        spared: Callable[[str], bool],
    ) -> None:
        if gone := retire_pages_gone(folder, rows, spared):
            assembled.retired.append(said_of_pages(name, gone))

    def _digest(self, pages: DocumentPages) -> str:
        """Return a digest of what a document of these pages is made of."""
        parts = [self.provenance.model_dump_json(), *(row.page for row in pages.rows), *pages.marks]
        if self.settings.writing != AS_USUAL:
            parts.append(self.settings.writing.model_dump_json())
        return hashlib.sha256("\n".join(parts).encode("utf-8", errors="backslashreplace")).hexdigest()

    def _is_whole(self, name: str, rows: Sequence[PageRow]) -> bool:
        """Return whether all files of a document are there, and none that has to be made by looking into it.

        One that is compared is assembled again: what its transcription is, and of what its figures are, is found so.
        """
        folder = self.output / name
        if not self.is_shared and (self.comparing or comparison_file(folder, RECORD_SUFFIX).exists()):
            return False
        suffixes = (RECORD_SUFFIX, *(one.suffix for one in self.formats if one.document))
        leaves = [one.suffix for one in self.formats if one.leaf]
        return all(document_file(folder, suffix).is_file() for suffix in suffixes) and all(
            page_file(folder, row.page, suffix).is_file() for suffix in leaves for row in rows
        )


def document_of(
    name: str, folder: Path, rows: Iterable[PageRow], provenance: Provenance, *, gaps: bool = False
) -> Document:
    """Return the document of the pages in a folder that these rows name; a page without a record is left out.

    The text stage needs no glyphs, which are most of a page's size: they are let go page by page. Raises `OutputError`
    for a record that is there and cannot be read.
    """
    try:
        pages = [page.without_glyphs() for page in read_pages(folder, (row.page for row in rows))]
    except OSError as error:
        raise output_error(folder, error) from error
    return clean_document(name, tuple(pages), provenance, gaps=gaps)
