"""What training asks of the net."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(not find_spec("torch"), reason="the extra `training` is not installed")


def test_a_crop_that_nobody_can_read_has_less_say_than_a_legible_one():
    import torch

    from training.samples import IGNORED
    from training.train import weighed

    wanted = torch.tensor([[1, 2, IGNORED, 3], [1, 2, 3, IGNORED]])
    losses = torch.tensor([[0.06, 0.06, 0.0, 0.06], [2.0, 2.0, 2.0, 0.0]], requires_grad=True)
    loss = weighed(losses, wanted)
    loss.backward()
    legible, illegible = losses.grad.sum(dim=1).tolist()
    assert legible > 10 * illegible > 0
    assert 0.06 < float(loss.detach()) < 0.3


def test_crops_of_one_legibility_have_their_plain_mean():
    import torch

    from training.train import weighed

    losses = torch.full((3, 5), 0.7)
    assert float(weighed(losses, torch.ones(3, 5, dtype=torch.int64))) == pytest.approx(0.7)


def test_a_crop_of_which_nothing_is_asked_has_no_say():
    import torch

    from training.samples import IGNORED
    from training.train import weighed

    wanted = torch.tensor([[1, 2], [IGNORED, IGNORED]])
    assert float(weighed(torch.tensor([[0.7, 0.7], [0.0, 0.0]]), wanted)) == pytest.approx(0.7)
