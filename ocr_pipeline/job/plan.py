"""What a job is to do: every scan of the input, the document it belongs to and its name there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import FolderUnread, NoScans, OutputInsideScans
from ocr_pipeline.records import PageRow, PageState, ScanSource
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.url import place_stored
from ocr_pipeline.scans import ScanDocument, find_documents, is_folder
from ocr_pipeline.store.files import is_taken
from ocr_pipeline.store.names import scan_names
from ocr_pipeline.store.paths import relative_to_output, relatives_to_output, shown_path


@dataclass(frozen=True, slots=True)
class PlannedScan:
    """One scan to be read: its file and frame, its document, its name there, and its path as records store it.

    Of its way through a job: `ScanSource` (what is opened), this (what its pages will be called), and in each page's
    record `ScanRef` (what was read, with its checksum and size).
    """

    source: ScanSource
    document: str
    name: str
    path: str


@dataclass(frozen=True)
class Plan:
    """The scans of a job in order, by document, and a row for each folder that could not be looked into."""

    scans: Path
    documents: dict[str, tuple[PlannedScan, ...]]
    unread: tuple[PageRow, ...] = ()

    @property
    def in_order(self) -> tuple[PlannedScan, ...]:
        """Return all scans in order."""
        return tuple(scan for scans in self.documents.values() for scan in scans)


def make_plan(scans: Path, output: Path, is_single: Callable[[RemotePath], bool] = lambda _path: False) -> Plan:
    """Return the plan for the folder (or file) `scans`; `is_single` is what `find_documents` asks of files of a store.

    Raises `OutputInsideScans`, `FolderUnread` where scans could only be in a folder that cannot be looked into, and as
    `find_documents`.
    """
    root, target = scans.resolve(), output.resolve()
    # Of a store that cannot be looked into this says why.
    has_folders = is_folder(scans) if isinstance(root, RemotePath) else root.is_dir()
    if has_folders and target.is_relative_to(root):
        raise OutputInsideScans(str(output))
    unread: list[FolderUnread] = []
    try:
        documents = find_documents(scans, is_taken, unread.append, is_single)
    except NoScans as error:
        if unread:
            raise unread[0] from error
        raise
    for document in documents:
        folder = target / document.name
        lie_in = _real_folders(document)
        inside = has_folders and folder.is_relative_to(root)
        if inside or any(one.is_relative_to(folder) for one in lie_in):
            raise OutputInsideScans(str(output), f"{document.name} in it is a folder of scans")
        if any(one.is_relative_to(target) and not one.is_relative_to(root) for one in lie_in):
            raise OutputInsideScans(str(output), f"a link among the scans leads to it: {document.name}")
    return Plan(
        scans,
        {
            document.name: planned(
                document.name,
                zip(
                    document.sources,
                    relatives_to_output((source.path for source in document.sources), output),
                    strict=True,
                ),
            )
            for document in documents
        },
        tuple(_unread_row(error, scans, output) for error in unread),
    )


def _real_folders(document: ScanDocument) -> set[Path]:
    """Return the folders in which the files of a document really lie, each looked at once, and each link among them."""
    files = {source.path for source in document.sources}
    links = {file for file in files if file.is_symlink()}
    return {folder.resolve() for folder in {file.parent for file in files - links}} | {
        link.resolve().parent for link in links
    }


def _unread_row(error: FolderUnread, scans: Path, output: Path) -> PageRow:
    """Return the row of a folder that could not be looked into, in the place of what may be in it."""
    folder = place_stored(error.subject) or Path(error.subject)
    return PageRow(
        document=shown_path(folder.relative_to(scans)),
        page="",
        path=shown_path(relative_to_output(folder, output)),
        state=PageState.FAILED,
        warnings=(str(error),),
        codes=(error.code,),
    )


def planned(document: str, scans: Iterable[tuple[ScanSource, Path]]) -> tuple[PlannedScan, ...]:
    """Return the scans of a document with their names, each given with the path that records store of it."""
    given = list(scans)
    names = scan_names([source for source, _ in given])
    return tuple(
        PlannedScan(source, document, name, shown_path(path)) for (source, path), name in zip(given, names, strict=True)
    )
