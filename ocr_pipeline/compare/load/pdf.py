"""The text layer of a PDF, in the order in which it was written: that in which it was recognized, or set."""

from __future__ import annotations

import contextlib
import re
import resource
import signal
import subprocess
import tempfile

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import PageMark, Span
from ocr_pipeline.errors import (
    InputError,
    PdfDamaged,
    PdfEncrypted,
    PdfWithoutText,
    PopplerMissing,
    TranscriptionTooLarge,
)

PROGRAM = "pdftotext"

SECONDS = 120.0
"""What the program may take: a book of 500 pages takes 5."""

MEMORY_BYTES = 2 * 2**30
"""What it may map, bytes: a page whose streams unpack beyond all measure ends the program, not the machine."""

LARGEST = 64 * 2**20
"""Bytes of text, at most: thirty million Cyrillic letters."""

COPYING_FORBIDDEN = 3
"""Its exit code for a file whose owner allows no text to be taken out."""

_PASSWORD = re.compile(r"password|encrypt", re.IGNORECASE)


def content(data: bytes, subject: str) -> Content:
    """Return the text, each page marked where it begins; lines are those of the pages.

    Raises `PdfWithoutText`, `PdfEncrypted`, `PdfDamaged`, `PopplerMissing`, `TranscriptionTooLarge`.
    """
    pages = _text(data, subject).removesuffix("\f").split("\f")
    if not any(page.strip() for page in pages):
        raise PdfWithoutText(subject)
    pieces: list[str] = []
    marks: list[PageMark] = []
    length = 0
    for number, page in enumerate(pages, start=1):
        if len(pages) > 1:
            marks.append(PageMark(place=Span(start=length, end=length), typed=f"PDF page {number}", number=None))
        lines = [line.rstrip() for line in page.splitlines()]
        piece = "\n".join(line for line in lines if line)
        pieces.append(piece + "\n" if piece else "")
        length += len(pieces[-1])
    text = "".join(pieces).removesuffix("\n")
    marks = [mark for mark in marks if mark.place.end <= len(text)]
    notes = (message_of("read-as", format="PDF"),)
    return Content(text, "PDF", marks=tuple(marks), lines_are_lines=True, notes=notes)


def _text(data: bytes, subject: str) -> str:
    arguments = (
        # The order of the file is that of whoever recognized the page, columns and all. Without it poppler looks for
        # columns of its own, and leaves out hyphens at the ends of lines.
        "-raw",
        *("-enc", "UTF-8"),
        # From standard input, to standard output: a name may begin with a hyphen.
        *("-", "-"),
    )
    # A file, not a pipe: how much goes into it is bounded.
    with tempfile.TemporaryFile() as out:
        try:
            process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE)
        except FileNotFoundError as error:
            raise PopplerMissing(subject) from error
        with process:
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
            try:
                _, complaint = process.communicate(data, SECONDS)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise PdfDamaged(subject, f"its text was not read within {SECONDS:g} s") from error
        if process.returncode == -signal.SIGXFSZ:
            raise TranscriptionTooLarge(subject, f"more than {LARGEST // 2**20} MB of text")
        if process.returncode:
            raise _refusal(process.returncode, complaint.decode("utf-8", "replace"), subject)
        out.seek(0)
        return out.read().decode("utf-8", "replace")


def _refusal(code: int, said: str, subject: str) -> InputError:
    """Return what it means that the program ended so."""
    if code == COPYING_FORBIDDEN:
        return PdfEncrypted(subject, "it allows no text to be taken out")
    if _PASSWORD.search(said):
        return PdfEncrypted(subject)
    return PdfDamaged(subject, next((line.strip() for line in said.splitlines() if line.strip()), f"{PROGRAM} failed"))
