"""What a command prints: its result on standard output, messages for a person on standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import typer

from ocr_pipeline.errors import OutputError


def print_result(text: str, *, even_if_empty: bool = False, end: str = "\n") -> None:
    """Print the result. Raises `OutputError` where it cannot be written; a closed pipe ends the command quietly."""
    if text or even_if_empty:
        _print(text + end)


def print_bytes(content: bytes) -> None:
    """Print a file's content as it is. Raises as `print_result`."""
    _print(content)


def _print(content: str | bytes) -> None:
    if sys.stdout is None:
        raise OutputError("standard output", "it is closed")
    try:
        typer.echo(content, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        discard(sys.stdout)
        raise OutputError("standard output", error.strerror or str(error)) from error


def print_message(message: str) -> None:
    """Print a message for a person. A message that cannot be written does not fail the command."""
    if sys.stderr is None:
        return
    try:
        typer.echo(message, err=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Drop what a stream could not write: Python tries once more at its end, and would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
