"""Nothing is thrown away on a real page: what each engine returns is in the page's record, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from ocr_pipeline.image import prepare
from ocr_pipeline.recognize import EngineReading, read_image, ready_engine
from ocr_pipeline.recognize.double.collating import collated_readings, same_shape
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.recognize.double.standby import Standby
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization
from tests.support.readings import glyphs_of

CELL = 30.0
"""Pixels of the prepared page from one character to the next: 10 characters to the inch at 300 dpi."""

SAMPLE = Path(__file__).parents[2] / "scans" / "telegram-1953-03-29" / "1019.tif"


@dataclass
class Gives:
    reading: EngineReading
    identity: str = "gives 1"

    def check(self, language):
        pass

    def read(self, _image, _language, _seconds):
        return self.reading


@pytest.fixture(scope="module")
def image():
    scan = open_scan(ScanSource(SAMPLE), 200, None)
    (page,) = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)
    return page


@pytest.fixture(scope="module")
def readings(image):
    """What each engine reads on the sample, by its name; `both` has what the two read alone."""
    first, second = (ready_engine(name, "rus").read(image, "rus", 120) for name in ("typescript", "tesseract"))
    both = DoubleKeying(Gives(first), Gives(second)).read(image, "rus", 120)
    standby = Standby(Gives(first), Gives(second)).read(image, "rus", 120)
    return {"both": both, "standby": standby, "tesseract": second, "typescript": first}


@pytest.mark.parametrize("name", ["both", "standby", "tesseract", "typescript"])
def test_every_character_of_an_engine_is_recorded_once(image, readings, name):
    reading = readings[name]
    page = read_image(Gives(reading), image, "rus", 5)
    recorded = Counter("".join(line.text for line in (*page.lines, *page.set_apart)))
    returned = Counter("".join(line.text for line in (*reading.lines, *reading.set_apart)))
    del recorded[" "], returned[" "]
    assert recorded == returned
    assert recorded.total() > 1000


def test_of_two_readers_every_glyph_stands_is_set_apart_or_is_an_alternative_where_another_stands(readings):
    first, second = readings["typescript"], readings["tesseract"]
    collated = collated_readings(first, second)
    found = glyphs_of((*collated.lines, *collated.set_apart))
    for glyph in glyphs_of((*first.lines, *second.lines)):
        # Tesseract's boxes are estimates, up to two cells beside their character.
        there = [
            one
            for one in found
            if abs(one.box.middle - glyph.box.middle) < 3 * CELL
            and one.box.top < glyph.box.bottom
            and glyph.box.top < one.box.bottom
        ]
        assert any(
            same_shape(one.text, glyph.text) or glyph.text in {choice.text for choice in one.alternatives}
            for one in there
        ), glyph
    assert len(found) <= len(glyphs_of(first.lines)) + len(glyphs_of(second.lines))
