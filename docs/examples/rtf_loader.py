"""A loader of transcriptions: the simplest of RTF files.

An installed package names it among the entry points:

    [project.entry-points."ocr_pipeline.loaders"]
    rtf = "my_package.rtf_loader:LOADER"

Then `ocr-pipeline compare RESULT transcription.rtf` reads it, and `--transcriptions DIR` looks at files that end
in .rtf.
"""

from __future__ import annotations

import re

from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.compare.load.registry import Loader

CODE = re.compile(r"\\'([0-9a-f]{2})|\\par\b ?|\\[a-z]+-?\d* ?|[{}\r\n]")


def is_rtf(beginning: str) -> bool:
    """Return whether a file that begins so is RTF."""
    return beginning.startswith("{\\rtf")


def read(data: bytes, _subject: str, _language: str) -> Content:
    """Return the text of an RTF file: its letters by Windows' Cyrillic code page, a line for each paragraph."""
    return Content(CODE.sub(_character, data.decode("ascii")), "RTF")


def _character(code: re.Match[str]) -> str:
    if code[1]:
        return bytes.fromhex(code[1]).decode("cp1251")
    return "\n" if code[0].startswith("\\par") else ""


LOADER = Loader("RTF", recognizes=is_rtf, read=read, suffixes=(".rtf",))
