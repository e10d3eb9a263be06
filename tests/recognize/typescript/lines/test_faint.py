from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.lines.components import REDUCTION, reduced_ink
from ocr_pipeline.recognize.typescript.lines.faint import LOST, faint_ink, lost_share
from ocr_pipeline.recognize.typescript.lines.find import find_lines
from tests.recognize.typescript.lines.test_find import TEXT, page_of, typed

LINES = TEXT[1:] * 2


def carbon():
    """A page whose every other letter is too faint for the binary image."""
    page = typed(LINES, ink=200)
    dark = typed(LINES, ink=110)
    columns = (np.arange(page.shape[1]) - 200) // 30 % 3 == 0
    return np.where(columns[None, :], dark, page).astype(np.uint8)


def test_faint_letters_are_ink_and_paper_is_not():
    page = typed(LINES, ink=225)
    faint = faint_ink(page, 300.0, REDUCTION)
    inside = page[::REDUCTION, ::REDUCTION] < 230
    assert (faint > 0)[inside].mean() > 0.9
    assert (faint > 0).mean() < 2.5 * inside.mean()


def test_grain_of_the_paper_is_no_ink():
    grain = np.random.default_rng(1).normal(250, 8, (800, 800)).clip(0, 255).astype(np.uint8)
    assert (faint_ink(grain, 300.0, REDUCTION) > 0).mean() < 0.002


def test_nothing_is_lost_of_black_type():
    page = page_of(typed(LINES))
    assert lost_share(reduced_ink(page.binary), faint_ink(page.grey, page.dpi, REDUCTION)) < LOST


def test_an_empty_page_has_lost_nothing():
    blank = np.zeros((20, 20), np.uint8)
    assert lost_share(blank, blank) == 0.0


def test_lines_of_a_faint_copy_are_found_whole():
    page = page_of(carbon())
    assert lost_share(reduced_ink(page.binary), faint_ink(page.grey, page.dpi, REDUCTION)) > LOST
    layout = find_lines(page)
    assert layout.pitch == pytest.approx(30.0, rel=0.01)
    assert [line.right for line in layout.lines] == pytest.approx([200 + 30 * len(text) for text in LINES], abs=20)


def test_without_the_faint_ink_they_are_not():
    page = carbon()
    blind = replace(page_of(page), grey=np.where(page < 128, 110, 255).astype(np.uint8))
    rights = [line.right for line in find_lines(blind).lines]
    assert rights != pytest.approx([200 + 30 * len(text) for text in LINES], abs=20)
