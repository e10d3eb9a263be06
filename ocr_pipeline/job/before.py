"""What an earlier run left in the output folder, and what of it this run will not go on with: said before it begins."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.plan import Plan
from ocr_pipeline.job.scan.worker import NOT_IN_KEY
from ocr_pipeline.records import JobRecord, Provenance


def differences_from(
    before: JobRecord | None,
    journal: JournalState,
    plan: Plan,
    provenance: Provenance,
    parted: Collection[str] = (),
) -> tuple[str, ...]:
    """Return what differs from the job before in the same folder, a sentence each; none where there was no job.

    `parted` are documents whose scans are those of others by now: their parts.
    """
    if before is None:
        return ()
    return (*_of_settings(before.provenance, provenance), *_of_scans(journal, plan, parted))


def _of_settings(before: Provenance, now: Provenance) -> Iterator[str]:
    changed = [
        f"{name.replace('_', ' ')} {before.settings.get(name)} -> {value}"
        for name, value in now.settings.items()
        if name not in NOT_IN_KEY and before.settings.get(name) != value
    ]
    changed += [
        f"{what} {old} -> {new}"
        for what, old, new in (("engine", before.engine, now.engine), ("version", before.program, now.program))
        if old != new
    ]
    if changed:
        yield f"finished pages are read again, not as before: {', '.join(changed)}"


def _of_scans(journal: JournalState, plan: Plan, parted: Collection[str]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for document, name in journal.scans:
        names.setdefault(document, []).append(name)
    for document, scans in plan.documents.items():
        paths = {scan.path for scan in scans}
        # The first line says it as a rule: a document that goes on has the files that it had.
        lines = (journal.scan(document, name) for name in names.get(document, ()))
        if document in names and not any(line and line.path in paths for line in lines):
            yield f"{document} is read from other files than before, and what was read of those is replaced"
    if gone := [name for name in names if name not in plan.documents and name not in parted]:
        yield f"no scans are here of {', '.join(gone)}: out of the overview, and moved aside if they are gone"
