"""Connected marks of ink: what OpenCV finds, with the sizes that OpenCV gives them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.components import components


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 1.0])
def test_marks_are_those_of_opencv(share: float) -> None:
    ink = (np.random.default_rng(7).random((61, 47)) < share).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_GRANA)
    found = components(ink)
    assert (found.labels == labels).all()
    assert (found.stats[1:] == stats[1:]).all()
    assert (found.stats[0] == 0).all()


def test_more_marks_than_short_numbers() -> None:
    ink = np.zeros((601, 601), dtype=np.uint8)
    ink[::2, ::2] = 255
    found = components(ink)
    assert found.stats[1:].tolist()[-1] == [600, 600, 1, 1, 1]
    assert len(found.stats) == 301**2 + 1


def test_a_picture_of_chosen_marks_alone() -> None:
    ink = np.zeros((9, 12), dtype=np.uint8)
    ink[1:4, 1:3] = ink[6:8, 5:11] = 255
    found = components(ink)
    wide = found.stats[:, 2] > 3
    assert (found.picture(wide, 255) == np.where(np.arange(9)[:, None] > 4, ink, 0)).all()
