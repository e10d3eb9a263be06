"""A plan in which the documents that seem to lie in one folder are documents of their own: `FOLDER/1`, `FOLDER/2`.

Where they begin says the document of the whole folder, which an earlier run made (`documents-in-folder`). It stays
where it is, with its pages, so that a later run finds the same parts; the pages that were read for it are copied to its
parts, and not read again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ocr_pipeline.errors import InputError
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.records import Side
from ocr_pipeline.store.documents import read_document
from ocr_pipeline.store.names import page_id
from ocr_pipeline.store.pages import copy_pages
from ocr_pipeline.text.bounds import documents_in


@dataclass(frozen=True)
class SplitPlan:
    """A plan, the folders whose documents it parts, by the names of the parts, and what could not be parted."""

    plan: Plan
    whole_of: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def split_plan(plan: Plan, output: Path) -> SplitPlan:
    """Return the plan with a document for each that seems to lie in one, by the records of an earlier run.

    A scan of two pages is not parted, nor is a folder beside which a document has the name that a part would have.
    """
    documents: dict[str, tuple[PlannedScan, ...]] = {}
    whole_of: dict[str, str] = {}
    notes: list[str] = []
    for name, scans in plan.documents.items():
        cuts, within = _cuts(output / name, scans)
        notes += (f"{name} is not parted at page {page}: the page before it is on the same scan" for page in within)
        parts = {f"{name}/{number}": part for number, part in enumerate(pairwise([*cuts, len(scans)]), 1)}
        if taken := [part for part in parts if part in plan.documents]:
            notes.append(f"{name} is not parted: there are scans for a document {taken[0]}")
        if len(parts) < 2 or taken:
            documents[name] = scans
            continue
        for part, (start, end) in parts.items():
            documents[part] = tuple(dataclasses.replace(scan, document=part) for scan in scans[start:end])
            whole_of[part] = name
    return SplitPlan(dataclasses.replace(plan, documents=documents), whole_of, tuple(notes))


def copy_pages_to_parts(split: SplitPlan, output: Path) -> Iterator[str]:
    """Give the parts the pages that were read for the whole; yield what was done, a sentence each.

    Raises `OutputError`.
    """
    for part, whole in split.whole_of.items():
        names = [page_id(scan.name, side) for scan in split.plan.documents[part] for side in Side]
        if copied := copy_pages(output / whole, output / part, names):
            yield f"{len(copied)} {'page' if len(copied) == 1 else 'pages'} of {whole} taken over for {part}"


def _cuts(folder: Path, scans: Sequence[PlannedScan]) -> tuple[list[int], list[str]]:
    """Return the scans (from 0) with which documents begin, the first one always, and pages at which none can: they
    share a scan with the page before."""
    try:
        document = read_document(folder)
    except InputError:
        # Nothing was made of this folder yet, or by another version: after this run, something will be.
        return [0], []
    first_pages = [document.pages[part.start].id for part in documents_in(document)[1:]]
    begins = {page_id(scan.name, side): at for at, scan in enumerate(scans) for side in (Side.WHOLE, Side.LEFT)}
    second = {page_id(scan.name, Side.RIGHT) for scan in scans}
    cuts = sorted({0, *(begins[page] for page in first_pages if page in begins)})
    return cuts, [page for page in first_pages if page in second and page not in begins]
