"""A comparison sees texts and records, no pictures: it imports no stage that opens, prepares, reads or shows a scan."""

from __future__ import annotations

import re
from pathlib import Path

import ocr_pipeline

COMPARE = Path(ocr_pipeline.__file__).parent / "compare"
KNOWN = {"compare", "errors", "interchange", "languages", "plugins", "records", "settings", "text", "version"}


def test_compare_imports_the_ground_and_the_text_stage_alone():
    found = {
        stage
        for path in COMPARE.rglob("*.py")
        for stage in re.findall(r"^\s*(?:from|import) ocr_pipeline\.(\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    assert found <= KNOWN
    assert "text" in found
