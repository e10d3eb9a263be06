"""A scan that comes by standard input: kept in a temporary file meanwhile, since what it is shows in all of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import typer

from ocr_pipeline.errors import (
    NO_SPACE,
    InputError,
    ScanEmpty,
    ScanNotFound,
    StandardInputIsTerminal,
    TemporaryFull,
    TemporaryUnusable,
)
from ocr_pipeline.scans.pdf_contents import is_pdf

DASH = "-"
"""By what standard input is named on a command line."""

SAID = "standard input"
"""What errors call it, and records in the place of a path."""

_STEM = "stdin"
"""The name of the page, as that of a file is its stem."""


def received(folder: Path) -> Path:
    """Return the file in `folder` that holds all of standard input, named as what it is.

    Raises `StandardInputIsTerminal`, `ScanNotFound` where it is closed, `ScanEmpty`, `InputError` where it breaks off,
    `TemporaryFull`, `TemporaryUnusable`.
    """
    if sys.stdin is None:
        raise ScanNotFound(SAID, "it is closed")
    if sys.stdin.isatty():
        raise StandardInputIsTerminal(SAID)
    stream = typer.get_binary_stream("stdin")
    path = folder / _STEM
    try:
        file = path.open("xb")
    except OSError as error:
        raise TemporaryUnusable(str(folder), error.strerror or "") from error
    with file:
        try:
            shutil.copyfileobj(stream, file)
            file.flush()
        except OSError as error:
            if error.errno in NO_SPACE:
                raise TemporaryFull(SAID) from error
            raise InputError(SAID, error.strerror or str(error)) from error
        if not file.tell():
            raise ScanEmpty(SAID)
    # The pages of a PDF are named as such by the file's name alone.
    return path.rename(path.with_suffix(".pdf")) if is_pdf(path) else path
