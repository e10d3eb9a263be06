"""What is inside a PDF, read with pikepdf: its pages, their size, and the images on them with their resolution there.

Nothing is drawn; a file is open only while a function runs.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from ocr_pipeline.errors import PdfDamaged, PdfEncrypted, PdfWithoutPages
from ocr_pipeline.scans.pdf_streams import is_cut

if TYPE_CHECKING:
    import pikepdf

POINTS_PER_INCH = 72.0

LETTER = (0.0, 0.0, 612.0, 792.0)
"""Points: the box of a page that states none, as poppler draws it (US Letter)."""

MAX_FORMS = 1000
"""Form XObjects looked into on one page: forms that draw forms multiply, on purpose to without end."""

MAX_FORM_DEPTH = 20
"""Form XObjects inside one another that are looked into."""

LEAST_POINTS = 0.01
"""A side of an image that is shorter on the page is not seen."""

MOST_PIXELS = 2**31
"""A side of an image with more of them is a mistake in the file."""

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
"""A PDF's mark may follow up to so many other bytes (ISO 32000, annex H)."""

_SENSELESS = (IndexError, RuntimeError, TypeError, ValueError)
"""What pikepdf raises beside its own error for content that is no stream, or an inline image without begin or end."""

_OPERATORS = "q Q cm Do BI ID EI"
"""The operators that place images; text and lines between them are skipped while parsing."""

# What is wrong with a file is raised, or found when it is drawn; unheard warnings would be printed among the results.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class PlacedImage:
    """An image as it lies on a page: its pixels across and down, and the lengths of these sides there, in points.

    A mask says where ink stands and has no shades: the mask of another image, or a stencil that is drawn in one colour.
    `is_cut` says that part of its data is missing.
    """

    columns: int
    rows: int
    width: float
    height: float
    is_mask: bool = False
    is_cut: bool = False

    @property
    def dpi(self) -> float:
        """Dots per inch on the page, in the finer of its two directions."""
        return POINTS_PER_INCH * max(self.columns / self.width, self.rows / self.height)

    @property
    def area(self) -> float:
        """What it covers of the page, in square points."""
        return self.width * self.height


