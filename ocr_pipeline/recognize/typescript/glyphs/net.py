"""The one door to the net: how its model is found, and crops of lines are put to it in batches of like width."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    RuntimeException,
)
from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as NotImplemented_

from ocr_pipeline.errors import ModelMissing
from ocr_pipeline.recognize.typescript.glyphs.alphabet import SHAPES
from ocr_pipeline.recognize.typescript.glyphs.crop import HEIGHT
from ocr_pipeline.records import Image

MODEL = Path(__file__).parents[1] / "typescript.onnx"

STEP = 4
"""Pixels of a crop to one step of the net."""

BATCH = 8
"""Lines put to the net at once: more gain no time on one core, and take memory."""

WIDTHS = 64
"""Widths are rounded up to multiples of this, pixels, so that lines of nearly the same length go together. Only those
of one rounded width do: what a line is read as does not depend on the others."""

UNUSABLE = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NotImplemented_, RuntimeException)
"""What `onnxruntime` raises for a file that is no model; the errors have no ancestor in common but `Exception`."""

Features = npt.NDArray[np.float32]
"""Shape (features, steps), dtype float32: what the net sees at each step, before its last layer."""

Probabilities = npt.NDArray[np.float32]
"""Shape (classes, steps), dtype float32: of each class at each step; see `alphabet`."""


@dataclass(frozen=True, eq=False)
class Head:
    """The last layer of the net: `weights`, shape (classes, features), and `bias`, shape (classes,), float32."""

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def probabilities(self, features: Features) -> Probabilities:
        """Return the probabilities of the classes at the steps of these features."""
        scores = self.weights @ features + self.bias[:, None]
        scores -= scores.max(axis=0)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=0)
        return scores


class Net:
    """The model, loaded when it is first asked."""

    def __init__(self, model: Path = MODEL) -> None:
        """Take the model's file."""
        self.model = model

    @cached_property
    def digest(self) -> str:
        """Return the first letters of the model's SHA-256; raises `ModelMissing`."""
        try:
            return hashlib.sha256(self.model.read_bytes()).hexdigest()[:12]
        except OSError as error:
            raise ModelMissing(self.model.name, str(error.strerror)) from error

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        if not self.model.exists():
            raise ModelMissing(self.model.name, "no such file")
        options = onnxruntime.SessionOptions()
        # Pages are read side by side: a thread for each is enough.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(str(self.model), options, providers=["CPUExecutionProvider"])
        except UNUSABLE as error:
            raise ModelMissing(self.model.name, "no model that can be run") from error
        shapes = session.get_modelmeta().custom_metadata_map.get("shapes")
        if shapes != "".join(SHAPES):
            raise ModelMissing(self.model.name, "a model for other letters")
        return session

    def check(self) -> None:
        """Raise `ModelMissing` where the model's file is not there, or is none for these letters."""
        _ = self._session

    @cached_property
    def head(self) -> Head:
        """Return the last layer as it was trained. Raises `ModelMissing`."""
        nothing = np.zeros((1, 1, HEIGHT, WIDTHS), dtype=np.float32)
        weights, bias = self._session.run(["weights", "bias"], {"crops": nothing})
        return Head(weights[:, :, 0], bias)

    def features(self, crops: Sequence[Image]) -> Iterator[tuple[int, Features]]:
        """Yield (number of the crop, its features) for every crop, the narrow ones first.

        Crops are uint8, shape (40, width), 255 paper. Raises `ModelMissing`.
        """
        for width, numbers in _batches(crops):
            batch = np.zeros((len(numbers), 1, crops[numbers[0]].shape[0], width), dtype=np.float32)
            for row, number in enumerate(numbers):
                crop = crops[number]
                batch[row, 0, :, : crop.shape[1]] = 1 - crop.astype(np.float32) / 255
            (features,) = self._session.run(["features"], {"crops": batch})
            for row, number in enumerate(numbers):
                yield number, features[row, :, : -(-crops[number].shape[1] // STEP)]


def _batches(crops: Sequence[Image]) -> Iterator[tuple[int, list[int]]]:
    """Yield widths, pixels, and the numbers of crops that go together at that width, the narrow ones first."""
    order = sorted(range(len(crops)), key=lambda number: crops[number].shape[1])
    for width, alike in groupby(order, key=lambda number: -(-crops[number].shape[1] // WIDTHS) * WIDTHS):
        numbers = list(alike)
        for begin in range(0, len(numbers), BATCH):
            yield width, numbers[begin : begin + BATCH]
