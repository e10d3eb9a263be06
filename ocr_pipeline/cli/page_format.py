"""What `page` prints of a scan in one format: the one file that the format gives of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ocr_pipeline.cli.output import print_bytes
from ocr_pipeline.errors import FormatGivesSeveral, FormatIsBinary, UsageError
from ocr_pipeline.formats.format import Format
from ocr_pipeline.records import Page
from ocr_pipeline.store.files import document_file, page_file


def printed_of(formats: Iterable[Format], name: str) -> Format:
    """Return the format of that name. Raises `UsageError` for one that writes files of a job alone."""
    chosen = next(one for one in formats if one.name == name)
    if not (chosen.document or chosen.page or chosen.leaf):
        raise UsageError(f"--format {name}", "it is the overview of a job, not of one scan")
    return chosen


def print_format(folder: Path, pages: Sequence[Page], chosen: Format) -> None:
    """Print the file of a format in the folder of a document of `pages`: the document's, else that of its one page.

    Raises `FormatGivesSeveral`, `FormatIsBinary`, `OutputError`; prints nothing where the file could not be made.
    """
    paths = [document_file(folder, chosen.suffix)] if chosen.document else []
    paths = paths or [page_file(folder, page.id, chosen.suffix) for page in pages]
    if len(paths) > 1:
        raise FormatGivesSeveral(chosen.name, f"{len(paths)} pages")
    for path in paths:
        if path.is_file():
            content = path.read_bytes()
            if sys.stdout is not None and sys.stdout.isatty() and not _is_text(content):
                raise FormatIsBinary(chosen.name)
            print_bytes(content)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
