"""The pages of a scan from files: their boxes on the scan, its sides, what is wrong with one of them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.job.plan import planned
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.page import transcribe_scan
from ocr_pipeline.job.scan.prepared import PreparedAgain
from ocr_pipeline.job.scan.reader import reader_of
from ocr_pipeline.job.scan.worker import page_key, work
from ocr_pipeline.recognize.file.engine import FileEngine
from ocr_pipeline.records import Area, PageState, ResolutionOrigin, ScanSource, Side
from ocr_pipeline.settings import Settings
from tests.support.drawn_pages import PROSE, blank, draw
from tests.support.ocr_files import alto, hocr, page_xml

SETTINGS = Settings(language="eng")


def larger(box, by):
    return Area(box.left * by, box.top * by, box.right * by, box.bottom * by)


class Sheet:
    """A typed sheet as a scan, a folder of files, and the lines as files have them, in pixels of the scan."""

    def __init__(self, folder, left=200):
        self.folder = folder / "ocr"
        self.folder.mkdir()
        self.path = folder / "1.png"
        self.pixels = blank()
        self.lines = [
            [(word.text, word.box, 0.9) for word in line.words] for line in draw(self.pixels, PROSE, left=left)
        ]
        cv2.imwrite(str(self.path), self.pixels)

    def scaled(self, by):
        return [
            [
                (text, Area(box.left * by, box.top * by, box.right * by, box.bottom * by), sure)
                for text, box, sure in line
            ]
            for line in self.lines
        ]

    def write(self, name, content):
        (self.folder / name).write_text(content, encoding="utf-8")

    def read(self, settings=SETTINGS):
        (scan,) = planned("a", [(ScanSource(self.path), self.path)])
        reader = reader_of(FileEngine(self.folder), scan)
        return list(transcribe_scan(scan, settings, reader, sha256="", key=""))


@pytest.fixture
def sheet(tmp_path):
    return Sheet(tmp_path)


def boxes(page):
    words = [word for line in page.lines for word in line.words]
    return [(word.text, word.box.left, word.box.top, word.box.right, word.box.bottom) for word in words]


def stated(sheet):
    return [(text, box.left, box.top, box.right, box.bottom) for line in sheet.lines for text, box, _ in line]


@pytest.mark.parametrize("form", ["alto", "page", "hocr"])
def test_words_stand_on_the_scan_where_the_file_has_them(sheet, form):
    made = {
        "alto": lambda: alto(sheet.lines, 1600, 1200),
        "page": lambda: page_xml(sheet.lines, 1600, 1200),
        "hocr": lambda: hocr(sheet.lines, width=1600, height=1200),
    }
    sheet.write("1.xml", made[form]())
    (result,) = sheet.read()
    assert result.page.state is PageState.DONE
    assert boxes(result.page) == stated(sheet)
    assert result.page.engine.startswith("file 1.xml sha256:")
    assert set(result.page.seconds) == {"open", "prepare", "read"}


def test_a_file_of_a_smaller_copy_and_one_in_tenths_of_a_millimetre_are_led_to_the_scan(sheet):
    for size, unit in ((0.5, "pixel"), (254 / 300, "mm10"), (4, "inch1200")):
        sheet.write("1.xml", alto(sheet.scaled(size), 1600 * size, 1200 * size, unit))
        (result,) = sheet.read()
        found = [box[1:] for box in boxes(result.page)]
        assert np.allclose(found, [box[1:] for box in stated(sheet)], atol=0.2)
        resolution = result.page.scan.resolution
        if unit != "pixel":
            assert resolution.origin is ResolutionOrigin.FILE
            assert resolution.dpi == pytest.approx(300, abs=0.5)


def test_a_scan_of_two_sides_is_two_pages_cut_between_their_lines(tmp_path):
    sheet = Sheet(tmp_path, left=100)
    right = [
        [(text, Area(box.left + 700, box.top, box.right + 700, box.bottom), sure) for text, box, sure in line[:2]]
        for line in sheet.lines
    ]
    left = [line[:2] for line in sheet.lines]
    sheet.write("1L.xml", alto(left, 1600, 1200))
    sheet.write("1R.xml", alto(right, 1600, 1200))
    one, other = sheet.read()
    assert [(result.page.id, result.page.scan.side) for result in (one, other)] == [
        ("1L", Side.LEFT),
        ("1R", Side.RIGHT),
    ]
    assert boxes(other.page)[0][1] == right[0][0][1].left
    (fold, _), _ = (result.page.preparation.split_at for result in (one, other))
    assert max(box[3] for box in boxes(one.page)) <= fold <= min(box[1] for box in boxes(other.page))


def test_a_side_without_a_file_fails_alone(sheet):
    sheet.write("1L.xml", alto(sheet.lines, 1600, 1200))
    one, other = sheet.read()
    assert (one.page.state, other.page.state) == (PageState.DONE, PageState.FAILED)
    assert [(reason.code, reason.exit_code) for reason in other.page.reasons] == [("OcrFileMissing", 3)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "OcrFileMissing"),
        ("<alto>", "OcrFileBroken"),
        ("<TEI/>", "OcrFileUnknown"),
        (alto([], 1200, 1600), "OcrFileOtherSize"),
        (hocr([], [], width=1600, height=1200), "OcrFilePages"),
        ('<!DOCTYPE alto [<!ENTITY a SYSTEM "file:///etc/passwd">]><alto>&a;</alto>', "XmlHarmful"),
    ],
    ids=lambda value: value if str(value).isalpha() else "",
)
def test_what_is_wrong_with_a_file_is_the_page_s_reason(sheet, content, code):
    if content is not None:
        sheet.write("1.xml", content)
    (result,) = sheet.read()
    assert result.page.state is PageState.FAILED
    assert [(reason.code, reason.exit_code) for reason in result.page.reasons] == [(code, 3)]


def test_the_image_of_a_page_comes_out_again_as_it_was(sheet):
    sheet.write("1L.xml", hocr(sheet.lines, width=1600, height=1200))
    sheet.write("1R.xml", hocr([], width=1600, height=1200))
    again = PreparedAgain(ScanSource(sheet.path), SETTINGS)
    for result in sheet.read():
        assert np.array_equal(again.image_of(result.page), result.binary)


def test_a_page_is_kept_under_the_content_of_its_file(sheet):
    (scan,) = planned("a", [(ScanSource(sheet.path), sheet.path)])

    def key():
        return page_key("s", 0, SETTINGS, reader_of(FileEngine(sheet.folder), scan))

    sheet.write("1.xml", alto(sheet.lines, 1600, 1200))
    first = key()
    sheet.write("2.xml", "")
    assert key() == first
    sheet.write("1.xml", alto(sheet.lines[:2], 1600, 1200))
    assert key() != first


def test_the_resolution_of_the_user_counts_before_the_file_s(sheet):
    sheet.write(
        "1.hocr", hocr(sheet.lines, width=1600, height=1200).replace("1600 1200", "1600 1200; scan_res 200 200")
    )
    assert sheet.read()[0].page.scan.resolution.dpi == 200
    assert sheet.read(Settings(dpi=300))[0].page.scan.resolution.origin is ResolutionOrigin.USER


def test_a_page_is_made_again_when_its_file_changes_and_kept_when_it_does_not(sheet, tmp_path):
    (scan,) = planned("a", [(ScanSource(sheet.path), sheet.path)])
    settings = Settings(language="eng", engine=f"file:{sheet.folder}")

    def outcome():
        (row,) = work(Attempt(scan), tmp_path / "out", settings).rows
        return row.state, row.kept

    assert outcome() == (PageState.FAILED, False)
    sheet.write("1.xml", alto(sheet.lines, 1600, 1200))
    assert outcome() == (PageState.DONE, False)
    assert outcome() == (PageState.DONE, True)
    sheet.write("1.xml", alto(sheet.lines[:5], 1600, 1200))
    assert outcome() == (PageState.DONE, False)
    sheet.write("1.xml", alto(sheet.lines, 1600, 1200).replace("alto", "broken", 1))
    assert outcome() == (PageState.FAILED, False)


def test_a_scan_on_its_side_is_turned_as_its_file_says_and_its_places_stay(sheet):
    cv2.imwrite(str(sheet.path), np.ascontiguousarray(np.rot90(sheet.pixels)))
    # Turned counter-clockwise: what was at x lies at the height 1600 - x.
    sheet.lines = [
        [(text, Area(box.top, 1600 - box.right, box.bottom, 1600 - box.left), sure) for text, box, sure in line]
        for line in sheet.lines
    ]
    sheet.write("1.xml", page_xml(sheet.lines, 1200, 1600).replace("<Page ", '<Page orientation="90" '))
    (result,) = sheet.read()
    assert result.page.preparation.quarter_turns == 3
    assert result.binary.shape == sheet.pixels.shape
    assert boxes(result.page) == stated(sheet)
    assert result.page.expected_cer == pytest.approx(0.1, abs=0.02)
    assert np.array_equal(PreparedAgain(ScanSource(sheet.path), SETTINGS).image_of(result.page), result.binary)
