"""The pages of a scan in reading order, whichever way up they lie, within the time that a scan has."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.image import prepare
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan import page as page_module
from ocr_pipeline.job.scan.limits import READINGS, scan_seconds
from ocr_pipeline.job.scan.page import transcribe_scan
from ocr_pipeline.job.scan.prepared import PreparedAgain
from ocr_pipeline.recognize import EngineReading
from ocr_pipeline.recognize.reading import ReadLine
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
        if ink[0] > 1.5 * ink[1]:
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
    scan = PlannedScan(ScanSource(path), "document", "1", "1.png")
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
        ("1L", Side.LEFT, 2),
        ("1R", Side.RIGHT, 2),
    ]
    left, right = (page.lines[0].box.left for page in pages)
    # The left page lies on the right of the scan.
    assert left > right


def test_a_page_that_cannot_be_read_is_turned_with_its_neighbour(tmp_path, sheet):
    picture = np.minimum(sheet, np.rot90(sheet, 2))
    spread = np.hstack([picture, np.full((1100, 24), 40, dtype=np.uint8), sheet])
    pages = transcribed(tmp_path, np.rot90(spread, 2), UpsideDown())
    assert [(page.id, page.state, page.preparation.quarter_turns) for page in pages] == [
        ("1L", PageState.UNREADABLE, 2),
        ("1R", PageState.DONE, 2),
    ]


def test_a_page_that_is_unreadable_as_it_lies_is_read_upside_down_and_says_that_it_stays_open(tmp_path, sheet):
    class Figures(UpsideDown):
        def read(self, _image, _language, _seconds):
            self.reads += 1
            text, confidence = ("dтсн яиг уваdон wоxеу", 0.8) if self.reads == 1 else ("10968 66891 08169", 0.92)
            return EngineReading(tuple(typed(text, row, confidence=confidence) for row in range(4)))

    (page,) = transcribed(tmp_path, sheet, Figures())
    assert (page.state, page.preparation.quarter_turns) == (PageState.DONE, 2)
    assert ReasonCode.TURN_OPEN in {warning.code for warning in page.warnings}


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


class Clock:
    """Stands until somebody takes time: how busy the machine is makes no difference."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    perf_counter = monotonic


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """The clock that the reading of a scan goes by."""
    clock = Clock()
    monkeypatch.setattr(page_module, "time", clock)
    return clock


def test_no_second_reading_begins_when_the_time_of_the_scan_is_over(tmp_path, sheet, clock):
    settings = Settings(dpi=100, page_seconds=10)

    class Slow(UpsideDown):
        def read(self, image, language, seconds):
            clock.now += scan_seconds(settings)
            return super().read(image, language, seconds)

    engine = Slow()
    (page,) = transcribed(tmp_path, np.rot90(sheet, 2), engine, settings)
    assert engine.reads == 1
    assert page.preparation.quarter_turns == 0


