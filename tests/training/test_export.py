"""Checkpoints as a model."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(
    not (find_spec("torch") and find_spec("onnx")), reason="the extra `training` is not installed"
)


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
