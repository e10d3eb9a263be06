"""What a job is asked, checked and made ready before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ocr_pipeline.errors import PageError
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.job.assemble import Assembly
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.executors import Work
from ocr_pipeline.job.journal.follow import JournalFollower
from ocr_pipeline.job.known_singles import KnownSingles
from ocr_pipeline.job.parts.split import SplitPlan, split_plan
from ocr_pipeline.job.plan import Plan, make_plan
from ocr_pipeline.job.provenance import digest_of, provenance_of
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.redo import Redo, redo_of
from ocr_pipeline.job.scan.worker import Outcome, lost, work
from ocr_pipeline.recognize import PageSource, ready_source
from ocr_pipeline.records import Provenance
from ocr_pipeline.settings import FailurePolicy, Settings


@dataclass(frozen=True)
class Request:
    """What is to be read, with what, into which folder, and what is made of it."""

    plan: Plan
    output: Path
    settings: Settings
    engine: PageSource
    provenance: Provenance
    formats: tuple[Format, ...]
    format_names: tuple[str, ...]
    comparing: ComparisonPlan | None
    policy: FailurePolicy
    redo: Redo
    singles: KnownSingles
    split: SplitPlan | None = None

    @property
    def work(self) -> Work:
        """Return what is done with one scan."""
        return partial(work, output=self.output, settings=self.settings, formats=self.format_names, redo=self.redo)

    @property
    def assembly(self) -> Assembly:
        """Return how its documents are put together."""
        return Assembly(self.output, self.provenance, self.settings, self.formats, self.comparing)

    def journals(self) -> JournalFollower:
        """Return the journals as they are now; what was read of them to make the plan is not read again.

        Raises `OutputError`.
        """
        self.singles.follower.look()
        return self.singles.follower

    def lost(self, attempt: Attempt, error: PageError) -> Outcome:
        """Return the outcome of a scan whose worker was lost. Raises `OutputError`."""
        return lost(attempt, error, self.output, self.settings, self.format_names)

    @property
    def parted(self) -> frozenset[str]:
        """Return the documents whose parts are documents of their own."""
        return frozenset(self.split.whole_of.values()) if self.split else frozenset()

    def unread_notes(self) -> tuple[str, ...]:
        """Return why folders could not be looked into, and documents not parted, a sentence each."""
        unread = tuple(warning for row in self.plan.unread for warning in row.warnings)
        return (*unread, *(self.split.notes if self.split else ()))


def request_of(
    scans: Path,
    output: Path,
    settings: Settings,
    *,
    formats: Sequence[str] = DEFAULT,
    comparing: ComparisonPlan | None = None,
    policy: FailurePolicy | None = None,
    redo: Sequence[str] = (),
    split_documents: bool = False,
) -> Request:
    """Return what a job is asked, ready to be begun. Raises `PipelineError` for what concerns the whole job.

    `split_documents`: documents that an earlier run found in one folder are documents of their own.
    """
    chosen = formats_named(formats)
    engine = ready_source(settings.engine, settings.language)
    provenance = provenance_of(settings, engine.identity)
    singles = KnownSingles(output, digest_of(provenance))
    plan = make_plan(scans, output, singles)
    split = split_plan(plan, output) if split_documents else None
    plan = split.plan if split else plan
    return Request(
        plan,
        output,
        settings,
        engine,
        provenance,
        chosen,
        tuple(formats),
        comparing,
        policy or FailurePolicy(),
        redo_of(redo, plan),
        singles,
        split,
    )
