"""The files of one page, written, read back and removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.errors import InputError, PageError
from ocr_pipeline.formats.format import Format, Prepared, no_image
from ocr_pipeline.formats.json import page_record
from ocr_pipeline.formats.registry import installed_formats
from ocr_pipeline.records import Page, Reason, Side
from ocr_pipeline.store.atomic import remove, write_bytes
from ocr_pipeline.store.files import RECORD_SUFFIX, page_file, page_id


def write_page(
    folder: Path, page: Page, formats: Iterable[Format] = (), prepared: Prepared = no_image
) -> tuple[Reason, ...]:
    """Write a page's files, its record last: where that is, the others are. Return why one could not be made.

    Raises `OutputError`, and `MissingError` where a format needs what is not installed.
    """
    failures = _write(folder, page, formats, prepared)
    write_record(folder, page)
    return failures


def write_missing(folder: Path, page: Page, formats: Iterable[Format], prepared: Prepared) -> tuple[Reason, ...]:
    """Write those files of a finished page that are not there yet. Returns and raises as `write_page`."""
    missing = [one for one in formats if not page_file(folder, page.id, one.suffix).exists()]
    return _write(folder, page, missing, prepared)


def write_record(folder: Path, page: Page) -> None:
    """Write a page's record alone. Raises `OutputError`."""
    write_bytes(page_file(folder, page.id), page_record(page, no_image))


def read_page(folder: Path, page: str) -> Page | None:
    """Return the page of that name in a document's folder; None where it has no record, or none of this version.

    Raises `OSError` for a record that may not be read.
    """
    try:
        return Page.model_validate_json(page_file(folder, page).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


class StoredPages(Iterable[Page]):
    """The pages of a document, read one at a time, as often as they are asked for; those without a record left out."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        """Take the document's folder, and the names of the pages in their order."""
        self._folder = folder
        self._names = names

    def __iter__(self) -> Iterator[Page]:
        """Return the pages, glyphs and all. Raises `OSError` for a record that may not be read."""
        return (page for name in self._names if (page := read_page(self._folder, name)) is not None)


def remove_pages(folder: Path, scan: str) -> None:
    """Remove all that was written of a scan, whichever sides it was read as, the records first.

    A scan that is read anew may give other pages, and be written in other formats: no file of the reading before must
    stand beside them. Of a format that is not installed any more, files stay. Raises `OutputError`.
    """
    pages = [page_id(scan, side) for side in Side]
    for suffix in (RECORD_SUFFIX, *(one.suffix for one in installed_formats() if one.page)):
        for page in pages:
            remove(page_file(folder, page, suffix))


def _write(folder: Path, page: Page, formats: Iterable[Format], prepared: Prepared) -> tuple[Reason, ...]:
    failures = []
    for one in formats:
        if one.suffix == RECORD_SUFFIX:
            continue
        try:
            content = one.page_content(page, prepared)
        except (InputError, PageError) as error:
            failures.append(Reason.of(error))
            continue
        if content is not None:
            write_bytes(page_file(folder, page.id, one.suffix), content)
    return tuple(failures)
