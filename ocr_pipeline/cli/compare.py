"""`ocr-pipeline compare`: a document beside its transcription."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from ocr_pipeline.api import result_of
from ocr_pipeline.cli.ending import Exit, errors_reported
from ocr_pipeline.cli.options import (
    DEFAULTS,
    EngineName,
    Interface,
    LanguageName,
    MaxMegapixels,
    Quiet,
    Verbose,
    settings_of,
)
from ocr_pipeline.cli.output import print_message, print_result
from ocr_pipeline.compare.judge.model import SLIPS
from ocr_pipeline.compare.profile import DEFAULT as DEFAULT_PROFILE
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.errors import ExitCode, LimitInvalid
from ocr_pipeline.job.comparing.outputs import Outputs
from ocr_pipeline.job.comparing.result import compare_result, transcription_for, write_comparison
from ocr_pipeline.remote.url import local_of, place_of
from ocr_pipeline.report.comparison_terminal import report_terminal
from ocr_pipeline.store.paths import shown_path


def compare(
    result: Annotated[
        str,
        typer.Argument(help="A document's folder in the output of `run`, or a scan; or the URL of either."),
    ],
    transcription: Annotated[
        str,
        typer.Argument(
            help="Its transcription (TXT, HTML, DOCX, TEI, PAGE, ALTO, hOCR, PDF), or a folder that holds it.",
        ),
    ],
    report: Annotated[
        str | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="A report with strips of the scans: one HTML file, or its folder.",
        ),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write the records of the comparison; - prints them.")
    ] = None,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="Write the variants as a table; - prints it.")
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="What is forgiven: a profile's name, or a TOML file of your own.")
    ] = DEFAULT_PROFILE,
    fail_above: Annotated[
        str | None,
        typer.Option(
            "--fail-above", metavar="CER", help="End with exit code 1 if the CER as typed is above this: 0.02, or 2%."
        ),
    ] = None,
    reread: Annotated[
        bool,
        typer.Option("--reread/--no-reread", help="Read doubtful lines again, and say what their readings support."),
    ] = False,
    slips: Annotated[
        float,
        typer.Option("--slips", min=0, help="Slips expected in 1,000 words of the transcription, before it is read."),
    ] = SLIPS,
    interface: Annotated[Interface, typer.Option("--interface", help="Language the report opens in.")] = Interface.EN,
    lang: LanguageName = DEFAULTS.language,
    engine: EngineName = DEFAULTS.engine,
    max_megapixels: MaxMegapixels = DEFAULTS.max_megapixels,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Compare what was read with an existing transcription: every difference, and who is most likely right."""
    with errors_reported(verbose=verbose):
        result_at, text_at = place_of(result), local_of(transcription)
        settings = settings_of(language=lang, engine=engine, max_megapixels=max_megapixels)
        limit = _limit(fail_above) if fail_above is not None else None
        outputs = Outputs.named(report, json, csv)
        outputs.check(result_at, text_at, Path(profile))
        rules = load_profile(profile)
        document = result_of(result_at, settings)
        outputs.check_scans(document)
        theirs = transcription_for(document, text_at, settings.language)
        found = compare_result(document, theirs, rules, settings, reread=reread, slips=slips)
        for text in write_comparison(
            found,
            document,
            settings,
            report=outputs.report,
            records=outputs.records,
            table=outputs.table,
            language=interface.value,
        ):
            print_result(text, end="")
        if not (quiet or outputs.prints):
            print_result(report_terminal(found, shutil.get_terminal_size((100, 24)).columns))
            for path in outputs.files:
                print_result(f"written: {shown_path(path)}")
        rate = found.scores.layers[0].cer.rate
        if limit is not None and rate > limit:
            print_message(f"ocr-pipeline: the CER as typed, {rate:.2%}, is above {limit:.2%} (--fail-above)")
            raise Exit(ExitCode.ABOVE_LIMIT)
        raise Exit(ExitCode.DONE)


def _limit(given: str) -> float:
    """Return an error rate, given as a share or as a percentage. Raises `LimitInvalid`."""
    number = given.strip().removesuffix("%").strip().replace(",", ".")
    try:
        limit = float(number) / (100 if "%" in given else 1)
    except ValueError as error:
        raise LimitInvalid(f"--fail-above {given}") from error
    if not 0 <= limit <= 1:
        raise LimitInvalid(f"--fail-above {given}")
    return limit
