from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("onnx", reason="the extra `training` is not installed")

import onnxruntime
import torch

from tests.training.test_samples import FACE
from training.export import exported
from training.net import LineNet
from training.quantize import crops_of, glyphs_right, in_bytes
from training.samples import SPACE, samples

pytestmark = pytest.mark.skipif(not FACE.exists(), reason="../shared/fonts is missing")


def lines_of(count):
    source = samples(5, [FACE], 16)
    return [next(source) for _ in range(count)]


def net_of(seed):
    torch.manual_seed(seed)
    return LineNet(narrow=4, middle=8, wide=8, line=16, style=8).eval()


def asked(model, crops):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"crops": crops})[0])


def test_whole_numbers_say_nearly_what_floats_say():
    lines = lines_of(32)
    model = exported(net_of(1))
    whole, small = (asked(one, crops_of(lines)) for one in (model, in_bytes(model, lines)))
    assert small.shape == whole.shape
    assert np.abs(small - whole).max() < 0.02
    assert np.abs(small.sum(axis=1) - 1).max() < 1e-4


def test_lines_of_another_length_are_read_as_well():
    lines = lines_of(16)
    small = in_bytes(exported(net_of(1)), lines)
    assert asked(small, np.zeros((3, 1, 40, 448), np.float32)).shape[2] == 112


def test_right_glyphs_are_counted_where_a_glyph_is():
    lines = lines_of(16)
    model = exported(net_of(2))
    read = asked(model, crops_of(lines)).argmax(axis=1)
    steps = np.stack([line.steps for line in lines])
    assert glyphs_right(model, lines) == pytest.approx((read == steps)[steps > SPACE].mean())
