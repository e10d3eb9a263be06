"""Synthetic lines: reproducible, and labelled where their glyphs stand."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import wordfreq

pytest.importorskip("fontTools")

from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES, SHAPES
from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, HEIGHT
from ocr_pipeline.recognize.typescript.glyphs.net import STEP
from training.faces import Face
from training.machines import Machine, any_type
from training.pages import Grade, typed_page
from training.samples import IGNORED, MARGIN, rule, samples
from training.striking import WORK_CELL, Strokes, type_lines
from training.texts import Writer
from training.wear import Camera, Ink, Paper

FACE = Path(__file__).resolve().parents[3] / "shared" / "fonts" / "TT2020StyleE-Regular.ttf"
CELLS = 32

pytestmark = pytest.mark.skipif(not FACE.exists(), reason="the typefaces in ../shared/fonts are not here")


@pytest.fixture(scope="module")
def drawn():
    return list(islice(samples(3, [FACE], CELLS), 48))


def test_the_same_seed_gives_the_same_lines_and_another_seed_others(drawn):
    again = list(islice(samples(3, [FACE], CELLS), 4))
    other = list(islice(samples(4, [FACE], CELLS), 4))
    assert all(np.array_equal(one.pixels, two.pixels) for one, two in zip(drawn, again, strict=False))
    assert [one.text for one in again] != [one.text for one in other]


def test_a_crop_has_the_size_that_the_reader_cuts(drawn):
    assert all(sample.pixels.shape == (HEIGHT, CELLS * CELL) for sample in drawn)
    assert all(sample.steps.shape == (CELLS * CELL // STEP,) for sample in drawn)


def test_the_labels_spell_the_text_as_typed(drawn):
    for sample in drawn:
        labels = [int(label) for label in sample.steps if label not in (0, IGNORED)]
        wanted = [CLASSES[character] for character in sample.text]
        # Where a crop is stretched, the line's ends may lie outside of it.
        assert len(labels) >= len(wanted) - 4
        assert "".join(SHAPES[label - 1] for label in labels) in "".join(SHAPES[label - 1] for label in wanted)


def test_most_lines_show_their_ink(drawn):
    """Ink is what makes a line: its middle rows are darker than its edges of paper."""
    darker = []
    for sample in drawn:
        if len(sample.text) > 10:
            paper = np.median(sample.pixels)
            darker.append((paper - sample.pixels[14:27]).mean() > 1.5 * (paper - sample.pixels[30:]).mean() + 2)
    assert np.mean(darker) > 0.8


def test_a_writer_types_only_what_has_a_shape():
    for language in ("ru", "en"):
        writer = Writer(np.random.default_rng(1), language)
        for _ in range(200):
            line = writer.line(40)
            assert 0 < len(line) <= 40
            assert set(line) <= set(CLASSES)


GRADE = Grade(Strokes(), Ink(), Paper(), Camera(cell=12))


def test_a_page_is_the_same_to_the_pixel_for_the_same_seed():
    one = typed_page(["Москва", "", "29 марта"], Face(FACE), GRADE, 1)
    assert np.array_equal(one, typed_page(["Москва", "", "29 марта"], Face(FACE), GRADE, 1))
    assert one.shape == (116 * 12, 80 * 12)


def test_a_page_that_cannot_be_typed_is_refused():
    with pytest.raises(ValueError, match="has not all the characters"):
        typed_page(["漢字"], Face(FACE), GRADE, 1)
    with pytest.raises(ValueError, match="does not fit"):
        typed_page(["а" * 90], Face(FACE), GRADE, 1)


def test_figures_of_another_face_differ_and_letters_do_not():
    other = FACE.with_name("GNUTypewriter.ttf")
    kind = replace(any_type(np.random.default_rng(1)), bent=0.0, chipped=0.0, clogged=0.0, flat_three=False)
    plain, mixed = (Machine(Face(FACE), kind, np.random.default_rng(2), figures) for figures in (None, Face(other)))
    assert np.array_equal(plain.key("ж")[0][0], mixed.key("ж")[0][0])
    assert not np.array_equal(plain.key("7")[0][0], mixed.key("7")[0][0])


def test_a_machine_that_clogs_fills_the_counter_of_an_o_and_leaves_an_x_alone():
    sound = replace(any_type(np.random.default_rng(1)), bent=0.0, chipped=0.0, clogged=0.0, filled=0.0, drawn=0.0)

    def ink(letter, share):
        machines = (
            Machine(Face(FACE), replace(sound, filled=share), np.random.default_rng(seed)) for seed in range(12)
        )
        return float(np.mean([tile.sum() for machine in machines for tile in machine.key(letter)[0]]))

    assert ink("о", 1.0) > 1.1 * ink("о", 0.0)
    assert ink("х", 1.0) == pytest.approx(ink("х", 0.0))


def test_marks_are_drawn_as_their_maker_pleased():
    kind = replace(any_type(np.random.default_rng(1)), bent=0.0, chipped=0.0, clogged=0.0, filled=0.0)
    plain, free = (
        Machine(Face(FACE), replace(kind, drawn=drawn), np.random.default_rng(2)).key("*")[0][0] for drawn in (0, 0.15)
    )
    assert not np.array_equal(plain, free)


def test_a_nought_that_is_drawn_like_a_letter_is_still_a_nought():
    kind = replace(any_type(np.random.default_rng(1)), bent=0.0, chipped=0.0, clogged=0.0, filled=0.0, alike="0")

    def tile(character):
        return Machine(Face(FACE), kind, np.random.default_rng(2)).key(character)[0][0]

    assert np.array_equal(tile("0"), tile("О"))
    assert not np.array_equal(tile("3"), tile("З"))


def test_brackets_put_in_with_a_pen_open_to_their_side():
    kind = replace(any_type(np.random.default_rng(1)), bent=0.0, chipped=0.0, slant=0.0, by_hand=True)

    def ends(bracket):
        """How far the ink of the upper and lower ends lies to the right of that between, pixels."""
        beside = []
        for seed in range(20):
            tile = Machine(Face(FACE), kind, np.random.default_rng(seed)).key(bracket)[0][0]
            rows, columns = np.nonzero(tile > 0.5)
            outer = np.minimum(rows - rows.min(), rows.max() - rows) < 3
            beside.append(columns[outer].mean() - columns[~outer].mean())
        return np.mean(beside)

    assert min(ends("("), ends("[")) > 1
    assert max(ends(")"), ends("]")) < -1


def test_a_rule_stands_in_a_gap_and_on_no_letter():
    for seed in range(200):
        plane = np.zeros((86, 816), dtype=np.float32)
        rule(plane, "аб вг", np.random.default_rng(seed))
        if plane.any():
            columns = np.flatnonzero(plane.sum(axis=0)) / WORK_CELL - MARGIN
            assert all(c < 0.1 or c > 4.9 or 1.7 < c < 3.3 for c in columns)


def test_letters_of_print_have_widths_of_their_own():
    assert Face(FACE, natural=True).advance("ш") > 0.5
    assert Face(FACE).advance("ш") == 1.0


def test_a_raised_figure_stands_higher_than_its_line():
    kind = replace(any_type(np.random.default_rng(1)), chipped=0.0, key_aside=0.0)
    machine = Machine(Face(FACE), kind, np.random.default_rng(2))

    def middle(raised):
        plane, _ = type_lines(["2"], machine, Strokes(), [50.0], 10.0, (80, 60), np.random.default_rng(3), [raised])
        rows = plane.sum(axis=1)
        return float((rows * np.arange(80)).sum() / rows.sum())

    assert middle({}) - middle({0: 0.5}) == pytest.approx(0.5 * WORK_CELL, abs=2)


def test_what_is_not_drilled_has_no_letters_in_no_order():
    rng = np.random.default_rng(4)
    writer = Writer(rng, "en", drill=False)
    known = set(wordfreq.get_frequency_dict("en", "large")) | set(wordfreq.get_frequency_dict("ru", "large"))
    words = [word.lower() for _ in range(60) for word in writer.line(60)[6:-6].split()[1:-1] if word.isalpha()]
    assert np.mean([word in known for word in words if len(word) > 4]) > 0.9
