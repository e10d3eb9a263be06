"""Outlines and baselines on the scan of what stands level on the prepared page: they follow its turn, skew and curl."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from ocr_pipeline.formats.placed.boxes import ScanFrame
from ocr_pipeline.formats.placed.parts import PlacedLine, PlacedPage, PlacedWord
from ocr_pipeline.recognize.typed_marks.baselines import Face, SeatedWord, baseline_through, face_of_letters, seat_of
from ocr_pipeline.records import Affine, Area, Box, PageMap, Points, Sides
from ocr_pipeline.records.curled import Curled
from ocr_pipeline.text.columns import turned_upright

Whole = npt.NDArray[np.int64]
"""Whole pixels, shape (n, 2) for a path, (n, 4, 2) for the corners of n boxes, columns x and y."""

Path = tuple[tuple[int, int], ...]
"""Points (x, y) on the scan, whole pixels."""

Letter = tuple[str, float, float]
"""A character, its top and its bottom, pixels of an upright page."""

EDGE_POINTS = 9
"""Points along an edge of what is long, where a sheet curls: of one that curls by 40 pixels over 2,500 its edge is
missed by less than a pixel between them."""

ROUNDS = 3
"""Steps by which the box of a glyph on a curled sheet is found: what a glyph bends is far less than a pixel after."""

BASELINE_SHARE = 0.12
"""Share of the x-height by which words may stand off a straight line for the baseline still to be one: the jitter of
the machines seen is a tenth."""

DEPTH_SHARE = 0.22
"""Share of the height of a line without glyphs that is below its baseline, where a letter reaches below it."""

LEAST_CORNERS = 3
"""Corners of an outline."""

_BELOW = frozenset("руфцщДЦЩQgjpqy,;()[]{}/|_")
"""Characters that reach below the baseline."""

_CORNERS = (0, 1, 2, 1, 2, 3, 0, 3)
"""Of left, top, right and bottom, those that the corners are made of, clockwise from the top left."""


class Shapes:
    """The shapes of the words, glyphs and lines of a page, as paths on its scan.

    Corners come in the order in which they stand on the upright page: clockwise from its top left.
    """

    def __init__(self, placed: PlacedPage) -> None:
        """Take a page laid out."""
        page = placed.page
        self._placed = placed
        self._frame = ScanFrame.of(page)
        self._map: PageMap = page.preparation.to_scan if page.preparation else Affine.identity()
        self._upright = tuple(turned_upright(turns) for turns in range(4))
        lines = list(placed.lines)
        words = [word for line in lines for word in line.words]
        self._number = {word.place: number for number, word in enumerate(words)}
        self._firsts = [0, *accumulate(len(word.word.glyphs) or 1 for word in words)]
        self._leaves = level(
            Box.sides_of([glyph.box for word in words for glyph in word.word.glyphs or (word.word,)]), self._map
        )
        self._words = _merged(self._leaves, self._firsts[:-1])
        self._lines = _merged(self._words, [self._number[line.words[0].place] for line in lines])
        self._line_number = {line.id: number for number, line in enumerate(lines)}
        # Of a word without glyphs the box is that of no letter.
        self._letters = [letter for word in words for letter in [one.text for one in word.word.glyphs] or [""]]

    def glyph_points(self, word: PlacedWord) -> list[str]:
        """Return the outlines of a word's glyphs, as `points_of` writes them; of a word without any, its own."""
        number = self._number[word.place]
        return self._leaf_points[self._firsts[number] : self._firsts[number + 1]]

    def word_points(self, word: PlacedWord) -> str:
        """Return the outline of a word, as `points_of` writes it."""
        return self._word_points[self._number[word.place]]

    @cached_property
    def _leaf_points(self) -> list[str]:
        return _points_of_all(self._whole(self._leaves))

    @cached_property
    def _word_points(self) -> list[str]:
        return _points_of_all(self._whole(self._words))

    def line(self, line: PlacedLine) -> Path:
        """Return the outline of a line: what its words take up."""
        return self._line_paths[self._line_number[line.id]]

    @cached_property
    def _line_paths(self) -> list[Path]:
        if isinstance(self._map, Curled):
            return [self._outline(self._lines[number : number + 1]) for number in range(len(self._lines))]
        return [_path(corners) for corners in self._whole(self._lines).tolist()]

    def lines(self, lines: Iterable[PlacedLine], outline: Sequence[tuple[float, float]] = ()) -> Path:
        """Return the outline of lines, and of what `outline` goes around, (x, y) on the scan."""
        parts = [self._around(line) for line in lines]
        if outline:
            parts.append(self._around_points(outline))
        return self._outline(_merged(np.vstack(parts), [0]))

    def boxes(self, boxes: Sequence[Box]) -> list[Path]:
        """Return the outlines of boxes around what lies level on the prepared page."""
        return [_path(corners) for corners in self._whole(level(Box.sides_of(boxes), self._map)).tolist()]

    def border(self, boxes: Sequence[Box] = ()) -> Path | None:
        """Return the outline of the sheet, with all that stands on it and these boxes; None where none was prepared."""
        page = self._placed.page
        if page.preparation is None or not (self._frame.width and self._frame.height):
            return None
        sheet = np.array([(0.0, 0.0, float(page.preparation.width), float(page.preparation.height))])
        regions = [self._around_points(region.outline) for region in page.regions if region.outline]
        more = level(Box.sides_of(boxes), self._map)
        outline = self._edge(_merged(np.vstack([sheet, self._leaves, more, *regions]), [0]))
        inside = _within(outline.tolist(), float(self._frame.width), float(self._frame.height))
        return _without_repeats(self._clamped(np.array(inside)).tolist()) if len(inside) >= LEAST_CORNERS else None

    def turn(self, quarter_turns: int = 0) -> float:
        """Return how far text is turned on the scan, degrees counter-clockwise, above -180 and up to 180.

        `quarter_turns`, counter-clockwise, make its region stand upright on the prepared page.
        """
        across, down = self._map.linear @ self._upright[quarter_turns].inverse().linear @ np.array([1.0, 0.0])
        degrees = round(-math.degrees(math.atan2(down, across)), 3)
        # A negative zero is none to a reader.
        return 180.0 if degrees <= -180.0 else degrees + 0.0

    def height(self, line: PlacedLine) -> float:
        """Return how high a line is across its direction, pixels of the scan."""
        left, top, right, bottom = self._around(line)[0].tolist()
        return float(right - left if self._turns_of(line) % 2 else bottom - top) * self.scale

    def baseline(self, line: PlacedLine) -> Path:
        """Return the line on which the letters stand, from the first word to the last: two points or more."""
        return self._baselines[line.id]

    @cached_property
    def scale(self) -> float:
        """Pixels of the scan that are one of the prepared page."""
        return math.sqrt(abs(float(np.linalg.det(self._map.linear))))

    @cached_property
    def _baselines(self) -> dict[str, Path]:
        """The baselines of all lines, by their names: those of one turn have one type to be measured by."""
        found = {}
        for turns in range(4):
            lines = [line for line in self._placed.lines if self._turns_of(line) == turns]
            if not lines:
                continue
            upright = self._upright[turns]
            sides = upright.outlines(self._leaves)
            letters = list(zip(self._letters, sides[:, 1].tolist(), sides[:, 3].tolist(), strict=True))
            boxes = upright.outlines(self._words).tolist()
            face = face_of_letters(
                (text, bottom - top) for line in lines for text, top, bottom in self._of(line, letters)
            )
            seats = [self._seats(line, boxes, letters, face) for line in lines]
            points = upright.inverse().apply(np.array([seat for own in seats for seat in own], dtype=np.float64))
            whole = iter(self._clamped(self._map.apply(points)).tolist())
            for line, own in zip(lines, seats, strict=True):
                found[line.id] = _without_repeats([next(whole) for _ in own])
        return found

    def _of(self, line: PlacedLine, letters: list[Letter]) -> list[Letter]:
        """Return the letters of a line."""
        first = self._number[line.words[0].place]
        return letters[self._firsts[first] : self._firsts[first + len(line.words)]]

    def _seats(
        self, line: PlacedLine, boxes: list[list[float]], letters: list[Letter], face: Face | None
    ) -> list[tuple[float, float]]:
        """Return points of the baseline of an upright line, from its first word to its last."""
        first = self._number[line.words[0].place]
        own = boxes[first : first + len(line.words)]
        lefts, tops, rights, bottoms = zip(*own, strict=True)
        box = Area(min(lefts), min(tops), max(rights), max(bottoms))
        if face is None or not any(word.word.glyphs for word in line.words):
            foot = _foot([(word.word.text, bottom) for word, bottom in zip(line.words, bottoms, strict=True)], box)
            seats = [(box.left, foot), (box.right, foot)]
        else:
            words = [
                SeatedWord(
                    word.word.text,
                    (left + right) / 2,
                    top,
                    seat_of(letters[self._firsts[number] : self._firsts[number + 1]], face),
                )
                for number, (word, (left, top, right, _)) in enumerate(zip(line.words, own, strict=True), start=first)
            ]
            found = baseline_through(words, face)
            seats = _straightened(list(zip(found.x, found.y, strict=True)), box, BASELINE_SHARE * face.x_height)
        if isinstance(self._map, Curled) and len(seats) == 2:
            (left, upper), (right, lower) = seats
            seats = [
                (left + share * (right - left), upper + share * (lower - upper))
                for share in np.linspace(0, 1, EDGE_POINTS).tolist()
            ]
        return [(x, min(max(y, box.top), box.bottom)) for x, y in seats]

    def _turns_of(self, line: PlacedLine) -> int:
        regions = self._placed.page.regions
        return regions[line.line.region].quarter_turns if regions else 0

    def _around(self, line: PlacedLine) -> Sides:
        """Return the smallest level box around a line, shape (1, 4)."""
        number = self._line_number[line.id]
        return self._lines[number : number + 1]

    def _around_points(self, points: Sequence[tuple[float, float]]) -> Sides:
        """Return the smallest level box around points of the scan, shape (1, 4)."""
        found = self._map.inverse().apply(np.array(points, dtype=np.float64))
        return np.hstack([found.min(axis=0), found.max(axis=0)])[None, :]

    def _outline(self, sides: Sides) -> Path:
        """Return the outline of one level box, shape (1, 4), whose edges may come out bent."""
        if not isinstance(self._map, Curled):
            return _path(self._whole(sides)[0].tolist())
        return _without_repeats(self._clamped(self._edge(sides)).tolist())

    def _edge(self, sides: Sides) -> Points:
        """Return points on the scan around one level box, shape (1, 4), wherever they come to lie."""
        left, top, right, bottom = sides[0].tolist()
        along = np.linspace(left, right, EDGE_POINTS if isinstance(self._map, Curled) else 2)
        upper, lower = (np.column_stack([along, np.full(len(along), y)]) for y in (top, bottom))
        return self._map.apply(np.vstack([upper, lower[::-1]]))

    def _whole(self, sides: Sides) -> Whole:
        """Return the corners of level boxes on the scan; of one that rounding would fold, those of an upright box."""
        if not len(sides):
            return np.zeros((0, 4, 2), dtype=np.int64)
        whole = self._clamped(self._map.apply(sides[:, _CORNERS].reshape(-1, 2))).reshape(-1, 4, 2)
        edges = np.roll(whole, -1, axis=1) - whole
        after = np.roll(edges, -1, axis=1)
        turns = edges[..., 0] * after[..., 1] - edges[..., 1] * after[..., 0]
        folded = ~((turns > 0).all(axis=1) | (turns < 0).all(axis=1))
        if folded.any():
            least, most = whole[folded].min(axis=1), whole[folded].max(axis=1)
            size = np.array([self._frame.width, self._frame.height])
            least = np.minimum(least, np.where(size > 0, size, most + 1) - 1)
            upright = np.hstack([least, np.maximum(most, least + 1)])
            whole[folded] = upright[:, _CORNERS].reshape(-1, 4, 2)
        return whole

    def _clamped(self, points: Points) -> Whole:
        """Return points in whole pixels, those beyond the scan on its edge."""
        whole = np.rint(points).astype(np.int64)
        limits = [self._frame.width or None, self._frame.height or None]
        return np.column_stack([whole[:, axis].clip(0, limits[axis]) for axis in (0, 1)])


