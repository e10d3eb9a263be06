"""A text file of any encoding as text: what it is written in is recognized and said, and nothing of it is lost.

UTF-8 and byte order marks speak for themselves. For the rest `chardet` decides: on passages of 20 to 1,000
characters of the transcribed pages in cp1251, koi8-r and cp866 it was right 477 times of 477,
`charset-normalizer` 429 times (`benchmarks/charsets.py`); most of what that misses is shorter than 80 characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

import chardet
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from ocr_pipeline.errors import TextEncodingUnknown, TextForbidden, TextIsNoText, TextNotFound

SAMPLE = 65536
"""Bytes of a file that its encoding is told from."""

UTF16_SHARE = 0.3
"""Share of the bytes at odd or at even places that are 0 or 4, the upper halves of Latin and Cyrillic letters in
UTF-16; text in other encodings has next to none."""

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
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|p|div)\b", re.IGNORECASE)
_BLOCKS = (
    *("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "br", "hr", "dt", "dd", "dl"),
    *("section", "article", "header", "footer", "figure", "figcaption", "ul", "ol", "table", "address", "aside"),
)


@dataclass(frozen=True)
class SourceText:
    """The text of a file, its encoding, and what a person should know about how it was read."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    lines_are_paragraphs: bool = False


def read_text(path: Path) -> SourceText:
    """Return the text of a file; of an HTML file, what a browser would show, a line for each paragraph.

    Raises `TextNotFound`, `TextForbidden`, `TextIsNoText` (an image, a PDF), `TextEncodingUnknown`.
    """
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise TextNotFound(str(path)) from error
    except OSError as error:
        raise TextForbidden(str(path), error.strerror or "") from error
    return decoded(data, str(path))


def decoded(data: bytes, subject: str = "") -> SourceText:
    """Return the text of a file's bytes. Raises `TextIsNoText`, `TextEncodingUnknown`; both name `subject`."""
    source = decoded_as_it_is(data, subject)
    if not _HTML.match(source.text):
        return source
    return SourceText(
        text_of_html(source.text), source.encoding, (*source.notes, "read as HTML"), lines_are_paragraphs=True
    )


def decoded_as_it_is(data: bytes, subject: str = "") -> SourceText:
    """Return the characters of a file's bytes, markup and all. Raises `TextIsNoText`, `TextEncodingUnknown`."""
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise TextIsNoText(subject, what)
    text, encoding = _decoded(data, subject)
    notes = [] if encoding in ("utf-8", "ascii") else [f"encoding recognized as {encoding}"]
    controls = len(_CONTROL.findall(text))
    if controls > BINARY_SHARE * len(text):
        raise TextIsNoText(subject)
    if controls:
        notes.append(f"{controls} control characters kept as they are")
    return SourceText(text, encoding, tuple(notes))


def text_of_html(markup: str) -> str:
    """Return what a browser would show of `markup`: white space collapsed, a line for each block, a tab
    between the cells of a row, no scripts. Line breaks within `<pre>` are white space here, too."""
    soup = BeautifulSoup(markup, "html.parser")
    for tag in soup(["script", "style", "head"]):
        tag.decompose()
    for string in soup.find_all(string=True):
        if isinstance(string, PreformattedString):
            string.extract()  # a comment, a doctype: not shown
            continue
        string.replace_with(re.sub(r"\s+", " ", string))
    for tag in soup.find_all(("td", "th")):
        if isinstance(tag, Tag):
            tag.insert_after("\t")
    for tag in soup.find_all(_BLOCKS):
        if isinstance(tag, Tag):
            tag.insert_before("\n")
            tag.insert_after("\n")
    blocks = (re.sub(r" *\t *", "\t", re.sub(r"[^\S\t]+", " ", block)).strip() for block in soup.get_text().split("\n"))
    return "\n".join(block for block in blocks if block)


def _decoded(data: bytes, subject: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, subject), encoding
    sample = data[:SAMPLE]
    wide = _utf16(sample)
    if wide:
        return _strictly(data, wide, subject), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # The letters that tell the encoding may begin far into the text.
        found = chardet.detect(data[error.start : error.start + SAMPLE])["encoding"]
    if found is None:
        raise TextIsNoText(subject) if b"\0" in sample else TextEncodingUnknown(subject)
    return _strictly(data, found, subject), found.lower()


def _strictly(data: bytes, encoding: str, subject: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise TextEncodingUnknown(subject, f"{encoding} fails: {error}") from error


def _utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, told by where the upper halves of letters stand."""
    if len(sample) < 4 or len(sample) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    at_even = sum(byte in (0, 4) for byte in even) / len(even)
    at_odd = sum(byte in (0, 4) for byte in odd) / len(odd)
    if max(at_even, at_odd) < UTF16_SHARE or min(at_even, at_odd) > UTF16_SHARE / 3:
        return None
    return "utf-16-be" if at_even > at_odd else "utf-16-le"
