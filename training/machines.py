"""A typewriter of its own: a face, its stretch and weight, worn and clogged type, keys that strike aside."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from training.faces import CELL, TILE, TILE_BASELINE, Face, Plane

Generator = np.random.Generator


POINTS = frozenset(".,:;-'\"!°")
BRACKETS = frozenset("()")
SLANTED = frozenset("/*()")
FLAT_THREE = "\u01b7"
"""The letter ezh, which faces draw like such a figure."""

ALIKE = {"0": "О", "3": "З"}
"""Figures that many machines draw like letters: what stands among figures is one."""

BY_HAND = frozenset("()[]")
"""Marks that a typist without their keys puts in with a pen, or composes of strokes."""

PIXELS: Plane = np.mgrid[0 : TILE[0], 0 : TILE[1]].astype(np.float32)
"""Row and column of each pixel of a tile."""

FIGURES = frozenset("0123456789()[]/%№+=?!&§$")

MARKS = frozenset("()[]/*+=%№§&\"'«»°_-—$£")
"""What makers of type drew as they pleased: in size, width, height on the line, and slant."""

CLOSED = frozenset("оваибдрфюяьыъОВАБДРФЮЯЬЫЪНИПн8690eagpqbdRDQB4")
"""Glyphs whose counters fill with lint and ink; у, х, т have none."""


@dataclass(frozen=True)
class Type:
    """What makes one machine's type differ from another's; lengths in cells, shares 0 to 1.

    `x_height` of small letters over the pitch: 0.80 at ten to the inch, 0.9 to 1.1 at twelve and where a print was
    narrowed. `brackets` is the width of round brackets beside the face's: type has them from round to nearly straight.
    `alike` are the figures that are drawn like letters (`ALIKE`), `by_hand` says whether brackets are put in with a
    pen. `flat_three` is a 3 with a straight top. `weight` is the level at which the softened glyph is cut: low is bold.
    `bent` how far the outline wanders. `clogged` and `chipped` are shares of the keys whose counters are filled, whose
    edges are broken off. `filled` is the share of the keys with counters (`CLOSED`) where these are filled however wide
    they are: an о that is a blob. `drawn` is how freely marks differ from the face's. `heavy_points` is by how much
    stops, commas and hyphens are thicker than drawn: their small faces strike the paper hardest.
    """

    x_height: float
    width: float
    weight: float
    soft: float
    slant: float
    bent: float
    clogged: float
    chipped: float
    filled: float
    drawn: float
    key_aside: float
    strike_aside: float
    heavy_points: float
    brackets: float
    flat_three: bool
    alike: str = ""
    by_hand: bool = False


def any_type(rng: Generator) -> Type:
    """Return the type of some machine, of the whole range met in archives."""
    worn, fat = rng.random() < 0.5, rng.random() < 0.15
    # Chances of their own: those that follow stay what they were, and with them the pages of the benchmarks.
    (own,) = rng.spawn(1)
    return Type(
        x_height=rng.uniform(0.68, 1.14),
        width=rng.uniform(0.86, 1.06),
        weight=rng.uniform(0.15, 0.35) if fat else rng.uniform(0.25, 0.62),
        soft=rng.uniform(0.06, 0.11) if fat else rng.uniform(0.03, 0.08),
        slant=rng.normal(0, 0.015),
        bent=rng.uniform(0.0, 0.045),
        clogged=rng.uniform(0.0, 0.35) if worn else 0.0,
        chipped=rng.uniform(0.0, 0.3) if worn else 0.0,
        filled=own.uniform(0.1, 0.9) if worn and own.random() < 0.25 else 0.0,
        drawn=own.uniform(0.0, 0.16),
        alike="".join(figure for figure, share in (("0", 0.25), ("3", 0.06)) if own.random() < share),
        by_hand=bool(own.random() < 0.12),
        key_aside=rng.uniform(0.0, 0.06),
        strike_aside=rng.uniform(0.0, 0.03),
        heavy_points=rng.uniform(0.0, 0.13) if rng.random() < 0.6 else 0.0,
        brackets=rng.uniform(0.4, 1.2),
        flat_three=rng.random() < 0.2,
    )


class Machine:
    """A typewriter: for every character the tiles its key strikes, and where it strikes."""

    def __init__(self, face: Face, kind: Type, rng: Generator, figures: Face | None = None) -> None:
        """Take a face and what becomes of it, and the face of its figures if another; `rng` is the machine's own."""
        self.face = face
        self._figures = figures or face
        self.kind = kind
        self._rng = rng
        self._keys: dict[str, tuple[tuple[Plane, ...], float, float]] = {}

    def can_type(self, text: str) -> bool:
        """Return whether the machine has all the characters of `text`."""
        return all(character == " " or character in self.face for character in text)

    def key(self, character: str) -> tuple[tuple[Plane, ...], float, float]:
        """Return the tiles of a character (see `Face.forms`), and how far it strikes right and low, in cells."""
        if character not in self._keys:
            face = self._figures if character in FIGURES and character in self._figures else self.face
            drawn = FLAT_THREE if character == "3" and self.kind.flat_three and FLAT_THREE in face else character
            if character in self.kind.alike and ALIKE[character] in self.face:
                drawn, face = ALIKE[character], self.face
            tall = self.kind.x_height / face.x_height
            filled = bool(self.kind.filled) and character in CLOSED and self._rng.random() < self.kind.filled
            marked = self._mark(character)
            forms = (
                (_penned(character, self._rng),)
                if self.kind.by_hand and character in BY_HAND
                else tuple(self._struck(character, tile, marked) for tile in face.forms(drawn))
            )
            tiles = tuple(self._made(tile, tall, filled) for tile in forms)
            aside = self._rng.normal(0, max(1e-9, self.kind.key_aside), 2)
            self._keys[character] = (tiles, float(aside[0]) / 2, float(aside[1]))
        return self._keys[character]

    def advance(self, character: str) -> float:
        """Return how far a character moves the line on, in cells: the carriage knows one step."""
        del character
        return 1.0

    def _mark(self, character: str) -> np.ndarray | None:
        """Return the map, shape (2, 3), from the face's mark to this machine's; None for what is no mark."""
        if character not in MARKS:
            return None
        free = self.kind.drawn
        if not free and character not in BRACKETS:
            return None
        wide, high, lift, slant = self._rng.normal(0, free, 4) if free else np.zeros(4)
        wide = float(np.clip(1 + wide, 0.6, 1.4)) * (self.kind.brackets if character in BRACKETS else 1.0)
        high = float(np.clip(1 + high, 0.7, 1.25))
        slant = float(np.clip(slant, -0.25, 0.25)) if character in SLANTED else 0.0
        if character == "*" and free:
            # Stars are drawn from tiny and high to as large as a letter.
            wide = high = self._rng.uniform(0.6, 1.15)
            lift = self._rng.uniform(-0.35, 0.15)
        # Marks grow and lean about the middle of a letter's height.
        middle, centre = TILE_BASELINE - 0.4 * CELL, TILE[1] / 2
        return np.array(
            [
                [wide, slant, centre * (1 - wide) - slant * middle],
                [0, high, middle * (1 - high) + 0.5 * lift * CELL],
            ],
            dtype=np.float64,
        )

    def _struck(self, character: str, tile: Plane, mark: np.ndarray | None) -> Plane:
        if mark is not None:
            tile = np.asarray(cv2.warpAffine(tile, mark, (TILE[1], TILE[0])), dtype=np.float32)
        thicker = round(2 * self.kind.heavy_points * CELL) if character in POINTS else 0
        if thicker < 1:
            return tile
        round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thicker + 1, thicker + 1))
        return np.asarray(cv2.dilate(tile, round_), dtype=np.float32)

    def _made(self, tile: Plane, tall: float, filled: bool) -> Plane:
        kind, rng = self.kind, self._rng
        height, width = TILE
        down, across = PIXELS
        y = (down - TILE_BASELINE) / tall + TILE_BASELINE
        x = (across - width / 2 + kind.slant * (down - TILE_BASELINE)) / kind.width + width / 2
        if kind.bent:
            bend = rng.normal(0, kind.bent * CELL, (2, 5, 4)).astype(np.float32)
            x += cv2.resize(bend[0], (width, height), interpolation=cv2.INTER_CUBIC)
            y += cv2.resize(bend[1], (width, height), interpolation=cv2.INTER_CUBIC)
        made = cv2.remap(tile, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
        if rng.random() < kind.clogged:
            made = self._clogged(made)
        if filled:
            made = self._filled(np.asarray(made, dtype=np.float32))
        softened = cv2.GaussianBlur(np.asarray(made), (0, 0), kind.soft * CELL)
        made = _cut(softened, kind.weight, tile.sum())
        if rng.random() < kind.chipped:
            made = made * _chips(rng, height, width)
        return np.asarray(made, dtype=np.float32)

    def _clogged(self, tile: Plane) -> Plane:
        """Return the glyph with its narrow places filled."""
        reach = int(self._rng.integers(3, 7))
        closed = cv2.morphologyEx(tile, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        return np.asarray(closed * self._rng.uniform(0.6, 1.0), dtype=np.float32)

    def _filled(self, tile: Plane) -> Plane:
        """Return the glyph with its counters filled, wide ones as well: wholly, or in a patch."""
        rng = self._rng
        reach = int(rng.integers(8, 17))
        round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach + 1, reach + 1))
        lint = cv2.morphologyEx(tile, cv2.MORPH_CLOSE, round_) - tile
        if rng.random() < 0.6:
            lint = np.maximum(lint, _holes(tile) - tile)
        if rng.random() < 0.45:
            height, width = tile.shape
            patch = np.zeros((height, width), dtype=np.float32)
            centre = (int(width / 2 + rng.normal(0, 5)), int(TILE_BASELINE - 12 + rng.normal(0, 6)))
            axes = (int(rng.integers(4, 10)), int(rng.integers(4, 11)))
            cv2.ellipse(patch, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
            lint *= cv2.GaussianBlur(patch, (0, 0), 1.5)
        return np.asarray(tile + lint * rng.uniform(0.5, 1.0), dtype=np.float32)


def _penned(bracket: str, rng: Generator) -> Plane:
    """Return a bracket drawn with a pen: taller or smaller than type, a little askew, some square ones with one arm."""
    middle, side = TILE[1] / 2, 1 if bracket in "([" else -1
    top, bottom = TILE_BASELINE - rng.uniform(22, 34), TILE_BASELINE + rng.uniform(-1, 9)
    lean, stem = rng.normal(0, 1.5), middle - side * rng.uniform(1, 5)
    along = np.linspace(-1, 1, 9)
    y = (top + bottom) / 2 + along * (bottom - top) / 2
    if bracket in "()":
        x = stem + side * rng.uniform(2, 7) * along**2 + lean * along
        points = np.stack([x, y], axis=1)
    else:
        upper, lower = rng.uniform(3, 9, 2)
        if rng.random() < 0.35:
            upper, lower = (0.0, lower) if rng.random() < 0.7 else (upper, 0.0)
        x = stem + lean * along
        ends = [(x[0] + side * upper, y[0] + rng.normal(0, 0.7))], [(x[-1] + side * lower, y[-1] + rng.normal(0, 0.7))]
        points = np.concatenate([ends[0], np.stack([x, y], axis=1), ends[1]])
    drawn = np.zeros(TILE, dtype=np.float32)
    # Sixteenths of a pixel.
    cv2.polylines(drawn, [(points * 16).round().astype(np.int32)], False, 1.0, int(rng.integers(2, 5)), cv2.LINE_AA, 4)
    return drawn


def _holes(tile: Plane) -> Plane:
    """Return 1 where ink stands all around, 0 elsewhere."""
    outlines, parents = cv2.findContours((tile > 0.5).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    holes = np.zeros_like(tile)
    for number, outline in enumerate(outlines):
        if parents[0][number][3] >= 0:
            cv2.drawContours(holes, [outline], -1, 1.0, -1)
    return holes


def _cut(softened: Plane, level: float, ink: float) -> Plane:
    """Return the softened glyph cut at `level`, or lower where a thin face would lose most of its ink."""
    while True:
        cut = np.clip((softened - level) * 3 + 0.5, 0, 1) * (softened > LEAST_INK)
        if cut.sum() >= KEPT_INK * ink or level < LEAST_INK:
            return np.asarray(cut, dtype=np.float32)
        level *= 0.8


KEPT_INK, LEAST_INK = 0.6, 0.05
"""Share of a glyph's ink that a machine's type keeps at least; darkness under which there is no glyph."""


def _chips(rng: Generator, height: int, width: int) -> Plane:
    """Return a mask with one to three spots of 0 where type is broken off, near the middle of the tile."""
    mask = np.ones((height, width), dtype=np.float32)
    for _ in range(int(rng.integers(1, 4))):
        centre = (int(width / 2 + rng.normal(0, 9)), int(TILE_BASELINE - 12 + rng.normal(0, 10)))
        axes = (int(rng.integers(2, 7)), int(rng.integers(2, 5)))
        cv2.ellipse(mask, centre, axes, float(rng.uniform(0, 180)), 0, 360, float(rng.uniform(0, 0.4)), -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.8), dtype=np.float32)
