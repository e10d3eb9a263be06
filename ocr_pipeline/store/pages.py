"""The files of one page, written, read back and removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from ocr_pipeline.errors import InputError, PageError
from ocr_pipeline.formats.format import Format, Prepared, no_image
from ocr_pipeline.formats.json import PAGE_SUFFIX, page_record, unpacked
from ocr_pipeline.formats.registry import installed_formats
from ocr_pipeline.records import Page, Reason, ScanRef
from ocr_pipeline.remote.ahead import fetched_ahead
from ocr_pipeline.store.atomic import output_error, remove, write_bytes
from ocr_pipeline.store.files import PAGE_RECORD_SUFFIXES, page_file


def write_page(
    folder: Path, page: Page, formats: Iterable[Format] = (), prepared: Prepared = no_image
) -> tuple[Reason, ...]:
    """Write a page's files, its record last: where that is, the others are. Return why one could not be made.

    Raises `OutputError`, and `MissingError` where a format needs what is not installed.
    """
    failures = write_page_files(folder, page, formats, prepared)
    write_record(folder, page)
    return failures


def write_page_files(
    folder: Path, page: Page, formats: Iterable[Format], prepared: Prepared = no_image
) -> tuple[Reason, ...]:
    """Write a page's files in these formats, its record not among them. Returns and raises as `write_page`."""
    failures = []
    for one in formats:
        try:
            content = one.page_content(page, prepared)
        except (InputError, PageError) as error:
            failures.append(Reason.of(error))
            continue
        if content is not None:
            write_bytes(page_file(folder, page.id, one.suffix), content)
    return tuple(failures)


def write_missing(folder: Path, page: Page, formats: Iterable[Format], prepared: Prepared) -> tuple[Reason, ...]:
    """Write those files of a finished page that are not there yet. Returns and raises as `write_page`."""
    missing = [one for one in formats if one.page and not page_file(folder, page.id, one.suffix).exists()]
    return write_page_files(folder, page, missing, prepared)


def write_record(folder: Path, page: Page) -> None:
    """Write a page's record alone. Raises `OutputError`."""
    write_bytes(page_file(folder, page.id), page_record(page))


def read_page(folder: Path, page: str) -> Page | None:
    """Return the page of that name in a document's folder; None where it has no record, or none of this version.

    Raises `OSError` for a record that may not be read.
    """
    try:
        return Page.model_validate_json(_record(folder, page))
    except (FileNotFoundError, ValueError):
        return None


def read_pages(folder: Path, names: Iterable[str]) -> Iterator[Page]:
    """Yield the pages of these names as `read_page` gives them, those without a record left out; of a store some ahead.

    Raises `OSError` for a record that may not be read.
    """

    def content(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return b""

    for _, packed in fetched_ahead((page_file(folder, name) for name in names), content):
        try:
            yield Page.model_validate_json(unpacked(packed))
        except ValueError:
            continue


def scan_of(folder: Path, page: str) -> ScanRef | None:
    """Return what a page was read from, by its record of this version or an earlier one; None where it has none.

    The lines of a record are not looked at: this is many times as fast as `read_page`.
    """
    for suffix in PAGE_RECORD_SUFFIXES:
        try:
            return _Scanned.model_validate_json(_record(folder, page, suffix)).scan
        except (OSError, ValueError):
            continue
    return None


class StoredPages(Iterable[Page]):
    """The pages of a document, read one at a time, as often as they are asked for; those without a record left out."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        """Take the document's folder, and the names of the pages in their order."""
        self._folder = folder
        self._names = names

    def __iter__(self) -> Iterator[Page]:
        """Return the pages, glyphs and all. Raises `OSError` for a record that may not be read."""
        return read_pages(self._folder, self._names)


def copy_pages(source: Path, target: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Copy the files of pages from one document's folder to another's, the record of each last; return their names.

    A page that has no record in the one is left out, and so is one that has a record in the other: it may have been
    read anew there. Raises `OutputError`.
    """
    copied = []
    for name in names:
        record = page_file(source, name)
        if not record.is_file() or page_file(target, name).exists():
            continue
        for suffix in (*page_suffixes(), PAGE_SUFFIX):
            try:
                content = page_file(source, name, suffix).read_bytes()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise output_error(page_file(source, name, suffix), error) from error
            write_bytes(page_file(target, name, suffix), content)
        copied.append(name)
    return tuple(copied)


def remove_page(folder: Path, page: str, *, record: bool = True) -> None:
    """Remove all that was written of a page, its record first; without `record`, all but that.

    A page that is read anew may be written in other formats: no file of the reading before must stand beside the new
    ones. Of a format that is not installed any more, files stay. Raises `OutputError`.
    """
    for suffix in (*((PAGE_SUFFIX,) if record else ()), *page_suffixes()):
        remove(page_file(folder, page, suffix))


def page_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files that installed formats write of a page beside its record."""
    return tuple(one.suffix for one in installed_formats() if one.page or one.leaf)


def _record(folder: Path, page: str, suffix: str = PAGE_SUFFIX) -> bytes:
    """Return a page's record, unpacked. Raises `OSError`, and `ValueError` where it is damaged."""
    content = page_file(folder, page, suffix).read_bytes()
    return unpacked(content) if suffix == PAGE_SUFFIX else content


class _Scanned(BaseModel):
    """What every version's record of a page says of its scan; the rest is not looked at."""

    scan: ScanRef
