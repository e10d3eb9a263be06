"""What the pages of a PDF draw, kept in a temporary file until the PDF is put together: a document of scans is larger
than memory.

pikepdf keeps in memory whatever is added to a PDF or copied from another, and leaves on the disk what a file has that
it opened. So the pictures are first written, one object at a time, into a file that is a PDF without pages; that is
opened, and the pages are added to it. Only what a picture needs is written: objects that it leads to, but for those
that are no part of what is seen.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO

import pikepdf

from ocr_pipeline.errors import NO_SPACE, PdfDamaged, TemporaryFull

DEEPEST = 100
"""Arrays and dictionaries inside one another; pages have a dozen."""

_UNSEEN_KEYS = frozenset({"/AF", "/Metadata", "/OPI", "/PieceInfo", "/StructParent", "/StructParents"})
"""What may hang on a picture and is no part of it: attached files, private data of programs, links to a structure that
stays behind (ISO 32000-2, tables 87 and 93)."""

_OF_THE_DOCUMENT = (pikepdf.Name.Page, pikepdf.Name.Pages, pikepdf.Name.Catalog)
"""Types of objects that lead back to the whole document."""

_REGULAR = frozenset(range(0x21, 0x7F)) - frozenset(b"#()<>[]{}/%")
"""Bytes that stand for themselves in a name."""

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_CATALOG, _PAGES, _KEPT = 1, 2, 3
"""Numbers of the objects that the file begins with: catalogue, tree of pages, list of what is kept."""


@contextmanager
def drawings(subject: str) -> Iterator[Drawings]:
    """Give a place for what pages draw, empty; it is gone at the end. `subject` names the document in errors."""
    with tempfile.NamedTemporaryFile(prefix="ocr-pipeline-", suffix=".pdf") as file:
        yield Drawings(subject, Path(file.name), file)


class Drawings:
    """What is kept in a file. Layers of source PDFs stay as visible as they are by default."""

    def __init__(self, subject: str, path: Path, file: IO[bytes]) -> None:
        """Begin an empty file, which `drawings` gives."""
        self._subject = subject
        self._path = path
        self._file = file
        self._at = 0
        self._offsets: dict[int, int] = {}
        self._next = _KEPT + 1
        self._kept: list[int] = []
        self._source = _Source(pikepdf.new())
        self._layers: list[int] = []
        self._hidden: list[int] = []
        self._write(_HEAD)

    def add(self, pdf: pikepdf.Pdf, drawn: pikepdf.Object) -> int:
        """Keep an object of a PDF, with what it leads to; return its place among those kept, from 0.

        What two objects of one PDF share is kept once, as long as no other PDF comes in between. Raises `PdfDamaged`,
        `TemporaryFull`.
        """
        if self._source.pdf is not pdf:
            self._source = _Source(pdf)
        self._kept.append(self._number(drawn))
        while self._source.waiting:
            number, waiting = self._source.waiting.popleft()
            self._put(number, self._content(waiting))
        return len(self._kept) - 1

    def opened(self) -> tuple[pikepdf.Pdf, list[pikepdf.Object]]:
        """Return a PDF without pages that holds what was kept, and that, in its order; to be closed by the caller."""
        layers = b""
        if self._layers:
            groups, hidden = (b"[" + b" ".join(map(_reference, one)) + b"]" for one in (self._layers, self._hidden))
            layers = b"/OCProperties <</OCGs %b /D <</Order [] /OFF %b>>>>" % (groups, hidden)
        self._put(_CATALOG, b"<</Type /Catalog /Pages %b /Kept %b %b>>" % (*map(_reference, (_PAGES, _KEPT)), layers))
        self._put(_PAGES, b"<</Type /Pages /Kids [] /Count 0>>")
        self._put(_KEPT, b"[" + b" ".join(map(_reference, self._kept)) + b"]")
        start = self._at
        table = b"".join(b"%010d 00000 n \n" % self._offsets[number] for number in range(1, self._next))
        self._write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (self._next, table))
        self._write(
            b"trailer\n<</Size %d /Root %b>>\nstartxref\n%d\n%%%%EOF\n" % (self._next, _reference(_CATALOG), start)
        )
        self._file.flush()
        pdf = pikepdf.open(self._path, access_mode=pikepdf.AccessMode.stream)
        kept = list(pdf.Root.Kept)
        del pdf.Root.Kept
        return pdf, kept

    def _number(self, drawn: pikepdf.Object) -> int:
        """Return the number that an indirect object has here."""
        if drawn.objgen not in self._source.numbers:
            self._source.numbers[drawn.objgen] = self._next
            self._source.waiting.append((self._next, drawn))
            self._note_layer(drawn, self._next)
            self._next += 1
        return self._source.numbers[drawn.objgen]

    def _note_layer(self, drawn: pikepdf.Object, number: int) -> None:
        if isinstance(drawn, pikepdf.Dictionary) and drawn.get("/Type") == pikepdf.Name.OCG:
            self._layers.append(number)
            if self._source.hides(drawn):
                self._hidden.append(number)

    def _content(self, value: object, depth: int = 0) -> bytes:
        """Return an object as it is written in its place; a stream with its data."""
        if depth > DEEPEST:
            raise PdfDamaged(self._subject, "objects inside one another without end")
        if isinstance(value, pikepdf.Stream):
            data = value.read_raw_bytes()
            entries = self._entries(value, depth, without="/Length")
            return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)
        if isinstance(value, pikepdf.Dictionary):
            if value.get("/Type") in _OF_THE_DOCUMENT:
                return b"null"
            return b"<<%b>>" % self._entries(value, depth)
        if isinstance(value, pikepdf.Array):
            return b"[%b]" % b" ".join(self._value(one, depth) for one in value)
        return _scalar(value)

    def _entries(self, value: pikepdf.Object, depth: int, without: str = "") -> bytes:
        return b" ".join(
            _name(key) + b" " + self._value(one, depth)
            for key, one in value.items()
            if key != without and key not in _UNSEEN_KEYS
        )

    def _value(self, value: object, depth: int) -> bytes:
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            return _reference(self._number(value))
        return self._content(value, depth + 1)

    def _put(self, number: int, content: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def _write(self, content: bytes) -> None:
        try:
            self._file.write(content)
        except OSError as error:
            if error.errno in NO_SPACE:
                raise TemporaryFull(self._subject) from error
            raise
        self._at += len(content)


class _Source:
    """What is known of the PDF that objects come from: their numbers here, what is still to be written, its layers."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.numbers: dict[tuple[int, int], int] = {}
        self.waiting: deque[tuple[int, pikepdf.Object]] = deque()
        self._hidden, self._shown, self._are_hidden = set(_listed(pdf, "/OFF")), set(_listed(pdf, "/ON")), _base(pdf)

    def hides(self, layer: pikepdf.Object) -> bool:
        """Return whether a layer is not seen unless someone asks for it (ISO 32000-1, 8.11.4.3)."""
        if self._are_hidden:
            return layer.objgen not in self._shown
        return layer.objgen in self._hidden


