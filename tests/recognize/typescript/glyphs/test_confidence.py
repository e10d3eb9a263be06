"""Confidences that mean what they say."""

from __future__ import annotations

import numpy as np

from ocr_pipeline.recognize.typescript.glyphs.confidence import confidence_of


def test_confidences_rise_with_the_nets_probabilities_and_stay_between_0_and_1():
    values = [confidence_of(probability) for probability in np.linspace(0, 1, 200)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] < 1
