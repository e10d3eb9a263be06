"""Which part of a plan a process reads that was given a number: a part that stays the same when files are added."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from ocr_pipeline.errors import ShardInvalid
from ocr_pipeline.job.plan import Plan, PlannedScan

FRAMES_TOGETHER = 16
"""Frames of a file that one process reads: a large PDF is shared out, and is hashed by few for each to find its frames
again. 16 pages take half a minute to some minutes to read, a gigabyte some seconds to hash."""

MOST = 100_000
"""The largest number of shards: more than any scheduler's array has tasks."""


@dataclass(frozen=True)
class Shard:
    """A part of a job: its number, counted from 1, and how many there are."""

    number: int
    of: int

    def __str__(self) -> str:
        """Return the shard as it is given, such as 2/8."""
        return f"{self.number}/{self.of}"

    def share_of(self, plan: Plan) -> Plan:
        """Return the plan of what this shard reads."""
        own = {name: tuple(scan for scan in scans if self.reads(scan)) for name, scans in plan.documents.items()}
        return Plan(plan.scans, {name: scans for name, scans in own.items() if scans})

    def reads(self, scan: PlannedScan) -> bool:
        """Return whether a scan is in this part."""
        return number_of(scan, self.of) == self.number


def parse_shard(given: str) -> Shard:
    """Return the shard that is given as `I/N`. Raises `ShardInvalid`."""
    found = re.fullmatch(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*", given)
    if found is None:
        raise ShardInvalid(given)
    number, of = int(found[1]), int(found[2])
    if not 1 <= number <= of <= MOST:
        raise ShardInvalid(given)
    return Shard(number, of)


def number_of(scan: PlannedScan, of: int) -> int:
    """Return the number of the shard, of so many, that reads a scan.

    It is told by the document, the file's name and the block of frames alone, so that scans beside it do not count.
    """
    block = scan.source.frame // FRAMES_TOGETHER
    told_by = "\n".join((scan.document, PurePath(scan.path).name, str(block)))
    digest = hashlib.sha256(told_by.encode("utf-8", errors="backslashreplace")).digest()
    return int.from_bytes(digest[:8], "big") % of + 1
