"""The documents of one folder parted: each cleaned by itself, with page numbers and furniture of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_pipeline.records import Document, Page
from ocr_pipeline.text.bounds import documents_in
from ocr_pipeline.text.clean import clean_document


def split_document(document: Document, pages: Sequence[Page], *, gaps: bool = False) -> tuple[Document, ...]:
    """Return the documents that seem to lie in one, named `<its name>/1` and so on; itself where it is one.

    `pages` are those that it was made of, all of them and in order. Each page is in one of the documents.
    """
    parts = documents_in(document)
    if len(parts) < 2:
        return (document,)
    return tuple(
        clean_document(f"{document.name}/{number}", pages[part.start : part.stop], document.provenance, gaps=gaps)
        for number, part in enumerate(parts, 1)
    )
