"""The loaders of transcriptions: the beginning of a file says which reads it, never its name.

To add a format, write a module that turns the bytes of a file into a `Content`, and give its `Loader` a name among the
entry points `ocr_pipeline.loaders` of an installed package:

    [project.entry-points."ocr_pipeline.loaders"]
    rtf = "my_package.rtf:LOADER"

Loaders of installed packages are asked first, in the order of their names, then those of this program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points

from ocr_pipeline.compare.load.beginnings import is_pdf, is_xml, is_zip, refuse
from ocr_pipeline.compare.load.content import Content
from ocr_pipeline.errors import LoaderUnusable
from ocr_pipeline.interchange.kind import is_hocr
from ocr_pipeline.plugins import loaded
from ocr_pipeline.text.decode.source import is_html

GROUP = "ocr_pipeline.loaders"
"""Entry points of loaders."""


@dataclass(frozen=True)
class Loader:
    """What reads the files of a format.

    `recognizes` is given the beginning of a file, some thousand characters: the bytes as Latin-1, or decoded where it
    is UTF-16. `read` is given the bytes, the name of the file for errors, and the language of the document as Tesseract
    names it; it raises `InputError` for a file that it cannot read. `suffixes`, in small letters, are those
    of the files that are looked at in a folder of transcriptions; a file that is named is read whatever it is called.
    """

    name: str
    recognizes: Callable[[str], bool]
    read: Callable[[bytes, str, str], Content]
    suffixes: tuple[str, ...] = ()


def loader_for(head: str, subject: str) -> Loader:
    """Return the loader of the file that begins with `head`.

    Raises `LoaderUnusable` for a package's broken loader, `TranscriptionIsNoText` or `TranscriptionUnknown` for a kind
    of file that no loader reads.
    """
    for loader in _installed():
        if loader.recognizes(head):
            return loader
    refuse(head, subject)
    return next(loader for loader in LOADERS if loader.recognizes(head))


def suffixes() -> frozenset[str]:
    """Return the suffixes of files that may be transcriptions; what they are is decided by their content.

    Raises `LoaderUnusable` for a package's broken loader.
    """
    return frozenset(suffix for loader in (*_installed(), *LOADERS) for suffix in loader.suffixes)


def _installed() -> Iterator[Loader]:
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        yield loaded(entry, Loader, LoaderUnusable)


def _read_docx(data: bytes, subject: str, _language: str) -> Content:
    from ocr_pipeline.compare.load.word import docx

    return docx.content(data, subject)


def _read_pdf(data: bytes, subject: str, _language: str) -> Content:
    from ocr_pipeline.compare.load import pdf

    return pdf.content(data, subject)


def _read_hocr(data: bytes, subject: str, _language: str) -> Content:
    from ocr_pipeline.compare.load import recognized

    return recognized.content_of_hocr(data, subject)


def _read_html(data: bytes, subject: str, language: str) -> Content:
    from ocr_pipeline.compare.load import html

    return html.content(data, subject, language)


def _read_xml(data: bytes, subject: str, _language: str) -> Content:
    from ocr_pipeline.compare.load import vocabularies

    return vocabularies.content(data, subject)


def _read_plain(data: bytes, subject: str, language: str) -> Content:
    from ocr_pipeline.compare.load import plain

    return plain.content(data, subject, language)


LOADERS = (
    Loader("DOCX", is_zip, _read_docx, (".docx",)),
    # In a folder of transcriptions a PDF may be the scans themselves: it is read where it is named.
    Loader("PDF", is_pdf, _read_pdf),
    Loader("hOCR", is_hocr, _read_hocr, (".hocr",)),
    Loader("HTML", is_html, _read_html, (".html", ".htm", ".xhtml")),
    Loader("XML", is_xml, _read_xml, (".xml", ".tei")),
    Loader("plain text", lambda _head: True, _read_plain, (".txt",)),
)
"""The first that recognizes a file reads it. hOCR is before HTML, which it is as well, and HTML before XML:
XHTML is both, and a browser's rules read it too. Each imports its parser only when it reads a file."""
