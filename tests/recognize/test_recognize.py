from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ocr_pipeline.errors import (
    EngineBabbled,
    EngineTimeout,
    EngineUnknown,
    LanguageMissing,
    LettersMissing,
    ModelMissing,
)
from ocr_pipeline.recognize import engine_names, make_engine, read_image, ready_engine
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine, calibrated
from ocr_pipeline.recognize.tesseract.hocr import parse_hocr
from ocr_pipeline.recognize.triage import sort_lines
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.records import Affine, Box, Glyph, PageImage, PageState, Resolution, Side, TextLine, Word

WORD = (
    "<span class='ocrx_word' title='bbox 0 0 40 20; x_wconf 90'>"
    "<span class='ocrx_cinfo' title='x_bboxes 0 0 18 20; x_conf 99.5'>д</span>"
    "<span class='ocrx_cinfo' title='x_bboxes 20 0 40 20; x_conf 50'>а</span></span>"
)
PAGE = (
    "<html><body><div class='ocr_page' title='bbox 0 0 100 100'><p class='ocr_par'>"
    f"<span class='ocr_line' title='bbox 0 0 40 20'>{WORD}</span>"
    "<span class='ocr_line' title='bbox 0 30 40 50'><span class='ocrx_word' title='bbox 0 30 4 5; x_wconf 9'>"
    "<span class='ocrx_cinfo' title='x_bboxes 0 30 4 50; x_conf 9'> </span></span></span>"
    "</p></div></body></html>"
)


def test_hocr_gives_lines_words_and_glyphs_with_calibrated_confidence():
    (line,) = parse_hocr(PAGE.encode(), lambda stated: stated / 2)
    assert line.text == "да"
    assert [glyph.confidence for glyph in line.words[0].glyphs] == [0.4975, 0.25]
    assert line.words[0].glyphs[1].box == Box(left=20, top=0, right=40, bottom=20)


@pytest.mark.parametrize("markup", [b"", b"\xff\xfe", b"<html>", b"<html/>", PAGE.replace("x_bboxes", "x").encode()])
def test_broken_hocr_is_said_to_be_broken(markup):
    with pytest.raises(EngineBabbled):
        parse_hocr(markup, lambda stated: stated)


def test_calibrated_confidences_rise_with_the_stated_ones():
    values = [calibrated(stated) for stated in np.linspace(0, 1, 50)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] <= 1


def typed(text, row, *, cell=20.0, height=25.0, confidence=0.97):
    words, column = [], 0
    for word in text.split(" "):
        glyphs = []
        if not word:
            column += 1
        for letter in word:
            left = cell * column
            box = Box(left=left, top=60 * row, right=left + 16, bottom=60 * row + height)
            glyphs.append(Glyph(text=letter, box=box, confidence=confidence))
            column += 1
        if not word:
            continue
        column += 1
        box = Box.around(np.vstack([glyph.box.corners() for glyph in glyphs]))
        words.append(Word(text=word, box=box, confidence=confidence, glyphs=tuple(glyphs)))
    return TextLine(words=tuple(words), box=Box.around(np.vstack([word.box.corners() for word in words])))


BODY = [typed("обычная строка текста на странице", row) for row in range(8)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (typed("бледная строка на решетке", 9, confidence=0.72), True),
        (typed("о т ч е т", 9, confidence=0.9), True),
        (typed("о  т ч   е т", 9, confidence=0.9), False),
        (typed("отчет", 9, cell=40.0, confidence=0.85), True),
        (typed("печать", 9, cell=27.0, confidence=0.8), False),
        (typed("росчерк", 9, height=70.0, confidence=0.8), False),
        (typed("шум", 9, confidence=0.3), False),
        (typed("- 4 =", 9, cell=55.0, confidence=0.7), True),
    ],
)
def test_a_line_is_noise_only_if_it_is_doubtful_and_off_the_grid(line, text):
    result = sort_lines([*BODY, line])
    assert (line in result.text) is text
    assert (line in result.doubtful) is not text
    assert set(BODY) <= set(result.text)


