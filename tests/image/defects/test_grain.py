"""Grain is measured and smoothed; a clean scan is left as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.image.defects.grain import grain, without_grain


@pytest.mark.parametrize("sigma", [5.0, 12.0, 25.0])
def test_grain_is_measured_beside_letters_and_a_slope_of_light(page, sigma):
    light = page(100).astype(np.float64) * np.linspace(0.9, 0.6, page(100).shape[1])
    noisy = np.clip(light + np.random.default_rng(1).normal(0, sigma, light.shape), 0, 255).astype(np.uint8)
    assert grain(noisy) == pytest.approx(sigma, rel=0.15)
    assert grain(light.astype(np.uint8)) < 1


def test_grain_is_smoothed_and_strokes_stay(page):
    clean = page(100)
    noisy = np.clip(clean + np.random.default_rng(1).normal(0, 20, clean.shape), 0, 255).astype(np.uint8)
    smooth = without_grain(noisy)
    assert grain(smooth) < 0.7 * grain(noisy)
    assert (
        np.abs(smooth[clean > 200].astype(float) - 235).mean() < np.abs(noisy[clean > 200].astype(float) - 235).mean()
    )
    assert smooth[clean < 100].mean() < 120


def test_a_clean_scan_is_left_as_it_is(page):
    for image in (page(100), np.full((2, 2), 9, np.uint8), np.full((1, 900), 9, np.uint8)):
        assert without_grain(image) is image


def test_real_scans_of_low_resolution_are_clean(shared):
    for name in ("novosibirsk/p4.jpg", "lvov/spread-02.png", "lvov/spread-06.png"):
        image = np.asarray(cv2.imread(str(shared / "scans" / name), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
        assert grain(image) < 2
