"""A page of a source PDF as a form that can be drawn: all that is seen of it, and nothing that acts.

Of a page its content, with what that draws, and the looks of its annotations are carried over. Actions, scripts,
attached files, forms to be filled in and links hang on the page and the document, not on what is seen: they stay
behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ocr_pipeline.errors import PdfDamaged
from ocr_pipeline.formats.pdf.old_text import OldText
from ocr_pipeline.scans.pdf_contents import crop_box, pdf_causes_named

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class SourcePage:
    """A page as a form of the PDF that it comes from; the matrix that turns it as a viewer shows it, its lower left
    corner in the origin; its width and height so, in points; and whether it shows text that can be extracted."""

    form: pikepdf.Object
    matrix: Matrix
    width: float
    height: float
    has_text: bool


def open_source(path: Path) -> pikepdf.Pdf:
    """Return the open PDF, annotations made part of its pages' content. Raises `PdfEncrypted`, `PdfDamaged`."""
    with pdf_causes_named(path):
        pdf = pikepdf.open(path, inherit_page_attributes=True, access_mode=pikepdf.AccessMode.stream)
        if any("/Annots" in page for page in pdf.pages):
            pdf.generate_appearance_streams()
            # As a screen shows them, and as poppler draws them for reading.
            pdf.flatten_annotations("screen")
    return pdf


def source_page(pdf: pikepdf.Pdf, number: int, subject: str) -> SourcePage:
    """Return a page (from 0). Raises `PdfDamaged` where there is none; `subject` is what the file is called there."""
    if number >= len(pdf.pages):
        raise PdfDamaged(f"{subject}, page {number + 1}", f"only {len(pdf.pages)} pages are found")
    page = pdf.pages[number]
    box = crop_box(page.obj)
    left, bottom, right, top = box
    if not (right > left and top > bottom):
        raise PdfDamaged(f"{subject}, page {number + 1}", "a page without a size")
    old = OldText()
    changed = old.taken_out(page.obj)
    form = page.as_form_xobject(handle_transformations=False)
    form.BBox = pikepdf.Array([round(edge, 4) for edge in box])
    if changed is not None:
        form.write(changed)
    if "/StructParents" in form:
        del form.StructParents
    turns = _quarter_turns(page.obj)
    width, height = right - left, top - bottom
    matrix: Matrix = (
        (1, 0, 0, 1, -left, -bottom),
        (0, -1, 1, 0, -bottom, right),
        (-1, 0, 0, -1, right, top),
        (0, 1, -1, 0, top, -left),
    )[turns]
    if turns % 2:
        width, height = height, width
    return SourcePage(form, matrix, width, height, old.is_seen)


def _quarter_turns(page: pikepdf.Object) -> int:
    """Return by how many quarter turns, clockwise, a page is shown; 0 where what it says is no such figure."""
    turned: object = page.get("/Rotate")
    return turned // 90 % 4 if isinstance(turned, int) and turned % 90 == 0 else 0
