"""What no scan gives any more, moved aside: never deleted, never written over what was moved there before.

Two processes may move the same thing at once: each leaves what the other has moved already.

A move that is broken off goes on at the next: the record of a page or a document is moved last, so that what is left
behind is still known for what it is, and what is there without a record is known to be unfinished.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

from ocr_pipeline.remote.listing import files_in
from ocr_pipeline.store.atomic import is_taken, move_once, output_error, remove_empty
from ocr_pipeline.store.files import (
    PAGE_RECORD_SUFFIXES,
    document_file,
    is_of_document,
    pages_folder,
    retired_folder,
)
from ocr_pipeline.store.names import page_of
from ocr_pipeline.store.pages import page_suffixes


def page_groups(folder: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the files of each page in a folder of pages by its name, its record last; none where no folder is.

    A page is what has a record, of this version or an earlier one, or a file in an installed format; all that is called
    like it belongs to it. Other files that a person put there belong to none. Raises `OutputError`.
    """
    found: dict[str, list[tuple[str, Path]]] = {}
    for path in _files(folder):
        named = page_of(path.name)
        if named:
            found.setdefault(named[0], []).append((named[1], path))
    ours = {*PAGE_RECORD_SUFFIXES, *page_suffixes()}
    return {
        name: tuple(path for _, path in sorted(files, key=lambda one: one[0] in PAGE_RECORD_SUFFIXES))
        for name, files in found.items()
        if any(suffix in ours for suffix, _ in files)
    }


def retire_pages(
    document: Path, kept: Collection[str], spared: Callable[[str], bool] = lambda _name: False
) -> tuple[str, ...]:
    """Move the files of the pages in a document's folder that are not `kept` aside; return the names of these pages.

    `spared` says of a page that is not kept whether it stays all the same. Raises `OutputError`.
    """
    groups = page_groups(pages_folder(document))
    gone = {name: files for name, files in groups.items() if name not in kept and not spared(name)}
    for name, files in gone.items():
        retire_files(files, name, document)
    return tuple(gone)


def retire_document_files(document: Path) -> None:
    """Move the files of a document as a whole, with its comparison's, aside; its pages stay. Raises `OutputError`."""
    record = document_file(document)
    groups: dict[str, list[Path]] = {}
    for path in sorted(_files(document), key=lambda one: one == record):
        if is_of_document(path.name):
            groups.setdefault(path.name.partition(".")[0], []).append(path)
    for name, files in groups.items():
        retire_files(files, name, document)


def retire_document(output: Path, name: str, living: Iterable[str]) -> Path:
    """Move all that is in the folder of a document aside, and return where; folders of `living` documents stay.

    Raises `OutputError`.
    """
    folder = output / name
    record = document_file(folder)
    alive = [output / other for other in living]
    entries = [one for one in _entries(folder) if not any(other.is_relative_to(one) for other in alive)]
    entries.sort(key=lambda one: one == record)
    target = next(
        target
        for target in _numbered(retired_folder(output) / name)
        if (record in entries or not document_file(target).exists())
        and not any(is_taken(target / one.name, one) for one in entries)
    )
    for entry in entries:
        move_once(entry, target / entry.name)
    # A folder that held nothing but this document goes with it.
    for emptied in (folder, *folder.parents):
        if emptied == output or not remove_empty(emptied):
            break
    return target


def retire_files(files: Iterable[Path], name: str, document: Path) -> None:
    """Move files that are called `name` and a suffix aside; where one of that name was before, under a number.

    Raises `OutputError`.
    """
    suffixes = {path: path.name.removeprefix(name) for path in files}
    target = next(
        target
        for target in _numbered(retired_folder(document) / name)
        if not any(_with(target, suffix).exists() for suffix in PAGE_RECORD_SUFFIXES if suffix not in suffixes.values())
        and not any(is_taken(_with(target, suffix), path) for path, suffix in suffixes.items())
    )
    for path, suffix in suffixes.items():
        move_once(path, _with(target, suffix))


def _with(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.name}~{number}") for number in count(2))


def _files(folder: Path) -> list[Path]:
    return _looked_into(folder, files_in)


def _entries(folder: Path) -> list[Path]:
    return _looked_into(folder, lambda one: sorted(one.iterdir()))


def _looked_into(folder: Path, look: Callable[[Path], list[Path]]) -> list[Path]:
    try:
        return look(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise output_error(folder, error) from error