def test_engines_are_found_by_name():
    assert "tesseract" in engine_names()
    assert isinstance(make_engine("tesseract"), TesseractEngine)
    assert make_engine("fault_engines:Good").identity == "good 1"
    for unknown in ("nobody", "no.module:X", "json:loads"):
        with pytest.raises(EngineUnknown):
            make_engine(unknown)


def test_auto_takes_the_first_engine_that_has_the_language():
    assert isinstance(ready_engine("auto", "rus"), DoubleKeying)
    assert isinstance(ready_engine("auto", "osd"), TesseractEngine)
    with pytest.raises(LettersMissing):
        ready_engine("typescript", "deu")
    with pytest.raises(LanguageMissing):
        ready_engine("auto", "xxx")


def test_without_tesseract_the_typescript_reader_serves(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(ready_engine("auto", "rus"), TypescriptEngine)


def test_without_a_model_tesseract_serves(monkeypatch, tmp_path):
    monkeypatch.setattr(TypescriptEngine.__init__, "__defaults__", (tmp_path / "none.onnx",))
    with pytest.raises(ModelMissing):
        ready_engine("typescript", "rus")
    assert isinstance(ready_engine("auto", "rus"), TesseractEngine)


def image(grey):
    return PageImage(
        side=Side.WHOLE,
        grey=grey,
        binary=np.where(grey < 128, 0, 255).astype(np.uint8),
        to_scan=Affine(xx=0.5, xy=0, x0=7, yx=0, yy=0.5, y0=9),
        dpi=300,
        scan_resolution=Resolution(dpi=150, origin="file"),
        quarter_turns=0,
        skew_degrees=0,
    )


def test_a_blank_page_is_not_handed_to_the_engine():
    blank = image(np.full((300, 300), 255, dtype=np.uint8))
    assert read_image(make_engine("fault_engines:Crashes"), blank, "rus", 5).state is PageState.BLANK


def test_boxes_are_led_back_to_the_scan():
    dark = image(np.zeros((300, 300), dtype=np.uint8))
    reading = read_image(make_engine("fault_engines:Good"), dark, "rus", 5)
    assert reading.lines[0].words[0].glyphs[0].box == Box(left=57, top=59, right=65, bottom=71.5)


FONTS = Path(__file__).resolve().parents[3] / "shared" / "fonts"


@pytest.mark.skipif(not FONTS.is_dir(), reason="the typewriter faces (../shared/fonts) are not here")
def test_glyph_boxes_of_tesseract_lie_on_the_glyphs_that_were_typed():
    from training.typescript import Machine, Wear, type_sheet

    machine = Machine(FONTS / "TT2020StyleE-Regular.ttf", width=150, height=60, left_margin=15)
    sheet = type_sheet(("Настоящее сообщение подводит итог", "очередного этапа работы"), machine, Wear(), 300, 1)
    clean = image(sheet.pixels)
    lines = TesseractEngine().read(clean, "rus", 60)
    assert lines[0].text.split()[:2] == ["Настоящее", "сообщение"]
    found = [glyph.box for word in lines[0].words for glyph in word.glyphs][:9]
    for box, truth in zip(found, sheet.glyphs, strict=False):
        assert abs((box.left + box.right) / 2 - (truth.box[0] + truth.box[2]) / 2) < 12


def test_tesseract_is_stopped_at_its_time_limit():
    noise = np.random.default_rng(0).integers(0, 255, (2000, 2000)).astype(np.uint8)
    with pytest.raises(EngineTimeout):
        TesseractEngine().read(image(noise), "rus", 0.05)


def test_a_missing_language_is_named():
    with pytest.raises(LanguageMissing, match="tlh"):
        TesseractEngine().check("rus+tlh")
