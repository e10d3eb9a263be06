"""What of a job is not done yet: which scans of which documents, and whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ocr_pipeline.errors import ShardInvalid
from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.shards.share import number_of, parse_shard
from ocr_pipeline.report.comparison_terminal import visible

NAMED = 5
"""How many documents, scans of each, and shards are named: what fits on a screen beside the rest."""


@dataclass(frozen=True)
class Missing:
    """The scans that are not through by document, and how many shards the job has; None where that is not known."""

    scans: Mapping[str, tuple[PlannedScan, ...]]
    shards: int | None = None

    def __bool__(self) -> bool:
        """Return whether something is missing."""
        return bool(self.scans)

    def lines(self) -> Iterator[str]:
        """Yield what is missing, in lines for a terminal; none where nothing is."""
        if not self.scans:
            return
        every = [scan for scans in self.scans.values() for scan in scans]
        yield f"Not read yet: {_counted(len(every), 'scan')} of {_counted(len(self.scans), 'document')}"
        for document, scans in list(self.scans.items())[:NAMED]:
            yield f"  {visible(document)}: {_listed(visible(scan.name) for scan in scans)}"
        if (more := len(self.scans) - NAMED) > 0:
            yield f"  and of {_counted(more, 'document')} more"
        if self.shards is not None and self.shards > 1:
            by_shard = sorted(Counter(number_of(scan, self.shards) for scan in every).items())
            yield "  of " + _listed(f"shard {number}/{self.shards} ({count})" for number, count in by_shard)


def shards_of(journal: JournalState, digest: str) -> int | None:
    """Return how many shards a job has, by the process that began last as one of them; None where none did."""
    begun = [lines.begin for lines in journal.processes.values() if lines.begin is not None]
    for begin in sorted(begun, key=lambda one: one.time, reverse=True):
        if begin.shard is None or begin.digest != digest:
            continue
        try:
            return parse_shard(begin.shard).of
        except ShardInvalid:
            continue
    return None


def _listed(words: Iterable[str]) -> str:
    given = list(words)
    more = f" and {len(given) - NAMED} more" if len(given) > NAMED else ""
    return ", ".join(given[:NAMED]) + more


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
