"""What a document says of what made it is what its reading was run with."""

from __future__ import annotations

from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.settings import Settings
from ocr_pipeline.version import PROGRAM


def test_program_engine_language_and_settings_are_said():
    settings = Settings(language="eng", dpi=150)
    said = provenance_of(settings, "tesseract 5")
    assert (said.program, said.engine, said.language) == (PROGRAM, "tesseract 5", "eng")
    assert Settings.model_validate(said.settings) == settings
