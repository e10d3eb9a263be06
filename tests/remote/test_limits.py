"""How long a store is waited for is said by the environment, else by the defaults."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import StoreLimitInvalid
from ocr_pipeline.remote.limits import store_limits
from ocr_pipeline.settings import StoreLimits


def test_what_is_not_said_is_as_by_default(monkeypatch):
    for name in StoreLimits.model_fields:
        monkeypatch.delenv(f"OCR_PIPELINE_STORE_{name.upper()}", raising=False)
    assert store_limits() == StoreLimits()
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "3600")
    assert store_limits() == StoreLimits(away_seconds=3600)


@pytest.mark.parametrize("given", ["soon", "-1", ""])
def test_what_is_no_number_of_seconds_is_named(monkeypatch, given):
    monkeypatch.setenv("OCR_PIPELINE_STORE_SILENT_SECONDS", given)
    with pytest.raises(StoreLimitInvalid, match="OCR_PIPELINE_STORE_SILENT_SECONDS"):
        store_limits()
