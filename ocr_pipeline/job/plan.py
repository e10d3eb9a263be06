"""What a job is to do: every scan of the input, the document it belongs to and the name of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import OutputInsideScans
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import find_documents
from ocr_pipeline.store.files import is_taken
from ocr_pipeline.store.paths import relative_to_output, shown_path


@dataclass(frozen=True)
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
    """The scans of a job in order, by document."""

    scans: Path
    documents: dict[str, tuple[PlannedScan, ...]]

    @property
    def in_order(self) -> tuple[PlannedScan, ...]:
        """Return all scans in order."""
        return tuple(scan for scans in self.documents.values() for scan in scans)


def make_plan(scans: Path, output: Path) -> Plan:
    """Return the plan for the folder (or file) `scans`.

    Raises `ScanNotFound`, `NoScans`, or `OutputInsideScans`.
    """
    root, target = scans.resolve(), output.resolve()
    if root.is_dir() and target.is_relative_to(root):
        raise OutputInsideScans(str(output))
    documents = find_documents(scans, is_taken)
    for document in documents:
        folder = target / document.name
        inside = root.is_dir() and folder.is_relative_to(root)
        if inside or any(source.path.resolve().is_relative_to(folder) for source in document.sources):
            raise OutputInsideScans(str(output), f"{document.name} in it is a folder of scans")
    return Plan(
        scans,
        {
            document.name: planned(
                document.name, ((source, relative_to_output(source.path, output)) for source in document.sources)
            )
            for document in documents
        },
    )


def planned(document: str, scans: Iterable[tuple[ScanSource, Path]]) -> tuple[PlannedScan, ...]:
    """Return the scans of a document, each given with the path that records store of it, named by their order."""
    return tuple(
        PlannedScan(source, document, f"{number:04d}", shown_path(path))
        for number, (source, path) in enumerate(scans, start=1)
    )
