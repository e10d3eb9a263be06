"""Crops of one page put to the net: what it sees in a crop is kept, so that another last layer reads it at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence

from ocr_pipeline.errors import EngineTimeout
from ocr_pipeline.recognize.typescript.glyphs.decode import Glyphs, glyphs_of
from ocr_pipeline.recognize.typescript.glyphs.net import Features, Head, Net
from ocr_pipeline.recognize.typescript.glyphs.reread import doubtful_pieces, moved, together
from ocr_pipeline.records import Image


class CropReader:
    """Reads crops of a page, uint8, shape (40, width), 255 paper, with the last layer `head`."""

    def __init__(self, net: Net, unknown: Sequence[int], end: float) -> None:
        """Take the net, the classes that the page cannot have, and the time (`time.monotonic`) at which to give up.

        Raises `ModelMissing`.
        """
        self.head = net.head
        self._net, self._unknown, self._end = net, unknown, end
        self._kept: dict[bytes, Features] = {}

    def with_head(self, head: Head) -> CropReader:
        """Return a reader with another last layer that knows what this one has seen, and the other way round."""
        other = CropReader(self._net, self._unknown, self._end)
        other.head, other._kept = head, self._kept
        return other

    def __call__(self, crops: Sequence[Image]) -> list[Glyphs]:
        """Return the glyphs of each crop. Raises `EngineTimeout`."""
        return [glyphs_of(self.head.probabilities(seen), self._unknown) for seen in self.features(crops)]

    def features(self, crops: Sequence[Image]) -> list[Features]:
        """Return what the net sees in each crop. Raises `EngineTimeout`."""
        keys = [_key(crop) for crop in crops]
        unseen = [number for number, key in enumerate(keys) if key not in self._kept]
        for number, seen in self._net.features([crops[number] for number in unseen]):
            if time.monotonic() > self._end:
                raise EngineTimeout(detail="the lines of this page took too long")
            self._kept[keys[unseen[number]]] = seen
        return [self._kept[key] for key in keys]

    def again(self, crops: Sequence[Image], glyphs: Sequence[Glyphs]) -> list[Glyphs]:
        """Return the glyphs of each crop, those that are doubtful read once more. Raises `EngineTimeout`."""
        found = list(glyphs)
        doubts = [
            (number, piece)
            for number, seen in enumerate(glyphs)
            for piece in doubtful_pieces(seen, crops[number].shape[1])
        ]
        moved_pieces = self([moved(crops[number], piece) for number, piece in doubts])
        for (number, piece), seen in zip(doubts, moved_pieces, strict=True):
            found[number] = together(found[number], seen, piece)
        return found


def _key(crop: Image) -> bytes:
    return hashlib.blake2b(crop.tobytes() + crop.shape[1].to_bytes(4, "big"), digest_size=16).digest()
