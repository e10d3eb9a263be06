from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.facsimile import COLUMNS, break_point, russian_part, set_paragraph, typed_lines
from training.typescript import Machine, Wear, type_sheet

FONTS = Path(__file__).resolve().parents[3] / "shared" / "fonts"
DUMP = "title\n- 1019 -\n\nтекст указа-\n\n- 1020 -\n\nза Президиума\n\nПечать\nПеч. по: АП РФ.\nEnglish"


@pytest.fixture
def machine():
    if not FONTS.is_dir():
        pytest.skip("the typewriter faces (../shared/fonts) are not here")
    return Machine(FONTS / "TT2020StyleE-Regular.ttf", width=80, height=50, left_margin=10, top_margin=15)


def test_the_same_seed_gives_the_same_sheet_and_another_seed_another(machine):
    sheets = [type_sheet(("Проба",), machine, Wear(), 150, seed).pixels for seed in (1, 1, 2)]
    assert np.array_equal(sheets[0], sheets[1])
    assert not np.array_equal(sheets[0], sheets[2])


@pytest.mark.parametrize("skew", [0.0, 2.0])
def test_the_truth_lies_on_the_ink_and_on_the_grid(machine, skew):
    sheet = type_sheet(("нннн нннн", "", "пппп"), machine, Wear(skew_degrees=skew), 300, 3)
    assert "".join(glyph.text for glyph in sheet.glyphs) == "ннннннннпппп"
    for glyph in sheet.glyphs:
        left, top, right, bottom = (round(side) for side in glyph.box)
        assert sheet.pixels[top:bottom, left:right].min() < 110
    centres = [(glyph.box[0] + glyph.box[2]) / 2 for glyph in sheet.glyphs[:4]]
    assert np.diff(centres) == pytest.approx([2.54 / 25.4 * 300] * 3, abs=4)


def test_lines_are_no_longer_than_a_sheet_is_wide_and_lose_no_letter():
    paragraph = "Руководствуясь указаниями договорились представителем переговорах возобновятся опубликование"
    lines = set_paragraph(paragraph, 5)
    assert max(map(len, lines)) <= COLUMNS
    assert "".join(line.strip().removesuffix("-") for line in lines).replace(" ", "") == paragraph.replace(" ", "")


def test_words_are_broken_between_syllables_only():
    assert break_point("необходимости", 6) == 6
    assert break_point("необходимости", 5) == 4
    assert break_point("ьн", 2) == 0
    assert break_point("1953", 3) == 0


def test_pages_are_cut_at_their_marks():
    text = russian_part(DUMP)
    assert text.startswith("- 1019 -")
    assert text.endswith("Печ. по: АП РФ.\n")
    assert typed_lines(text, "1019")[-1].endswith("указа-")
    assert typed_lines(text, "1020")[2] == "за Президиума"
