"""The command line: parses, calls, prints."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

import typer
from pydantic import ValidationError

from ocr_pipeline.api import as_document, page_results, result_of
from ocr_pipeline.compare.judge.model import SLIPS
from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.profile import DEFAULT as DEFAULT_PROFILE
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.doctor import examine
from ocr_pipeline.errors import (
    ExitCode,
    KeepUnknown,
    LanguageNameInvalid,
    LimitInvalid,
    OutputError,
    PipelineError,
    TextNotFound,
    UsageError,
)
from ocr_pipeline.formats.registry import ALWAYS, formats_named
from ocr_pipeline.formats.registry import DEFAULT as DEFAULT_FORMATS
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.job.comparing.outputs import Outputs
from ocr_pipeline.job.comparing.result import compare_result, transcription_for, write_comparison
from ocr_pipeline.job.progress import Verbosity
from ocr_pipeline.job.run import run_job
from ocr_pipeline.languages import has_lexicon, lexicon_names, without_lexicon
from ocr_pipeline.records import Page, PageState
from ocr_pipeline.report.comparison_terminal import report_terminal
from ocr_pipeline.report.edits_table import edits_table
from ocr_pipeline.settings import Binarization, Settings
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.pages import write_page
from ocr_pipeline.store.paths import shown_path
from ocr_pipeline.text import Keep, Layer, clean_text, layer_text
from ocr_pipeline.text.decode.source import SourceText, read_stream, read_text
from ocr_pipeline.version import __version__

app = typer.Typer(
    name="ocr-pipeline",
    help="Reads scans of Russian typescript: telegrams, minutes, reports; top copies, carbon copies, photostats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Language = Annotated[
    str,
    typer.Option("--lang", help="Language of the text, as Tesseract names it: rus, eng, or both as rus+eng."),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine", help="typescript, tesseract, both (two readers), or another installed; auto: the best one."
    ),
]
BinarizationMethod = Annotated[
    Binarization, typer.Option("--binarization", help="How the black-and-white page image is made.")
]
Dpi = Annotated[
    float | None,
    typer.Option("--dpi", min=30, max=2400, help="Resolution of the scans, where the files state it wrongly."),
]
NoSplit = Annotated[bool, typer.Option("--no-split", help="Keep a scan of two facing pages as one page.")]
PageSeconds = Annotated[
    float, typer.Option("--page-seconds", min=1, help="Time after which the reading of a page is given up.")
]
MaxMegapixels = Annotated[
    float, typer.Option("--max-megapixels", min=1, help="Largest scan that is opened, in millions of pixels.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: a line for each page, tracebacks of bugs.")]


STANDARD_INPUT = Path("-")


class Interface(StrEnum):
    """The language of a report."""

    EN = "en"
    RU = "ru"


class Exit(typer.Exit):
    """Ends a command with one of this program's exit codes."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__(int(code))


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ocr-pipeline {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def page(
    scan: Annotated[Path, typer.Argument(help="An image (JPEG, PNG, TIFF, JPEG 2000, WebP, BMP) or a PDF.")],
    text: Annotated[
        Layer,
        typer.Option(
            "--text",
            help="clean: joined, without page numbers; diplomatic: line by line as typed; reading: clean, with "
            "letters typed for figures (I953) resolved.",
        ),
    ] = Layer.CLEAN,
    json: Annotated[
        bool, typer.Option("--json", help="Print the records (words, places, confidences) instead.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Also write text, records and images to this folder."),
    ] = None,
    lang: Language = "rus",
    engine: EngineName = "auto",
    binarization: BinarizationMethod = Binarization.AUTO,
    dpi: Dpi = None,
    no_split: NoSplit = False,
    page_seconds: PageSeconds = 120.0,
    max_megapixels: MaxMegapixels = 200.0,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read one scan and print its text."""
    with _errors_told(verbose):
        settings = _settings(lang, engine, binarization, dpi, no_split, page_seconds, max_megapixels)
        results = page_results(scan, settings)
        pages = tuple(result.page for result in results)
        document = as_document(shown_path(Path(scan.stem)), pages, settings)
        if output is not None:
            formats = formats_named(DEFAULT_FORMATS)
            unwritten = [one for result in results for one in write_page(output, result.page, formats, result.prepared)]
            for reason in (*unwritten, *write_document(output, document, formats)):
                _tell(f"not written: {reason.message}")
        if json:
            _say("\n".join(one.model_dump_json() for one in pages))
        else:
            _say(layer_text(document, text))
        _tell_of(pages, quiet=quiet)
        raise Exit(_exit_code(pages))


@app.command()
def run(
    scans: Annotated[Path, typer.Argument(help="The folder of scans (or one file).")],
    output: Annotated[Path, typer.Argument(help="The folder for the results; it is made if it is not there.")],
    transcriptions: Annotated[
        Path | None,
        typer.Option("--transcriptions", help="Compare each document with the transcription of this folder it fits."),
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="What a comparison forgives: a profile's name, or a TOML file.")
    ] = DEFAULT_PROFILE,
    formats: Annotated[
        str,
        typer.Option(
            "--formats",
            help="What to write beside the records and the overview, with commas: txt, png, or what an installed "
            "package brings. Asked for later, it is written without reading the scans again.",
        ),
    ] = ",".join(name for name in DEFAULT_FORMATS if name not in ALWAYS),
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Pages read at a time; as many as there are cores."),
    ] = None,
    lang: Language = "rus",
    engine: EngineName = "auto",
    binarization: BinarizationMethod = Binarization.AUTO,
    dpi: Dpi = None,
    no_split: NoSplit = False,
    page_seconds: PageSeconds = 120.0,
    max_megapixels: MaxMegapixels = 200.0,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a folder of scans into a folder of texts. Run again, it goes on where it stood.

    Each sub-folder, PDF or multi-page TIFF is one document: its clean text is OUTPUT/<document>/document.txt, its
    pages as typed are OUTPUT/<document>/pages/. OUTPUT/index.html is the overview.
    """
    with _errors_told(verbose):
        settings = _settings(lang, engine, binarization, dpi, no_split, page_seconds, max_megapixels)
        comparing = None
        if transcriptions is not None:
            comparing = ComparisonPlan(load_folder(transcriptions, lang), load_profile(profile), Interface.EN.value)
        summary = run_job(
            scans,
            output,
            settings,
            jobs=jobs,
            verbosity=_verbosity(quiet=quiet, verbose=verbose),
            comparing=comparing,
            formats=_names(formats),
        )
        if not quiet:
            _say(summary.text())
        raise Exit(summary.exit_code)


@app.command()
def clean(
    file: Annotated[
        Path,
        typer.Argument(
            allow_dash=True,
            help="A text: a transcription, or the output of another program; TXT or HTML; - is standard input.",
        ),
    ],
    text: Annotated[
        Layer,
        typer.Option(
            "--text",
            help="clean: joined, without page furniture; diplomatic: as it is; reading: clean, conventions resolved.",
        ),
    ] = Layer.CLEAN,
    edits: Annotated[
        bool, typer.Option("--edits", help="Print what was done, as a table, instead of the text.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the document's record instead of the text.")] = False,
    keep: Annotated[str, typer.Option("--keep", help=f"What to leave as it is, with commas: {', '.join(Keep)}.")] = "",
    lang: Language = "rus",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Clean a text without images: take out page furniture, join words and paragraphs."""
    with _errors_told(verbose):
        if json and edits:
            raise UsageError("--json --edits", "one of them")
        kept, language = _kept(keep), _language(lang)
        source = _source(file, language)
        subject = "standard input" if file == STANDARD_INPUT else shown_path(file)
        document = clean_text(
            subject if file == STANDARD_INPUT else shown_path(Path(file.stem)),
            source.text,
            language=language,
            keep=kept,
            lines_are_paragraphs=source.lines_are_paragraphs,
        )
        if json:
            _say(document.model_dump_json(indent=2))
        elif edits:
            _say(edits_table(document))
        else:
            _say(layer_text(document, text), even_if_empty=True)
        if not quiet:
            notes = [*source.notes, *(remark.message for remark in document.remarks)]
            notes += (f"no lexicon for {name}: its words count as unknown" for name in without_lexicon(language))
            if not source.text.strip():
                notes.append("the text is empty")
            for note in notes:
                _tell(f"{subject}: {note}")


@app.command()
def compare(
    result: Annotated[Path, typer.Argument(help="A document's folder in the output of `run`, or a scan.")],
    transcription: Annotated[
        Path,
        typer.Argument(help="Its transcription (TXT, HTML, DOCX, TEI, PAGE, ALTO), or a folder that holds it."),
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
    lang: Language = "rus",
    engine: EngineName = "auto",
    max_megapixels: MaxMegapixels = 200.0,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Compare what was read with an existing transcription: every difference, and who is most likely right."""
    with _errors_told(verbose):
        settings = _settings(lang, engine, Binarization.AUTO, None, False, 120.0, max_megapixels)
        limit = _limit(fail_above) if fail_above is not None else None
        outputs = Outputs.named(report, json, csv)
        outputs.check(result, transcription, Path(profile))
        rules = load_profile(profile)
        document = result_of(result, settings)
        outputs.check_scans(document)
        theirs = transcription_for(document, transcription)
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
            _say(text, end="")
        if not (quiet or outputs.prints):
            _say(report_terminal(found, shutil.get_terminal_size((100, 24)).columns))
            for path in outputs.files:
                _say(f"written: {shown_path(path)}")
        rate = found.scores.layers[0].cer.rate
        if limit is not None and rate > limit:
            _tell(f"ocr-pipeline: the CER as typed, {rate:.2%}, is above {limit:.2%} (--fail-above)")
            raise Exit(ExitCode.ABOVE_LIMIT)
        raise Exit(ExitCode.DONE)


@app.command()
def doctor(lang: Language = "rus") -> None:
    """Say what is installed, what is missing and how to install it."""
    with _errors_told(verbose=False):
        findings = examine(lang)
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            _say(f"{finding.name:<{width}}  {finding.found or 'MISSING. ' + finding.advice}")
        raise Exit(ExitCode.DONE if all(finding.found for finding in findings) else ExitCode.MISSING)


def main() -> NoReturn:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # Russian text must come out whole in a container whose locale is POSIX.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
    raise SystemExit(int(ExitCode.DONE))


def _settings(
    language: str,
    engine: str,
    binarization: Binarization,
    dpi: float | None,
    no_split: bool,
    page_seconds: float,
    max_megapixels: float,
) -> Settings:
    try:
        return Settings(
            language=language,
            engine=engine,
            binarization=binarization,
            dpi=dpi,
            split_spreads=not no_split,
            page_seconds=page_seconds,
            max_megapixels=max_megapixels,
        )
    except ValidationError as error:
        fields = {str(problem["loc"][0]) for problem in error.errors()}
        raise (
            LanguageNameInvalid(language) if "language" in fields else UsageError(", ".join(sorted(fields)))
        ) from error


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


def _language(name: str) -> str:
    """Return the name of a language whose lexicon is here, or raise `LanguageNameInvalid`."""
    if not has_lexicon(name):
        raise LanguageNameInvalid(name, f"lexicons: {', '.join(lexicon_names())}")
    return name


def _source(file: Path, language: str) -> SourceText:
    """Return the text of a file or of standard input. Raises what `read_text` does."""
    if file != STANDARD_INPUT:
        return read_text(file, language)
    if sys.stdin is None:
        raise TextNotFound("standard input", "it is closed")
    return read_stream(typer.get_binary_stream("stdin"), "standard input", language)


def _names(listed: str) -> tuple[str, ...]:
    """Return names that are given with commas between them."""
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _kept(names: str) -> frozenset[Keep]:
    wanted = set(_names(names))
    unknown = wanted - set(Keep)
    if unknown:
        raise KeepUnknown(f"--keep {','.join(sorted(unknown))}", f"known are {', '.join(Keep)}")
    return frozenset(map(Keep, wanted))


def _verbosity(*, quiet: bool, verbose: bool) -> Verbosity:
    if quiet:
        return Verbosity.QUIET
    return Verbosity.VERBOSE if verbose else Verbosity.NORMAL


def _say(text: str, *, even_if_empty: bool = False, end: str = "\n") -> None:
    """Print the result. Raises `OutputError` where that cannot be written; who has stopped listening gets no word."""
    if not (text or even_if_empty):
        return
    try:
        typer.echo(text + end, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        _discard(sys.stdout)
        raise OutputError("standard output", error.strerror or str(error)) from error


def _tell(message: str) -> None:
    """Print a message for a person. One that cannot be written is no reason to fail."""
    try:
        typer.echo(message, err=True)
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Let what a stream could not write go: Python tries once more when it ends, and that would be an error again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _tell_of(pages: tuple[Page, ...], *, quiet: bool) -> None:
    for one in pages:
        if one.state is PageState.FAILED or (not quiet and one.state is not PageState.DONE):
            for reason in one.reasons:
                _tell(f"page {one.id}: {one.state}: {reason.message}")
        if not quiet:
            for warning in one.warnings:
                _tell(f"page {one.id}: {warning.message}")


def _exit_code(pages: tuple[Page, ...]) -> ExitCode:
    """Return 0 if every page was done, blank or unreadable; the cause's own code if the only page failed; else 6."""
    failed = [one for one in pages if one.state is PageState.FAILED]
    if not failed:
        return ExitCode.DONE
    if len(pages) > 1:
        return ExitCode.SOME_FAILED
    codes = {kind.__name__: kind.exit_code for kind in _causes(PipelineError) if hasattr(kind, "exit_code")}
    return codes.get(failed[0].reasons[0].code, ExitCode.BUG)


def _causes(kind: type[PipelineError]) -> Iterator[type[PipelineError]]:
    for cause in kind.__subclasses__():
        yield cause
        yield from _causes(cause)


@contextmanager
def _errors_told(verbose: bool) -> Iterator[None]:
    """Turn every way a command can end badly into a message on standard error and an exit code."""
    try:
        yield
    except PipelineError as error:
        _tell(f"ocr-pipeline: {error}")
        raise Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        _tell("ocr-pipeline: interrupted; finished pages are kept, run the same command to go on")
        raise Exit(ExitCode.INTERRUPTED) from error
    except (typer.Exit, BrokenPipeError):
        raise
    except Exception as error:
        if verbose:
            traceback.print_exc()
        told = f"ocr-pipeline: a bug: {type(error).__name__}: {error}. --verbose shows where; please report it."
        _tell(told)
        raise Exit(ExitCode.BUG) from error
