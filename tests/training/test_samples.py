"""Made-up lines: reproducible, and labelled where their glyphs stand."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("fontTools")

from ocr_pipeline.recognize.typescript.alphabet import CLASSES, SHAPES
from ocr_pipeline.recognize.typescript.crop import CELL, HEIGHT
from ocr_pipeline.recognize.typescript.net import STEP
from training.faces import Face
from training.pages import Grade, typed_page
from training.samples import IGNORED, samples
from training.striking import Strokes
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
    darker = [sample.pixels[14:27].mean() < sample.pixels.max() - 10 for sample in drawn if len(sample.text) > 10]
    assert np.mean(darker) > 0.9


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
