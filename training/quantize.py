"""The model in whole numbers: weights and values of 8 bits, which a processor multiplies several times as fast.

Ranges are those that values have on synthetic lines (minimum to maximum). Weights take 7 bits, so that sums of two
products fit in 16 on processors without instructions for more; the scores and their probabilities stay floats.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from training.faces_used import FIGURES, PRINTED, TRAINED, found
from training.samples import SPACE, Sample, samples

CELLS = 32
SEED = 4_000_037
"""Of the lines that values are ranged and compared on; training has other seeds."""

Crops = npt.NDArray[np.float32]


class _Lines(CalibrationDataReader):
    def __init__(self, batches: Sequence[Crops]) -> None:
        self._left: Iterator[Crops] = iter(batches)

    def get_next(self) -> dict[str, Crops] | None:
        """Return the next batch."""
        batch = next(self._left, None)
        return None if batch is None else {"crops": batch}


def synthetic_lines(seed: int, count: int) -> list[Sample]:
    """Return lines as those of training."""
    return list(islice(samples(seed, found(TRAINED), CELLS, found(FIGURES), found(PRINTED)), count))


def crops_of(lines: Sequence[Sample]) -> Crops:
    """Return the lines as the net takes them, float32, shape (n, 1, 40, width), ink 1."""
    return np.stack([1 - line.pixels.astype(np.float32) / 255 for line in lines])[:, None]


def in_bytes(model: onnx.ModelProto, lines: Sequence[Sample]) -> onnx.ModelProto:
    """Return the model in whole numbers."""
    last = [node.name for node in model.graph.node[-2:]]
    batches = [crops_of(lines[begin : begin + 16]) for begin in range(0, len(lines), 16)]
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        onnx.save(onnx.shape_inference.infer_shapes(model), whole)
        quantize_static(
            whole,
            small,
            _Lines(batches),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=last,
        )
        return onnx.load(small)


def glyphs_right(model: onnx.ModelProto, lines: Sequence[Sample]) -> float:
    """Return the share of the glyphs of `lines` whose class is likeliest at their step."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    right = asked = 0
    for begin in range(0, len(lines), 16):
        part = lines[begin : begin + 16]
        (probabilities,) = session.run(None, {"crops": crops_of(part)})
        steps = np.stack([line.steps for line in part])
        glyphs = steps > SPACE
        right += int((np.asarray(probabilities).argmax(axis=1) == steps)[glyphs].sum())
        asked += int(glyphs.sum())
    return right / asked
