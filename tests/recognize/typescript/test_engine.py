"""A page from its pixels to its lines."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.records import Resolution, ResolutionOrigin, Scan, ScanSource
from ocr_pipeline.settings import Binarization
from tests.recognize.typescript.lines.test_find import FONTS
from training.typescript import Machine, Wear, type_sheet

LINES = ("Протокол заседания", "от 29 марта 1953 года", "где дед ждал друга")
FACE = FONTS / "TT2020StyleE-Regular.ttf"

pytestmark = pytest.mark.skipif(not FACE.is_file(), reason="the typewriter faces (../shared/fonts) are not here")


@pytest.fixture(scope="module")
def page():
    sheet = type_sheet(LINES, Machine(FACE), Wear(), 300, 7)
    scan = Scan(ScanSource(Path("sheet.png")), sheet.pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
    return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]


@pytest.fixture(scope="module")
def lines(page):
    return TypescriptEngine().read(page, "rus", 100).lines


def test_typescript_is_read_as_it_was_typed(lines):
    assert [line.text for line in lines] == list(LINES)


def test_a_glyphs_box_is_the_box_of_its_ink(page, lines):
    """Around each box is paper, and its outermost rows and columns hold ink."""
    height, width = page.binary.shape
    for glyph in (glyph for line in lines for word in line.words for glyph in word.glyphs):
        left, top, right, bottom = (round(side) for side in astuple(glyph.box))
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        ink = page.binary[top - 2 : bottom + 2, left - 2 : right + 2] == 0
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        assert rows[0] <= 5
        assert rows[-1] >= len(ink) - 6
        assert columns[0] <= 5
        assert columns[-1] >= ink.shape[1] - 6


def test_the_feet_of_letters_under_the_line_are_in_their_box(lines):
    word = lines[2].words[0]
    assert word.text == "где"
    г, д, _ = word.glyphs
    assert д.box.bottom > г.box.bottom + 2


def test_what_is_doubtful_leaves_no_more_than_certainty(lines):
    for glyph in (glyph for line in lines for word in line.words for glyph in word.glyphs):
        assert glyph.confidence + sum(choice.probability for choice in glyph.alternatives) <= 1.02
