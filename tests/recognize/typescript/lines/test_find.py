from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.typescript.glyphs.crop import BASELINE, CELL, HEIGHT, Crop, cut, stretched
from ocr_pipeline.recognize.typescript.lines.find import PageLines, find_lines
from ocr_pipeline.recognize.typescript.lines.line import TypedLine
from ocr_pipeline.recognize.typescript.lines.pitch import page_pitch
from ocr_pipeline.records import Affine, PageImage, Resolution, ResolutionOrigin, Scan, ScanSource, Side
from ocr_pipeline.settings import Binarization
from tests.support.tables import CODES, FACE, NAMED, prepared
from tests.support.tables import typed as typed_table
from training.typescript import Machine, Wear, type_sheet

FONTS = Path(__file__).resolve().parents[5] / "shared" / "fonts"
SCAN = Path(__file__).resolve().parents[5] / "shared" / "scans" / "setun70" / "s03R.png"
PITCH = 30.0
TEXT = ("- 5 -", "Proba one two three four five seven", "second line of typed letters here", "1", "end")


def page_of(grey, dpi=300.0):
    binary = np.where(grey < 128, 0, 255).astype(np.uint8)
    resolution = Resolution(dpi=dpi, origin=ResolutionOrigin.FILE)
    return PageImage(Side.WHOLE, grey, binary, Affine.identity(), dpi, resolution, 0, 0.0)


def typed(lines, distance=100, left=200, pitch=PITCH, ink=30, size=(1200, 1600)):
    """A page drawn with a font of OpenCV's, one letter a cell; baselines at 200, 200 + distance, ..."""
    page = np.full(size, 255, dtype=np.uint8)
    scale = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_COMPLEX, 36, 3)
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            (width, _), _ = cv2.getTextSize(letter, cv2.FONT_HERSHEY_COMPLEX, scale, 3)
            x = round(left + column * pitch + (pitch - width) / 2)
            cv2.putText(page, letter, (x, 200 + row * distance), cv2.FONT_HERSHEY_COMPLEX, scale, ink, 3, cv2.LINE_AA)
    return page


def baselines(layout):
    return [float(line.at((line.left + line.right) / 2)) for line in layout.lines]


@pytest.mark.parametrize("distance", [55, 66, 100])
def test_each_line_is_found_on_its_baseline(distance):
    lines = ("5", *TEXT[1:])
    layout = find_lines(page_of(typed(lines, distance)))
    # The drawn strokes reach two pixels below the line they are drawn on; a pixel of the copy is two.
    assert baselines(layout) == pytest.approx([202 + distance * row for row in range(len(TEXT))], abs=3.5)


def test_dashes_beside_a_figure_leave_its_baseline():
    assert baselines(find_lines(page_of(typed(TEXT))))[0] == pytest.approx(202, abs=3.5)


@pytest.mark.parametrize("high", [42, 45, 48])
@pytest.mark.parametrize("figure", ["6", "7"])
def test_a_bold_figure_alone_is_found_though_it_is_higher_than_the_type(figure, high):
    page = typed(TEXT[1:])
    scale = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_SIMPLEX, high, 7)
    cv2.putText(page, figure, (240, 900), cv2.FONT_HERSHEY_SIMPLEX, scale, 30, 7, cv2.LINE_AA)
    assert baselines(find_lines(page_of(page)))[-1] == pytest.approx(900, abs=4)


def test_an_upright_stroke_higher_than_the_type_is_no_figure():
    page = typed(TEXT[1:])
    cv2.line(page, (240, 855), (240, 903), 30, 7)
    assert baselines(find_lines(page_of(page)))[-1] < 600


def test_lines_reach_from_the_first_letter_to_the_last():
    layout = find_lines(page_of(typed(TEXT)))
    for line, text in zip(layout.lines, TEXT, strict=True):
        assert line.left == pytest.approx(200, abs=PITCH / 2)
        assert line.right == pytest.approx(200 + len(text) * PITCH, abs=PITCH / 2)


def test_the_pitch_is_that_of_the_machine():
    assert find_lines(page_of(typed(TEXT * 2, 66))).pitch == pytest.approx(PITCH, rel=0.01)


