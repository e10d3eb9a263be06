"""Writes a checkpoint, or the mean of several, as the model the program runs, and checks one against the other.

    python -m training.export training/runs/NAME/last.pt
    python -m training.export training/runs/NAME/step*.pt --weights training/typescript.pt

Batch normalization is folded into the convolution before it; the result is half as many operations with the same
values. Then weights and values become whole numbers (`training/quantize.py`), and both are tried on synthetic lines.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from ocr_pipeline.recognize.typescript.glyphs.alphabet import SHAPES
from training.net import LineNet
from training.quantize import SEED, glyphs_right, in_bytes, synthetic_lines

MODEL = Path("ocr_pipeline/recognize/typescript/typescript.onnx")

TOLERANCE = 1e-3
"""Difference of probabilities that may come from the order of sums."""

LOST = 1.03
"""Glyphs that the model in whole numbers may read wrong beside those that the net does."""

RANGED, TRIED = 512, 1024
"""Synthetic lines on which values are ranged, and on which both models are tried."""


class _Graph:
    """Nodes and weights as they are added; each addition returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: list[str], **attributes: object) -> str:
        name = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def weight(self, values: torch.Tensor) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values.detach().cpu().float().contiguous().numpy(), name))
        return name

    def conv(self, name: str, conv: nn.Conv1d | nn.Conv2d, norm: nn.modules.batchnorm._BatchNorm | None) -> str:
        weight, bias = conv.weight, conv.bias
        if norm is not None:
            assert norm.running_var is not None
            assert norm.running_mean is not None
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weight = weight * factor.view(-1, *[1] * (weight.dim() - 1))
            bias = norm.bias - norm.running_mean * factor
        assert bias is not None
        pads = [int(p) for p in conv.padding] * 2
        return self.add(
            "Conv",
            [name, self.weight(weight), self.weight(bias)],
            kernel_shape=list(conv.kernel_size),
            strides=list(conv.stride),
            dilations=list(conv.dilation),
            pads=pads,
        )

    def layers(self, name: str, modules: list[nn.Module]) -> str:
        position = 0
        while position < len(modules):
            module = modules[position]
            if isinstance(module, nn.Conv1d | nn.Conv2d):
                after = modules[position + 1] if position + 1 < len(modules) else None
                norm = after if isinstance(after, nn.modules.batchnorm._BatchNorm) else None
                name = self.conv(name, module, norm)
                position += norm is not None
            elif isinstance(module, nn.ReLU):
                name = self.add("Relu", [name])
            elif isinstance(module, nn.MaxPool2d):
                size = module.kernel_size
                sides = [size, size] if isinstance(size, int) else list(size)
                name = self.add("MaxPool", [name], kernel_shape=sides, strides=sides)
            else:
                raise TypeError(f"no operation for {type(module).__name__}")
            position += 1
        return name


def exported(net: LineNet) -> onnx.ModelProto:
    """Return the net as a model: `crops` (n, 1, 40, width), ink 1, to `probabilities` (n, classes, width / 4)."""
    graph = _Graph()
    glyph = [part for module in net.glyph for part in (module if isinstance(module, nn.Sequential) else [module])]
    along = graph.layers("crops", glyph)
    axis = "axis2"
    graph.weights.append(numpy_helper.from_array(np.array([2], dtype=np.int64), axis))
    along = graph.add("Squeeze", [along, axis])
    style, styled = net.style[0], net.styled
    assert isinstance(style, nn.Conv1d)
    strongest = graph.add("ReduceMax", [graph.add("Relu", [graph.conv(along, style, None)])], axes=[2], keepdims=1)
    along = graph.add("Add", [along, graph.conv(strongest, styled, None)])
    for layer in net.line:
        assert isinstance(layer, nn.Sequential)
        along = graph.add("Add", [along, graph.layers(along, list(layer))])
    scores = graph.conv(along, net.scores, None)
    graph.nodes.append(helper.make_node("Softmax", [scores], ["probabilities"], name="softmax", axis=1))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "typescript",
            [helper.make_tensor_value_info("crops", TensorProto.FLOAT, ["n", 1, 40, "width"])],
            [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", None, "steps"])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=9,
    )
    onnx.checker.check_model(model)
    return model


def with_last_layer(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a model that gives, beside probabilities, the values before its last layer, and that layer's weights.

    They are what the program fits to the machine of a page: `features` (n, features, width / 4), `weights` (classes,
    features, 1), `bias` (classes,).
    """
    last = next(node for node in model.graph.node if node.output[0] == model.graph.node[-1].input[0])
    whole = {one.name: one for one in model.graph.initializer}
    for name, inside in zip(("features", "weights", "bias"), last.input, strict=True):
        model.graph.node.append(helper.make_node("Identity", [inside], [name], name=name))
        shape = list(whole[inside].dims) if inside in whole else ["n", None, "steps"]
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    onnx.checker.check_model(model)
    return model


def mean_of(checkpoints: Sequence[Path]) -> tuple[dict[str, torch.Tensor], int]:
    """Return the mean of the checkpoints' weights, and the latest of their steps.

    Stochastic weight averaging (Izmailov et al. 2018): of the states that a net passes at a level rate, the mean is
    better than each.
    """
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in checkpoints]
    weights = [state["averaged"] for state in states]
    mean = {
        name: torch.stack([one[name].double() for one in weights]).mean(0).to(values.dtype)
        for name, values in weights[0].items()
    }
    return mean, max(int(state["step"]) for state in states)


def net_of(weights: dict[str, torch.Tensor]) -> LineNet:
    """Return the net with these weights, ready to be asked."""
    net = LineNet.like(weights)
    net.eval()
    return net


def largest_difference(net: LineNet, model: onnx.ModelProto) -> float:
    """Return the largest difference of a probability between the net and the model, over crops of three widths."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    worst = 0.0
    for width in (64, 512, 1216):
        crops = np.random.default_rng(width).random((2, 1, 40, width), dtype=np.float32)
        with torch.no_grad():
            wanted = torch.softmax(net(torch.from_numpy(crops)), 1).numpy()
        (got,) = session.run(None, {"crops": crops})
        worst = max(worst, float(np.abs(np.asarray(got) - wanted).max()))
    return worst


def main() -> None:
    """Write the model, or say that it does not do what the checkpoint does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    parser.add_argument(
        "--weights", type=Path, help="write the weights as well, a checkpoint that training goes on from"
    )
    given = parser.parse_args()
    weights, step = mean_of(given.checkpoints)
    net = net_of(weights)
    model = exported(net)
    difference = largest_difference(net, model)
    if difference > TOLERANCE:
        raise SystemExit(f"the exported model differs from the checkpoint by {difference:.2g}")
    small = in_bytes(model, synthetic_lines(SEED, RANGED))
    lines = synthetic_lines(SEED + 1, TRIED)
    whole_right, small_right = glyphs_right(model, lines), glyphs_right(small, lines)
    print(f"glyphs right: {whole_right:.4f} as floats, {small_right:.4f} in whole numbers")
    if 1 - small_right > LOST * (1 - whole_right):
        raise SystemExit("the model in whole numbers reads too much wrong")
    small = with_last_layer(small)
    for key, value in (("step", str(step)), ("shapes", "".join(SHAPES))):
        small.metadata_props.append(onnx.StringStringEntryProto(key=key, value=value))
    given.output.write_bytes(small.SerializeToString())
    if given.weights:
        torch.save({"averaged": weights, "step": step}, given.weights)
    print(f"{given.output}: step {step}, {given.output.stat().st_size / 1e6:.1f} MB, differs by {difference:.1g}")


if __name__ == "__main__":
    main()
