"""The model in whole numbers: weights and values of 8 bits, which a processor multiplies several times as fast.

Ranges are those that values have on synthetic lines (minimum to maximum). Weights take 7 bits, so that sums of two
products fit in 16 on processors without instructions for more; the scores and their probabilities stay floats.

Rounding shifts what a layer gives by the same amount everywhere, and the shifts add up along the net; so each bias
takes back the mean shift of its channel (bias correction: Nagel et al. 2019, "Data-Free Quantization Through Weight
Equalization and Bias Correction", there from batch statistics, here from the lines themselves).
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
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from training.faces_used import FIGURES, PRINTED, TRAINED, found
from training.samples import SPACE, Sample, samples

CELLS = 32
SEED = 4_000_037
"""Of the lines that values are ranged and compared on; training has other seeds."""

CORRECTIONS = 3
"""Times that biases are corrected, since what one layer takes back changes what the next is given. In whole numbers the
net of half the cost reads 5.4 % more wrong than in floats with none, 1.6 % with one, 0.7 % with two, and with three as
many."""

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
    batches = [crops_of(lines[begin : begin + 16]) for begin in range(0, len(lines), 16)]
    wanted = _channel_means(model, model, batches)
    corrected = onnx.ModelProto()
    corrected.CopyFrom(model)
    for _ in range(CORRECTIONS):
        got = _channel_means(_quantized(corrected, batches), model, batches)
        biases = {weights.name: weights for weights in corrected.graph.initializer}
        for conv, name in zip(_whole_convolutions(model), wanted, strict=True):
            bias = biases[conv.input[2]]
            values = numpy_helper.to_array(bias) + wanted[name] - got[name]
            bias.CopyFrom(numpy_helper.from_array(values.astype(np.float32), bias.name))
    return _quantized(corrected, batches)


def _quantized(model: onnx.ModelProto, batches: Sequence[Crops]) -> onnx.ModelProto:
    """Return the model with weights and values of 8 bits, all but its last layer, biases as they are."""
    last = [node.name for node in model.graph.node[-2:]]
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


def _whole_convolutions(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """Return the convolutions that are put into whole numbers: all but the last."""
    return [node for node in model.graph.node if node.op_type == "Conv"][:-1]


def _channel_means(
    model: onnx.ModelProto, original: onnx.ModelProto, batches: Sequence[Crops]
) -> dict[str, npt.NDArray[np.float64]]:
    """Return the mean of each channel of what the convolutions of `original` give in `model`, by name.

    Where a convolution is followed by a rectifier it is that of the rectified values: in whole numbers they are one.
    """
    rectified = {node.input[0]: node.output[0] for node in original.graph.node if node.op_type == "Relu"}
    names = [rectified.get(node.output[0], node.output[0]) for node in _whole_convolutions(original)]
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    means = []
    for crops in batches:
        values = (np.asarray(one) for one in session.run(names, {"crops": crops}))
        means.append(
            [
                (np.maximum(one, 0) if name in rectified.values() else one).mean(axis=(0, *range(2, one.ndim)))
                for name, one in zip(names, values, strict=True)
            ]
        )
    return {name: np.mean([part[place] for part in means], axis=0) for place, name in enumerate(names)}


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
