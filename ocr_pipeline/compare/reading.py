"""Which reading of the scans a comparison is of."""

from __future__ import annotations

import hashlib

from ocr_pipeline.records import Document
from ocr_pipeline.text import Layer, layer_text


def reading_sha256(document: Document) -> str:
    """Return the SHA-256 of a reading, as typed and clean: pages that are read anew and differently have another."""
    text = f"{document.diplomatic}\f{layer_text(document, Layer.CLEAN)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
