"""The pages of a scan in reading order, whichever way up they lie, within the time that a scan has."""

from __future__ import annotations

import time
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.page import transcribe_scan
from ocr_pipeline.recognize import EngineReading
from ocr_pipeline.records import PageState, ReasonCode, ScanSource, Side
from ocr_pipeline.settings import Settings
from tests.support.readings import typed

SETTINGS = Settings(dpi=100, language="rus", page_seconds=10)


@dataclass
class UpsideDown:
    """An engine that reads words where the darkest corner of a page is at its top left, and noise elsewhere."""

    identity: str = "upside down 1"
    reads: int = 0

    def check(self, language):
        pass

    def read(self, image, _language, _seconds):
        self.reads += 1
        height = image.binary.shape[0]
        ink = [(image.binary[: height // 2] == 0).sum(), (image.binary[height // 2 :] == 0).sum()]
        if ink[0] > ink[1]:
            return EngineReading(tuple(typed("народ и правительство страны", row, confidence=0.97) for row in range(4)))
        return EngineReading(tuple(typed("dтсн яиг уваdон wоxеу", row, confidence=0.8) for row in range(4)))


@pytest.fixture
def sheet(page):
    """A page typed in its upper half."""
    image = np.full((1100, 800), 255, dtype=np.uint8)
    typing = page(100, lines=12, width_mm=160, height_mm=110)
    image[60 : 60 + typing.shape[0], 60 : 60 + typing.shape[1]] = typing
    return image


def transcribed(tmp_path, image, engine, settings=SETTINGS):
    path = tmp_path / "1.png"
    cv2.imwrite(str(path), image)
    scan = PlannedScan(ScanSource(path), "document", "0001", "1.png")
    return [result.page for result in transcribe_scan(scan, settings, engine, sha256="", key="")]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_comes_out_upright(tmp_path, sheet, turns):
    (page,) = transcribed(tmp_path, np.rot90(sheet, -turns), UpsideDown())
    assert page.preparation.quarter_turns == turns
    assert page.lines[0].text == "народ и правительство страны"


def test_a_sure_page_is_read_once(tmp_path, sheet):
    engine = UpsideDown()
    transcribed(tmp_path, sheet, engine)
    assert engine.reads == 1


def test_a_page_that_stays_open_keeps_the_scans_orientation_and_says_so(tmp_path, sheet):
    class Figures(UpsideDown):
        def read(self, _image, _language, _seconds):
            return EngineReading(tuple(typed("10968 66891 08169 96018", row, confidence=0.9) for row in range(4)))

    (page,) = transcribed(tmp_path, sheet, Figures())
    assert page.preparation.quarter_turns == 0
    assert ReasonCode.TURN_OPEN in {warning.code for warning in page.warnings}


def test_noise_whichever_way_up_is_unreadable(tmp_path, sheet):
    class Noise(UpsideDown):
        def read(self, _image, _language, _seconds):
            return EngineReading(tuple(typed("dтсн яиг уваdон wоxеу", row, confidence=0.8) for row in range(4)))

    (page,) = transcribed(tmp_path, sheet, Noise())
    assert page.state is PageState.UNREADABLE
    assert page.expected_cer == 1.0
    assert page.reasons[0].code == ReasonCode.NO_WORDS
    assert page.preparation.quarter_turns == 0


def test_the_pages_of_a_spread_upside_down_change_sides(tmp_path, sheet):
    spread = np.hstack([sheet, np.full((1100, 24), 40, dtype=np.uint8), sheet])
    pages = transcribed(tmp_path, np.rot90(spread, 2), UpsideDown())
    assert [(page.id, page.scan.side, page.preparation.quarter_turns) for page in pages] == [
        ("0001L", Side.LEFT, 2),
        ("0001R", Side.RIGHT, 2),
    ]
    left, right = (page.lines[0].box.left for page in pages)
    # The left page lies on the right of the scan.
    assert left > right


def test_one_side_that_cannot_be_read_does_not_cost_the_other(tmp_path, sheet):
    class Once(UpsideDown):
        def read(self, image, language, seconds):
            if self.reads:
                raise ZeroDivisionError("by nothing")
            return super().read(image, language, seconds)

    spread = np.hstack([sheet, np.full((1100, 24), 40, dtype=np.uint8), sheet])
    left, right = transcribed(tmp_path, spread, Once())
    assert (left.state, right.state) == (PageState.DONE, PageState.FAILED)
    assert "ZeroDivisionError" in right.reasons[0].message


def test_no_second_reading_begins_when_the_time_of_the_scan_is_over(tmp_path, sheet):
    class Slow(UpsideDown):
        def read(self, image, language, seconds):
            time.sleep(0.5)
            return super().read(image, language, seconds)

    engine = Slow()
    (page,) = transcribed(tmp_path, np.rot90(sheet, 2), engine, Settings(dpi=100, page_seconds=0.4))
    assert engine.reads == 1
    assert page.preparation.quarter_turns == 0
