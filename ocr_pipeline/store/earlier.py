"""The output of an earlier version: its pages, called by their order (`0001`, `0002L`), under the names of their scans.

That version's records of pages differ in their names, in being unpacked, and in the digits of their numbers alone. A
new name may be the old name of another page. So all pages of the earlier version leave the folder of the pages first,
those that have a new name come back, and the rest is retired. Broken off at any point, it goes on at the next call.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.records import SCHEMA_VERSION, Page, replace, rounded
from ocr_pipeline.store.atomic import is_taken, move, output_error, remove, remove_empty
from ocr_pipeline.store.files import EARLIER_PAGE_SUFFIX, earlier_folder, page_file, pages_folder
from ocr_pipeline.store.pages import read_page, write_record
from ocr_pipeline.store.retired import page_groups, retire_files

EARLIER_VERSION = 3
"""The `schema_version` of the records that are brought over."""


@dataclass(frozen=True)
class BroughtOver:
    """The names that pages of an earlier version have now, and the earlier names of those that were retired."""

    named: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


def bring_over(document: Path, name_of: Callable[[Page], str | None]) -> BroughtOver:
    """Give the pages that an earlier version left in a document's folder their new names; retire those without one.

    `name_of` gives the new name of a page, None where it has none. Of two pages for one name the first is taken. The
    keys of the pages stay as they were. Raises `OutputError`.
    """
    aside = earlier_folder(document)
    for name, files in page_groups(pages_folder(document)).items():
        if any(path.name == name + EARLIER_PAGE_SUFFIX for path in files):
            _leave(files, name, aside)
    named, retired = [], []
    for earlier, files in page_groups(aside).items():
        page = _read(aside / (earlier + EARLIER_PAGE_SUFFIX), name_of)
        if page is not None and _come_back(page, files, earlier, document):
            named.append(page.id)
        else:
            retire_files(files, earlier, document)
            retired.append(earlier)
    if aside.is_dir():
        remove_empty(aside)
    return BroughtOver(tuple(named), tuple(retired))


def _leave(files: Iterable[Path], name: str, aside: Path) -> None:
    """Move the files of a page of the earlier version aside; not what a page of this version has under that name.

    What stands there already, of a time that was broken off, is brought over first, and this at the next call.
    """
    record = name + EARLIER_PAGE_SUFFIX
    is_of_both = page_file(aside.parent, name).exists()
    for path in files:
        if (path.name == record or not is_of_both) and not is_taken(aside / path.name, path):
            move(path, aside / path.name)


def _come_back(page: Page, files: Sequence[Path], earlier: str, document: Path) -> bool:
    """Move the files of a page, its record last, to the pages of this version; return whether they could."""
    *others, record = files
    targets = {path: page_file(document, page.id, path.name.removeprefix(earlier)) for path in others}
    if any(is_taken(target, path) for path, target in targets.items()):
        return False
    if not page_file(document, page.id).exists():
        for path, target in targets.items():
            move(path, target)
        write_record(document, page)
    elif others or read_page(document, page.id) != page:
        return False
    remove(record)
    return True


def _read(record: Path, name_of: Callable[[Page], str | None]) -> Page | None:
    """Return the page of a record of the earlier version as one of this, under its new name.

    None where it has no new name, where there is no such record, and where it is damaged or of another version.
    """
    try:
        content: object = json.loads(record.read_bytes())
        if not isinstance(content, dict) or content.get("schema_version") != EARLIER_VERSION:
            return None
        page = Page.model_validate_json(json.dumps(content | {"schema_version": SCHEMA_VERSION}))
    except (FileNotFoundError, ValueError):
        return None
    except OSError as error:
        raise output_error(record, error) from error
    name = name_of(page)
    return None if name is None else rounded(replace(page, id=name))
