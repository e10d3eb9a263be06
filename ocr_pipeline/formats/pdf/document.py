"""A document as one PDF: its pages in their order, whatever became of each."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import IO

import pikepdf

from ocr_pipeline.errors import InputError, ScanNotAsRead
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.pdf.about import describe
from ocr_pipeline.formats.pdf.font import ASCENT, UNITS, Codes, add_font
from ocr_pipeline.formats.pdf.guide import Leaf, add_labels, add_outline
from ocr_pipeline.formats.pdf.parts import Parts
from ocr_pipeline.formats.pdf.picture import A4_WIDTH, Picture, picture_of_file, picture_of_page
from ocr_pipeline.formats.pdf.placing import PlacedLine, placed_lines
from ocr_pipeline.formats.pdf.sheet import Sheet, parts_shown
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

_AS_SPOKEN_FOR = b"/Span <</ActualText ()>> BDC\n", b"EMC\n"
"""Around a picture that shows text of its own: whoever extracts text takes what is given for it, nothing (ISO 32000-1,
14.9.4), and finds ours alone."""


@dataclass(frozen=True)
class _Place:
    """A page of a document: where it stands in it, and its record, None where that is gone."""

    span: PageSpan
    page: Page | None


class _Writing:
    """A PDF in the making."""

    def __init__(self, material: Material, parts: Parts) -> None:
        self._material = material
        self._parts = parts
        document = material.document
        language = document.provenance.language if document.provenance else DEFAULT
        self._not_read = languages_of(language or DEFAULT).first.notes.unknown[0]
        self.codes = Codes()
        self.leaves: list[Leaf] = []
        self.is_archival = True

    def add(self, places: list[_Place]) -> None:
        """Add the pages of one scan."""
        pages = tuple(place.page for place in places if place.page is not None)
        picture = self._picture(pages[0]) if pages else None
        if picture is None:
            for place in places:
                self._add_empty(place.span)
            return
        self.is_archival = self.is_archival and picture.is_archival
        sheet = Sheet(picture.width, picture.height, pages[0].scan.width or 1, pages[0].scan.height or 1)
        for place, page, shown in zip(places, pages, parts_shown(pages, sheet), strict=True):
            self._add_page(place.span, page, picture, sheet, shown)
        self._parts.added(picture.weight)

    def _picture(self, page: Page) -> Picture | None:
        """Return what is seen of a page's scan; None where the page failed, as what can be seen of it may, too."""
        try:
            return self._picture_of(page)
        except InputError:
            if page.state is PageState.FAILED:
                return None
            raise

    def _picture_of(self, page: Page) -> Picture:
        scan = page.scan
        name = f"{scan.sha256} {scan.path}"
        source = self._parts.source(name)
        if source is not None:
            return picture_of_page(self._parts.pdf, source, scan.frame, scan.path)
        with self._material.scan(page) as path:
            if path is None:
                raise ScanNotAsRead(scan.path)
            if is_pdf(path):
                source = self._parts.open_source(name, path)
                return picture_of_page(self._parts.pdf, source, scan.frame, scan.path)
            bound = Settings().max_megapixels if page.state is PageState.FAILED else float("inf")
            dpi = scan.resolution.dpi if scan.resolution else None
            return picture_of_file(self._parts.pdf, path, scan.frame, dpi, bound)

    def _add_page(self, span: PageSpan, page: Page, picture: Picture, sheet: Sheet, shown: Box) -> None:
        left, lower, width, height = sheet.area(shown)
        lines = tuple(placed_lines(page, sheet.from_scan.then(_moved(-left, -lower))))
        a, b, c, d, e, f = picture.matrix
        drawn = f"q {' '.join(number(one, 4) for one in (a, b, c, d, e - left, f - lower))} cm /{PICTURE} Do Q\n".encode()
        if picture.has_text:
            drawn = drawn.join(_AS_SPOKEN_FOR)
        leaf = self._parts.pdf.add_blank_page(page_size=(round(width, 2), round(height, 2))).obj
        leaf.Contents = _packed(self._parts.pdf, drawn + text_content(lines, self.codes))
        leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({f"/{PICTURE}": picture.drawn}))
        turns = page.preparation.quarter_turns if page.preparation else 0
        if turns:
            # A PDF counts clockwise.
            leaf.Rotate = -90 * turns % 360
        self.leaves.append(Leaf(span, lines=None if turns else tuple(map(_top_left, lines))))

    def _add_empty(self, span: PageSpan) -> None:
        leaf = self._parts.pdf.add_blank_page(page_size=(round(A4_WIDTH, 2), round(A4_HEIGHT, 2))).obj
        leaf.Resources = pikepdf.Dictionary()
        self.leaves.append(Leaf(span, empty=self._not_read))


def write_document(material: Material, file: IO[bytes]) -> None:
    """Write a document as PDF. Raises `ScanNotAsRead`, `TemporaryFull`, and `InputError` for a scan that is damaged."""
    document = material.document
    with Parts(document.name) as parts:
        writing = _Writing(material, parts)
        for _, places in groupby(_places(document, material.pages), key=_scan_of):
            writing.add(list(places))
        pdf = parts.whole()
        font = add_font(pdf, writing.codes)
        for page in pdf.pages:
            if "/XObject" in page.obj.Resources:
                page.obj.Resources.Font = pikepdf.Dictionary({f"/{FONT}": font})
        add_labels(pdf, writing.leaves)
        add_outline(pdf, document, writing.leaves)
        describe(pdf, document, is_archival=writing.is_archival)
        pdf.save(
            file,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            # What is packed is carried over as it is.
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )


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


def _packed(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Object:
    return pikepdf.Stream(pdf, zlib.compress(content, _SMALLEST), Filter=pikepdf.Name.FlateDecode)


def _top_left(line: PlacedLine) -> tuple[float, float]:
    x, y = line.starts[0].tolist()
    return x, y + line.size * ASCENT / UNITS


def _moved(right: float, up: float) -> Affine:
    return Affine(xx=1, xy=0, x0=right, yx=0, yy=1, y0=up)
