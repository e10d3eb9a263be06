"""The files of one page: diplomatic text, records, prepared image; and its records read back."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.errors import OutputError
from ocr_pipeline.records import Image, Page, Side
from ocr_pipeline.store.atomic import write_bytes, write_text
from ocr_pipeline.store.files import page_file, page_id


def write_page(folder: Path, page: Page, binary: Image | None) -> None:
    """Write a page's files. Its record comes last: where it is, the others are. Raises `OutputError`.

    `binary` is the prepared image, 0 and 255 only; a page that failed has none.
    """
    write_text(page_file(folder, page.id, ".txt"), page.text + "\n" if page.lines else "")
    if binary is not None:
        write_bytes(page_file(folder, page.id, ".png"), bilevel_png(binary))
    write_text(page_file(folder, page.id), page.model_dump_json(exclude_defaults=False) + "\n")


def read_page(folder: Path, page: str) -> Page | None:
    """Return the page of that name in a document's folder; None where it has no record, or none of this version.

    Raises `OSError` for a record that may not be read.
    """
    try:
        return Page.model_validate_json(page_file(folder, page).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def remove_other_sides(folder: Path, scan: str, written: Set[str]) -> None:
    """Remove what an earlier run, with other settings, made of the same scan under names that are not in `written`."""
    for side in Side:
        page = page_id(scan, side)
        if page not in written:
            for suffix in (".json", ".txt", ".png"):
                page_file(folder, page, suffix).unlink(missing_ok=True)


def bilevel_png(binary: Image) -> bytes:
    """Return a PNG of one bit a pixel."""
    import cv2

    written, content = cv2.imencode(".png", binary, [cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_COMPRESSION, 4])
    if not written:
        raise OutputError(detail="the prepared image could not be encoded as PNG")
    return content.tobytes()