def level(sides: Sides, to_scan: PageMap) -> Sides:
    """Return the boxes of the prepared page whose outlines on the scan are these, shape (n, 4)."""
    if not isinstance(to_scan, Curled) or not len(sides):
        return to_scan.outlined(sides)
    # `Curled.outlined` looks at 76 places around each box, for words and lines; corners do for a glyph.
    spread = np.abs(to_scan.linear)
    centres = to_scan.inverse().apply((sides[:, :2] + sides[:, 2:]) / 2)
    wanted = sides[:, 2:] - sides[:, :2]
    halves = np.linalg.solve(spread, wanted.T).clip(min=0).T / 2
    for _ in range(ROUNDS):
        boxes = np.hstack([centres - halves, centres + halves])
        corners = to_scan.apply(boxes[:, _CORNERS].reshape(-1, 2)).reshape(-1, 4, 2)
        missing = np.linalg.solve(spread, (wanted - (corners.max(axis=1) - corners.min(axis=1))).T).T
        halves = (halves + missing / 2).clip(min=0)
    return np.hstack([centres - halves, centres + halves])


def points_of(path: Iterable[tuple[int, int]]) -> str:
    """Return a path as PAGE and ALTO write it: `x,y x,y …`."""
    return " ".join(f"{x},{y}" for x, y in path)


