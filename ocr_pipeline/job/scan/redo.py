"""Which finished pages a job reads again, as a person names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.errors import RedoUnknown
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.records import Side
from ocr_pipeline.store.names import page_id

FAILED, ALL = "failed", "all"


@dataclass(frozen=True)
class Redo:
    """What is read again though it is finished: everything, some documents, some scans, what failed at first.

    Pages that failed are read again in any case: they are not finished. `failed` adds those that were read with less
    than was asked for: under safer settings, or by one of two readers.
    """

    everything: bool = False
    failed: bool = False
    documents: frozenset[str] = frozenset()
    scans: frozenset[tuple[str, str]] = frozenset()

    def wants(self, scan: PlannedScan, *, was_read_with_less: bool) -> bool:
        """Return whether a finished scan is read again; `was_read_with_less` says that it was read so."""
        named = scan.document in self.documents or (scan.document, scan.name) in self.scans
        return self.everything or named or (self.failed and was_read_with_less)


NOTHING = Redo()


def redo_of(names: Sequence[str], plan: Plan) -> Redo:
    """Return what is meant by `failed`, `all`, a document's name, or a document's and a page's with `/` between.

    Raises `RedoUnknown` for what the plan does not have.
    """
    documents: set[str] = set()
    scans: set[tuple[str, str]] = set()
    for name in names:
        if name in (FAILED, ALL):
            continue
        if name in plan.documents:
            documents.add(name)
            continue
        document, _, page = name.rpartition("/")
        found = [scan for scan in plan.documents.get(document, ()) if page in _names(scan)]
        if not found:
            raise RedoUnknown(name)
        scans.update((document, scan.name) for scan in found)
    return Redo(ALL in names, FAILED in names, frozenset(documents), frozenset(scans))


def _names(scan: PlannedScan) -> set[str]:
    """Return the names that the pages of a scan may have."""
    return {scan.name, *(page_id(scan.name, side) for side in Side)}
