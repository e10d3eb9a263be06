"""The records of a comparison beside its document, written and read back."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.compare.records import Comparison
from ocr_pipeline.store.files import comparison_file


def comparison_json(comparison: Comparison) -> str:
    """Return the content of the file that holds a comparison's records."""
    return comparison.model_dump_json(indent=1) + "\n"


def read_comparison(folder: Path) -> Comparison | None:
    """Return the comparison beside a document; None where its records are not there, damaged, or of another version."""
    try:
        return Comparison.model_validate_json(comparison_file(folder, ".json").read_bytes())
    except (OSError, ValidationError):
        return None
