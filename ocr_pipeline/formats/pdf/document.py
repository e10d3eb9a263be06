"""A document as one PDF: its pages in their order, whatever became of each."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, BinaryIO, cast

import pikepdf

from ocr_pipeline.errors import InputError, ScanNotAsRead
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.pdf.about import describe
from ocr_pipeline.formats.pdf.drawings import Drawings, drawings
from ocr_pipeline.formats.pdf.font import ASCENT, UNITS, Codes, add_font
from ocr_pipeline.formats.pdf.guide import Leaf, add_labels, add_outline
from ocr_pipeline.formats.pdf.picture import A4_WIDTH, Picture, picture_of_file, picture_of_page
from ocr_pipeline.formats.pdf.placing import SheetLine, kept_within, placed_lines
from ocr_pipeline.formats.pdf.sheet import Sheet, parts_shown
from ocr_pipeline.formats.pdf.source_page import open_source
from ocr_pipeline.formats.pdf.text_layer import FONT, number, text_content
from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.records import Affine, Box, Document, Page, PageSpan, PageState
from ocr_pipeline.scans.pdf_contents import is_pdf
from ocr_pipeline.settings import Settings

PICTURE = "S"
"""The name of the scan among the resources of a page."""

A4_HEIGHT = A4_WIDTH * 297 / 210

_SMALLEST = 9
"""Level of zlib: the text of a page takes 2 ms."""

_SPOKEN_FOR = b"/Span <</ActualText ()>> BDC\n", b"EMC\n"
"""Around a picture that shows text of its own: whoever extracts text takes what is given for it, nothing (ISO 32000-1,
14.9.4), and finds ours alone."""


@dataclass(frozen=True)
class _Place:
    """A page of a document: where it stands in it, and its record, None where that is gone."""

    span: PageSpan
    page: Page | None


@dataclass(frozen=True)
class _Made:
    """A page as it is to be added: what it draws, packed, of which picture, and its size in points; of which way up."""

    content: bytes
    drawn: int | None
    width: float
    height: float
    quarter_turns: int = 0


class _Pages:
    """The pages in the making: their pictures are kept in a file, the little that is left in memory."""

    def __init__(self, material: Material, kept: Drawings, language: str) -> None:
        self._material = material
        self._kept = kept
        self._not_read = languages_of(language).first.notes.unknown[0]
        self._source: tuple[str, pikepdf.Pdf] | None = None
        self.codes = Codes()
        self.made: list[_Made] = []
        self.leaves: list[Leaf] = []
        self.is_archival = True

    def add(self, places: list[_Place]) -> None:
        """Add the pages of one scan."""
        pages = tuple(place.page for place in places if place.page is not None)
        picture = self._picture(pages[0]) if pages else None
        if picture is None:
            for place in places:
                self._add(Leaf(place.span, empty=self._not_read), _Made(b"", None, A4_WIDTH, A4_HEIGHT))
            return
        self.is_archival = self.is_archival and picture.is_archival
        sheet = Sheet(picture.width, picture.height, pages[0].scan.width or 1, pages[0].scan.height or 1)
        for place, page, shown in zip(places, pages, parts_shown(pages, sheet), strict=True):
            self._add_read(place.span, page, picture, sheet, shown)

    def close(self) -> None:
        """Close the source PDF that is open."""
        if self._source is not None:
            self._source[1].close()

    def _picture(self, page: Page) -> Picture | None:
        """Return what is seen of a page's scan; None where the page failed and that cannot be had, either."""
        try:
            return self._picture_of(page)
        except InputError:
            if page.state is PageState.FAILED:
                return None
            raise

    def _picture_of(self, page: Page) -> Picture:
        scan = page.scan
        name = f"{scan.sha256} {scan.path}"
        if self._source is not None and self._source[0] == name:
            # Pages of a PDF follow one another: it is not looked for, nor fetched, for each.
            return picture_of_page(self._kept, self._source[1], scan.frame, scan.path)
        with self._material.scan(page) as path:
            if path is None:
                raise ScanNotAsRead(scan.path)
            if is_pdf(path):
                return picture_of_page(self._kept, self._opened(name, path), scan.frame, scan.path)
            bound = Settings().max_megapixels if page.state is PageState.FAILED else float("inf")
            dpi = scan.resolution.dpi if scan.resolution else None
            return picture_of_file(self._kept, path, scan.frame, dpi, bound)

    def _opened(self, name: str, path: Path) -> pikepdf.Pdf:
        self.close()
        self._source = name, open_source(path)
        return self._source[1]

    def _add_read(self, span: PageSpan, page: Page, picture: Picture, sheet: Sheet, shown: Box) -> None:
        left, lower, width, height = sheet.area(shown)
        placed = placed_lines(page, sheet.from_scan.then(_moved(-left, -lower)))
        lines = tuple(kept_within(line, width, height) for line in placed)
        a, b, c, d, e, f = picture.matrix
        drawn = (
            f"q {' '.join(number(one, 4) for one in (a, b, c, d, e - left, f - lower))} cm /{PICTURE} Do Q\n".encode()
        )
        if picture.has_text:
            drawn = drawn.join(_SPOKEN_FOR)
        content = zlib.compress(drawn + text_content(lines, self.codes), _SMALLEST)
        turns = page.preparation.quarter_turns if page.preparation else 0
        leaf = Leaf(span, lines=None if turns else tuple(map(_top_left, lines)))
        self._add(leaf, _Made(content, picture.drawn, width, height, turns))

    def _add(self, leaf: Leaf, made: _Made) -> None:
        self.leaves.append(leaf)
        self.made.append(made)


