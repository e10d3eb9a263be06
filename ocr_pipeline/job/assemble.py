"""Assemble: the pages of a document, all of them through, become a document in its folder, compared where asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ocr_pipeline.formats.format import Format
from ocr_pipeline.job.comparing.documents import ComparisonFigures, ComparisonPlan, NotCompared, earlier_figures
from ocr_pipeline.job.housekeeping import retire_pages_gone, said_of_pages
from ocr_pipeline.records import Document, PageRow, Provenance, Reason
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.pages import read_page
from ocr_pipeline.text import clean_document


@dataclass
class Assembled:
    """What came of the documents that are whole.

    `numbers` are the page numbers understood, by document and page; `compared` are the comparisons of this run, `kept`
    those of an earlier one; `unwritten` says which files of a format could not be made, and why; `retired` what was
    moved aside, a sentence each.
    """

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    compared: list[ComparisonFigures | NotCompared] = field(default_factory=list)
    kept: list[ComparisonFigures | NotCompared] = field(default_factory=list)
    unwritten: list[Reason] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Assembly:
    """How documents are put together: where, from what, in which formats, and compared with what, if at all."""

    output: Path
    provenance: Provenance
    settings: Settings
    formats: Sequence[Format]
    comparing: ComparisonPlan | None

    def assemble(self, name: str, rows: Sequence[PageRow], assembled: Assembled) -> None:
        """Write the document of these pages, compare it, retire other pages, and add to `assembled` what came of it.

        Raises `OutputError`.
        """
        folder = self.output / name
        document = document_of(name, folder, rows, self.provenance, gaps=self.settings.gaps)
        assembled.unwritten += write_document(folder, document, self.formats)
        if gone := retire_pages_gone(folder, rows):
            assembled.retired.append(said_of_pages(name, gone))
        assembled.numbers |= {(name, span.id): span.number.number for span in document.pages if span.number}
        if self.comparing:
            assembled.compared.append(self.comparing.compare(document, folder, self.settings))
        elif (before := earlier_figures(document, folder)) is not None:
            assembled.kept.append(before)


def document_of(
    name: str, folder: Path, rows: Iterable[PageRow], provenance: Provenance, *, gaps: bool = False
) -> Document:
    """Return the document of the pages in a folder that these rows name; a page without a record is left out.

    The text stage needs no glyphs, which are most of a page's size: they are let go page by page. Raises `OutputError`
    for a record that is there and cannot be read.
    """
    try:
        pages = [page.without_glyphs() for row in rows if (page := read_page(folder, row.page)) is not None]
    except OSError as error:
        raise output_error(folder, error) from error
    return clean_document(name, tuple(pages), provenance, gaps=gaps)
