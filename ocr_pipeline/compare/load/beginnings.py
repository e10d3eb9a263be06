"""What a file is, by how it begins: enough to choose its loader, and to name what no transcription is read from."""

from __future__ import annotations

import codecs
import re

from ocr_pipeline.errors import TranscriptionIsNoText, TranscriptionUnknown

_BYTES = 8192
"""Bytes of a file that are looked at."""

_NO_TEXT = (*((start, "an image") for start in ("\x89PNG", "\xff\xd8\xff", "II*\0", "MM\0*", "GIF8", "\0\0\0\x0cjP")),)
_NOT_READ = (
    ("{\\rtf", "an RTF file"),
    ("\xd0\xcf\x11\xe0", "a file of Word before 2007"),
    ("AT&TFORM", "a DjVu file"),
    ("\x1f\x8b", "a packed file"),
    ("7z\xbc\xaf", "a packed file"),
    ("Rar!", "a packed file"),
)

_DECLARED = re.compile(r"\s*<(?:\?xml\s|!DOCTYPE\s)")
_ROOT = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?(TEI(?:\.2)?|teiCorpus|PcGts|alto)[\s>/]", re.DOTALL)
_NAMESPACE = re.compile(r"\s*<[A-Za-z][\w.:-]*\s[^<>]{0,4000}\bxmlns(?::\w+)?\s*=")


def beginning(data: bytes) -> str:
    """Return the beginning of a file, enough of it as text to tell what it is."""
    head = data[:_BYTES]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    if head.startswith(b"<\0"):
        return head.decode("utf-16-le", "replace")
    if head.startswith(b"\0<"):
        return head.decode("utf-16-be", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def refuse(head: str, subject: str) -> None:
    """Raise `TranscriptionIsNoText` or `TranscriptionUnknown` for a file of a kind that is never read."""
    for starts, cause in ((_NO_TEXT, TranscriptionIsNoText), (_NOT_READ, TranscriptionUnknown)):
        for start, what in starts:
            if head.startswith(start):
                raise cause(subject, what)


def is_pdf(head: str) -> bool:
    """Return whether a file that begins so is a PDF."""
    return head.startswith("%PDF-")


def is_zip(head: str) -> bool:
    """Return whether a file that begins so is a ZIP archive, as a DOCX is."""
    return head.startswith(("PK\x03\x04", "PK\x05\x06", "PK\x07\x08"))


def is_xml(head: str) -> bool:
    """Return whether a file that begins so is XML: declared, or with a root that is known or in a namespace."""
    return any(start.match(head) for start in (_DECLARED, _ROOT, _NAMESPACE))
