"""Pages whose lines bend, as those of a sheet that bulges."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Image


def curled(image: Image, share: float) -> Image:
    """Return the page with its lines bent up (down: negative) by a share of its width in the middle."""
    height, width = image.shape
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    source = np.asarray(down + sag(across, width, share), dtype=np.float32)
    return np.asarray(cv2.remap(image, across, source, cv2.INTER_LINEAR, borderValue=(235,)), dtype=np.uint8)


def sag(x: npt.NDArray[np.floating], width: int, share: float) -> npt.NDArray[np.float64]:
    """Return by how many pixels the place `x` of a line was moved up."""
    return np.asarray(share * width * np.sin(np.pi * x / width) ** 2, dtype=np.float64)
