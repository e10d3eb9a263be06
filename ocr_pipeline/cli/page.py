"""`ocr-pipeline page`: one scan."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ocr_pipeline.cli.ending import Exit, errors_reported
from ocr_pipeline.cli.options import (
    DEFAULTS,
    BinarizationMethod,
    Dpi,
    EngineName,
    Gaps,
    IiifBase,
    LanguageName,
    MaxMegapixels,
    NoSplit,
    PageBreaks,
    PageMarks,
    PageSeconds,
    Quiet,
    Temporary,
    Verbose,
    names_in,
    settings_of,
)
from ocr_pipeline.cli.output import discard, print_message
from ocr_pipeline.cli.page_format import print_format, printed_of
from ocr_pipeline.cli.page_printer import PagePrinter
from ocr_pipeline.cli.standard_input import DASH, SAID, received
from ocr_pipeline.errors import ExitCode, OutputIsInput, OutputTaken, UsageError
from ocr_pipeline.formats.registry import DEFAULT as DEFAULT_FORMATS
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.job.housekeeping import said_of_pages
from ocr_pipeline.job.scan.alone import as_document, page_results
from ocr_pipeline.job.scan.written import PagesAsRead
from ocr_pipeline.job.workers.memory import keep_freed
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.records import Page, PageState, Reason
from ocr_pipeline.remote.url import place_of
from ocr_pipeline.store.documents import is_of_job
from ocr_pipeline.store.files import pages_folder
from ocr_pipeline.store.paths import shown_path
from ocr_pipeline.text import Layer, clean_pages, marked_text


def page(
    scan: Annotated[
        str,
        typer.Argument(
            help="An image (JPEG, PNG, TIFF, JPEG 2000, WebP, BMP) or a PDF, or its URL; - is standard input."
        ),
    ],
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
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="Also write text, records and images to this folder."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "--formats",
            "-f",
            metavar="NAME",
            help="Print the page in this format instead (see `export --help`); with --output, what to write there, "
            "with commas.",
        ),
    ] = None,
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
    temporary: Temporary = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read one scan and print its text."""
    with errors_reported(verbose=verbose), temporary_folder(Path(scan), temporary) as own:
        keep_freed()
        is_sent = scan == DASH
        scan_at = received(own) if is_sent else place_of(scan)
        output_at = None if output is None else place_of(output)
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
        if output_at is not None and scan_at.resolve().parent == pages_folder(output_at).resolve():
            raise OutputIsInput(str(scan_at), "its folder is where the pages would be written")
        if output_at is not None and is_of_job(output_at):
            raise OutputTaken(str(output_at))
        names = DEFAULT_FORMATS if formats is None else names_in(*formats)
        chosen = formats_named(names)
        printed = None
        if output_at is None and formats is not None:
            if len(names) != 1 or json:
                raise UsageError(f"--format {','.join(names)}", "one format is printed; --output DIR takes several")
            printed, output_at = printed_of(chosen, names[0]), own / "printed"
        writer = None if output_at is None else PagesAsRead(scan_at, output_at, settings, chosen)
        printer = PagePrinter(text, json=json) if printed is None else None
        pages: list[Page] = []
        for result in page_results(scan_at, settings, SAID if is_sent else None):
            if writer is not None:
                writer.take(result)
            if printer is not None:
                _print(printer, result.page, is_written=writer is not None)
            _report(result.page, quiet=quiet)
            # Neither images nor glyphs are kept: a book would not fit in memory.
            pages.append(result.page.without_glyphs())
        # Of a scan that could not be read the message says so, and no text does.
        some_read = any(one.state is not PageState.FAILED for one in pages)
        unwritten: tuple[Reason, ...] = ()
        if writer is not None or printer is None or (printer.needs_document and (text is Layer.READING or page_marks)):
            document = as_document(_name_of(scan_at), tuple(pages), settings)
            unwritten = writer.end(document) if writer is not None else ()
            if printer is not None:
                marked = marked_text(document, text, page_marks=page_marks and printer.needs_document)
                printer.end(marked if some_read else None)
            elif printed is not None and output_at is not None:
                print_format(output_at, pages, printed)
        else:
            # Dates and what is read otherwise, which the document has as well, are not printed.
            wanted = some_read and printer.needs_document
            printer.end(clean_pages(pages, settings.language, gaps=settings.gaps) if wanted else None)
        for reason in unwritten:
            print_message(f"not written: {reason.message}")
        if writer is not None and writer.retired and not quiet:
            print_message(said_of_pages(str(output_at), writer.retired))
        code = _exit_code(pages)
        raise Exit(ExitCode.SOME_FAILED if unwritten and code is ExitCode.DONE else code)


def _print(printer: PagePrinter, page: Page, *, is_written: bool) -> None:
    """Print a page; where nobody listens any more, the command goes on if the page `is_written` to a folder as well."""
    try:
        printer.take(page)
    except BrokenPipeError:
        if not is_written:
            raise
        discard(sys.stdout)


def _name_of(scan: Path) -> str:
    return shown_path(Path(scan.stem))


def _report(one: Page, *, quiet: bool) -> None:
    """Print why a page is not done and what is doubtful about it; of quiet commands, why it failed."""
    if one.state is PageState.FAILED or (not quiet and one.state is not PageState.DONE):
        for reason in one.reasons:
            print_message(f"page {one.id}: {one.state}: {reason.message}")
    if not quiet:
        for warning in one.warnings:
            print_message(f"page {one.id}: {warning.message}")


def _exit_code(pages: Sequence[Page]) -> ExitCode:
    """Return 0 if every page was done, blank or unreadable; the cause's own code if the only page failed; else 6."""
    failed = [one for one in pages if one.state is PageState.FAILED]
    if not failed:
        return ExitCode.DONE
    if len(pages) > 1:
        return ExitCode.SOME_FAILED
    code = failed[0].reasons[0].exit_code
    return ExitCode.BUG if code is None else ExitCode(code)
