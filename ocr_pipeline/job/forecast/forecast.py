"""The forecast of a job: what there is, what is finished, and what the rest takes; nothing is written to OUTPUT."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.formats.registry import DEFAULT
from ocr_pipeline.job.forecast.estimate import Estimate, estimate
from ocr_pipeline.job.forecast.measure import MeasuredScan, measure
from ocr_pipeline.job.forecast.sample import sample_of
from ocr_pipeline.job.journal.resume import finished_scans
from ocr_pipeline.job.main_module import refuse_in_starting_worker
from ocr_pipeline.job.request import request_of
from ocr_pipeline.job.signals import terminated_as_interrupted
from ocr_pipeline.job.workers.local import cores
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.settings import FailurePolicy, Settings


@dataclass(frozen=True)
class Forecast:
    """What a job is to do, and what a sample of that took; `workers` is how many scans are read at once.

    `scans` counts the frames of PDF and TIFF files, `unread` the folders that could not be looked into;
    `sample_seconds` is the wall time of the whole sample.
    """

    documents: int
    scans: int
    unread: int
    finished: int
    workers: int
    sample: tuple[MeasuredScan, ...]
    sample_seconds: float

    @property
    def to_read(self) -> int:
        """Return how many scans are not finished."""
        return self.scans - self.finished

    @property
    def seconds(self) -> Estimate | None:
        """Return the seconds of one worker for all that is to be read; None where the sample says nothing of it."""
        values = [one.seconds for one in self.sample if one.seconds is not None]
        return estimate(values, max(self.to_read, len(values))) if values else None

    @property
    def bytes_written(self) -> Estimate | None:
        """Return the bytes of output for all that is to be read; None where there is no sample."""
        values = [one.bytes_written for one in self.sample]
        return estimate(values, self.to_read) if values else None

    def wall_seconds(self, machines: int = 1) -> Estimate | None:
        """Return how long so many machines like this one take that share the job; None where that is not known."""
        seconds = self.seconds
        return None if seconds is None else seconds / min(self.workers * machines, max(self.to_read, 1))


def forecast_job(
    scans: Path,
    output: Path,
    settings: Settings,
    *,
    jobs: int | None = None,
    formats: Sequence[str] = DEFAULT,
    policy: FailurePolicy | None = None,
    redo: Sequence[str] = (),
    temporary: Path | None = None,
) -> Forecast:
    """Return what a job with these arguments (as those of `run_job`) has before it.

    A few scans, spread over its documents, are read into a temporary folder. Raises `PipelineError` and
    `KeyboardInterrupt` as `run_job`.
    """
    refuse_in_starting_worker()
    request = request_of(scans, output, settings, formats=formats, policy=policy, redo=redo)
    plan = request.plan
    finished = set(finished_scans(request, request.journals().state))
    sample = sample_of([scan for scan in plan.in_order if scan not in finished])
    workers = jobs or cores()
    measured: tuple[MeasuredScan, ...] = ()
    started = time.monotonic()
    if sample:
        with terminated_as_interrupted(), temporary_folder(output, temporary) as folder:
            measured = measure(request, sample, folder / "sample", workers)
    return Forecast(
        documents=len(plan.documents),
        scans=len(plan.in_order),
        unread=len(plan.unread),
        finished=len(finished),
        workers=workers,
        sample=measured,
        sample_seconds=time.monotonic() - started,
    )
