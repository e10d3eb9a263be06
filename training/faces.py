"""Typefaces laid on a machine's grid: each glyph in the middle of a cell, whatever the face's own widths."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from fontTools.ttLib import TTFont
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

Plane = npt.NDArray[np.float32]

CELL = 32
"""Width of a cell in a glyph's tile, pixels."""

TILE = (80, 64)
"""Rows and columns of a tile; the baseline is row `TILE_BASELINE`, the middle of the cell the middle column."""

TILE_BASELINE = 54

WIDEST = 1.02
"""Width of the widest letter in cells: typewriters squeeze Ш and Щ into the cell."""

WIDEST_PRINTED = 1.9
"""The same for print: a tile has two cells."""

MEAN_PRINTED = 0.9
"""Mean width of the small letters of print, cells: capitals and figures are wider, and the widest fit in a tile."""

PANGRAM = "съешь же ещё этих мягких французских булок да выпей чаю во имя отца и сына"
ENGLISH_PANGRAM = "the quick brown fox jumps over the lazy dog and then goes on to the seaside"
"""Lines whose letters are as wide as a language's on the average."""

FORMS = 4
"""Forms of a glyph that are drawn: a face such as TT2020 changes them from letter to letter, others have one."""


class Face:
    """A font file as a source of glyphs."""

    def __init__(self, path: Path, natural: bool = False) -> None:
        """Open the font; raises `OSError` where it cannot be read.

        `natural` leaves the letters as wide as they are, a cell on the average: for print, which has no grid.
        """
        self.path = path
        self.natural = natural
        self._probe = ImageFont.truetype(str(path), 100)
        self._has = frozenset(TTFont(str(path), lazy=True).getBestCmap())

    def __contains__(self, character: str) -> bool:
        """Return whether the face has the character."""
        return ord(character) in self._has

    @cached_property
    def monospaced(self) -> bool:
        """Return whether all letters are equally wide."""
        return abs(self._probe.getlength("m") - self._probe.getlength("i")) < 1

    @cached_property
    def _middling(self) -> str:
        """Return a small letter of middle width."""
        return "н" if "н" in self else "n"

    @cached_property
    def x_height(self) -> float:
        """Return the height of small letters, in cells, where the face has its natural width."""
        _, top, _, _ = self._font.getbbox(self._middling, anchor="ls")
        return -top / CELL

    @lru_cache(maxsize=16_000)  # noqa: B019 - faces live as long as the program
    def advance(self, character: str) -> float:
        """Return how far a character of a face that is `natural` moves the line on, in cells; 1 for any other."""
        return self._font.getlength(character) / CELL if self.natural else 1.0

    @cached_property
    def _font(self) -> ImageFont.FreeTypeFont:
        if self.natural:
            text = PANGRAM if "ж" in self else ENGLISH_PANGRAM
            return ImageFont.truetype(
                str(self.path), 100 * MEAN_PRINTED * CELL * len(text) / self._probe.getlength(text)
            )
        size = 100 * CELL / self._probe.getlength(self._middling)
        # A proportional face has its н about a tenth wider than the mean of its letters.
        return ImageFont.truetype(str(self.path), size if self.monospaced else 0.9 * size)

    @lru_cache(maxsize=16_000)  # noqa: B019 - faces live as long as the program
    def forms(self, character: str) -> tuple[Plane, ...]:
        """Return the character's forms as tiles of ink, 0 to 1, float32, shape `TILE`."""
        # Letters of widths of their own are drawn one by one, and do not change.
        most = FORMS if self.monospaced else 1
        drawn = [self._drawn(character, copies, copies - 1) for copies in range(1, most + 1)]
        kept: list[Plane] = []
        for tile in drawn:
            if all(np.abs(tile - other).mean() > 1e-3 for other in kept):
                kept.append(tile)
        return tuple(kept)

    def _drawn(self, character: str, copies: int, which: int) -> Plane:
        """Draw `copies` of the character and cut out one: contextual forms depend on the neighbours."""
        height, width = TILE
        image = Pillow.new("L", (width + CELL * copies, height))
        text = character * copies
        length = self._font.getlength(text)
        left = width / 2 - (length / copies) * (which + 0.5)
        ImageDraw.Draw(image).text((round(left), TILE_BASELINE), text, fill=255, font=self._font, anchor="ls")
        tile = np.asarray(image, dtype=np.float32)[:, :width] / 255
        if copies > 1:
            half = CELL // 2 + 3
            tile = tile.copy()
            tile[:, : width // 2 - half] = 0
            tile[:, width // 2 + half :] = 0
        if self.natural:
            return _squeezed(tile, WIDEST_PRINTED) if self.advance(character) > WIDEST_PRINTED else tile
        return tile if self.monospaced else _squeezed(tile, WIDEST)


def _squeezed(tile: Plane, widest: float) -> Plane:
    """Return a proportional glyph no wider than `widest` cells, in the middle of its tile."""
    columns = np.flatnonzero(tile.max(axis=0) > 0.1)
    if not len(columns):
        return tile
    left, right = float(columns[0]), float(columns[-1] + 1)
    scale = min(1.0, widest * CELL / (right - left))
    middle = (left + right) / 2
    matrix = np.array([[scale, 0, TILE[1] / 2 - scale * middle], [0, 1, 0]], dtype=np.float64)
    return np.asarray(cv2.warpAffine(tile, matrix, (TILE[1], TILE[0]), flags=cv2.INTER_AREA), dtype=np.float32)
