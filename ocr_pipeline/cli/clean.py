"""`ocr-pipeline clean`: a text without images."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ocr_pipeline.cli.ending import errors_reported
from ocr_pipeline.cli.options import DEFAULTS, LanguageName, Quiet, Verbose, names_in
from ocr_pipeline.cli.output import print_message, print_result
from ocr_pipeline.errors import KeepUnknown, LanguageNameInvalid, TextNotFound, UsageError
from ocr_pipeline.languages import has_lexicon, lexicon_names, without_lexicon
from ocr_pipeline.report.edits_table import edits_table
from ocr_pipeline.store.paths import shown_path
from ocr_pipeline.text import Keep, Layer, clean_text, layer_text
from ocr_pipeline.text.decode.source import SourceText, read_stream, read_text

STANDARD_INPUT = Path("-")


def clean(
    file: Annotated[
        Path,
        typer.Argument(
            allow_dash=True,
            readable=False,
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
    lang: LanguageName = DEFAULTS.language,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Clean a text without images: take out page furniture, join words and paragraphs."""
    with errors_reported(verbose=verbose):
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
            print_result(document.model_dump_json(indent=2))
        elif edits:
            print_result(edits_table(document))
        else:
            print_result(layer_text(document, text), even_if_empty=True)
        if not quiet:
            notes = [*source.notes, *(remark.message for remark in document.remarks)]
            notes += (f"no lexicon for {name}: its words count as unknown" for name in without_lexicon(language))
            if not source.text.strip():
                notes.append("the text is empty")
            for note in notes:
                print_message(f"{subject}: {note}")


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


def _kept(names: str) -> frozenset[Keep]:
    wanted = set(names_in(names))
    unknown = wanted - set(Keep)
    if unknown:
        raise KeepUnknown(f"--keep {','.join(sorted(unknown))}", f"known are {', '.join(Keep)}")
    return frozenset(map(Keep, wanted))