def test_letter_spacing_does_not_double_the_pitch():
    spaced = tuple(" ".join(line.replace(" ", "")) for line in TEXT[1:3] * 4)
    assert find_lines(page_of(typed(spaced, 66))).pitch == pytest.approx(PITCH, rel=0.02)


@pytest.mark.parametrize("stated", [210.0, 390.0])
def test_a_wrong_resolution_changes_neither_pitch_nor_lines(stated):
    right, wrong = (find_lines(page_of(typed(TEXT * 2, 66), dpi)) for dpi in (300.0, stated))
    assert wrong.pitch == pytest.approx(right.pitch, rel=0.01)
    assert len(wrong.lines) == len(right.lines)


@pytest.mark.parametrize("degrees", [-0.3, 0.3])
def test_a_baseline_follows_the_slope_that_is_left(degrees):
    page = typed(("letters in a line " * 2,) * 6)
    matrix = cv2.getRotationMatrix2D((800, 600), degrees, 1)
    layout = find_lines(page_of(cv2.warpAffine(page, matrix, (1600, 1200), borderValue=255)))
    assert len(layout.lines) == 6
    for line in layout.lines:
        (x0, y0), (x1, y1) = line.baseline[0], line.baseline[-1]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(-np.tan(np.deg2rad(degrees)), abs=0.0015)


def test_a_page_without_type_has_no_lines():
    blank = np.full((1000, 800), 255, dtype=np.uint8)
    assert find_lines(page_of(blank)).lines == ()
    framed = blank.copy()
    cv2.rectangle(framed, (100, 100), (700, 900), 0, 5)
    cv2.line(framed, (100, 300), (700, 300), 0, 4)
    framed[:, :20] = 0
    assert find_lines(page_of(framed)).lines == ()


def test_a_band_of_noise_leaves_the_lines_of_type_alone():
    page = typed(TEXT)
    noise = np.random.default_rng(1).random((120, 1600)) < 0.25
    page[1000:1120][noise] = 0
    lines = find_lines(page_of(page)).lines
    assert len([line for line in lines if line.baseline[0][1] < 950]) == len(TEXT)


@pytest.mark.parametrize("below", [6, 12, 18])
def test_underlining_is_no_line_and_leaves_the_baseline(below):
    page = typed(("some words here", "other words here"))
    plain = baselines(find_lines(page_of(page)))
    cv2.line(page, (200, 200 + below), (640, 200 + below), 0, 4)
    assert baselines(find_lines(page_of(page))) == pytest.approx(plain, abs=1.5)


def test_a_stroke_down_the_page_parts_no_line():
    page = typed(TEXT)
    cv2.line(page, (420, 100), (430, 700), 0, 5)
    assert len(find_lines(page_of(page)).lines) == len(TEXT)


def test_columns_of_other_baselines_are_lines_of_their_own():
    page = typed(("left column here",) * 4)
    right = typed(("right column",) * 4, left=900)
    shifted = np.full_like(page, 255)
    shifted[40:] = right[:-40]
    assert len(find_lines(page_of(np.minimum(page, shifted))).lines) == 8
    assert len(find_lines(page_of(np.minimum(page, right))).lines) == 4


def test_an_exponent_belongs_to_its_line():
    page = typed(("some words 3  = 729 and more", "other words of the page too"))
    page = np.minimum(page, np.roll(typed(("            6",)), -22, axis=0))
    assert len(find_lines(page_of(page)).lines) == 2


def test_a_letter_beside_two_lines_half_a_line_off_is_a_line_of_its_own():
    page = typed(("words of the page to measure", "   00 000 0001", "   00 000 0000", "more words of the page"), 58)
    between = np.roll(typed(("", "B"), 58), 29, axis=0)
    found = baselines(find_lines(page_of(np.minimum(page, between))))
    assert found == pytest.approx([202, 260, 289, 318, 376], abs=4)


def test_a_word_that_jumped_is_no_line_of_its_own():
    page = typed(("     of the line that follows it here", "other words of the page too"))
    page = np.minimum(page, np.roll(typed(("word",)), -5, axis=0))
    assert len(find_lines(page_of(page)).lines) == 2


