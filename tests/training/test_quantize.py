from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import onnxruntime
import pytest

pytest.importorskip("fontTools", reason="the extra `training` is not installed")

from tests.training.test_samples import FACE
from training.samples import SPACE, samples

pytestmark = [
    pytest.mark.skipif(not FACE.exists(), reason="../shared/fonts is missing"),
    pytest.mark.skipif(not (find_spec("torch") and find_spec("onnx")), reason="the extra `training` is not installed"),
]


def lines_of(count):
    source = samples(5, [FACE], 16)
    return [next(source) for _ in range(count)]


def model_of(seed):
    """Return the model of a small net. What trains nets is loaded no sooner: other tests measure memory."""
    import torch

    from training.export import exported
    from training.net import LineNet

    torch.manual_seed(seed)
    return exported(LineNet(narrow=4, middle=8, wide=8, line=16, style=8).eval())


def asked(model, crops):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"crops": crops})[0])


def test_whole_numbers_say_nearly_what_floats_say():
    from training.quantize import crops_of, in_bytes

    lines = lines_of(32)
    model = model_of(1)
    whole, small = (asked(one, crops_of(lines)) for one in (model, in_bytes(model, lines)))
    assert small.shape == whole.shape
    assert np.abs(small - whole).max() < 0.02
    assert np.abs(small.sum(axis=1) - 1).max() < 1e-4


def test_lines_of_another_length_are_read_as_well():
    from training.quantize import in_bytes

    lines = lines_of(16)
    small = in_bytes(model_of(1), lines)
    assert asked(small, np.zeros((3, 1, 40, 448), np.float32)).shape[2] == 112


def test_right_glyphs_are_counted_where_a_glyph_is():
    from training.quantize import crops_of, glyphs_right

    lines = lines_of(16)
    model = model_of(2)
    read = asked(model, crops_of(lines)).argmax(axis=1)
    steps = np.stack([line.steps for line in lines])
    assert glyphs_right(model, lines) == pytest.approx((read == steps)[steps > SPACE].mean())
