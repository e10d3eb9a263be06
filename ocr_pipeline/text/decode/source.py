"""A text file of any encoding as text: its encoding is recognized and reported, and nothing of it is lost.

UTF-8 and byte order marks speak for themselves, and a few damaged bytes do not silence them. Among the 8-bit encodings
of the language `encodings` chooses; for a language without any, and for what is no text of it, `chardet`.
On passages of 10 to 1,000 characters of the transcribed pages in cp1251, koi8-r and cp866 it was right 548 times of
549, chardet alone 546 times, `charset-normalizer` 443; on the same in capitals 549, 0 and 393 times
(`benchmarks/charsets.py`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ocr_pipeline.errors import (
    InputError,
    TextEncodingUnknown,
    TextForbidden,
    TextIsNoText,
    TextNotFound,
    TextUnreadable,
)
from ocr_pipeline.languages import DEFAULT
from ocr_pipeline.text.decode.encodings import encoding_of

SAMPLE = 65536
"""Bytes of a file by which its encoding is recognized."""

UTF16_SHARE = 0.3
"""Share of the bytes at odd or at even places that are 0 or 4, the upper halves of Latin and Cyrillic letters in
UTF-16; text in other encodings has next to none."""

LETTERS_PER_FAULT = 4
"""Characters of several bytes for each byte that is no UTF-8, at least, in a UTF-8 file that is damaged; a text in
another encoding has next to none of them."""

LISTED = 50
"""Damaged bytes that are reported one by one."""

BINARY_SHARE = 0.1
"""Share of control characters beyond which a file is no text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    *((signature, "an image") for signature in (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")),
    (b"PK\x03\x04", "a DOCX file or another archive"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "a file of Word before 2007"),
)
"""How files begin that are no text, though some of them hold nothing but letters."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_ELEMENTS = (
    *("html", "head", "body", "title", "meta", "p", "div", "span", "h[1-6]", "table", "pre", "ul", "ol", "blockquote"),
    *("article", "section", "main", "header", "center", "font"),
)
_HTML = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rf"<(?:!doctype\s+html\b|(?:{'|'.join(_ELEMENTS)})(?:\s[^<>]*)?/?>)",
    re.IGNORECASE | re.DOTALL,
)
"""A tag ends in `>`, and only attributes stand in it: `<p.s. ...>` is a remark of the text."""


@dataclass(frozen=True)
class SourceText:
    """The text of a file, its encoding, and what a person should know about how it was read.

    Two of the notes by themselves: `damaged` reports bytes that the encoding does not have, `controls` counts control
    characters.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    lines_are_paragraphs: bool = False
    damaged: str = ""
    controls: int = 0


def read_text(path: Path, language: str = DEFAULT) -> SourceText:
    """Return the text of a file; of an HTML file, what a browser would show, a line for each paragraph.

    `language`, as Tesseract names it, helps to recognize the encoding. Raises `TextNotFound`, `TextForbidden`,
    `TextUnreadable`, `TextIsNoText` (an image, a PDF), `TextEncodingUnknown`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise reading_failed(str(path), error) from error
    return decoded(data, str(path), language)


def read_stream(stream: BinaryIO, subject: str, language: str = DEFAULT) -> SourceText:
    """Return the text of an open stream, read to its end, and raise as `read_text` does; errors name `subject`."""
    try:
        data = stream.read()
    except OSError as error:
        raise reading_failed(subject, error) from error
    return decoded(data, subject, language)


def reading_failed(subject: str, error: OSError) -> InputError:
    """Return the cause of an error of the operating system in this program's terms."""
    if isinstance(error, (FileNotFoundError, IsADirectoryError, NotADirectoryError)):
        return TextNotFound(subject, "it is a folder" if isinstance(error, IsADirectoryError) else "")
    cause = TextForbidden if isinstance(error, PermissionError) else TextUnreadable
    return cause(subject, error.strerror or str(error))


def decoded(data: bytes, subject: str = "", language: str = DEFAULT) -> SourceText:
    """Return the text of a file's bytes. Raises `TextIsNoText`, `TextEncodingUnknown`; both name `subject`."""
    source = decoded_as_it_is(data, subject, language)
    if not is_html(source.text):
        return source
    from ocr_pipeline.text.decode.html import (  # html5lib is slow to import, and few texts are HTML
        blocks_of_html,
        shown,
    )

    blocks = blocks_of_html(source.text, subject)
    if not any(block.text.strip() for block in blocks):
        raise TextIsNoText(subject, "HTML in which no text is shown")
    typed = sum(len(block.text) for block in blocks if block.typed)
    return SourceText(
        shown(blocks),
        source.encoding,
        (*source.notes, "read as HTML"),
        lines_are_paragraphs=typed * 2 <= sum(len(block.text) for block in blocks),
    )


def is_html(text: str) -> bool:
    """Return whether a text that begins so is HTML."""
    return bool(_HTML.match(text))


def decoded_as_it_is(data: bytes, subject: str = "", language: str = DEFAULT) -> SourceText:
    """Return the characters of a file's bytes, markup and all. Raises `TextIsNoText`, `TextEncodingUnknown`.

    A byte that is damaged is a U+FFFD in the text; the notes name its place and its value.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise TextIsNoText(subject, what)
    found = _decoded(data, subject, language)
    notes = [] if found.encoding in ("utf-8", "ascii") else [f"encoding recognized as {found.encoding}"]
    damaged = _damage(found) if found.faults else ""
    notes += [damaged] if damaged else []
    controls = len(_CONTROL.findall(found.text))
    if controls > BINARY_SHARE * len(found.text):
        raise TextIsNoText(subject)
    if controls:
        notes.append(f"{controls} control characters kept as they are")
    return SourceText(found.text, found.encoding, tuple(notes), damaged=damaged, controls=controls)


@dataclass(frozen=True)
class _Decoded:
    """Text, its encoding, and the place and value of each byte that is damaged: a U+FFFD in the text."""

    text: str
    encoding: str
    faults: tuple[tuple[int, int], ...] = ()


def _decoded(data: bytes, subject: str, language: str) -> _Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in_encoding(data, encoding, len(mark), subject)
    sample = data[:SAMPLE]
    wide = _utf16(sample)
    if wide:
        return _in_encoding(data, wide, 0, subject)
    try:
        return _Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        damaged = _damaged_utf8(data)
        if damaged:
            return damaged
        # The letters that tell the encoding may begin far into the text.
        first = _BEYOND_ASCII.search(data)
        start = first.start() if first else error.start
        telling = data[start : start + SAMPLE]
    found = encoding_of(telling, language) or _any_encoding(telling)
    if found is None:
        raise TextIsNoText(subject) if b"\0" in sample else TextEncodingUnknown(subject)
    return _in_encoding(data, found.lower(), 0, subject)


def _any_encoding(data: bytes) -> str | None:
    """Return the encoding that `chardet` recognizes, of any language."""
    import chardet

    return chardet.detect(data)["encoding"]


def _in_encoding(data: bytes, encoding: str, start: int, subject: str) -> _Decoded:
    """Return the text of the bytes from `start` on. Raises `TextEncodingUnknown` where so many of them are none of the
    encoding's that it is not this one."""
    try:
        found = _with_faults(data, encoding, start)
    except (UnicodeDecodeError, LookupError) as error:
        raise TextEncodingUnknown(subject, f"{encoding} fails: {error}") from error
    if len(found.faults) * LETTERS_PER_FAULT > len(found.text):
        raise TextEncodingUnknown(subject, f"{encoding} fails at {len(found.faults)} bytes")
    return found


def _damaged_utf8(data: bytes) -> _Decoded | None:
    """Return the text of a UTF-8 file some bytes of which are damaged or cut off, None if this is another encoding."""
    found = _with_faults(data, "utf-8", 0)
    several = len(found.text) - len(found.text.encode("ascii", "ignore")) - len(found.faults)
    return found if several >= LETTERS_PER_FAULT * len(found.faults) else None


def _with_faults(data: bytes, encoding: str, start: int) -> _Decoded:
    """Return the text of the bytes from `start` on, a U+FFFD for each byte that is none of the encoding's.

    Raises `LookupError` if there is no such encoding, `UnicodeDecodeError` for damage in UTF-16 and UTF-32.
    """
    # Escaped so, a byte keeps its value until its place in the file is known.
    escaped = data[start:].decode(encoding, "surrogateescape")
    faults: list[tuple[int, int]] = []
    position, before = start, 0
    for fault in _ESCAPED.finditer(escaped):
        position += len(escaped[before : fault.start()].encode(encoding))
        faults.append((position, ord(fault[0]) - 0xDC00))
        position, before = position + 1, fault.end()
    return _Decoded(_ESCAPED.sub("\ufffd", escaped) if faults else escaped, encoding, tuple(faults))


def _damage(found: _Decoded) -> str:
    count = len(found.faults)
    each = ", ".join(f"{value:02X} at {at}" for at, value in found.faults[:LISTED])
    what = "1 byte is" if count == 1 else f"{count} bytes are"
    more = f" and {count - LISTED} more" if count > LISTED else ""
    return f"{what} no {found.encoding}, U+FFFD in the text for each (value and offset in the file: {each}{more})"


def _utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, by where the upper halves of letters stand."""
    if len(sample) < 4 or len(sample) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    at_even = sum(byte in (0, 4) for byte in even) / len(even)
    at_odd = sum(byte in (0, 4) for byte in odd) / len(odd)
    if max(at_even, at_odd) < UTF16_SHARE or min(at_even, at_odd) > UTF16_SHARE / 3:
        return None
    return "utf-16-be" if at_even > at_odd else "utf-16-le"
