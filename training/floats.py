"""A Tesseract model in whole numbers back in floating point, from which `lstmtraining` goes on.

Layout of the file: `Network::Serialize`, `WeightMatrix::Serialize` and `LSTMRecognizer::Serialize` of Tesseract 5.
Every row of a matrix of 8-bit weights has a scale; weight = whole number * scale.
"""

from __future__ import annotations

import struct

import numpy as np

WHOLE, DOUBLE = 1, 128
"""Bits of a matrix's mode: its weights are 8-bit whole numbers with scales; its floats are doubles."""

WHOLE_MODEL = 1
"""Bit of the model's training flags: all of its matrices are in whole numbers."""

RATES_BY_LAYER = 64
"""Bit of a layer's flags: rates of its parts follow them."""

PARTS = frozenset(
    {"Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM"}
    | {"RTLReversed", "TTBReversed", "XYTranspose"}
)
PLACES = {"Input": 5, "Convolve": 2, "Maxpool": 2, "Reconfig": 2}
"""Whole numbers that follow the head of such a layer."""

DENSE = frozenset({"Logistic", "PosClip", "SymClip", "Tanh", "Relu", "Linear", "Softmax", "SoftmaxNoCTC"})


class _Copier:
    """Copies a model value by value, matrices in floating point."""

    def __init__(self, model: bytes) -> None:
        self.model = model
        self.at = 0
        self.made: list[bytes] = []

    def take(self, count: int) -> bytes:
        if self.at + count > len(self.model):
            raise ValueError("the model ends early")
        self.at += count
        return self.model[self.at - count : self.at]

    def copy(self, count: int) -> bytes:
        taken = self.take(count)
        self.made.append(taken)
        return taken

    def copy_number(self) -> int:
        return int(struct.unpack("<I", self.copy(4))[0])

    def copy_text(self) -> str:
        return self.copy(self.copy_number()).decode()

    def layer(self) -> None:
        self.copy(1)
        kind = self.copy_text()
        self.copy(2)
        flags, inputs, outputs, _ = struct.unpack("<4i", self.copy(16))
        self.copy_text()
        if kind in PARTS:
            for _ in range(self.copy_number()):
                self.layer()
            if flags & RATES_BY_LAYER:
                self.copy(4 * self.copy_number())
        elif kind in PLACES:
            self.copy(4 * PLACES[kind])
        elif kind in DENSE:
            self.matrix()
        elif kind in {"LSTM", "SummLSTM"}:
            across = self.copy_number()
            # One along a line has four gates; one over a picture, which also sees its neighbour above, has five.
            for _ in range(4 if across == inputs + outputs else 5):
                self.matrix()
        else:
            raise ValueError(f"layers of the kind {kind!r} are not known")

    def matrix(self) -> None:
        mode = self.take(1)[0]
        if not mode & WHOLE:
            raise ValueError("the model is not in whole numbers")
        rows, columns = struct.unpack("<2I", self.take(8))
        self.take(1)
        whole = np.frombuffer(self.take(rows * columns), np.int8).reshape(rows, columns)
        count = struct.unpack("<I", self.take(4))[0]
        scales = np.frombuffer(self.take(8 * count), "<f8")
        if count < rows:
            raise ValueError("a matrix has fewer scales than rows")
        floats = whole * scales[:rows, None]
        self.made += [bytes([(mode & ~WHOLE) | DOUBLE]), struct.pack("<2Id", rows, columns, 0.0)]
        self.made.append(floats.astype("<f8").tobytes())


def in_floats(model: bytes) -> bytes:
    """Return the model, the component `lstm` of a `traineddata` file, with weights in floating point.

    Raises `ValueError` where it is none, or is in floating point already.
    """
    copier = _Copier(model)
    copier.layer()
    copier.copy_text()
    flags = struct.unpack("<i", copier.take(4))[0]
    copier.made.append(struct.pack("<i", flags & ~WHOLE_MODEL))
    return b"".join(copier.made) + model[copier.at :]
