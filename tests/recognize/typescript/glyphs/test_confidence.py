"""Confidences that mean what they say."""

from __future__ import annotations

import numpy as np

from ocr_pipeline.recognize.typescript.glyphs.confidence import confidences_of


def test_confidences_rise_with_the_nets_probabilities_and_stay_between_0_and_1():
    values = confidences_of(np.linspace(0, 1, 200).tolist())
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] < 1
