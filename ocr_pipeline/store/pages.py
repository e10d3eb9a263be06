"""The files of one page: diplomatic text, records, prepared image; and its records read back."""

from __future__ import annotations

from pathlib import Path

import cv2
from pydantic import ValidationError

from ocr_pipeline.errors import OutputError
from ocr_pipeline.records import Image, Page
from ocr_pipeline.store.atomic import write_bytes, write_text

PAGES = "pages"


def page_path(folder: Path, page_id: str, suffix: str) -> Path:
    """Return the path of a page's file in a document's folder; `suffix` is `.txt`, `.json` or `.png`."""
    return folder / PAGES / f"{page_id}{suffix}"


def write_page(folder: Path, page: Page, binary: Image | None) -> None:
    """Write a page's files. Its `.json` comes last: where it is, the others are. Raises `OutputError`.

    `binary` is the prepared image, 0 and 255 only; a page that failed has none.
    """
    write_text(page_path(folder, page.id, ".txt"), page.text + "\n" if page.lines else "")
    if binary is not None:
        write_bytes(page_path(folder, page.id, ".png"), bilevel_png(binary))
    write_text(page_path(folder, page.id, ".json"), page.model_dump_json(exclude_defaults=False) + "\n")


def read_page(path: Path) -> Page | None:
    """Return the page whose records are in the file `path`; None where there is none, or none of this version."""
    try:
        return Page.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def bilevel_png(binary: Image) -> bytes:
    """Return a PNG of one bit a pixel."""
    written, content = cv2.imencode(".png", binary, [cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_COMPRESSION, 4])
    if not written:
        raise OutputError(detail="the prepared image could not be encoded as PNG")
    return content.tobytes()
