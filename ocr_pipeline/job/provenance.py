"""What a document's record says of what made it."""

from __future__ import annotations

from ocr_pipeline.records import Provenance
from ocr_pipeline.settings import Settings
from ocr_pipeline.version import PROGRAM


def provenance_of(settings: Settings, engine: str) -> Provenance:
    """Return what a document read under these settings says; `engine` is the identity of the engine."""
    return Provenance(
        program=PROGRAM,
        engine=engine,
        language=settings.language,
        settings=settings.model_dump(mode="json"),
    )
