"""`ocr-pipeline export`: finished documents in further formats."""

from __future__ import annotations

from typing import Annotated

import typer

from ocr_pipeline.cli.ending import Exit, errors_reported
from ocr_pipeline.cli.options import DEFAULTS, IiifBase, PageBreaks, PageMarks, Quiet, Verbose, names_in, settings_of
from ocr_pipeline.cli.output import print_message, print_result
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.formats.registry import ALWAYS, format_names
from ocr_pipeline.job.exporting.export import export as exported_of
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.remote.url import place_of
from ocr_pipeline.report.comparison_terminal import visible

NAMES = ", ".join(name for name in format_names() if name not in ALWAYS)


def export(
    output: Annotated[str, typer.Argument(help="The folder that a job wrote, or that of one document in it.")],
    formats: Annotated[
        list[str], typer.Option("--formats", "-f", metavar="NAMES", help=f"What to write, with commas: {NAMES}.")
    ],
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="NAME", help="Of this document alone; may be given more than once."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DIR", help="Write to this folder; beside the records unless it is given."),
    ] = None,
    page_marks: PageMarks = DEFAULTS.writing.page_marks,
    page_breaks: PageBreaks = DEFAULTS.writing.page_breaks,
    iiif_base: IiifBase = DEFAULTS.writing.iiif_base,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the documents of a finished job in further formats. Nothing is read again."""
    with errors_reported(verbose=verbose):
        asked = {"page_marks": page_marks, "page_breaks": page_breaks, "iiif_base": iiif_base}
        writing = settings_of(writing=asked).writing
        results, target = place_of(output), None if to is None else place_of(to)
        documents, pages, unwritten = 0, 0, 0
        with temporary_folder(results):
            names = names_in(*formats)
            found = exported_of(results, names, writing, documents=document or (), target=target)
            for one in found:
                # Of a document whose record cannot be read, there is a reason and no page.
                documents += bool(one.pages) or not one.unwritten
                pages += one.pages
                unwritten += len(one.unwritten)
                for reason in one.unwritten:
                    print_message(f"not written: {visible(reason.message)}")
                if verbose:
                    print_message(visible(f"{one.document}: {one.pages} pages, in {one.folder}"))
        if not quiet:
            where = "" if to is None else f" to {visible(to)}"
            written = f"{_counted(documents, 'document')} of {_counted(pages, 'page')} written as {', '.join(names)}"
            print_result(written + where)
        raise Exit(ExitCode.SOME_FAILED if unwritten else ExitCode.DONE)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