def test_what_is_left_of_an_upright_rule_lengthens_no_row():
    page = typed(("Code of the table", *map(str, range(10, 20))), 90, size=(1400, 1600))
    for top in range(150, 1300, 160):
        cv2.line(page, (330, top), (330, top + 120), 0, 6)
        page[top + 130 : top + 150, 328:333] = 0
    rows = find_lines(page_of(page)).lines[1:]
    assert len(rows) == 10
    assert [row.right for row in rows] == pytest.approx([200 + 2 * PITCH] * 10, abs=PITCH / 2)


@pytest.mark.parametrize("thick", [6, 14, 18])
def test_a_dash_however_hard_it_is_struck_belongs_to_its_figure(thick):
    page = typed(("words of the page to measure", "    4"))
    for left in (200, 440):
        cv2.rectangle(page, (left, 288 - thick // 2), (left + 32, 288 + thick // 2), 30, -1)
    line = find_lines(page_of(page)).lines[1]
    assert (line.left, line.right) == pytest.approx((200, 472), abs=4)


def test_a_table_of_figures_has_other_pitches_than_the_one_of_their_height():
    layout = find_lines(page_of(typed(tuple(str(row) for row in range(10, 26)), 66, pitch=24)))
    assert len(layout.lines) == 16
    assert any(abs(pitch / 24 - 1) < 0.1 for pitch in (layout.pitch, *layout.other_pitches))


def test_a_page_of_text_has_one_pitch():
    assert find_lines(page_of(typed(TEXT * 2, 66, pitch=24))).other_pitches == ()


@pytest.mark.skipif(not FACE.is_file(), reason="the typewriter faces (../shared/fonts) are not here")
@pytest.mark.parametrize("table", [CODES, NAMED])
def test_each_row_of_a_table_is_found_from_its_first_figure_to_its_last(table):
    layout = find_lines(prepared(typed_table(table)))
    assert len(layout.lines) == len(table)
    cells = [(line.right - line.left) / (2.12 / 25.4 * 300) for line in layout.lines]
    assert cells == pytest.approx([len(row.rstrip()) for row in table], abs=1.2)


def test_a_line_alone_has_the_pitch_of_its_letters_height():
    assert find_lines(page_of(typed(("- 5 -",)))).pitch == pytest.approx(PITCH, rel=0.4)


def test_no_lines_no_measure():
    assert page_pitch((), 20.0).pitch == pytest.approx(22.0)


def test_a_crop_has_the_scale_and_the_baseline_that_are_promised():
    grey = typed(TEXT)
    layout = find_lines(page_of(grey))
    crop = cut(grey, layout, 1)
    assert crop.pixels.shape[0] == HEIGHT
    assert crop.pixels.shape[1] == pytest.approx((len(TEXT[1]) + 2) * CELL, abs=CELL)
    inked = (crop.pixels < 128).mean(axis=1)
    assert inked[BASELINE - 2] > 3 * inked[BASELINE + 2]
    assert (crop.pixels[:, : CELL - 2] == 255).all()
    assert np.percentile(crop.pixels[crop.pixels < 200], 25) <= 60


def test_a_crop_shows_no_neighbours():
    alone = typed(("", "some words here", ""), 52)
    among = typed(("many other words", "some words here", "mqny gther wyrds"), 52)
    one, other = find_lines(page_of(alone)), find_lines(page_of(among))
    first, second = cut(alone, one, 0), cut(among, other, 1)
    width = min(first.pixels.shape[1], second.pixels.shape[1])
    difference = np.abs(first.pixels[:, :width].astype(int) - second.pixels[:, :width])
    assert (difference > 100).mean() < 0.01


def test_faint_type_looks_like_black_type_and_noise_stays():
    black, faint = (cut(grey, find_lines(page_of(np.where(grey < 250, 0, 255).astype(np.uint8))), 1)
                    for grey in (typed(TEXT), typed(TEXT, ink=195)))  # fmt: skip
    assert abs(float(np.percentile(black.pixels, 5)) - float(np.percentile(faint.pixels, 5))) < 60
    noise = np.full((HEIGHT, 200), 250, dtype=np.uint8)
    noise[::3] = 240
    assert np.array_equal(stretched(noise), noise)


def test_an_index_beyond_the_lines_is_an_error():
    with pytest.raises(IndexError):
        cut(np.full((50, 50), 255, dtype=np.uint8), PageLines(20.0, 18.0, ()), 0)


def test_a_line_at_the_edge_of_the_page_is_cut_whole():
    line = TypedLine(((0.0, 5.0), (90.0, 5.0)), 0.0, 90.0)
    crop = cut(np.zeros((40, 100), dtype=np.uint8), PageLines(20.0, 18.0, (line,)), 0)
    assert crop.pixels.shape == (HEIGHT, 72 + 2 * CELL)


corners = st.lists(
    st.tuples(st.floats(20, 2000), st.floats(100, 3000)),
    min_size=1,
    max_size=5,
    unique_by=lambda corner: round(corner[0]),
).map(lambda found: tuple(sorted(found)))


@given(corners, st.floats(8, 60), st.floats(-50, 2500))
def test_a_place_in_the_crop_lies_on_the_page_where_it_was_cut(baseline, pitch, x):
    line = TypedLine(baseline, baseline[0][0], baseline[-1][0] + 1)
    crop = Crop(np.full((HEIGHT, 64), 255, dtype=np.uint8), line, pitch / CELL, line.left - pitch)
    (page_x,), (top,), (bottom,) = crop.to_page(np.array([x]))
    assert (page_x - line.left) / pitch == pytest.approx(x / CELL - 1, abs=1e-6)
    assert bottom - top == pytest.approx(HEIGHT * pitch / CELL)
    assert top + BASELINE * pitch / CELL == pytest.approx(float(line.at(page_x)), abs=1e-6)


@given(st.floats(10, 40))
def test_a_regular_comb_gives_its_own_pitch(pitch):
    columns = np.arange(int(60 * pitch))
    comb = ((columns / pitch) % 1 < 0.7).astype(np.float64)
    assert page_pitch([comb, comb], pitch / 1.1).pitch == pytest.approx(pitch, rel=0.01)


@pytest.mark.parametrize("name", ["TT2020StyleE-Regular.ttf", "GNUTypewriter.ttf"])
@pytest.mark.parametrize("pitch", [2.12, 2.54])
def test_typescript_is_found_line_for_line_after_the_programs_own_preparation(name, pitch):
    if not (FONTS / name).is_file():
        pytest.skip("the typewriter faces (../shared/fonts) are not here")
    lines = ("- 4 -", "", "Протокол заседания комиссии", "от 29 марта 1953 года, тов. Щукин й",
             "р у к о в о д с т в о", "подпись")  # fmt: skip
    machine = replace(Machine(FONTS / name), pitch=pitch, letter_height=0.8 * pitch, line_distance=4.23, height=90.0)
    sheet = type_sheet(lines, machine, Wear(), 300, 7)
    scan = Scan(ScanSource(Path("sheet.png")), sheet.pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
    page = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]
    layout = find_lines(page)
    typed_lines = [line for line in lines if line]
    assert layout.pitch == pytest.approx(pitch / 25.4 * 300, rel=0.02)
    cells = [(line.right - line.left) / layout.pitch for line in layout.lines]
    assert cells == pytest.approx([len(line) for line in typed_lines], abs=1.2)


@pytest.mark.skipif(not SCAN.is_file(), reason="the real scans (../shared) are not here")
def test_out_of_focus_pairs_of_letters_that_run_together_leave_the_pitch_of_letters_to_be_tried():
    sharp = np.asarray(cv2.imread(str(SCAN), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)[:1200]
    pitches = []
    for pixels in (sharp, np.asarray(cv2.GaussianBlur(sharp, (0, 0), 4.0), dtype=np.uint8)):
        scan = Scan(ScanSource(SCAN), pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
        page = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]
        found = find_lines(page)
        pitches.append((found.pitch, *found.other_pitches))
    assert len(pitches[0]) == 1
    assert min(abs(pitch / pitches[0][0] - 1) for pitch in pitches[1]) < 0.02
