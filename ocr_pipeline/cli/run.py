"""`ocr-pipeline run`: the job."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer

from ocr_pipeline.cli.ending import Exit, errors_reported
from ocr_pipeline.cli.options import (
    DEFAULT_POLICY,
    DEFAULTS,
    BinarizationMethod,
    Dpi,
    DryRun,
    EngineName,
    FailFast,
    Gaps,
    IiifBase,
    Interface,
    LanguageName,
    Manifest,
    MaxFailed,
    MaxMegapixels,
    NoSplit,
    PageBreaks,
    PageMarks,
    PageMemory,
    PageSeconds,
    Quiet,
    Redo,
    Retries,
    Temporary,
    Verbose,
    WorkerWait,
    names_in,
    settings_of,
)
from ocr_pipeline.cli.output import print_result
from ocr_pipeline.cli.shards import Assemble, Ended, ShardGiven, shard_of
from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.profile import DEFAULT as DEFAULT_PROFILE
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.errors import UsageError
from ocr_pipeline.formats.registry import ALWAYS
from ocr_pipeline.formats.registry import DEFAULT as DEFAULT_FORMATS
from ocr_pipeline.job.cluster.executor import on_cluster
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.forecast.forecast import forecast_job
from ocr_pipeline.job.forecast.forecast_text import forecast_text
from ocr_pipeline.job.journal.log import STANDARD_ERROR, EventLog
from ocr_pipeline.job.progress import Verbosity, say
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.shards.assemble import assemble_job
from ocr_pipeline.job.shards.run import run_shard
from ocr_pipeline.remote.url import local_of, place_of
from ocr_pipeline.report.comparison_terminal import visible
from ocr_pipeline.settings import FailurePolicy
from ocr_pipeline.store.files import must_stay
from ocr_pipeline.store.lock import only_job_in
from ocr_pipeline.store.manifest import write_manifest

CHOSEN_FORMATS = ",".join(name for name in DEFAULT_FORMATS if name not in ALWAYS)
"""The formats that are written where none is named, those that always are left out."""


def run(
    scans: Annotated[str, typer.Argument(help="The folder of scans (or one file), or its URL: s3://BUCKET/FOLDER.")],
    output: Annotated[
        str,
        typer.Argument(help="The folder for the results, or its URL; it is made if it is not there."),
    ],
    transcriptions: Annotated[
        str | None,
        typer.Option(
            "--transcriptions",
            metavar="PATH",
            help="Compare each document with the transcription of this folder it fits.",
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="What a comparison forgives: a profile's name, or a TOML file.")
    ] = DEFAULT_PROFILE,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--formats",
            help="What to write beside the records and the overview, with commas: see `export --help`. Asked for "
            "later, it is written without recognizing a page again.",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Pages read at a time; as many as there are cores."),
    ] = None,
    shard: ShardGiven = None,
    assemble: Assemble = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Read the pages on the workers of a Dask cluster that see the same folders, such as tcp://HOST:8786.",
        ),
    ] = None,
    worker_wait: WorkerWait = DEFAULT_POLICY.worker_wait_seconds,
    log_json: Annotated[
        str | None,
        typer.Option(
            "--log-json",
            metavar="FILE",
            help="Write a line of JSON for each event to a file, behind what is there; - is standard error.",
        ),
    ] = None,
    split_documents: Annotated[
        bool,
        typer.Option(
            "--split-documents",
            help="Where several documents seem to lie in one folder, make each by itself: OUTPUT/<document>/1, 2, …",
        ),
    ] = False,
    lang: LanguageName = DEFAULTS.language,
    engine: EngineName = DEFAULTS.engine,
    binarization: BinarizationMethod = DEFAULTS.binarization,
    dpi: Dpi = DEFAULTS.dpi,
    no_split: NoSplit = not DEFAULTS.split_spreads,
    page_seconds: PageSeconds = DEFAULTS.page_seconds,
    max_megapixels: MaxMegapixels = DEFAULTS.max_megapixels,
    gaps: Gaps = DEFAULTS.gaps,
    page_marks: PageMarks = DEFAULTS.writing.page_marks,
    page_breaks: PageBreaks = DEFAULTS.writing.page_breaks,
    iiif_base: IiifBase = DEFAULTS.writing.iiif_base,
    page_memory: PageMemory = DEFAULT_POLICY.page_memory_mb,
    retries: Retries = DEFAULT_POLICY.retries,
    max_failed: MaxFailed = DEFAULT_POLICY.max_failed,
    fail_fast: FailFast = DEFAULT_POLICY.fail_fast,
    redo: Redo = None,
    temporary: Temporary = None,
    dry_run: DryRun = False,
    manifest: Manifest = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a folder of scans into a folder of texts. Run again, it goes on where it stood.

    Each sub-folder, PDF or multi-page TIFF is one document: its clean text is OUTPUT/<document>/document.txt, its
    pages as typed are OUTPUT/<document>/pages/. OUTPUT/index.html is the overview.
    """
    with errors_reported(verbose=verbose, resumable=True):
        scans_at, output_at = place_of(scans), place_of(output)
        part = shard_of(shard, assemble=assemble)
        if part is not None and manifest:
            raise UsageError("--shard, --manifest", "others are still writing; give --manifest to --assemble")
        if (part is not None or assemble) and split_documents:
            raise UsageError("--shard, --split-documents", "give it to a run of the whole, when all pages are read")
        if assemble and redo:
            raise UsageError("--assemble, --redo", "nothing is read where documents are put together")
        if dry_run and manifest:
            raise UsageError("--dry-run, --manifest", "nothing is written by a forecast")
        names = names_in(*(formats or [CHOSEN_FORMATS]))
        settings = settings_of(
            language=lang,
            engine=engine,
            binarization=binarization,
            dpi=dpi,
            split_spreads=not no_split,
            page_seconds=page_seconds,
            max_megapixels=max_megapixels,
            gaps=gaps,
            writing={"page_marks": page_marks, "page_breaks": page_breaks, "iiif_base": iiif_base},
        )
        policy = FailurePolicy(
            page_memory_mb=page_memory,
            retries=retries,
            max_failed=max_failed,
            fail_fast=fail_fast,
            worker_wait_seconds=worker_wait,
        )
        if dry_run:
            forecast = forecast_job(
                scans_at,
                output_at,
                settings,
                jobs=jobs,
                formats=names,
                policy=policy,
                redo=redo or (),
                temporary=temporary,
            )
            print_result(forecast_text(forecast))
            return
        rules = load_profile(profile)
        comparing = None
        if transcriptions is not None:
            texts = load_folder(local_of(transcriptions), lang, without=must_stay)
            comparing = ComparisonPlan(texts, rules, Interface.EN.value)
        # On standard error, lines for a machine take the place of those for a person.
        verbosity = _verbosity(quiet=quiet or log_json == STANDARD_ERROR, verbose=verbose)
        log = EventLog(log_json if log_json == STANDARD_ERROR else str(local_of(log_json))) if log_json else None
        cluster = None
        if scheduler is not None:
            if jobs is not None:
                raise UsageError("--jobs, --scheduler", "a cluster reads as many pages at a time as it has threads")
            # The workers have working folders of their own.
            scans_at, output_at = scans_at.absolute(), output_at.absolute()
            cluster = on_cluster(scheduler, output_at, policy, partial(say, verbosity=verbosity))
        summary: Ended
        if assemble:
            summary = assemble_job(
                scans_at,
                output_at,
                settings,
                verbosity=verbosity,
                comparing=comparing,
                formats=names,
                log=log,
                temporary=temporary,
            )
        else:
            whole = partial(run_job, split_documents=split_documents)
            read = whole if part is None else partial(run_shard, shard=part)
            summary = read(
                scans_at,
                output_at,
                settings,
                jobs=jobs,
                verbosity=verbosity,
                comparing=comparing,
                formats=names,
                make_executor=cluster,
                log=log,
                policy=policy,
                redo=redo or (),
                temporary=temporary,
            )
        if not quiet:
            print_result(summary.text())
        if manifest:
            with only_job_in(output_at):
                written = write_manifest(output_at, datetime.now(UTC).date())
            if not quiet:
                print_result(visible(written.text()))
        raise Exit(summary.exit_code)


def _verbosity(*, quiet: bool, verbose: bool) -> Verbosity:
    if quiet:
        return Verbosity.QUIET
    return Verbosity.VERBOSE if verbose else Verbosity.NORMAL