def _points_of_all(corners: Whole) -> list[str]:
    """Return the outlines of many boxes, as `points_of` writes one."""
    return ["{},{} {},{} {},{} {},{}".format(*one) for one in corners.reshape(-1, 8).tolist()]


def is_upright(path: Path) -> bool:
    """Return whether an outline is an upright box."""
    return len(path) == len(_CORNERS) // 2 and len({x for x, _ in path}) == len({y for _, y in path}) == 2


def _within(outline: list[list[float]], width: float, height: float) -> list[list[float]]:
    """Return what of an outline lies on a scan of this size (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: list[list[float]] = []
        for number, point in enumerate(outline):
            before = outline[number - 1]
            ahead, behind = sign * (point[axis] - limit), sign * (before[axis] - limit)
            if (ahead < 0) != (behind < 0):
                share = behind / (behind - ahead)
                kept.append([one + share * (other - one) for one, other in zip(before, point, strict=True)])
            if ahead >= 0:
                kept.append(point)
        outline = kept
    return outline


def _path(points: Sequence[Sequence[int]]) -> Path:
    return tuple((x, y) for x, y in points)


def _without_repeats(points: Sequence[Sequence[int]]) -> Path:
    """Return a path without points that are where the one before is; two at least."""
    path = _path(points)
    kept = [point for number, point in enumerate(path) if not number or point != path[number - 1]]
    return tuple(kept) if len(kept) > 1 else (path[0], (path[0][0] + 1, path[0][1]))


def _merged(sides: Sides, firsts: Sequence[int]) -> Sides:
    """Return the smallest boxes around stretches of boxes, each from one of `firsts` on, shape (n, 4)."""
    if not len(sides):
        return sides
    least, most = (reduce.reduceat(sides, firsts, axis=0) for reduce in (np.minimum, np.maximum))
    return np.hstack([least[:, :2], most[:, 2:]])


def _straightened(seats: list[tuple[float, float]], box: Area, tolerance: float) -> list[tuple[float, float]]:
    """Return a baseline from one end of its line to the other: the ends alone where it is straight (least squares)."""
    middle, height = (sum(values) / len(seats) for values in zip(*seats, strict=True))
    spread = sum((x - middle) ** 2 for x, _ in seats)
    slope = sum((x - middle) * (y - height) for x, y in seats) / spread if spread else 0.0
    if all(abs(y - height - slope * (x - middle)) <= tolerance for x, y in seats):
        return [(x, height + slope * (x - middle)) for x in (box.left, box.right)]
    first = [(box.left, seats[0][1])] if box.left < seats[0][0] else []
    last = [(box.right, seats[-1][1])] if box.right > seats[-1][0] else []
    return [*first, *seats, *last]


def _foot(words: Iterable[tuple[str, float]], box: Area) -> float:
    """Return the height of the baseline of a line without glyphs, by its words (text, lower edge)."""
    on_it = sorted(bottom for text, bottom in words if not _BELOW & set(text))
    return on_it[len(on_it) // 2] if on_it else box.bottom - DEPTH_SHARE * box.height
