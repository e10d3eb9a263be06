"""Fax data (CCITT Group 4) that seems to end before its end.

libtiff takes eleven bits of zero for the end of a strip and leaves the rest of it as it is, without a word. No codes of
valid data stand so that eleven zeros follow each other (ITU-T T.6, T.4): that is what makes the end recognizable, and
data overwritten with zeros, as by a damaged disk, as well.
"""

from __future__ import annotations

import numpy as np

ZEROS_OF_AN_END = 11
"""Bits of zero in an end-of-line code (ITU-T T.4, 4.1.2); two of these codes end Group 4 data (T.6, 2.4.1.1)."""


def ends_within(data: bytes, *, lowest_bit_first: bool = False) -> bool:
    """Return whether something that is taken for the end of Group 4 data stands before the end of `data`."""
    packed = np.frombuffer(data, dtype=np.uint8)
    bits = np.unpackbits(packed, bitorder="little") if lowest_bit_first else np.unpackbits(packed)
    ones = np.flatnonzero(bits)
    zeros = np.diff(ones, prepend=-1) - 1
    ends = np.flatnonzero(zeros >= ZEROS_OF_AN_END)
    # The end itself is made of the last two ones, each behind its zeros; what is behind them is filling.
    return bool(len(ends) and ends[0] < len(zeros) - 2)