@dataclass(frozen=True)
class PdfPage:
    """A page's crop box, width and height in points before /Rotate, and what is placed on it in the order of drawing.

    `images` are the images in shades or colours, `masks` the others.
    """

    width: float
    height: float
    images: tuple[PlacedImage, ...]
    masks: tuple[PlacedImage, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Return whether data is missing of anything placed on the page."""
        return any(one.is_cut for one in (*self.images, *self.masks))


def is_pdf(path: Path) -> bool:
    """Return whether the content is a PDF. Raises `OSError`."""
    with path.open("rb") as file:
        return is_pdf_in(file)


def is_pdf_in(file: BinaryIO) -> bool:
    """Return whether an open file is a PDF. Raises `OSError`."""
    return _MAGIC in file.read(_MAGIC_WITHIN)


def count_pages(path: Path, file: BinaryIO | None = None) -> int:
    """Return the number of pages, at least 1: those found, or as many as the file says it has, if it lost some.

    `file` is what is read, where the path is none on a disk. Raises `PdfEncrypted`, `PdfDamaged`, `PdfWithoutPages`.
    """
    # Imported where it is needed, here and below: most folders hold no PDF.
    import pikepdf

    with opened_pdf(path, file, repairs_pages=False) as pdf:
        tree = pdf.Root.get("/Pages")
        # Asked first: what finds the pages corrects the figure, and a page that is lost would go unnoticed.
        stated = _number(tree.get("/Count")) if isinstance(tree, pikepdf.Dictionary) else None
        # No more than there are objects: the figure may be as damaged as the rest.
        claimed = int(stated) if stated and stated <= len(pdf.objects) else 0
        pages = max(len(pdf.pages), claimed)
    if pages < 1:
        raise PdfWithoutPages(str(path))
    return pages


def page_contents(path: Path, page: int) -> PdfPage:
    """Return what is on a page (from 0). Raises `PdfEncrypted`, `PdfDamaged`, `PdfWithoutPages`.

    Where the content of a page is cut short, images may be missing; drawing the page then reports the damage.
    """
    with opened_pdf(path) as pdf:
        if not len(pdf.pages):
            raise PdfWithoutPages(str(path))
        if page >= len(pdf.pages):
            raise PdfDamaged(f"{path}, page {page + 1}", f"only {len(pdf.pages)} pages are found")
        found = pdf.pages[page].obj
        left, bottom, right, top = crop_box(found)
        if not (right > left and top > bottom):
            raise PdfDamaged(f"{path}, page {page + 1}", "a page without a size")
        placed = tuple(_Walk().images(found, _IDENTITY, (), 0))
        images, masks = (tuple(one for one in placed if one.is_mask is mask) for mask in (False, True))
        return PdfPage(right - left, top - bottom, images, masks)


@contextmanager
def opened_pdf(path: Path, file: BinaryIO | None = None, *, repairs_pages: bool = True) -> Iterator[pikepdf.Pdf]:
    """Give the open PDF, a user's password being empty; what can fail in it becomes one of our causes.

    With `repairs_pages` each page has what it inherits, and what is no page is gone from the tree of pages.
    """
    import pikepdf

    opened = path if file is None else file
    with pdf_causes_named(path), pikepdf.open(opened, inherit_page_attributes=repairs_pages) as pdf:
        yield pdf


@contextmanager
def pdf_causes_named(path: Path) -> Iterator[None]:
    """Turn what pikepdf raises over a PDF within the block into `PdfEncrypted` and `PdfDamaged`."""
    import pikepdf

    try:
        yield
    except pikepdf.PasswordError as error:
        raise PdfEncrypted(str(path)) from error
    except (pikepdf.PdfError, RuntimeError) as error:
        # RuntimeError: a tree of pages that qpdf gives up to straighten.
        raise PdfDamaged(str(path), str(error).removeprefix(f"{path}: ")) from error
    except OSError as error:
        raise PdfDamaged(str(path), error.strerror or "") from error


class _Walk:
    """One walk through the content of a page and the form XObjects that it draws."""

    def __init__(self) -> None:
        self._forms = 0
        self._cut: dict[tuple[int, int], bool] = {}

    def images(
        self, content: pikepdf.Object, base: _Matrix, outer: tuple[pikepdf.Object, ...], depth: int
    ) -> Iterator[PlacedImage]:
        """Yield images and masks of a page or form under the matrix `base`; names it lacks are looked up in `outer`."""
        import pikepdf

        own = content.get("/Resources")
        resources = (own, *outer) if isinstance(own, pikepdf.Dictionary) else outer
        matrix, saved = base, list[_Matrix]()
        for instruction in _instructions(content):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield from self._placed(instruction.iimage.obj, matrix)
                continue
            operator, operands = bytes(instruction.operator), instruction.operands
            if operator == b"q":
                saved.append(matrix)
            elif operator == b"Q":
                matrix = saved.pop() if saved else matrix
            elif operator == b"cm":
                matrix = _product(_matrix(operands), matrix)
            elif operator == b"Do" and len(operands) == 1:
                drawn = _looked_up(operands[0], resources)
                if drawn is not None and drawn.get("/Subtype") == pikepdf.Name.Image:
                    yield from self._placed(drawn, matrix)
                elif drawn is not None and drawn.get("/Subtype") == pikepdf.Name.Form:
                    yield from self._images_of_form(drawn, matrix, resources, depth)

    def _images_of_form(
        self, form: pikepdf.Object, matrix: _Matrix, resources: tuple[pikepdf.Object, ...], depth: int
    ) -> Iterator[PlacedImage]:
        self._forms += 1
        if self._forms <= MAX_FORMS and depth < MAX_FORM_DEPTH:
            yield from self.images(form, _product(_matrix(_items(form.get("/Matrix"))), matrix), resources, depth + 1)

    def _placed(self, image: pikepdf.Object, matrix: _Matrix) -> Iterator[PlacedImage]:
        """Yield the image and the masks it has as the unit square lies under `matrix`; nothing without any size."""
        import pikepdf

        is_stencil: object = image.get("/ImageMask")
        yield from self._lying(image, matrix, is_mask=is_stencil is True)
        for key in ("/Mask", "/SMask"):
            mask = image.get(key)
            # A mask that is an array names colours and has no pixels of its own.
            if isinstance(mask, pikepdf.Stream):
                yield from self._lying(mask, matrix, is_mask=True)

    def _lying(self, image: pikepdf.Object, matrix: _Matrix, *, is_mask: bool) -> Iterator[PlacedImage]:
        columns, rows = _number(image.get("/Width")), _number(image.get("/Height"))
        a, b, c, d, _, _ = matrix
        width, height = math.hypot(a, b), math.hypot(c, d)
        if columns is None or rows is None:
            return
        if 1 <= min(columns, rows) <= max(columns, rows) <= MOST_PIXELS and min(width, height) >= LEAST_POINTS:
            yield PlacedImage(int(columns), int(rows), width, height, is_mask=is_mask, is_cut=self._is_cut(image))

    def _is_cut(self, image: pikepdf.Object) -> bool:
        """Return whether data of an image is missing; each is looked at once, however often it is placed."""
        if image.objgen not in self._cut or not image.is_indirect:
            self._cut[image.objgen] = is_cut(image)
        return self._cut[image.objgen]


def _instructions(
    content: pikepdf.Object,
) -> list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    import pikepdf

    try:
        return list(pikepdf.parse_content_stream(content, _OPERATORS))
    except (pikepdf.PdfError, *_SENSELESS):
        return []


def _looked_up(name: pikepdf.Object, resources: tuple[pikepdf.Object, ...]) -> pikepdf.Stream | None:
    """Return the XObject of that name; a form without it takes its page's, as viewers do."""
    import pikepdf

    if not isinstance(name, pikepdf.Name):
        return None
    for one in resources:
        named = one.get("/XObject")
        found = named.get(name) if isinstance(named, pikepdf.Dictionary) else None
        if isinstance(found, pikepdf.Stream):
            return found
    return None


def crop_box(page: pikepdf.Object) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of what a viewer shows, in points.

    It is the crop box within the media box; all of the media box where that would be nothing, as poppler draws it.
    """
    media = _box(page.get("/MediaBox")) or LETTER
    crop = _box(page.get("/CropBox")) or media
    left, right = max(media[0], crop[0]), min(media[2], crop[2])
    bottom, top = max(media[1], crop[1]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media


def _box(array: pikepdf.Object | None) -> tuple[float, float, float, float] | None:
    numbers = _numbers(_items(array), 4)
    if numbers is None or not any(numbers):
        return None
    # Any two opposite corners may be given (ISO 32000, 7.9.5).
    (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, bottom, right, top


def _matrix(values: Iterable[object]) -> _Matrix:
    numbers = _numbers(values, 6)
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if numbers else _IDENTITY


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    """Return the matrix that does `first`, and `then` on what comes of it."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _items(array: pikepdf.Object | None) -> Iterable[object]:
    import pikepdf

    return list(array) if isinstance(array, pikepdf.Array) else []


def _numbers(values: Iterable[object], count: int) -> list[float] | None:
    """Return `count` numbers, or None for whatever else a damaged file has there."""
    numbers = [_number(value) for value in values]
    known = [number for number in numbers if number is not None]
    return known if len(known) == len(numbers) == count else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    # Longer numbers than any page needs would end as infinite products.
    return number if abs(number) < 1e30 else None
