"""A line read again from its scan; without the scan, or with an engine that fails, there is no evidence and no harm."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.errors import EngineBabbled, EngineCrashed, EngineTimeout
from ocr_pipeline.image.geometry import level_map
from ocr_pipeline.job.comparing.reread import ENLARGED, MARGIN, LineReader
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import Affine, Box, TextLine, replace
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.settings import Settings
from tests.faults.fault_engines import typed
from tests.support.compared_pages import a_page, drawn, upright_line

SETTINGS = Settings(language="rus")


class Noting:
    """Reads every strip as one line, and keeps what it was given."""

    identity = "noting 1"

    def __init__(self, *answers):
        self.images = []
        self.languages = []
        self.answers = list(answers)

    def check(self, language):
        pass

    def read(self, image, language, _seconds):
        self.images.append(image)
        self.languages.append(language)
        answer = self.answers.pop(0) if self.answers else "строка"
        if isinstance(answer, Exception):
            raise answer
        return EngineReading((typed(answer, 0),) if answer else ())


@pytest.fixture(scope="module")
def upright(tmp_path_factory):
    """A page lying straight on its scan."""
    picture = drawn(1)
    height, width = picture.shape
    return a_page(tmp_path_factory.mktemp("scans") / "1.png", picture, Affine.identity(), width, height)


def reader(engine, settings=SETTINGS):
    return LineReader(engine, settings, ScanImages(200))


def test_a_line_is_read_from_three_preparations(upright):
    engine = Noting("первая", "вторая", "третья")
    assert reader(engine)(upright, 5) == ("первая", "вторая", "третья")
    grey, enlarged, binary = (image.grey for image in engine.images)
    assert enlarged.shape[0] == pytest.approx(grey.shape[0] * ENLARGED, abs=1)
    assert set(np.unique(binary)) <= {0, 255}
    assert len(np.unique(grey)) > 2
    assert [image.dpi for image in engine.images] == [300, 300 * ENLARGED, 300]
    assert set(engine.languages) == {"rus"}


def test_what_is_cut_out_is_the_line_with_paper_around_it_and_no_other_line(upright):
    engine = Noting()
    reader(engine)(upright, 5)
    strip, line = engine.images[0].grey, upright_line(5)
    assert strip.shape[0] == round(line.height * (1 + 2 * MARGIN))
    rows = np.flatnonzero((strip < 128).any(axis=1))
    assert rows[0] >= MARGIN * line.height - 2
    assert rows[-1] <= (1 + MARGIN) * line.height + 2


@pytest.mark.parametrize("skew_degrees", [-2.0, 2.0])
def test_of_a_skewed_page_the_line_alone_is_cut_out_and_it_is_level(tmp_path, skew_degrees):
    picture = drawn(2)
    to_scan, width, height = level_map(picture.shape[1], picture.shape[0], skew_degrees, 1.0)
    page = a_page(tmp_path / "1.png", picture, to_scan, width, height)
    engine = Noting()
    reader(engine)(page, 10)
    strip = engine.images[0].grey
    rows = np.flatnonzero((strip < 128).any(axis=1))
    assert rows[-1] - rows[0] <= upright_line(10).height + 4
    left, right = (np.flatnonzero((half < 128).any(axis=1)) for half in np.array_split(strip, 2, axis=1))
    assert abs(int(left[-1]) - int(right[-1])) <= 2


def test_no_line_is_read_where_the_scan_has_been_moved(upright):
    engine = Noting()
    moved = replace(upright, scan=replace(upright.scan, path="nowhere/1.png"))
    assert reader(engine)(moved, 5) == ()
    assert engine.images == []


def test_no_line_is_read_where_another_scan_lies_in_its_place(tmp_path, upright):
    other = tmp_path / "1.png"
    cv2.imwrite(str(other), drawn(3))
    changed = replace(upright, scan=replace(upright.scan, path=str(other)))
    assert reader(Noting())(changed, 5) == ()


def test_a_line_that_the_page_does_not_have_and_a_page_that_was_not_prepared_have_no_reading(upright):
    assert reader(Noting())(upright, 999) == ()
    assert reader(Noting())(replace(upright, preparation=None), 5) == ()


FAILURES = (EngineCrashed(), EngineTimeout(), EngineBabbled(), cv2.error("bad strip"), "")


def test_an_engine_that_fails_on_a_strip_leaves_the_readings_of_the_others(upright):
    answers = [one for failure in FAILURES for one in ("первая", failure, "третья", failure, failure, failure)]
    read = reader(Noting(*answers))
    for failure in FAILURES:
        assert read(upright, 5) == ("первая", "третья"), failure
        assert read(upright, 5) == (), failure


def test_a_line_without_extent_or_outside_the_scan_does_no_harm(upright):
    read = reader(Noting())
    word = upright.lines[0].words[0]
    for left, top, right, bottom in ((9, 9, 9, 9), (9, 9, 400, 9), (9, 9, 9, 130), (-900, -90, -800, -60)):
        box = Box(left=left, top=top, right=right, bottom=bottom)
        line = TextLine(words=(replace(word, box=box),), box=box)
        assert read(replace(upright, lines=(line,)), 0) == ("строка",) * 3
