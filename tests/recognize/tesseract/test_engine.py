"""The door to Tesseract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ocr_pipeline.errors import EngineTimeout, LanguageMissing
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine, calibrated
from tests.support.readings import page_image


def test_calibrated_confidences_rise_with_the_stated_ones():
    values = [calibrated(stated) for stated in np.linspace(0, 1, 50)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] <= 1


FONTS = Path(__file__).resolve().parents[4] / "shared" / "fonts"


@pytest.mark.skipif(not FONTS.is_dir(), reason="the typewriter faces (../shared/fonts) are not here")
def test_glyph_boxes_of_tesseract_lie_on_the_glyphs_that_were_typed():
    from training.typescript import Machine, Wear, type_sheet

    machine = Machine(FONTS / "TT2020StyleE-Regular.ttf", width=150, height=60, left_margin=15)
    sheet = type_sheet(("Настоящее сообщение подводит итог", "очередного этапа работы"), machine, Wear(), 300, 1)
    clean = page_image(sheet.pixels)
    lines = TesseractEngine().read(clean, "rus", 60).lines
    assert lines[0].text.split()[:2] == ["Настоящее", "сообщение"]
    found = [glyph.box for word in lines[0].words for glyph in word.glyphs][:9]
    for box, truth in zip(found, sheet.glyphs, strict=False):
        assert abs((box.left + box.right) / 2 - (truth.box[0] + truth.box[2]) / 2) < 12


def test_tesseract_is_stopped_at_its_time_limit():
    noise = np.random.default_rng(0).integers(0, 255, (2000, 2000)).astype(np.uint8)
    with pytest.raises(EngineTimeout):
        TesseractEngine().read(page_image(noise), "rus", 0.05)


def test_a_missing_language_is_named():
    with pytest.raises(LanguageMissing, match="tlh"):
        TesseractEngine().check("rus+tlh")
