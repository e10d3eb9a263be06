"""Where the data of a page of a TIFF lies in the file, and whether it is all there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image as Pillow

from ocr_pipeline.scans.group4 import ends_within

_STRIPS, _TILES = (273, 279), (324, 325)
"""Tags that say where the strips or tiles begin, and of how many bytes each is (TIFF 6.0)."""

_COMPRESSION, _GROUP_4 = 259, 4
_FILL_ORDER, _LOWEST_BIT_FIRST = 266, 2


def lies_within(image: Pillow.Image, path: Path) -> bool:
    """Return whether all data of an opened page ends before its file does. Raises `OSError`."""
    size = path.stat().st_size
    return all(start + length <= size for start, length in _parts(_tags(image)))


def group4_ends_early(image: Pillow.Image, path: Path) -> bool:
    """Return whether data of an opened page is Group 4 data that ends before its end; False for any other.

    Raises `OSError`.
    """
    tags = _tags(image)
    parts = _parts(tags)
    if tags.get(_COMPRESSION) != _GROUP_4 or sum(length for _, length in parts) > path.stat().st_size:
        # Parts that together are larger than the file are made to be read again and again.
        return False
    lowest_bit_first = tags.get(_FILL_ORDER) == _LOWEST_BIT_FIRST
    with path.open("rb") as file:
        for start, length in parts:
            file.seek(start)
            if ends_within(file.read(length), lowest_bit_first=lowest_bit_first):
                return True
    return False


def _tags(image: Pillow.Image) -> Mapping[int, object]:
    tags: Mapping[int, object] = getattr(image, "tag_v2", {})
    return tags


def _parts(tags: Mapping[int, object]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begins, lengths in (_STRIPS, _TILES):
        starts, counts = tags.get(begins), tags.get(lengths)
        if isinstance(starts, tuple) and isinstance(counts, tuple):
            found += zip(starts, counts, strict=False)
    return found
