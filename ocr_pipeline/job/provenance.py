"""What a document's record says of what made it."""

from __future__ import annotations

import hashlib
import json

from ocr_pipeline.job.scan.worker import NOT_IN_KEY
from ocr_pipeline.records import Provenance
from ocr_pipeline.settings import Settings
from ocr_pipeline.version import PROGRAM


def provenance_of(settings: Settings, engine: str) -> Provenance:
    """Return what a document read under these settings says; `engine` is the identity of the engine."""
    return Provenance(
        program=PROGRAM,
        engine=engine,
        language=settings.language,
        settings=settings.model_dump(mode="json", exclude={"writing"}),
    )


def digest_of(provenance: Provenance) -> str:
    """Return what two runs have in common whose pages are kept: program, engine, and the settings in a page's key."""
    settings = {name: value for name, value in provenance.settings.items() if name not in NOT_IN_KEY}
    parts = [provenance.program, provenance.engine, provenance.language, settings]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
