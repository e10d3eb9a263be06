"""What a job is to do: every scan of the input, the document and the page name it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import OutputInsideScans
from ocr_pipeline.job.page import shown_path
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import ScanDocument, find_documents
from ocr_pipeline.store.files import is_taken
from ocr_pipeline.store.paths import relative_to_output


@dataclass(frozen=True)
class Task:
    """One scan to read: its place in the input, where its pages go, and its path as records store it."""

    document: str
    folder: Path
    name: str
    source: ScanSource
    path: str


@dataclass(frozen=True)
class Plan:
    """The tasks of a job in order, by document."""

    scans: Path
    output: Path
    documents: dict[str, tuple[Task, ...]]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return all tasks in order."""
        return tuple(task for tasks in self.documents.values() for task in tasks)


def make_plan(scans: Path, output: Path) -> Plan:
    """Return the plan for the folder (or file) `scans`.

    Raises `ScanNotFound`, `NoScans`, or `OutputInsideScans`.
    """
    source, target = scans.resolve(), output.resolve()
    if source.is_dir() and target.is_relative_to(source):
        raise OutputInsideScans(str(output))
    documents = find_documents(scans, is_taken)
    return Plan(scans, output, {document.name: _tasks(document, output) for document in documents})


def _tasks(document: ScanDocument, output: Path) -> tuple[Task, ...]:
    folder = output / document.name
    return tuple(
        Task(document.name, folder, f"{number:04d}", source, shown_path(relative_to_output(source.path, output)))
        for number, source in enumerate(document.sources, start=1)
    )
