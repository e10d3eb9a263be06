"""Lines for training Tesseract further."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

pytest.importorskip("fontTools", reason="the extra `training` is not installed")

from tests.training.test_samples import FACE
from training.samples import any_machine
from training.tesseract import SHEET_LINES, Line, letters, lines, stacked

needs_face = pytest.mark.skipif(not FACE.exists(), reason="../shared/fonts is missing")

KNOWN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ0123456789.,-")


def test_letters_are_the_single_characters_of_the_set():
    assert letters('3\nNULL 0 Common 0\nж 3 0,255 Cyrillic 1 0 1 ж\n" 10 0 Common 2 10 2 "\n') == {"ж", '"'}


@needs_face
def test_the_same_seed_gives_the_same_lines_of_known_letters_with_ink_in_their_box():
    sheet, again = (next(lines(3, [FACE], [FACE], KNOWN)) for _ in range(2))
    assert len(sheet) == SHEET_LINES
    for line, other in zip(sheet, again, strict=True):
        assert (line.text, line.top, line.bottom) == (other.text, other.top, other.bottom)
        assert np.array_equal(line.pixels, other.pixels)
        assert KNOWN.issuperset(line.text.replace(" ", ""))
        assert 0 <= line.top < line.bottom <= len(line.pixels)
    inside, above, below = (
        np.mean([255.0 - rows.mean() for rows in parts])
        for parts in zip(*((one.pixels[one.top : one.bottom], *_beside(one)) for one in sheet), strict=True)
    )
    assert inside > 1.5 * max(above, below)


def _beside(line: Line) -> tuple[np.ndarray, np.ndarray]:
    """Return a few rows of pixels above a line and below it."""
    return line.pixels[line.top - 4 : line.top], line.pixels[line.bottom : line.bottom + 4]


@needs_face
def test_each_sheet_is_of_a_machine_of_its_own(monkeypatch):
    made = []

    def counted(*arguments):
        made.append(any_machine(*arguments))
        return made[-1]

    monkeypatch.setattr("training.tesseract.any_machine", counted)
    list(islice(lines(3, [FACE], [FACE], KNOWN), 2))
    assert len({machine.kind for machine in made}) == len(made) == 2


def test_boxes_of_stacked_lines_lie_on_their_letters():
    made = [
        Line(np.full((40, 200), 255, np.uint8), "мир", 10, 30),
        Line(np.full((50, 120), 255, np.uint8), "1953", 5, 45),
    ]
    for line in made:
        line.pixels[line.top : line.bottom] = 0
    picture, boxes = stacked(made)
    rows = [row.split(" ") for row in boxes.splitlines() if row.startswith("WordStr")]
    assert [row[-1] for row in rows] == ["#мир", "#1953"]
    for row in rows:
        left, low, right, high = map(int, row[1:5])
        inside = picture[len(picture) - high : len(picture) - low, left:right]
        assert (inside == 0).all()
    assert (picture == 0).sum() == sum((line.pixels == 0).sum() for line in made)