class Dawdles(UpsideDown):
    """Takes all the time that it is given, and reads what leaves the turn open, so that every page is read again."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.given: list[float] = []

    def read(self, _image, _language, seconds):
        self.given.append(seconds)
        self.clock.now += seconds
        return EngineReading(tuple(typed("10968 66891 08169 96018", row, confidence=0.9) for row in range(4)))


@pytest.mark.parametrize("shape", ["a page", "a page on its side", "a spread", "a spread on its side"])
def test_no_scan_takes_more_than_its_time_though_every_reading_takes_all_of_its_own(tmp_path, sheet, shape, clock):
    image = np.hstack([sheet, np.full((1100, 24), 40, dtype=np.uint8), sheet]) if "spread" in shape else sheet
    image = np.rot90(image, -1) if "side" in shape else image
    engine, settings = Dawdles(clock), Settings(dpi=100, page_seconds=100)
    started = clock.now
    pages = transcribed(tmp_path, image, engine, settings)
    assert clock.now - started <= scan_seconds(settings)
    assert len(engine.given) <= READINGS
    assert sum(engine.given) <= scan_seconds(settings)
    assert max(engine.given) <= settings.page_seconds
    assert len(pages) == (2 if "spread" in shape else 1)


def test_a_page_for_which_no_time_is_left_fails_and_is_not_read(tmp_path, sheet, monkeypatch, clock):
    settings = Settings(dpi=100, page_seconds=10)

    def slow(*arguments, **more):
        clock.now += scan_seconds(settings)
        return prepare(*arguments, **more)

    monkeypatch.setattr(page_module, "prepare", slow)
    engine = Dawdles(clock)
    (page,) = transcribed(tmp_path, sheet, engine, settings)
    assert page.state is PageState.FAILED
    assert page.reasons[0].code == "EngineTimeout"
    assert "the time of its scan was over" in page.reasons[0].message
    assert engine.given == []


GRACE = 3.0
"""Seconds that preparing the pages of a small scan, which is not stopped, takes at most on a busy machine."""


def saved_pdf(tmp_path, image):
    Image.fromarray(image).save(tmp_path / "1.pdf", resolution=100)
    return PlannedScan(ScanSource(tmp_path / "1.pdf"), "document", "1", "1.pdf")


def test_a_page_of_a_pdf_that_is_not_drawn_in_time_fails_in_the_time_of_a_page(tmp_path, sheet, monkeypatch):
    scan = saved_pdf(tmp_path, sheet)
    program = tmp_path / "pdftoppm"
    program.write_text('#!/bin/sh\n[ "$1" = -v ] && exit\nexec sleep 60\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    started = time.monotonic()
    (result,) = transcribe_scan(scan, Settings(page_seconds=1), UpsideDown(), sha256="", key="")
    assert time.monotonic() - started < 1 + GRACE
    assert result.page.state is PageState.FAILED
    assert result.page.reasons[0].code == "DrawingTimeout"


def cut_jpeg(tmp_path, image, share):
    """A PDF whose page is a JPEG of which a share is left."""
    whole = cv2.imencode(".jpg", image)[1].tobytes()
    pdf = pikepdf.new()
    stream = pdf.make_stream(whole[: int(share * len(whole))], Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    stream.Width, stream.Height, stream.BitsPerComponent = image.shape[1], image.shape[0], 8
    stream.ColorSpace, stream.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.DCTDecode
    page = pdf.add_blank_page(page_size=(576, 792)).obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/a": stream}))
    page.Contents = pdf.make_stream(b"q 576 0 0 792 0 0 cm /a Do Q")
    pdf.save(tmp_path / "1.pdf")
    return PlannedScan(ScanSource(tmp_path / "1.pdf"), "document", "1", "1.pdf")


def test_what_is_left_of_a_damaged_page_is_read_with_a_warning(tmp_path, sheet):
    scan = cut_jpeg(tmp_path, sheet, 0.5)
    (result,) = transcribe_scan(scan, SETTINGS, UpsideDown(), sha256="", key="")
    assert result.page.state is PageState.DONE
    assert ReasonCode.FILE_DAMAGED in {one.code for one in result.page.warnings}


def test_a_damaged_page_with_nothing_left_on_it_is_no_blank_page(tmp_path, sheet):
    scan = cut_jpeg(tmp_path, sheet, 0.02)
    (result,) = transcribe_scan(scan, SETTINGS, UpsideDown(), sha256="", key="")
    assert result.page.state is PageState.FAILED
    assert result.page.reasons[0].code == ReasonCode.FILE_DAMAGED
    assert result.page.reasons[0].exit_code == ExitCode.INPUT


class TwoColumns(UpsideDown):
    """Reads words left and right on a sheet as wide as two, row by row, and words on any other."""

    def read(self, image, _language, _seconds):
        self.reads += 1
        height, width = image.grey.shape
        cell, wide = width / 130, width > height
        prose = "народ и правительство страны решили строить дороги и мосты"
        lines = []
        for row in range(14):
            left = typed(prose, row, cell=cell, height=height / 40, left=3 * cell)
            right = typed(prose, row, cell=cell, height=height / 40, left=67 * cell)
            lines.append(ReadLine.of([*left.words, *right.words]) if wide else left)
        return EngineReading(tuple(lines))


def blank_gutter(page):
    """Two pages side by side on one sheet, of one skew, no fold, with something typed between them."""
    typing = page(100, lines=30, width_mm=120, height_mm=220)
    sheet = np.full((1000, 1400), 255, dtype=np.uint8)
    for left in (90, 700):
        sheet[60 : 60 + typing.shape[0], left : left + typing.shape[1]] = typing
    for row in range(80, 900, 30):
        cv2.putText(sheet, "xxxxxxxxxxx", (566, row), cv2.FONT_HERSHEY_COMPLEX, 0.6, 0, 1)
    return sheet


def test_a_sheet_as_wide_as_two_that_is_read_across_is_split_and_read_again(tmp_path, page):
    engine = TwoColumns()
    pages = transcribed(tmp_path, blank_gutter(page), engine)
    assert [one.id for one in pages] == ["1L", "1R"]
    assert engine.reads == 3
    assert all(one.preparation.split_at is not None for one in pages)
    assert not any(warning.code == ReasonCode.READ_ACROSS for one in pages for warning in one.warnings)


def test_two_columns_under_a_heading_stay_whole_and_say_so(tmp_path, page):
    class UnderAHeading(TwoColumns):
        def read(self, image, language, seconds):
            columns = super().read(image, language, seconds)
            cell = image.grey.shape[1] / 130
            heading = typed("договор и замечания правительства страны к нему", 0, cell=cell, left=45 * cell, top=-40.0)
            return EngineReading((heading, *columns.lines))

    (whole,) = transcribed(tmp_path, blank_gutter(page), UnderAHeading())
    assert ReasonCode.READ_ACROSS in {warning.code for warning in whole.warnings}


def test_it_stays_whole_where_spreads_are_kept_and_says_so(tmp_path, page):
    (whole,) = transcribed(tmp_path, blank_gutter(page), TwoColumns(), Settings(dpi=100, split_spreads=False))
    assert ReasonCode.READ_ACROSS in {warning.code for warning in whole.warnings}


def test_its_prepared_images_are_made_again_to_the_pixel(tmp_path, page):
    path = tmp_path / "1.png"
    cv2.imwrite(str(path), blank_gutter(page))
    scan = PlannedScan(ScanSource(path), "document", "1", "1.png")
    results = transcribe_scan(scan, SETTINGS, TwoColumns(), sha256="", key="")
    again = PreparedAgain(scan.source, SETTINGS)
    for result in results:
        assert np.array_equal(again.image_of(result.page), result.prepared())
