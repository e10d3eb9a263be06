"""A result to be compared: a document folder that a job wrote, or a scan, which is then read first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.compare.paper import PageSource
from ocr_pipeline.errors import ResultBroken, ResultNotFound, ResultsSeveral
from ocr_pipeline.records import Document, Page
from ocr_pipeline.write.page import page_path, read_page

RECORD = "document.json"


@dataclass(frozen=True)
class Result:
    """A document and its pages. `folder` is where a job wrote them, None for a scan that was just read."""

    document: Document
    page: PageSource
    folder: Path | None = None

    def pages(self) -> list[Page]:
        """Return the pages whose records are there, in their order, without their glyphs: they are many."""
        found = (self.page(index) for index in range(len(self.document.pages)))
        return [_without_glyphs(page) for page in found if page is not None]


def of_pages(document: Document, pages: Sequence[Page]) -> Result:
    """Return the result that pages just read make."""
    return Result(document, lambda index: pages[index] if index < len(pages) else None)


def is_result(path: Path) -> bool:
    """Return whether a path is a folder that a job wrote, of one document or of several."""
    return path.is_dir() and bool(_records(path))


def read_result(path: Path) -> Result:
    """Return the document in a folder that a job wrote, or in the one document folder of a job's output.

    Raises `ResultNotFound`, `ResultsSeveral` (an output folder with more than one document), `ResultBroken`.
    """
    records = _records(path)
    if not records:
        raise ResultNotFound(str(path))
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
    return Result(document, lambda index: read_page(page_path(folder, ids[index], ".json")), folder)


def _records(path: Path) -> list[Path]:
    if (path / RECORD).is_file():
        return [path / RECORD]
    return sorted(path.glob(f"**/{RECORD}")) if path.is_dir() else []


def _without_glyphs(page: Page) -> Page:
    return page.model_copy(
        update={
            "lines": tuple(
                line.model_copy(update={"words": tuple(word.model_copy(update={"glyphs": ()}) for word in line.words)})
                for line in page.lines
            )
        }
    )
