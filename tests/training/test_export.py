"""Checkpoints as a model."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(
    not (find_spec("torch") and find_spec("onnx")), reason="the extra `training` is not installed"
)


def test_a_model_gives_what_is_before_its_last_layer_and_that_layer():
    import numpy as np
    import onnxruntime

    from ocr_pipeline.recognize.typescript.glyphs.net import Head
    from training.export import exported, with_last_layer
    from training.net import LineNet

    crops = np.random.default_rng(2).random((2, 1, 40, 64), dtype=np.float32)
    session = onnxruntime.InferenceSession(with_last_layer(exported(LineNet().eval())).SerializeToString())
    names = [output.name for output in session.get_outputs()]
    assert names == ["probabilities", "features", "weights", "bias"]
    probabilities, features, weights, bias = session.run(names, {"crops": crops})
    for expected, seen in zip(probabilities, features, strict=True):
        assert Head(weights[:, :, 0], bias).probabilities(seen) == pytest.approx(expected, abs=1e-5)


def test_several_checkpoints_are_their_mean_at_the_latest_step(tmp_path):
    import torch

    from training.export import mean_of

    for step in (1, 2, 6):
        weights = {"a.weight": torch.full((2, 3), float(step)), "a.num_batches_tracked": torch.tensor(10 * step)}
        torch.save({"averaged": weights, "step": step}, tmp_path / f"{step}.pt")
    mean, step = mean_of([tmp_path / f"{step}.pt" for step in (1, 6, 2)])
    assert step == 6
    assert torch.equal(mean["a.weight"], torch.full((2, 3), 3.0))
    assert mean["a.num_batches_tracked"].dtype == torch.int64