def write_document(material: Material, file: IO[bytes]) -> None:
    """Write a document as PDF. Raises `ScanNotAsRead`, `TemporaryFull`, and `InputError` for a scan that is damaged."""
    document = material.document
    language = (document.provenance.language if document.provenance else "") or DEFAULT
    with drawings(document.name) as kept, ExitStack() as opened:
        pages = _Pages(material, kept, language)
        opened.callback(pages.close)
        for _, places in groupby(_places(document, material.pages), key=_scan_of):
            pages.add(list(places))
        pdf, drawn = kept.opened()
        opened.callback(pdf.close)
        font = add_font(pdf, pages.codes)
        for made in pages.made:
            _add_page(pdf, made, drawn, font)
        add_labels(pdf, pages.leaves)
        add_outline(pdf, document, pages.leaves)
        describe(pdf, document, is_archival=pages.is_archival)
        pdf.save(
            cast(BinaryIO, file),
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            # What is packed is carried over as it is.
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )


def _add_page(pdf: pikepdf.Pdf, made: _Made, drawn: list[pikepdf.Object], font: pikepdf.Object) -> None:
    page = pdf.add_blank_page(page_size=(round(made.width, 4), round(made.height, 4))).obj
    if made.drawn is None:
        page.Resources = pikepdf.Dictionary()
        return
    page.Contents = pikepdf.Stream(pdf, made.content, Filter=pikepdf.Name.FlateDecode)
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary({f"/{PICTURE}": drawn[made.drawn]}), Font=pikepdf.Dictionary({f"/{FONT}": font})
    )
    if made.quarter_turns:
        # A PDF counts clockwise.
        page.Rotate = -90 * made.quarter_turns % 360


def _places(document: Document, pages: Iterable[Page]) -> Iterator[_Place]:
    """Yield the pages of a document in their order, those whose records are gone as well."""
    left = iter(pages)
    page = next(left, None)
    for span in document.pages:
        if page is not None and page.id == span.id:
            yield _Place(span, page)
            page = next(left, None)
        else:
            yield _Place(span, None)


def _scan_of(place: _Place) -> tuple[object, ...]:
    """Return what pages of one scan have in common; a page without a record shares nothing."""
    if place.page is None:
        return (place.span.id,)
    scan = place.page.scan
    return scan.path, scan.frame, scan.sha256


def _top_left(line: SheetLine) -> tuple[float, float]:
    x, y = line.starts[0].tolist()
    return x, y + line.size * ASCENT / UNITS


def _moved(right: float, up: float) -> Affine:
    return Affine(xx=1, xy=0, x0=right, yx=0, yy=1, y0=up)
