"""How far a job is, as its journals say."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from ocr_pipeline.records.base import Record
from ocr_pipeline.records.frozen import FrozenMapping
from ocr_pipeline.records.job import Ending
from ocr_pipeline.records.journal import Count, Tally


class ProcessStatus(Record):
    """One process of a job: what it reads of it, how far it came, and whether it still writes.

    `ending` is None for one that has not ended, `is_silent` says that such a one has not been heard of for longer than
    a scan takes: it was killed, or its machine is gone. `planned` counts the scans that it has to read or keep.
    """

    process: str
    host: str
    pid: int
    shard: str | None
    begun: AwareDatetime
    last_heard: AwareDatetime
    ending: Ending | None
    error: str | None
    is_silent: bool
    planned: Count
    tally: Tally


class JobStatus(Record):
    """How far a job is: scans planned and through, pages read, kept and failed, how fast it goes.

    `failures` counts the failed pages by the code of their cause. Rates are pages a minute without those kept, over the
    last minutes and over the time in which a process was at work. `seconds_left` is None where no page was read yet.
    """

    at: AwareDatetime
    planned: Count
    tally: Tally
    failures: FrozenMapping[int]
    recent_rate: Annotated[float, Field(ge=0)]
    rate: Annotated[float, Field(ge=0)]
    seconds_left: Annotated[float, Field(ge=0)] | None
    processes: tuple[ProcessStatus, ...]
