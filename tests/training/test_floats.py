"""A model in whole numbers back in floating point."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from training.floats import in_floats

WHOLE, ADAM, DOUBLE = 1, 4, 128


def head(kind: str, inputs: int, outputs: int, flags: int = 0) -> bytes:
    name = kind.encode()
    return b"\0" + struct.pack("<I", len(name)) + name + b"\0\0" + struct.pack("<4iI", flags, inputs, outputs, 0, 0)


def matrix(whole: np.ndarray, scales: np.ndarray) -> bytes:
    rows, columns = whole.shape
    return (
        bytes([WHOLE | ADAM | DOUBLE])
        + struct.pack("<2Ib", rows, columns, 0)
        + whole.astype(np.int8).tobytes()
        + struct.pack("<I", len(scales))
        + scales.astype("<f8").tobytes()
    )


def in_doubles(weights: np.ndarray) -> bytes:
    rows, columns = weights.shape
    return bytes([ADAM | DOUBLE]) + struct.pack("<2Id", rows, columns, 0.0) + weights.astype("<f8").tobytes()


TAIL = struct.pack("<3i", 7, 8, 9) + struct.pack("<3f", 0.9, 0.001, 0.5)


def model(layers: bytes, flags: int) -> bytes:
    return layers + struct.pack("<I", 5) + b"[1,2]" + struct.pack("<i", flags) + TAIL


def test_weights_are_the_whole_numbers_times_their_row_s_scale_and_all_else_stays():
    rng = np.random.default_rng(1)
    gates = [(rng.integers(-127, 128, (3, 6)), rng.random(3)) for _ in range(4)]
    dense = (rng.integers(-127, 128, (2, 4)), rng.random(2))
    before = head("Series", 2, 2, flags=64) + struct.pack("<I", 3)
    rates = struct.pack("<I3f", 3, 0.1, 0.2, 0.3)
    middle = head("Input", 2, 2) + struct.pack("<5i", 1, 36, 0, 1, 0) + head("LSTM", 2, 3) + struct.pack("<i", 5)

    def whole_model(write, flags):
        parts = b"".join(write(*gate) for gate in gates) + head("Softmax", 3, 2) + write(*dense)
        return model(before + middle + parts + rates, flags)

    floats = whole_model(lambda whole, scales: in_doubles(whole * scales[:, None]), 64)
    assert in_floats(whole_model(matrix, 65)) == floats


def test_what_is_no_model_in_whole_numbers_is_refused():
    floats = model(head("Softmax", 1, 1) + in_doubles(np.ones((1, 2))), 64)
    with pytest.raises(ValueError, match="not in whole numbers"):
        in_floats(floats)
    with pytest.raises(ValueError, match="ends early"):
        in_floats(head("Softmax", 1, 1))
    with pytest.raises(ValueError, match="'Cake'"):
        in_floats(head("Cake", 1, 1))
