"""hOCR becomes lines, words and glyphs."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize.tesseract.hocr import parse_hocr
from ocr_pipeline.records import Area

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
    assert line.words[0].glyphs[1].box == Area(left=20, top=0, right=40, bottom=20)


def test_a_comma_that_stands_apart_is_no_quotation_mark():
    (line,) = parse_hocr(PAGE.replace(">а<", ">‚<").encode(), lambda stated: stated)
    assert line.text == "д,"


@pytest.mark.parametrize("markup", [b"", b"\xff\xfe", b"<html>", b"<html/>", PAGE.replace("x_bboxes", "x").encode()])
def test_broken_hocr_is_said_to_be_broken(markup):
    with pytest.raises(EngineBabbled):
        parse_hocr(markup, lambda stated: stated)
