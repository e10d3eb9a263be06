"""The one door to the net: how its model is found, and crops of lines are put to it in batches of like width."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from ocr_pipeline.errors import ModelMissing
from ocr_pipeline.records import Image

MODEL = Path(__file__).with_name("typescript.onnx")

STEP = 4
"""Pixels of a crop to one step of the net."""

BATCH = 8
"""Lines put to the net at once: more gain no time on one core, and take memory."""

WIDTHS = 64
"""Widths are rounded up to multiples of this, pixels, so that lines of nearly the same length go together."""

Probabilities = npt.NDArray[np.float32]
"""Shape (classes, steps), dtype float32: of each class at each step; see `alphabet`."""


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
        self.check()
        options = onnxruntime.SessionOptions()
        # Pages are read side by side: a thread for each is enough.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(str(self.model), options, providers=["CPUExecutionProvider"])

    def check(self) -> None:
        """Raise `ModelMissing` where the model's file is not there."""
        if not self.model.exists():
            raise ModelMissing(self.model.name, "no such file")

    def read(self, crops: Sequence[Image]) -> Iterator[tuple[int, Probabilities]]:
        """Yield (number of the crop, its probabilities) for every crop, the narrow ones first.

        Crops are uint8, shape (40, width), 255 paper. Raises `ModelMissing`.
        """
        order = sorted(range(len(crops)), key=lambda number: crops[number].shape[1])
        for begin in range(0, len(order), BATCH):
            numbers = order[begin : begin + BATCH]
            widest = crops[numbers[-1]].shape[1]
            width = -(-widest // WIDTHS) * WIDTHS
            batch = np.zeros((len(numbers), 1, crops[numbers[0]].shape[0], width), dtype=np.float32)
            for row, number in enumerate(numbers):
                crop = crops[number]
                batch[row, 0, :, : crop.shape[1]] = 1 - crop.astype(np.float32) / 255
            (probabilities,) = self._session.run(None, {"crops": batch})
            for row, number in enumerate(numbers):
                yield number, probabilities[row, :, : -(-crops[number].shape[1] // STEP)]
