"""The door to the net."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.errors import ModelMissing
from ocr_pipeline.recognize.typescript.glyphs.alphabet import SHAPES
from ocr_pipeline.recognize.typescript.glyphs.crop import HEIGHT
from ocr_pipeline.recognize.typescript.glyphs.net import BATCH, STEP, Net


def crops():
    rng = np.random.default_rng(1)
    widths = [64, 70, 128, 300, 301, 310, *[256] * (BATCH + 2)]
    return [np.where(rng.random((HEIGHT, width)) < 0.1, 0, 255).astype(np.uint8) for width in widths]


def read(given):
    """Return the probabilities of the classes at the steps of each crop, by its number."""
    net = Net()
    return {number: net.head.probabilities(features) for number, features in net.features(given)}


def test_every_crop_is_answered_at_its_own_width():
    given = crops()
    answers = read(given)
    assert sorted(answers) == list(range(len(given)))
    for number, crop in enumerate(given):
        assert answers[number].shape == (len(SHAPES) + 1, -(-crop.shape[1] // STEP))
        assert answers[number].sum(axis=0) == pytest.approx(np.ones(answers[number].shape[1]), abs=1e-3)


def test_a_crop_is_read_alike_alone_and_among_others():
    given = crops()
    together = read(given)
    for number, crop in enumerate(given):
        alone = read([crop])[0]
        assert np.abs(alone - together[number]).max() < 1e-4


def test_a_model_that_is_not_there_is_told(tmp_path):
    net = Net(tmp_path / "none.onnx")
    with pytest.raises(ModelMissing, match="no such file"):
        net.check()
    with pytest.raises(ModelMissing, match="no such file"):
        list(net.features(crops()))


def test_a_file_that_is_no_model_is_told(tmp_path):
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"this is no model" * 100)
    with pytest.raises(ModelMissing, match="no model that can be run"):
        Net(broken).check()


def test_a_model_for_other_letters_is_told(tmp_path):
    onnx = pytest.importorskip("onnx", reason="the extra `training` is not installed")
    model = onnx.load(Net().model)
    for entry in model.metadata_props:
        if entry.key == "shapes":
            entry.value = entry.value[::-1]
    onnx.save(model, tmp_path / "other.onnx")
    with pytest.raises(ModelMissing, match="other letters"):
        Net(tmp_path / "other.onnx").check()