def _by_default(pdf: pikepdf.Pdf) -> pikepdf.Object | None:
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    return default if isinstance(default, pikepdf.Dictionary) else None


def _listed(pdf: pikepdf.Pdf, key: str) -> Iterator[tuple[int, int]]:
    default = _by_default(pdf)
    listed = default.get(key) if default is not None else None
    if isinstance(listed, pikepdf.Array):
        yield from (one.objgen for one in listed if isinstance(one, pikepdf.Object))


def _base(pdf: pikepdf.Pdf) -> bool:
    default = _by_default(pdf)
    return default is not None and default.get("/BaseState") == pikepdf.Name.OFF


def _scalar(value: object) -> bytes:
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int | Decimal | float):
        return format(value, "d" if isinstance(value, int) else "f").encode()
    if isinstance(value, pikepdf.Object):
        return value.unparse()
    raise TypeError(f"no object of a PDF: {value!r}")


def _name(name: str | bytes) -> bytes:
    """Return a name as it is written (ISO 32000-1, 7.3.5); pikepdf gives one that is no UTF-8 as bytes."""
    content = name.encode("utf-8", errors="surrogateescape") if isinstance(name, str) else name
    return b"/" + b"".join(bytes((byte,)) if byte in _REGULAR else b"#%02x" % byte for byte in content[1:])


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number
